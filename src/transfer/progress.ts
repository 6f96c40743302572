/** How fast a transfer goes and how long it will take. Pure: time comes in. */

/** How long the past counts: a shorter memory makes the numbers jump with every piece, a longer one lags. */
const MEMORY_MS = 3_000;

/**
 * A rate smoothed exponentially. What was measured since the first sample weighs in full, so that the
 * first seconds are not held down by a past that never was.
 */
export class RateMeter {
  #doneBytes: number;
  #atMs: number;
  #rate = 0;
  #weight = 0;

  /** @param doneBytes what was done before the measuring began @param nowMs on any steady clock */
  constructor(doneBytes: number, nowMs: number) {
    this.#doneBytes = doneBytes;
    this.#atMs = nowMs;
  }

  /** Takes in how much is done by now; samples of the same instant count together. */
  sample(doneBytes: number, nowMs: number): void {
    const elapsedMs = nowMs - this.#atMs;
    if (elapsedMs <= 0) return;
    const rate = ((doneBytes - this.#doneBytes) * 1000) / elapsedMs;
    const kept = Math.exp(-elapsedMs / MEMORY_MS);
    this.#rate = this.#rate * kept + rate * (1 - kept);
    this.#weight = this.#weight * kept + (1 - kept);
    this.#doneBytes = doneBytes;
    this.#atMs = nowMs;
  }

  /** Null until something was measured. */
  get bytesPerSecond(): number | null {
    return this.#weight === 0 ? null : this.#rate / this.#weight;
  }

  /** Whole seconds until `sizeBytes` are done; null while unknown or nothing moves. */
  secondsLeft(sizeBytes: number): number | null {
    const rate = this.bytesPerSecond;
    if (rate === null || rate <= 0) return null;
    return Math.round((sizeBytes - this.#doneBytes) / rate);
  }
}
