/** Turns a picture of a QR code into what Chromium's fake camera plays (a Y4M file). */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';

export interface CameraOptions {
  readonly width?: number;
  readonly height?: number;
  /** Grey levels that a pixel is off by at most, as in a dim room; none unless given. */
  readonly grain?: number;
}

/** Identical still frames can fail to decode for ever: every frame is moved and sized a little differently. */
const FRAMES = 24;
const FRAMES_PER_SECOND = 20;

/** How much of the picture's shorter side the code fills: a phone held at a usual distance. */
const FILL = 0.8;
const JITTER_FILL = 0.06;
const JITTER_PIXELS = 9;

/** A grey wall behind the code, and no colour in either chroma plane. */
const WALL = 190;
const NO_CHROMA = 128;

/** The same jitter at every run. */
function jitter(frame: number, salt: number): number {
  return Math.sin((frame + 1) * (12.9898 + salt * 4.1414)) % 1;
}

/** @returns the mean luma of each source pixel block that falls on one target pixel */
function luma(png: PNG, left: number, top: number, right: number, bottom: number): number {
  const [x0, y0] = [Math.floor(left), Math.floor(top)];
  const x1 = Math.min(png.width, Math.max(x0 + 1, Math.ceil(right)));
  const y1 = Math.min(png.height, Math.max(y0 + 1, Math.ceil(bottom)));
  let sum = 0;
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) sum += png.data[(y * png.width + x) * 4] ?? 0;
  }
  return sum / ((x1 - x0) * (y1 - y0));
}

/** Changes every byte by chance, the same at every run (numbers of Numerical Recipes' generator). */
function addGrain(luma: Uint8Array, levels: number, seed: number): void {
  let state = seed;
  for (const [at, value] of luma.entries()) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const change = (state / 2 ** 31 - 1) * levels;
    luma[at] = Math.min(255, Math.max(0, value + change));
  }
}

function frameOf(png: PNG, width: number, height: number, frame: number): Buffer<ArrayBuffer> {
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const planes = Buffer.alloc(width * height + 2 * chroma, NO_CHROMA);
  planes.fill(WALL, 0, width * height);
  const fill = FILL + JITTER_FILL * jitter(frame, 1);
  const scale = Math.min((width * fill) / png.width, (height * fill) / png.height);
  const w = Math.floor(png.width * scale);
  const h = Math.floor(png.height * scale);
  const left = Math.floor((width - w) / 2 + JITTER_PIXELS * jitter(frame, 2));
  const top = Math.floor((height - h) / 2 + JITTER_PIXELS * jitter(frame, 3));
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const value = luma(png, x / scale, y / scale, (x + 1) / scale, (y + 1) / scale);
      planes[(top + y) * width + left + x] = Math.round(value);
    }
  }
  return planes;
}

/**
 * Writes the file. It may be written after the browser was launched, before the page asks for the
 * camera; written again, a camera that runs sees the new picture.
 * @param picture a PNG, for instance a screenshot of a card
 */
export async function writeCameraFile(
  path: string,
  picture: Uint8Array,
  { width = 640, height = 480, grain = 0 }: CameraOptions = {},
): Promise<void> {
  const png = PNG.sync.read(Buffer.from(picture));
  const parts = [
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`),
  ];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const planes = frameOf(png, width, height, frame);
    addGrain(planes.subarray(0, width * height), grain, frame);
    parts.push(Buffer.from('FRAME\n'), planes);
  }
  // Over the old frames: a file that is empty for a moment ends the camera.
  await writeFile(path, Buffer.concat(parts), { flag: existsSync(path) ? 'r+' : 'w' });
}
