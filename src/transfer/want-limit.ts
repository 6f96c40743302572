/** Wants that may come at once: twice what a friend has open, as after a line that came and went. */
const BURST = 128;
/** One more is allowed every so often: nobody presses "try again" four times a second. */
const REFILL_MS = 250;

/** How often a friend may want files: every want makes us read and seal ahead. A token bucket. */
export class WantLimit {
  #tokens = BURST;
  #atMs: number;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** Counts one want. @returns false when it is one too many */
  allow(nowMs: number): boolean {
    const refills = Math.max(0, Math.floor((nowMs - this.#atMs) / REFILL_MS));
    this.#atMs += refills * REFILL_MS;
    this.#tokens = Math.min(BURST, this.#tokens + refills);
    if (this.#tokens === 0) return false;
    this.#tokens -= 1;
    return true;
  }
}
