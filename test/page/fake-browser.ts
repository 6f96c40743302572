/** What all tabs of one browser share, and what each has for itself. */
import { expect, vi } from 'vitest';
import { PageLife, type OpenApp } from '../../src/page/page-life.ts';
import { Tabs } from '../../src/page/tabs.ts';

/** Long enough for messages between tabs to arrive on a busy machine. */
export const TIMEOUTS = { ownMs: 40, leaveMs: 60 };
export const TAKEN_TIMEOUT_MS = 60;

interface Held {
  readonly stolen: (reason: DOMException) => void;
}

/** Web Locks with one name: a queue of requests, signals and stealing. */
export class FakeLocks {
  /** Why locks are denied, when they are. */
  denied: DOMException | null = null;
  #held: Held | null = null;
  #queue: (() => void)[] = [];

  readonly request = ((
    _name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<unknown>,
  ): Promise<unknown> => {
    if (this.denied !== null) return Promise.reject(this.denied);
    return new Promise((resolve, reject) => {
      const grant = (): void => {
        const held: Held = { stolen: reject };
        this.#held = held;
        void callback({} as Lock).then((value) => {
          if (this.#held === held) this.#next();
          resolve(value);
        });
      };
      if (options.steal === true) {
        this.#held?.stolen(new DOMException('stolen', 'AbortError'));
        grant();
      } else if (this.#held === null) {
        grant();
      } else if (options.ifAvailable === true) {
        resolve(callback(null));
      } else {
        this.#queue.push(grant);
        options.signal?.addEventListener('abort', () => {
          if (!this.#queue.includes(grant)) return;
          this.#queue = this.#queue.filter((other) => other !== grant);
          reject(options.signal?.reason as DOMException);
        });
      }
    });
  }) as LockManager['request'];

  /** The page that holds it is gone. */
  free(): void {
    this.#next();
  }

  #next(): void {
    this.#held = null;
    this.#queue.shift()?.();
  }
}

/** Counts the browsers, whose tabs must not hear each other. */
let browsers = 0;

export class FakeBrowser {
  readonly locks = new FakeLocks();
  readonly #name = `twocan-test-${(browsers += 1)}`;
  readonly #channels: BroadcastChannel[] = [];

  /** @param locks null where the browser has none */
  tab(card: string | null = null, locks: FakeLocks | null = this.locks): FakeTab {
    const channel = new BroadcastChannel(this.#name);
    this.#channels.push(channel);
    return new FakeTab(card, locks ?? undefined, channel);
  }

  /** The page of this tab is gone, and the one that comes in its place has what was in the address. */
  reloaded(tab: FakeTab): FakeTab {
    this.locks.free();
    return this.tab(tab.address);
  }

  close(): void {
    for (const channel of this.#channels) channel.close();
  }
}

/** Waits until this is what the user sees. */
export async function sees(tab: FakeTab, what: string): Promise<void> {
  await vi.waitFor(() => expect(tab.seen.at(-1)).toBe(what));
}

/** Waits until the tab has reloaded, once. */
export async function reloads(tab: FakeTab): Promise<void> {
  await vi.waitFor(() => expect(tab.reload).toHaveBeenCalledOnce());
}

/** A page in a tab, whose app opens when `opens` is called. */
export class FakeTab {
  readonly window = new EventTarget();
  /** What the user saw, in order. */
  readonly seen: string[] = [];
  readonly reload = vi.fn();
  readonly app = {
    ready: vi.fn<OpenApp['ready']>(() => Promise.resolve()),
    openCard: vi.fn<OpenApp['openCard']>(() => Promise.resolve()),
    leave: vi.fn<OpenApp['leave']>(),
  };
  readonly open = vi.fn(
    (_lost: AbortSignal) =>
      new Promise<OpenApp | null>((resolve, reject) => (this.#opening = { resolve, reject })),
  );
  readonly tabs: Tabs;
  readonly life: PageLife;
  readonly #ears: ((event: MessageEvent<unknown>) => void)[] = [];
  #opening: { resolve: (app: OpenApp | null) => void; reject: (error: unknown) => void } | null =
    null;
  /** A frozen page hears nothing until it wakes. */
  #frozen: MessageEvent<unknown>[] | null = null;

  /** The installed app is opened with a card. */
  launch: (card: string) => void = () => undefined;

  constructor(
    public address: string | null,
    locks: FakeLocks | undefined,
    channel: BroadcastChannel,
  ) {
    channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (this.#frozen !== null) this.#frozen.push(event);
      else for (const ear of this.#ears) ear(event);
    });
    const ears = this.#ears;
    this.tabs = new Tabs(
      {
        locks,
        channel: {
          postMessage: (message: unknown) => channel.postMessage(message),
          addEventListener: (_type: string, ear: (event: MessageEvent<unknown>) => void) => {
            ears.push(ear);
          },
        } as BroadcastChannel,
      },
      TIMEOUTS,
    );
    this.life = new PageLife(
      {
        tabs: this.tabs,
        window: this.window,
        cardInAddress: () => this.address,
        onLaunch: (take) => {
          this.launch = take;
        },
        clearCardInAddress: (card) => {
          if (this.address === card) this.address = null;
        },
        open: this.open,
        show: (what) => this.seen.push(what),
        reload: this.reload,
      },
      TAKEN_TIMEOUT_MS,
    );
  }

  /** Storage is open and the app has started, or could not (null). */
  opens(app: OpenApp | null = this.app): void {
    this.#opening?.resolve(app);
  }

  failsToOpen(error: Error): void {
    this.#opening?.reject(error);
  }

  /** Loads the page and opens the app. */
  async start(): Promise<void> {
    const begun = this.life.begin();
    await vi.waitFor(() => {
      if (this.open.mock.calls.length === 0) throw new Error('The lines are not ours yet.');
    });
    this.opens();
    await begun;
  }

  /** A link is opened in this tab while it stands. */
  follow(card: string): void {
    this.address = card;
    this.window.dispatchEvent(new Event('hashchange'));
  }

  freeze(): void {
    this.#frozen = [];
  }

  wake(): void {
    const missed = this.#frozen ?? [];
    this.#frozen = null;
    for (const event of missed) for (const ear of this.#ears) ear(event);
  }
}
