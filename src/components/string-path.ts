/** The shape of the string between two cans, as pure geometry. */

/** All lengths in pixels of the string's own box; the box is 100 units wide, whatever its width. */
export interface StringShape {
  /** How far the middle hangs below the ends; 0 is taut. */
  readonly sagPx: number;
  /** Where a vibration is, from 0 (left end) to 1 (right end); null when it rests. */
  readonly pulseAt: number | null;
  /** The largest swing of a vibration. */
  readonly swingPx: number;
}

/** Enough corners that a round-jointed line looks smooth on a wide screen. */
const STEPS = 120;
/** A vibration is a short packet of waves: its half-width, and its waves along the whole string. */
const PACKET_WIDTH = 0.14;
const WAVES = 8;

/** The height of the string at `t` (0 to 1), below its ends' height. */
export function stringHeight(t: number, { sagPx, pulseAt, swingPx }: StringShape): number {
  // A parabola is what a hanging string looks like to the eye; the ends stay tied in all of it.
  const hanging = sagPx * 4 * t * (1 - t);
  if (pulseAt === null) return hanging;
  const distance = t - pulseAt;
  const packet = Math.exp(-((distance / PACKET_WIDTH) ** 2)) * Math.sin(Math.PI * t);
  return hanging + swingPx * packet * Math.sin(2 * Math.PI * WAVES * distance);
}

/** An SVG path from (0, middle) to (100, middle) of a box of that height. */
export function stringPath(heightPx: number, shape: StringShape): string {
  let path = '';
  for (let step = 0; step <= STEPS; step++) {
    const t = step / STEPS;
    const y = heightPx / 2 + stringHeight(t, shape);
    path += `${step === 0 ? 'M' : 'L'}${(t * 100).toFixed(2)} ${y.toFixed(2)}`;
  }
  return path;
}
