/**
 * Whether a line lives, told from when something was heard. Pure: the clock comes from outside, with
 * a beat every second.
 *
 *   steady ──5 s──► shaky, or failing ──9 s──► dead          silence; anything heard: steady again
 *
 * Silence counts only while our own timers run: after a pause (a frozen tab, sleep, a busy machine)
 * the line is asked anew and gets time of its own to answer.
 */

/** How often `beat` is to be called. */
export const BEAT_MS = 1_000;

/** Twice in the time until the line is shaky, so that one answer that is late alarms nobody. */
const ASK_AFTER_MS = 2_500;
/** A beat later: on a quiet line one side's question is the other's sign of life. */
const FOLLOW_AFTER_MS = 3_500;

/** A message that is lost once comes again within 1 to 3 s (SCTP's timeouts); two losses are shaky. */
const SHAKY_AFTER_MS = 5_000;

/** A dead line is to be found in 10 s, and a beat may come up to a second later. */
const DEAD_AFTER_MS = 9_000;

/** When a person comes back the line is known to live or declared dead within 5 s. */
const DEAD_AFTER_WAKE_MS = 4_000;
const FAILING_AFTER_WAKE_MS = 2_000;

/** Hidden tabs beat once a second at most, a second off at worst; what is later was not running. */
const LATE_MS = 2_500;

/**
 * `shaky`: the friend's page says nothing, although bytes come in; `failing`: nothing comes in at
 * all, time to look for another way; `dead`: for so long that the line counts as gone.
 */
export type Pulse = 'steady' | 'shaky' | 'failing' | 'dead';

export interface Beat {
  /** Time to say `ping`. */
  readonly ask: boolean;
  readonly pulse: Pulse;
}

/** The heartbeat of one line. All times are milliseconds of one clock, which may jump. */
export class Heartbeat {
  #beatMs: number;
  /** The friend's page said something. */
  #heardMs: number;
  /** Any bytes came in. */
  #stirredMs: number;
  #askedMs: number | null = null;
  /** When it asked last, answered or not. */
  #lastAskMs = -Infinity;
  /** Asked on waking and not answered yet. */
  #wokenMs: number | null = null;

  /** Asks next; the sides take turns, so that both learn how far the other is. */
  #leads: boolean;

  /** @param isFirst whether this side asks first */
  constructor(
    nowMs: number,
    private readonly isFirst = true,
  ) {
    this.#leads = isFirst;
    this.#beatMs = nowMs;
    this.#heardMs = nowMs;
    this.#stirredMs = nowMs;
  }

  /** A message arrived. */
  heard(nowMs: number): void {
    this.#heardMs = nowMs;
    this.#stirredMs = nowMs;
    this.#askedMs = null;
    this.#wokenMs = null;
  }

  /** The friend asked. When both did at once, both go by who asks first. */
  wasAsked(nowMs: number): void {
    this.#leads = this.isFirst || nowMs - this.#lastAskMs >= ASK_AFTER_MS;
  }

  /** Bytes came in that are no message yet, or only confirm what we sent. */
  stirred(nowMs: number): void {
    this.#stirredMs = nowMs;
  }

  /** Whether it is worth looking for bytes that are no message. */
  get isWaiting(): boolean {
    return this.#askedMs !== null;
  }

  /** The person or the network came back: the line is asked with the next beat, which should come at once. */
  wake(nowMs: number): void {
    this.#askedMs = null;
    this.#wokenMs = nowMs;
  }

  beat(nowMs: number): Beat {
    const passedMs = nowMs - this.#beatMs;
    this.#beatMs = nowMs;
    if (passedMs > LATE_MS || passedMs < 0) this.#startAnew(nowMs);
    // What came in since a beat should have been may still wait behind it to be heard.
    const pulse = this.#pulse(nowMs - Math.max(0, passedMs - BEAT_MS));
    const silentMs = nowMs - this.#heardMs;
    const isTime =
      this.#askedMs === null
        ? silentMs >= (this.#leads ? ASK_AFTER_MS : FOLLOW_AFTER_MS) || this.#wokenMs !== null
        : nowMs - this.#askedMs >= ASK_AFTER_MS;
    // A dead line is not filled with questions that would all arrive at once.
    const ask = isTime && (pulse !== 'dead' || this.#askedMs === null);
    if (ask) {
      this.#askedMs = nowMs;
      this.#lastAskMs = nowMs;
      this.#leads = false;
    }
    return { ask, pulse };
  }

  /** What we did not hear while we did not run says nothing. */
  #startAnew(nowMs: number): void {
    this.#heardMs = nowMs;
    this.#stirredMs = nowMs;
    this.wake(nowMs);
  }

  #pulse(nowMs: number): Pulse {
    const stillMs = nowMs - this.#stirredMs;
    if (stillMs >= DEAD_AFTER_MS) return 'dead';
    const woken = this.#wokenMs;
    if (woken !== null && this.#stirredMs <= woken) {
      if (nowMs - woken >= DEAD_AFTER_WAKE_MS) return 'dead';
      if (nowMs - woken >= FAILING_AFTER_WAKE_MS) return 'failing';
    }
    if (stillMs >= SHAKY_AFTER_MS) return 'failing';
    return nowMs - this.#heardMs >= SHAKY_AFTER_MS ? 'shaky' : 'steady';
  }
}
