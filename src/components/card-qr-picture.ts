/** A QR code as a picture to keep or to send, with a few words below it. */
import { QUIET_ZONE_MODULES, type QrCode } from './card-qr-code.ts';
import { linesOf } from './text-lines.ts';
import { words } from './words/words.ts';

/** Chat programs shrink and recompress pictures: at 8 px a module a code survives being halved. */
const MIN_MODULE_PX = 8;
/** A picture smaller than this looks like a stamp in most picture viewers. */
const MIN_SIDE_PX = 800;

/** Parts of the picture's width: what it is can be read in a preview, the sentence in the picture. */
const NAME_SIZE = 1 / 20;
const CAPTION_SIZE = 1 / 28;
const LINE_HEIGHT = 1.4;

/**
 * Draws the code with its quiet zone, black on white, and below that what it is and what to do, as a
 * PNG. Rejects when the browser has no canvas left.
 * @param advice what to do with it
 */
export async function qrPicture(code: QrCode, advice: string): Promise<Blob> {
  const modules = code.size + 2 * QUIET_ZONE_MODULES;
  const scale = Math.max(MIN_MODULE_PX, Math.ceil(MIN_SIDE_PX / modules));
  const canvas = document.createElement('canvas');
  const side = modules * scale;
  const margin = QUIET_ZONE_MODULES * scale;
  canvas.width = side;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const caption = captionOf(context, side, side - 2 * margin, advice);
  const captionHeight = caption.reduce((sum, { heightPx }) => sum + heightPx, 0);
  // Another height empties the canvas and forgets the font.
  canvas.height = side + captionHeight + margin;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (!code.isDark(row, column)) continue;
      const x = (column + QUIET_ZONE_MODULES) * scale;
      const y = (row + QUIET_ZONE_MODULES) * scale;
      context.fillRect(x, y, scale, scale);
    }
  }
  let y = side;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { text, font, heightPx } of caption) {
    context.font = font;
    context.fillText(text, side / 2, y + heightPx / 2);
    y += heightPx;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('no picture'));
      else resolve(blob);
    }, 'image/png');
  });
}

interface Line {
  readonly text: string;
  /** As CSS spells it. */
  readonly font: string;
  readonly heightPx: number;
}

/** The app's name, and the sentence in as many lines as it takes. */
function captionOf(
  context: CanvasRenderingContext2D,
  sidePx: number,
  widthPx: number,
  sentence: string,
): Line[] {
  const family = getComputedStyle(document.documentElement).getPropertyValue('--font');
  const line = (text: string, sizePx: number, weight: number): Line => ({
    text,
    font: `${weight} ${sizePx}px ${family}`,
    heightPx: Math.round(sizePx * LINE_HEIGHT),
  });
  const sizePx = Math.round(sidePx * CAPTION_SIZE);
  context.font = line('', sizePx, 400).font;
  const lines = linesOf(sentence, widthPx, (text) => context.measureText(text).width);
  return [
    line(words.shell.appName, Math.round(sidePx * NAME_SIZE), 700),
    ...lines.map((text) => line(text, sizePx, 400)),
  ];
}

/** Hands a blob to the browser as a download; page/file-saver.ts, out of reach from here, falls back to the same. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has taken its own hold of the blob by the next task; a minute is for slow phones.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
