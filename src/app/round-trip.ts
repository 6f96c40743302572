/** How far the friend is: the fastest answer to a question lately. */

/**
 * How long an answer counts: of the two or three of this time one finds both pages idle, and the path may
 * change under a line.
 */
const VALID_MS = 10_000;

export class RoundTrip {
  #best: { readonly tookMs: number; readonly atMs: number } | null = null;

  /** Milliseconds; null before the first answer. */
  get ms(): number | null {
    return this.#best?.tookMs ?? null;
  }

  /** An answer came after so long. Clocks may jump, so less than nothing counts as nothing. */
  took(tookMs: number, nowMs: number): void {
    const best = this.#best;
    if (best === null || tookMs < best.tookMs || Math.abs(nowMs - best.atMs) > VALID_MS) {
      this.#best = { tookMs: Math.max(0, tookMs), atMs: nowMs };
    }
  }
}
