/** Moves a string: from slack to taut and back, and a vibration along it when a message goes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StringShape } from './string-path.ts';

/** Long enough to be seen as one pull, short enough to be over before the next glance. */
const PULL_MS = 650;
/** A vibration runs the whole string in about the time that a message takes. */
const PULSE_MS = 750;

/** Overshoots a little before it rests, as a string does that is pulled taut. */
function springy(progress: number): number {
  return 1 - Math.exp(-6 * progress) * Math.cos(9 * progress) * (1 - progress);
}

export class StringMotion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #sagPx: number | null = null;
  #fromPx = 0;
  #toPx = 0;
  #pullSinceMs: number | null = null;
  #pulseSinceMs: number | null = null;
  #pulseForward = true;
  #frame: number | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#run();
  }

  hostDisconnected(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }

  /** The string's shape at this moment. */
  shape(swingPx: number): StringShape {
    const sinceMs = this.#pulseSinceMs;
    if (sinceMs === null) return { sagPx: this.#sagPx ?? 0, pulseAt: null, swingPx };
    // The packet enters and leaves beyond the ends, so that it neither pops up nor breaks off.
    const run = -0.2 + 1.4 * Math.min(1, (performance.now() - sinceMs) / PULSE_MS);
    return { sagPx: this.#sagPx ?? 0, pulseAt: this.#pulseForward ? run : 1 - run, swingPx };
  }

  /** Lets the string hang by that much: at once the first time and for reduced motion, else with a pull. */
  hang(sagPx: number): void {
    if (sagPx === this.#toPx && this.#sagPx !== null) return;
    this.#toPx = sagPx;
    if (this.#sagPx === null || stillness()) {
      this.#sagPx = sagPx;
      this.#pullSinceMs = null;
      return;
    }
    this.#fromPx = this.#sagPx;
    this.#pullSinceMs = performance.now();
    this.#run();
  }

  /** Sends one vibration along the string: forward is from left to right. */
  pluck(forward: boolean): void {
    if (stillness()) return;
    this.#pulseForward = forward;
    this.#pulseSinceMs = performance.now();
    this.#run();
  }

  #run(): void {
    if (this.#frame !== null) return;
    if (this.#pullSinceMs === null && this.#pulseSinceMs === null) return;
    this.#frame = requestAnimationFrame((nowMs) => {
      this.#frame = null;
      this.#advance(nowMs);
      this.#host.requestUpdate();
      this.#run();
    });
  }

  #advance(nowMs: number): void {
    if (this.#pullSinceMs !== null) {
      const progress = Math.min(1, Math.max(0, (nowMs - this.#pullSinceMs) / PULL_MS));
      this.#sagPx = this.#fromPx + (this.#toPx - this.#fromPx) * springy(progress);
      if (progress === 1) this.#pullSinceMs = null;
    }
    if (this.#pulseSinceMs !== null && nowMs - this.#pulseSinceMs > PULSE_MS) {
      this.#pulseSinceMs = null;
    }
  }
}

function stillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
