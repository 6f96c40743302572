/**
 * One tab of this browser holds the lines and writes to storage; the others hand it the cards that
 * they were opened with. Web Locks say which one; BroadcastChannel carries what tabs say.
 */
import { MessengerError } from '../errors.ts';

/** The version is that of what is said between tabs. */
const LOCK_NAME = 'twocan-1';
export const TABS_CHANNEL_NAME = 'twocan-1';

export interface TabsTimeouts {
  /** A page that this one replaces in its tab lets go within this time; another tab does not at all. */
  readonly ownMs: number;
  /** The owner needs this long at most to say goodbye to its lines; a frozen one never answers. */
  readonly leaveMs: number;
}

const TIMEOUTS: TabsTimeouts = { ownMs: 400, leaveMs: 700 };

/** The browser, as far as this file needs it. */
export interface TabsEnvironment {
  /** Undefined where there are no Web Locks: insecure addresses and old browsers. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly channel: Pick<BroadcastChannel, 'addEventListener' | 'postMessage'>;
}

type Note =
  | { readonly type: 'card'; readonly id: string; readonly text: string }
  | { readonly type: 'taken'; readonly id: string }
  | { readonly type: 'leave' }
  /** What is kept was locked or erased: whoever has some of it in memory forgets it. */
  | { readonly type: 'forget' };
type CardNote = Extract<Note, { type: 'card' }>;

export class Tabs {
  /** Another tab took over: let go of lines and storage. The lock is given up when this resolves. */
  onLost: () => Promise<void> = () => Promise.resolve();
  /** Another tab locked or erased what is kept. */
  onForget: () => void = () => undefined;
  /** `asking` until it is known whose tab it is. */
  #state: 'asking' | 'owner' | 'other' = 'asking';
  #take: ((text: string) => void) | null = null;
  /** Came before anyone here could take them; nobody was told that they are taken. */
  #untaken: CardNote[] = [];
  /** By identifier: what to do once the owner took a card of ours. */
  readonly #handedOver = new Map<string, () => void>();
  #release: () => void = () => undefined;

  constructor(
    private readonly environment: TabsEnvironment,
    private readonly timeouts: TabsTimeouts = TIMEOUTS,
  ) {
    environment.channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isNote(data)) this.#hear(data);
    });
  }

  /**
   * Asks for the lines. Without Web Locks every tab has them.
   * @returns whether this tab is the one now
   * @throws MessengerError 'storage-unavailable' when locks are denied, as where storage is blocked
   */
  async own(): Promise<boolean> {
    // Asked without a time limit first: a browser that has just started may answer late.
    const owns =
      (await this.#request({ ifAvailable: true })) ||
      (await this.#request({ signal: AbortSignal.timeout(this.timeouts.ownMs) }));
    if (!owns) this.#becomeOther();
    return owns;
  }

  /** Makes this tab the owner, whoever was. @throws MessengerError as `own` */
  async takeOver(): Promise<void> {
    this.#post({ type: 'leave' });
    const signal = AbortSignal.timeout(this.timeouts.leaveMs);
    if (!(await this.#request({ signal }))) await this.#request({ steal: true });
  }

  /** The owner takes cards opened in other tabs from now on, and those that came before. */
  takeCards(take: (text: string) => void): void {
    if (this.#state !== 'owner') return;
    this.#take = take;
    for (const note of this.#untaken.splice(0)) this.#hear(note);
  }

  /**
   * Offers a card to the owner. Resolves once the owner took it: a frozen one takes it when it wakes,
   * or never.
   */
  handOver(text: string): Promise<void> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      this.#handedOver.set(id, resolve);
      this.#post({ type: 'card', id, text });
    });
  }

  /** Has all other tabs forget what they hold of what is kept. */
  forgetElsewhere(): void {
    this.#post({ type: 'forget' });
  }

  #hear(note: Note): void {
    switch (note.type) {
      case 'forget':
        this.onForget();
        return;
      case 'card':
        if (this.#state === 'other') return;
        if (this.#take === null) {
          this.#untaken.push(note);
          return;
        }
        this.#take(note.text);
        this.#post({ type: 'taken', id: note.id });
        return;
      case 'taken':
        this.#handedOver.get(note.id)?.();
        this.#handedOver.delete(note.id);
        return;
      case 'leave':
        void this.#lose();
    }
  }

  #request(options: LockOptions): Promise<boolean> {
    const { locks } = this.environment;
    if (locks === undefined) {
      this.#state = 'owner';
      return Promise.resolve(true);
    }
    return new Promise((resolve, reject) => {
      const held = locks.request(LOCK_NAME, options, (lock) => {
        if (lock === null) {
          resolve(false);
          return;
        }
        this.#state = 'owner';
        resolve(true);
        return new Promise<void>((release) => (this.#release = release));
      });
      // Rejects when the time is up, when another tab stole the lock, and when locks are denied.
      held.catch((error: unknown) => {
        void this.#lose();
        if (isAbort(error)) resolve(false);
        else reject(new MessengerError('storage-unavailable', { cause: error }));
      });
    });
  }

  async #lose(): Promise<void> {
    if (this.#state !== 'owner') return;
    this.#becomeOther();
    try {
      await this.onLost();
    } finally {
      this.#release();
    }
  }

  #becomeOther(): void {
    this.#state = 'other';
    this.#take = null;
    this.#untaken = [];
  }

  #post(note: Note): void {
    this.environment.channel.postMessage(note);
  }
}

/** A lock that was waited for too long (Web Locks §3.2 passes the signal's reason on) or stolen. */
function isAbort(error: unknown): boolean {
  return error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name);
}

function isNote(value: unknown): value is Note {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'leave' || value.type === 'forget') return true;
  const hasId = 'id' in value && typeof value.id === 'string';
  if (value.type === 'taken') return hasId;
  return value.type === 'card' && hasId && 'text' in value && typeof value.text === 'string';
}
