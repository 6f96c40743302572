/** Tells when nobody touched the page for a while. */

/** What counts as a touch. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Browsers' timers wrap around past 2^31 ms, and would then ring all the time. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** The browser, as far as this file needs it. */
export interface IdleBrowser {
  readonly window: EventTarget;
  /** Fires `visibilitychange`. */
  readonly document: EventTarget;
  nowMs(): number;
}

/** By the clock on the wall: a laptop that slept for an hour was idle for an hour. */
export class IdleWatch {
  #limitMs: number | null = null;
  #onIdle: () => void = () => undefined;
  #touchedMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly browser: IdleBrowser) {
    this.#touchedMs = browser.nowMs();
    for (const type of TOUCHES) {
      browser.window.addEventListener(type, this.#onTouch, { passive: true, capture: true });
    }
    // Timers sleep with the page: the first look after that must not show anything.
    browser.document.addEventListener('visibilitychange', this.#look);
  }

  /** Begins, ends (null) or changes the watch; the same limit again changes nothing. */
  watch(limitMs: number | null, onIdle: () => void): void {
    this.#onIdle = onIdle;
    if (limitMs === this.#limitMs) return;
    if (this.#limitMs === null) this.#touchedMs = this.browser.nowMs();
    this.#limitMs = limitMs;
    this.#look();
  }

  readonly #onTouch = (): void => {
    // A touch after the limit is too late: it would keep open what should be locked by now.
    if (this.#leftMs() > 0) this.#touchedMs = this.browser.nowMs();
    else this.#look();
  };

  readonly #look = (): void => {
    clearTimeout(this.#timer);
    if (this.#limitMs === null) return;
    const leftMs = this.#leftMs();
    if (leftMs > 0) {
      this.#timer = setTimeout(this.#look, Math.min(leftMs, MAX_WAIT_MS));
      return;
    }
    this.#limitMs = null;
    this.#onIdle();
  };

  #leftMs(): number {
    return this.#limitMs === null
      ? Number.POSITIVE_INFINITY
      : this.#touchedMs + this.#limitMs - this.browser.nowMs();
  }
}
