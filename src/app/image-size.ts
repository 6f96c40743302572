/**
 * The size of a picture in pixels, read from its header as a browser will: a few kilobytes can unfold
 * into gigabytes of pixels, so that is looked at before anything is drawn. Pure.
 */

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Which format it is the bytes say, never the sender: browsers do not ask the media type either.
 * @returns null when it is no PNG, JPEG, GIF, WebP, BMP or AVIF, or its header does not say
 */
export function imageSize(bytes: Uint8Array): PixelSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = sizeIn(view);
    return size !== null && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // The header ends too early.
    throw error;
  }
}

function sizeIn(view: DataView): PixelSize | null {
  if (view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a) return pngSize(view);
  if (view.getUint16(0) === 0xffd8) return jpegSize(view);
  if (textAt(view, 0, 4) === 'GIF8') return gifSize(view);
  if (textAt(view, 0, 4) === 'RIFF' && textAt(view, 8, 4) === 'WEBP') return webpSize(view);
  if (textAt(view, 0, 2) === 'BM') return bmpSize(view);
  if (textAt(view, 4, 4) === 'ftyp') return avifSize(view);
  return null;
}

/** PNG (W3C), 11.2.1: IHDR is the first chunk. */
function pngSize(view: DataView): PixelSize | null {
  if (textAt(view, 12, 4) !== 'IHDR') return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** JPEG (ITU-T T.81), B.2: the frame header stands among the segments before the first scan. */
function jpegSize(view: DataView): PixelSize | null {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // Fill byte.
      continue;
    }
    if (isFrameHeader(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    const lengthBytes = view.getUint16(at + 2);
    // A second start, an end or a scan (D8 to DA) before the frame header, or no segment at all.
    if ((marker >= 0xd8 && marker <= 0xda) || marker === 0 || lengthBytes < 2) return null;
    at += 2 + lengthBytes;
  }
  return null;
}

/** SOF0 to SOF15, without the tables (C4, CC) and the extension (C8) that stand between them. */
function isFrameHeader(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return marker >= 0xc0 && marker <= 0xcf && !isTable;
}

/** GIF89a, 18 and 20: the screen; a first frame that sticks out of it makes it larger. */
function gifSize(view: DataView): PixelSize | null {
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  let at = 13 + colorTableBytes(view.getUint8(10));
  while (view.getUint8(at) === 0x21) {
    at += 2;
    while (view.getUint8(at) > 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  if (view.getUint8(at) !== 0x2c) return null;
  const right = view.getUint16(at + 1, true) + view.getUint16(at + 5, true);
  const bottom = view.getUint16(at + 3, true) + view.getUint16(at + 7, true);
  return { width: Math.max(screen.width, right), height: Math.max(screen.height, bottom) };
}

function colorTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1);
}

/** WebP container (RFC 9649): the canvas, or the one picture's own header. */
function webpSize(view: DataView): PixelSize | null {
  switch (textAt(view, 12, 4)) {
    case 'VP8X':
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      // RFC 6386, 9.1: three bytes of frame tag and three of start code come first.
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    default:
      return null;
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
}

/** BITMAPCOREHEADER has 12 bytes and small numbers; a negative height is a picture from the top down. */
function bmpSize(view: DataView): PixelSize | null {
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/**
 * AVIF: the largest of all `ispe` properties (ISO/IEC 23008-12, 6.5.3), the whole picture's among them.
 * Sequences (`avis`) keep their size in tracks and are left out.
 */
function avifSize(view: DataView): PixelSize | null {
  const brand = textAt(view, 8, 4);
  if (brand !== 'avif' && brand !== 'mif1') return null;
  let largest: PixelSize | null = null;
  for (const at of propertiesIn(view)) {
    const size = { width: view.getUint32(at + 4), height: view.getUint32(at + 8) };
    if (largest === null || pixels(size) > pixels(largest)) largest = size;
  }
  return largest;
}

function* propertiesIn(view: DataView): Generator<number> {
  for (const meta of boxes(view, 0, view.byteLength, 'meta')) {
    // A full box: four bytes of version and flags come first.
    for (const iprp of boxes(view, meta.start + 4, meta.end, 'iprp')) {
      for (const ipco of boxes(view, iprp.start, iprp.end, 'ipco')) {
        for (const ispe of boxes(view, ipco.start, ipco.end, 'ispe')) yield ispe.start;
      }
    }
  }
}

/** The boxes of one type in a range (ISO/IEC 14496-12, 4.2), as ranges of their content. */
function* boxes(
  view: DataView,
  start: number,
  end: number,
  type: string,
): Generator<{ start: number; end: number }> {
  const wanted = fourCharacterCode(type);
  let at = start;
  while (at + 8 <= end) {
    const said = view.getUint32(at);
    const headerBytes = said === 1 ? 16 : 8;
    // 1: the length follows in 64 bits; 0: the box reaches to the end.
    const long = said === 1 ? Number(view.getBigUint64(at + 8)) : said;
    const lengthBytes = said === 0 ? end - at : long;
    if (lengthBytes < headerBytes) return; // What follows is no box.
    const next = Math.min(end, at + lengthBytes);
    if (view.getUint32(at + 4) === wanted) yield { start: at + headerBytes, end: next };
    at = next;
  }
}

/** How many pixels must be held to show it. */
export function pixels({ width, height }: PixelSize): number {
  return width * height;
}

/** Four letters as a number: compared once a box, and a hostile file has many. */
function fourCharacterCode(letters: string): number {
  return new DataView(new TextEncoder().encode(letters).buffer).getUint32(0);
}

function textAt(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(at + i)));
}
