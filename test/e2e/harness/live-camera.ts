/**
 * A camera that sees another person's screen as it is now: Chromium plays a Y4M file over and over,
 * and reads every frame anew, so frames written over the old ones are seen at the next turn.
 */
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { PNG } from 'pngjs';
import type { Person } from './person.ts';

const [WIDTH, HEIGHT] = [640, 480];
/** Each is moved and sized a little differently: identical still frames can fail to decode for ever. */
const FRAMES = 4;
const HEAD = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420jpeg\n`);
const FRAME_HEAD = Buffer.from('FRAME\n');
const LUMA_BYTES = WIDTH * HEIGHT;
const FRAME_BYTES = FRAME_HEAD.length + LUMA_BYTES + LUMA_BYTES / 2;

/** A grey room around the screen; chroma without colour. */
const ROOM = 120;
const NO_CHROMA = 128;

/** The screen fills the height of the picture almost, and hands are never quite still. */
const FILL = 0.97;
const JITTER_FILL = 0.03;
const JITTER_PIXELS = 5;

/** Several looks a second, with air for two browsers on two cores. */
const PAUSE_MS = 60;

/** Writes a file with nothing to see in it yet: it has to be there when the camera starts. */
export async function writeDarkRoom(path: string): Promise<void> {
  const frame = Buffer.concat([FRAME_HEAD, Buffer.alloc(FRAME_BYTES - FRAME_HEAD.length, 128)]);
  await writeFile(path, Buffer.concat([HEAD, ...Array.from({ length: FRAMES }, () => frame)]));
}

/** Points the camera that plays `path` at a person's screen until the signal aborts. */
export async function watchScreen(path: string, of: Person, signal: AbortSignal): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (let look = 0; !signal.aborted; look += 1) {
      await lookOnce(file, of, look);
      await pause(PAUSE_MS);
    }
  } finally {
    await file.close();
  }
}

async function lookOnce(file: FileHandle, of: Person, look: number): Promise<void> {
  const picture = await of.page
    .screenshot({ type: 'png', optimizeForSpeed: true, captureBeyondViewport: false })
    .catch(() => null);
  // The page is on its way to another, or its browser is closing.
  if (picture === null) return;
  const grey = greyOf(PNG.sync.read(Buffer.from(picture)));
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const bytes = frameOf(grey, look * FRAMES + frame);
    await file.write(bytes, 0, bytes.length, HEAD.length + frame * FRAME_BYTES);
  }
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** ITU-R BT.601. */
function greyOf({ width, height, data }: PNG): Grey {
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at += 1) {
    const from = at * 4;
    const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]];
    luma[at] = (77 * red + 150 * green + 29 * blue) >> 8;
  }
  return { width, height, luma };
}

function jitter(count: number, salt: number): number {
  return Math.sin((count + 1) * (12.9898 + salt * 4.1414)) % 1;
}

/** The screen in the room, by linear interpolation as a lens blurs it. */
function frameOf({ width, height, luma }: Grey, count: number): Buffer {
  const bytes = Buffer.alloc(FRAME_BYTES, NO_CHROMA);
  FRAME_HEAD.copy(bytes);
  bytes.fill(ROOM, FRAME_HEAD.length, FRAME_HEAD.length + LUMA_BYTES);
  const fill = FILL + JITTER_FILL * jitter(count, 1);
  const scale = Math.min((WIDTH * fill) / width, (HEIGHT * fill) / height);
  const left = (WIDTH - width * scale) / 2 + JITTER_PIXELS * jitter(count, 2);
  const top = (HEIGHT - height * scale) / 2 + JITTER_PIXELS * jitter(count, 3);
  const at = (x: number, y: number): number => luma[y * width + x] ?? ROOM;
  for (let y = Math.max(0, Math.ceil(top)); y < HEIGHT; y += 1) {
    const sourceY = (y - top) / scale;
    const y0 = Math.floor(sourceY);
    if (y0 >= height - 1) break;
    const dy = sourceY - y0;
    for (let x = Math.max(0, Math.ceil(left)); x < WIDTH; x += 1) {
      const sourceX = (x - left) / scale;
      const x0 = Math.floor(sourceX);
      if (x0 >= width - 1) break;
      const dx = sourceX - x0;
      const upper = at(x0, y0) * (1 - dx) + at(x0 + 1, y0) * dx;
      const lower = at(x0, y0 + 1) * (1 - dx) + at(x0 + 1, y0 + 1) * dx;
      bytes[FRAME_HEAD.length + y * WIDTH + x] = Math.round(upper * (1 - dy) + lower * dy);
    }
  }
  return bytes;
}
