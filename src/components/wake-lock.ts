/** Keeps the screen lit: while a code is being read from it, or a file moves. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Holds a screen wake lock (Screen Wake Lock, W3C) while its host wants one. A browser without it,
 * or one that refuses because the battery is low, costs nothing but a tap now and then.
 */
export class WakeLock implements ReactiveController {
  #wanted = false;
  #lock: WakeLockSentinel | null = null;

  constructor(host: Pick<ReactiveControllerHost, 'addController'>) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#renew);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#renew);
    this.hold(false);
  }

  /** Says whether the screen has to stay lit. Safe to call with the same answer again. */
  hold(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) {
      void this.#request();
      return;
    }
    const lock = this.#lock;
    this.#lock = null;
    void lock?.release();
  }

  async #request(): Promise<void> {
    if (!('wakeLock' in navigator)) return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (this.#wanted && this.#lock === null) this.#lock = lock;
      else await lock.release();
    } catch {
      // The browser refuses when the battery is low or the page hidden.
    }
  }

  /** A hidden page loses its lock and may have it again when it is seen. */
  readonly #renew = (): void => {
    if (document.visibilityState !== 'visible' || !this.#wanted) return;
    this.#lock = null;
    void this.#request();
  };
}
