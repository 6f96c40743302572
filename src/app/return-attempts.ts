/** Comes back to a friend who waits: makes connection after connection until one opens. */
import { MessengerError } from '../errors.ts';
import type { Link } from '../peer/link.ts';

/** Most open within 0.3 s; where a browser has to look up the name of a Firefox it takes 3. */
const ATTEMPT_TIMEOUT_MS = 6_000;
/** Attempts fail at once where there is no network: not in a tight loop. */
const PAUSE_MS = 1_000;

/** Attempts of one return, from start to `stop`. */
export class ReturnAttempts {
  #link: Link | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  /** Rises when what is being made has become useless. */
  #turn = 0;

  /**
   * @param come makes one attempt, as `AwaitedReturn.come`
   * @param made hears of every attempt; it may open
   * @param spent the friend was found and lost again, and waits no more
   */
  constructor(
    private readonly come: () => Promise<Link | null>,
    private readonly made: (link: Link) => void,
    private readonly spent: () => void,
  ) {
    void this.#attempt();
  }

  /** Something changed: an attempt that could not open before may open now. */
  poke(): void {
    // One that is open is where the handshake runs.
    if (this.#stopped || this.#link?.state === 'open') return;
    this.#dropAttempt();
    void this.#attempt();
  }

  /** Makes no more; one that is open stays. */
  stop(): void {
    this.#stopped = true;
    if (this.#link?.state !== 'open') this.#dropAttempt();
  }

  #dropAttempt(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#link?.close();
    this.#link = null;
  }

  async #attempt(): Promise<void> {
    const { turn, link } = await this.#make(this.#turn);
    if (turn !== this.#turn || this.#stopped) {
      link?.close();
      return;
    }
    if (link === null) {
      this.#later();
      return;
    }
    this.#link = link;
    this.#timer = setTimeout(() => link.close(), ATTEMPT_TIMEOUT_MS);
    let wasOpen = false;
    link.listen({
      opened: () => {
        wasOpen = true;
        if (this.#link === link) clearTimeout(this.#timer);
      },
      closed: () => {
        if (this.#link !== link) return;
        if (wasOpen) this.spent();
        else this.#later();
      },
    });
    this.made(link);
  }

  /** No link: no address now, perhaps. Where a browser forbids it for good it was never offered. */
  async #make(turn: number): Promise<{ turn: number; link: Link | null }> {
    try {
      return { turn, link: await this.come() };
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      return { turn, link: null };
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#link = null;
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#attempt(), PAUSE_MS);
  }
}
