/** Headers of pictures of any size, made field by field; what follows a header is left out. */
import { concat, utf8Encode } from '../../src/wire/bytes.ts';

type Field = [value: number, bytes: number];

function big(...fields: Field[]): Uint8Array {
  return concat(...fields.map(([value, bytes]) => little([value, bytes]).toReversed()));
}

function little(...fields: Field[]): Uint8Array {
  return concat(
    ...fields.map(([value, bytes]) =>
      Uint8Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) & 0xff),
    ),
  );
}

export function png(width: number, height: number): Uint8Array {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const header = concat(utf8Encode('IHDR'), big([width, 4], [height, 4]), new Uint8Array(9));
  return concat(signature, big([13, 4]), header);
}

/** @param frame the marker of the frame header: 0xc0 baseline, 0xc2 progressive */
export function jpeg(width: number, height: number, frame: number): Uint8Array {
  const jfif = concat(Uint8Array.of(0xff, 0xe0, 0, 16), utf8Encode('JFIF\0'), new Uint8Array(9));
  const huffman = concat(Uint8Array.of(0xff, 0xc4, 0, 20), new Uint8Array(18));
  const header = concat(Uint8Array.of(0xff, frame, 0, 11, 8), big([height, 2], [width, 2]));
  return concat(Uint8Array.of(0xff, 0xd8), jfif, huffman, header, new Uint8Array(6));
}

/** With a colour table of four and two extensions before the first frame. */
export function gif(
  width: number,
  height: number,
  frameWidth = width,
  frameHeight = height,
): Uint8Array {
  const screen = concat(little([width, 2], [height, 2]), Uint8Array.of(0x81, 0, 0));
  const loop = concat(
    Uint8Array.of(0x21, 0xff, 11),
    utf8Encode('NETSCAPE2.0'),
    Uint8Array.of(3, 1, 0, 0, 0),
  );
  const control = Uint8Array.of(0x21, 0xf9, 4, 0, 0, 0, 0, 0);
  const frame = little([0x2c, 1], [0, 4], [frameWidth, 2], [frameHeight, 2], [0, 1]);
  return concat(utf8Encode('GIF89a'), screen, new Uint8Array(12), loop, control, frame);
}

export function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Uint8Array {
  const content = {
    'VP8 ': () => concat(Uint8Array.of(0, 0, 0, 0x9d, 0x01, 0x2a), little([width, 2], [height, 2])),
    VP8L: () => little([0x2f, 1], [width - 1 + (height - 1) * 0x4000, 4]),
    VP8X: () => little([0, 4], [width - 1, 3], [height - 1, 3]),
  }[kind]();
  const chunk = concat(utf8Encode(kind), little([content.length, 4]), content);
  return concat(utf8Encode('RIFF'), little([chunk.length + 4, 4]), utf8Encode('WEBP'), chunk);
}

export function bmp(width: number, height: number): Uint8Array {
  const signed = (value: number): number => (value < 0 ? value + 2 ** 32 : value);
  const info = little([40, 4], [signed(width), 4], [signed(height), 4], [1, 2], [24, 2]);
  return concat(utf8Encode('BM'), new Uint8Array(12), info, new Uint8Array(24));
}

/** Sizes in pairs: those of the whole picture and of its tiles. */
export function avif(...sizes: number[]): Uint8Array {
  const properties: Uint8Array[] = [];
  for (let i = 0; i + 1 < sizes.length; i += 2) {
    properties.push(box('ispe', big([0, 4], [sizes[i] ?? 0, 4], [sizes[i + 1] ?? 0, 4])));
    properties.push(box('pixi', new Uint8Array(8)));
  }
  const iprp = box('iprp', box('ipco', ...properties), box('ipma', new Uint8Array(8)));
  const type = box('ftyp', utf8Encode('avif'), new Uint8Array(4), utf8Encode('mif1'));
  return concat(type, box('meta', new Uint8Array(4), box('hdlr', new Uint8Array(20)), iprp));
}

function box(type: string, ...content: Uint8Array[]): Uint8Array {
  const inside = concat(...content);
  return concat(big([inside.length + 8, 4]), utf8Encode(type), inside);
}
