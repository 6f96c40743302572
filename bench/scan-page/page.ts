/**
 * A camera that sees a code as hands, screens and lamps show it: drawn on a canvas whose stream takes
 * the place of the device. What reads it is the product's own scanner.
 */
import { startCamera } from '../../src/components/card-scanner-camera.ts';
import { guardSinks } from '../../src/page/trusted-types.ts';

/** What stands between the code and the camera. */
export type Condition = 'clean' | 'blur' | 'tilt' | 'glare' | 'noise' | 'heavy-noise';

export interface Trial {
  /** Dark modules, row by row. */
  readonly modules: readonly boolean[];
  readonly sideModules: number;
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly condition: Condition;
  readonly timeoutMs: number;
}

declare global {
  interface Window {
    /** @returns milliseconds until the code was read, null when it was not in time */
    scanTrial(trial: Trial): Promise<number | null>;
  }
}

/** As cheap cameras give. */
const FRAMES_PER_SECOND = 15;
/** The share of the picture's shorter side that a code fills when it is held as people hold it. */
const FILL = 0.6;
const QUIET_MODULES = 4;

/** A hand is never still: every frame differs a little, or one unlucky picture would decide all. */
const JITTER_PX = 3;

const BLUR_PX = 1.4;
const TILT_RADIANS = 0.3;
/** One side nearer than the other. */
const SKEW = 0.16;
/** Grey levels up or down, at most: a dim room, and a dark one. */
const NOISE: Partial<Record<Condition, number>> = { noise: 30, 'heavy-noise': 70 };

// As in the app: the scanner's library empties its element as text.
guardSinks();

window.scanTrial = async (trial) => {
  const code = drawCode(trial);
  const canvas = Object.assign(document.createElement('canvas'), {
    width: trial.width,
    height: trial.height,
  });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('This browser draws nothing.');
  const drawing = setInterval(() => drawFrame(pen, code, trial), 1000 / FRAMES_PER_SECOND);
  drawFrame(pen, code, trial);
  navigator.mediaDevices.getUserMedia = () =>
    Promise.resolve(canvas.captureStream(FRAMES_PER_SECOND));

  const over = new AbortController();
  let sinceMs = 0;
  try {
    const read = new Promise<number>((resolve, reject) => {
      const onText = (text: string): void => {
        if (text === trial.text) resolve(performance.now() - sinceMs);
      };
      startCamera({ onText, facing: 'environment', signal: over.signal }).catch(reject);
      sinceMs = performance.now();
    });
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), trial.timeoutMs));
    return await Promise.race([read, late]);
  } finally {
    over.abort();
    clearInterval(drawing);
  }
};

function drawCode({ modules, sideModules }: Trial): HTMLCanvasElement {
  const side = sideModules + 2 * QUIET_MODULES;
  const scale = 12;
  const canvas = Object.assign(document.createElement('canvas'), {
    width: side * scale,
    height: side * scale,
  });
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This browser draws nothing.');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#1f1a17';
  modules.forEach((dark, at) => {
    if (!dark) return;
    const [x, y] = [at % sideModules, Math.floor(at / sideModules)];
    pen.fillRect((x + QUIET_MODULES) * scale, (y + QUIET_MODULES) * scale, scale, scale);
  });
  return canvas;
}

function drawFrame(pen: CanvasRenderingContext2D, code: HTMLCanvasElement, trial: Trial): void {
  const { width, height, condition } = trial;
  const side = Math.min(width, height) * FILL;
  const jitter = (): number => (Math.random() * 2 - 1) * JITTER_PX;
  pen.save();
  pen.fillStyle = '#777';
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2 + jitter(), height / 2 + jitter());
  if (condition === 'tilt')
    pen.transform(
      Math.cos(TILT_RADIANS),
      Math.sin(TILT_RADIANS),
      -Math.sin(TILT_RADIANS) + SKEW,
      Math.cos(TILT_RADIANS) * 0.9,
      0,
      0,
    );
  if (condition === 'blur') pen.filter = `blur(${(BLUR_PX * height) / 480}px)`;
  pen.drawImage(code, -side / 2, -side / 2, side, side);
  pen.restore();
  if (condition === 'glare') drawGlare(pen, width, height, side);
  const noise = NOISE[condition];
  if (noise !== undefined) addNoise(pen, width, height, noise);
}

/** A lamp mirrored in the screen: a bright spot over a corner that fades out over the code. */
function drawGlare(
  pen: CanvasRenderingContext2D,
  width: number,
  height: number,
  side: number,
): void {
  const [x, y] = [width / 2 + side * 0.2, height / 2 + side * 0.15];
  const light = pen.createRadialGradient(x, y, side * 0.03, x, y, side * 0.45);
  light.addColorStop(0, 'rgb(255 255 255 / 95%)');
  light.addColorStop(0.2, 'rgb(255 255 255 / 55%)');
  light.addColorStop(1, 'rgb(255 255 255 / 0%)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, width, height);
}

function addNoise(
  pen: CanvasRenderingContext2D,
  width: number,
  height: number,
  levels: number,
): void {
  const picture = pen.getImageData(0, 0, width, height);
  const { data } = picture;
  for (let at = 0; at < data.length; at += 4) {
    const change = (Math.random() * 2 - 1) * levels;
    for (let colour = 0; colour < 3; colour += 1)
      data[at + colour] = (data[at + colour] ?? 0) + change;
  }
  pen.putImageData(picture, 0, 0);
}
