/**
 * How many lanes a line's files should use. Pure: time comes in.
 *
 * One connection fills a short, clean path, and more only cost time. A long or lossy one it leaves
 * half empty, since its window shrinks at every loss and grows by one packet a round trip: four gave
 * 2.8 times the throughput at 50 ms, and 4.1 times with 1 % loss. A long path shows at once; loss does
 * not, so more lanes are tried now and then and kept while they help.
 */

/** Four connections gained as much as was to be had (2.2 to 4.1 times); each costs sockets on both sides. */
export const MAX_LANES = 4;
/** From here on four lanes gain: local networks stay below it, paths between places do not. */
const LONG_ROUND_TRIP_MS = 20;
/** A lane's window has grown by then, and a person has not begun to wait. */
const PERIOD_MS = 2_000;
/** What a further lane must gain to stay: rates vary by a tenth from one period to the next by themselves. */
const WORTHWHILE_GAIN = 1.2;
/** After a lane that was not worth it: a path seldom changes sooner, and trying costs next to nothing. */
const PAUSE_MS = 30_000;

/** Counts what was sent and says how many lanes to use next. */
export class LanePlan {
  #wanted: number;
  #periodStartMs: number;
  #periodBytes = 0;
  /** The rate before the lane that is on trial was added; null while none is. */
  #rateBefore: number | null = null;
  #restUntilMs = 0;

  /** @param roundTripMs of the line at rest; null when unknown */
  constructor(roundTripMs: number | null, nowMs: number) {
    this.#wanted = (roundTripMs ?? 0) > LONG_ROUND_TRIP_MS ? MAX_LANES : 1;
    this.#periodStartMs = nowMs;
  }

  /** How many lanes to use, 1 to MAX_LANES. */
  get wanted(): number {
    return this.#wanted;
  }

  /** So many bytes were handed to lanes, of which `openLanes` are there. */
  sent(sizeBytes: number, openLanes: number, nowMs: number): void {
    this.#periodBytes += sizeBytes;
    const elapsedMs = nowMs - this.#periodStartMs;
    if (elapsedMs < PERIOD_MS) return;
    // A pause in between, or a lane that is still being opened, makes a period say nothing.
    const isTelling = elapsedMs < 2 * PERIOD_MS && openLanes >= this.#wanted;
    if (isTelling) this.#judge(this.#periodBytes / elapsedMs, nowMs);
    this.#periodStartMs = nowMs;
    this.#periodBytes = 0;
  }

  #judge(rate: number, nowMs: number): void {
    if (this.#rateBefore !== null && rate < this.#rateBefore * WORTHWHILE_GAIN) {
      this.#wanted -= 1;
      this.#rateBefore = null;
      this.#restUntilMs = nowMs + PAUSE_MS;
      return;
    }
    this.#rateBefore = null;
    if (this.#wanted === MAX_LANES || nowMs < this.#restUntilMs) return;
    this.#rateBefore = rate;
    this.#wanted += 1;
  }
}
