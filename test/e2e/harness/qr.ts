/** Reads QR codes outside of any browser, so that what a page drew is judged by somebody else. */
import { createRequire } from 'node:module';
import { PNG } from 'pngjs';

/** The decoder inside html5-qrcode; its own types name only what html5-qrcode calls. */
interface Zxing {
  readonly RGBLuminanceSource: new (
    luma: Uint8ClampedArray,
    width: number,
    height: number,
  ) => object;
  readonly HybridBinarizer: new (source: object) => object;
  readonly BinaryBitmap: new (binarizer: object) => object;
  readonly QRCodeReader: new () => {
    decode(bitmap: object, hints: ReadonlyMap<number, boolean>): { getText(): string };
  };
  readonly DecodeHintType: { readonly PURE_BARCODE: number };
}

const zxing = createRequire(import.meta.url)('html5-qrcode/third_party/zxing-js.umd.js') as Zxing;

/** Luma, one byte a pixel. */
interface Grey {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8ClampedArray;
}

/** Here and there the decoder takes something in a clean code for its corner: not in every size. */
const SHRINK = [1, 2, 3, 4, 5, 6] as const;

/** @throws Error when there is no code in it */
export function readQr(picture: Uint8Array): string {
  const grey = greyOf(picture);
  let failure: unknown;
  for (const factor of SHRINK) {
    for (const clean of [false, true]) {
      try {
        return readGrey(shrink(grey, factor), clean);
      } catch (error) {
        failure = error;
      }
    }
  }
  throw new Error('There is no code in this picture.', { cause: failure });
}

/**
 * @param clean nothing but a code stands there, upright on white
 * @throws whatever the decoder throws when it finds no code
 */
function readGrey({ luma, width, height }: Grey, clean: boolean): string {
  const source = new zxing.RGBLuminanceSource(luma, width, height);
  const bitmap = new zxing.BinaryBitmap(new zxing.HybridBinarizer(source));
  const hints = new Map(clean ? [[zxing.DecodeHintType.PURE_BARCODE, true]] : []);
  return new zxing.QRCodeReader().decode(bitmap, hints).getText();
}

function greyOf(picture: Uint8Array): Grey {
  const { width, height, data } = PNG.sync.read(Buffer.from(picture));
  const luma = new Uint8ClampedArray(width * height);
  for (let i = 0; i < luma.length; i += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i * 4, i * 4 + 3);
    luma[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { width, height, luma };
}

/** Every pixel the mean of a square of them. */
function shrink({ width, height, luma }: Grey, factor: number): Grey {
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)];
  const small = new Uint8ClampedArray(w * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy += 1) {
        for (let dx = 0; dx < factor; dx += 1) {
          sum += luma[(y * factor + dy) * width + x * factor + dx] ?? 0;
        }
      }
      small[y * w + x] = sum / factor ** 2;
    }
  }
  return { width: w, height: h, luma: small };
}

/** Modules drawn as two rows a line; black and white are those of the terminal's own colours. */
const HALVES: Readonly<Record<string, readonly [boolean, boolean]>> = {
  ' ': [false, false],
  '▄': [false, true],
  '▀': [true, false],
  '█': [true, true],
};

/** What ISO/IEC 18004 asks for; a terminal's own margin is unknown here. */
const QUIET_MODULES = 4;

/** Pixels a module: fewer, and the decoder finds no finder patterns. */
const MODULE_PX = 4;

/**
 * Reads the code that a program printed with half blocks, dark on light.
 * @param printed everything that it printed, colours and all
 * @throws Error when there is no code in it
 */
export function readTerminalQr(printed: string): string {
  const rows = printed
    .split('\n')
    // Where a colour is set, the block is drawn in the light one, as the code's margin is.
    .map((line) => line.replace(/\x1b\[0m\x1b\[37m[▀▄]/g, ' ').replace(/\x1b\[\d+m/g, ''))
    .filter((line) => /[▀▄█]/.test(line))
    .flatMap((line) =>
      [0, 1].map((half) => Array.from(line, (char) => HALVES[char]?.[half] ?? false)),
    );
  const side = Math.max(rows.length, rows[0]?.length ?? 0) + 2 * QUIET_MODULES;
  const width = side * MODULE_PX;
  const luma = new Uint8ClampedArray(width * width).fill(255);
  for (const [i] of luma.entries()) {
    const row = Math.floor(i / width / MODULE_PX) - QUIET_MODULES;
    const column = Math.floor((i % width) / MODULE_PX) - QUIET_MODULES;
    if (rows[row]?.[column] === true) luma[i] = 0;
  }
  return readGrey({ width, height: width, luma }, true);
}
