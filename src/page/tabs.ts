/**
 * One tab of this browser holds the lines and writes to storage; the others hand it the cards that
 * they were opened with. Web Locks say which one; BroadcastChannel carries the cards.
 */

/** Both names carry the version of what is said between tabs. */
const LOCK_NAME = 'twocan-1';
const CHANNEL_NAME = 'twocan-1';

/** A tab that does not answer in this time is frozen; its invites cannot be answered anyway. */
const ANSWER_TIMEOUT_MS = 1_500;

/** The owner needs this long at most to say goodbye to its lines. */
const LEAVE_TIMEOUT_MS = 700;

/** A page that this one replaces in its tab lets go within this time; another tab does not at all. */
const OWN_TIMEOUT_MS = 400;

type Note =
  | { readonly type: 'card'; readonly id: string; readonly text: string }
  | { readonly type: 'taken'; readonly id: string }
  | { readonly type: 'leave' };

export class Tabs {
  readonly #channel = new BroadcastChannel(CHANNEL_NAME);
  /** The owner takes a card that was opened in another tab. */
  onCard: ((text: string) => void) | null = null;
  /** Another tab took over: let go of lines and storage. */
  onLost: (() => void) | null = null;
  #owner = false;
  /** Ends our ownership. */
  #release: (() => void) | null = null;

  constructor() {
    this.#channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (this.#owner && isNote(event.data)) this.#answer(event.data);
    });
  }

  /** @returns whether this tab is the one now. Without Web Locks every tab is. */
  async own(): Promise<boolean> {
    return this.#request({ signal: AbortSignal.timeout(OWN_TIMEOUT_MS) });
  }

  /** Makes this tab the owner, whoever was. */
  async takeOver(): Promise<void> {
    this.#channel.postMessage({ type: 'leave' } satisfies Note);
    await new Promise((resolve) => setTimeout(resolve, LEAVE_TIMEOUT_MS));
    await this.#request({ steal: true });
  }

  /** Gives a card to the owner. @returns whether it took it */
  async handOver(text: string): Promise<boolean> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const done = (taken: boolean): void => {
        this.#channel.removeEventListener('message', listen);
        resolve(taken);
      };
      const listen = ({ data }: MessageEvent<unknown>): void => {
        if (isNote(data) && data.type === 'taken' && data.id === id) done(true);
      };
      this.#channel.addEventListener('message', listen);
      this.#channel.postMessage({ type: 'card', id, text } satisfies Note);
      setTimeout(() => done(false), ANSWER_TIMEOUT_MS);
    });
  }

  #answer(note: Note): void {
    if (note.type === 'card') {
      this.#channel.postMessage({ type: 'taken', id: note.id } satisfies Note);
      this.onCard?.(note.text);
    } else if (note.type === 'leave') {
      this.#lose();
    }
  }

  async #request(options: LockOptions): Promise<boolean> {
    if (!('locks' in navigator)) return true;
    return new Promise((resolve) => {
      const held = navigator.locks.request(LOCK_NAME, options, async (lock) => {
        this.#owner = lock !== null;
        resolve(this.#owner);
        await new Promise<void>((release) => (this.#release = release));
      });
      // Rejects when the time is up, and when another tab stole the lock.
      held.catch(() => {
        resolve(false);
        this.#lose();
      });
    });
  }

  #lose(): void {
    if (!this.#owner) return;
    this.#owner = false;
    this.onLost?.();
    this.#release?.();
  }
}

function isNote(value: unknown): value is Note {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'leave') return true;
  const hasId = 'id' in value && typeof value.id === 'string';
  if (value.type === 'taken') return hasId;
  return value.type === 'card' && hasId && 'text' in value && typeof value.text === 'string';
}
