/**
 * Reads QR codes with html5-qrcode, which is loaded only when the first code is to be read.
 * This file knows pictures; card-scanner-camera.ts knows the camera.
 */
import type { Html5Qrcode } from 'html5-qrcode';
import { MessengerError } from '../errors.ts';

/** A reader and the element that html5-qrcode works in, out of sight. */
export interface ReaderStage {
  readonly reader: Html5Qrcode;
  readonly element: HTMLElement;
  /** Takes the element out of the page. */
  remove(): void;
}

/**
 * html5-qrcode scans a canvas of the element's width and falls below what it can read under some
 * 640 px; this is the width of the camera picture that is asked for, so nothing is scaled.
 */
export const STAGE_WIDTH_PX = 1280;

let stages = 0;

/**
 * Loads the library and gives it an element. It finds that by id in the document and nowhere else,
 * so the element is a child of the body; people see a preview of their own instead.
 */
export async function openStage(): Promise<ReaderStage> {
  const { Html5Qrcode, Html5QrcodeSupportedFormats } = await import('html5-qrcode');
  stages += 1;
  const frame = document.createElement('div');
  frame.inert = true;
  Object.assign(frame.style, {
    position: 'fixed',
    insetBlockStart: '0',
    insetInlineStart: '0',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    opacity: '0',
    pointerEvents: 'none',
  });
  const element = document.createElement('div');
  element.id = `card-reader-${stages}`;
  element.style.width = `${STAGE_WIDTH_PX}px`;
  frame.append(element);
  document.body.append(frame);
  const reader = new Html5Qrcode(element.id, {
    formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
    verbose: false,
  });
  return {
    reader,
    element,
    remove: () => {
      frame.remove();
    },
  };
}

/**
 * Reads the code in a picture, looking at it in several ways: the decoder misses modules of many
 * pixels as it misses those of few, and here and there takes something in a code for its corner.
 * @throws MessengerError 'image-unreadable' when it is no picture, 'image-no-code' when none was found
 */
export async function readPicture(picture: Blob): Promise<string> {
  const image = await openPicture(picture);
  const stage = await openStage();
  try {
    for (const look of looksAt(Math.max(image.naturalWidth, image.naturalHeight))) {
      const text = await stage.reader.scanFile(await redraw(image, look), false).catch(() => null);
      if (text !== null) return text;
    }
  } finally {
    stage.remove();
  }
  throw new MessengerError('image-no-code');
}

/** One look at a picture. */
export interface Look {
  /** The longer side of the picture, drawn larger or smaller. */
  readonly longSidePx: number;
  /** How far it is turned: something in a code that looks like its corner mostly does so upright. */
  readonly turnDegrees: number;
}

/**
 * Long sides in pixels, the one that reads most pictures first; each of the next five has saved some
 * photo, and the last three nearly every clean code that the others miss.
 */
const SIDES_PX = [1200, 700, 2000, 900, 1500, 500, 350, 250, 170] as const;
/** Above this a decode takes seconds on a phone and finds nothing that a smaller version hides. */
const LARGEST_PX = 3200;
/** Below this the modules of the largest card may be a single pixel; four times as many help. */
const TINY_PX = 360;
/** The long sides at which a picture is turned at last, and how far. */
const TURNED_SIDES_PX = [700, 350] as const;
const TURN_DEGREES = 30;

/** How a picture is looked at, in order. */
export function looksAt(longSidePx: number): Look[] {
  const upright = sidesToTry(longSidePx).map((side) => ({ longSidePx: side, turnDegrees: 0 }));
  const turned = TURNED_SIDES_PX.map((side) => ({ longSidePx: side, turnDegrees: TURN_DEGREES }));
  return [...upright, ...turned];
}

function sidesToTry(longSide: number): number[] {
  const smaller = SIDES_PX.filter((side) => side < longSide);
  if (longSide <= TINY_PX) return [longSide * 4, longSide, ...smaller];
  if (longSide <= SIDES_PX[0]) return [longSide, ...smaller];
  return [...smaller, Math.min(longSide, LARGEST_PX)];
}

async function openPicture(picture: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(picture);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (cause) {
    throw new MessengerError('image-unreadable', { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
  // A drawing (SVG) may have no size of its own.
  if (image.naturalWidth === 0) throw new MessengerError('image-unreadable');
  return image;
}

/** The picture as it is looked at, on white: html5-qrcode takes files only, and see-through reads as black. */
async function redraw(image: HTMLImageElement, { longSidePx, turnDegrees }: Look): Promise<File> {
  const scale = longSidePx / Math.max(image.naturalWidth, image.naturalHeight);
  const width = Math.max(1, Math.round(image.naturalWidth * scale));
  const height = Math.max(1, Math.round(image.naturalHeight * scale));
  const turn = (turnDegrees * Math.PI) / 180;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * Math.cos(turn) + height * Math.sin(turn));
  canvas.height = Math.ceil(width * Math.sin(turn) + height * Math.cos(turn));
  const context = canvas.getContext('2d');
  if (context === null) throw new MessengerError('image-unreadable');
  context.imageSmoothingEnabled = scale < 1;
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate(turn);
  context.drawImage(image, -width / 2, -height / 2, width, height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) throw new MessengerError('image-unreadable');
  return new File([blob], 'code.png', { type: 'image/png' });
}
