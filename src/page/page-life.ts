/**
 * The life of one page, from load to reload:
 *
 *   load ─► starting ─┬─ the lines are ours ─► opening ─► open: takes cards
 *                     │                           └──────┬─ another tab took over
 *                     └─ another tab's ──────────────► elsewhere: hands cards over
 *                                                        └─ "Use Twocan here" ─► the other lets go, reload
 *
 * The app is opened once in a page's life. A page that is not the one any more comes back by a
 * reload alone, so that nothing stale stays. A card stays in the address until somebody took it.
 */
import type { Tabs } from './tabs.ts';

/** An owner that does not take a card in this time is frozen or busy starting: show what can be done. */
const TAKEN_TIMEOUT_MS = 1_500;

/** The app, as far as the page's life concerns it. */
export interface OpenApp {
  /** Resolves once the first start is over. */
  ready(): Promise<void>;
  /** Takes a card; before that it waits as `ready` does. */
  openCard(text: string): Promise<void>;
  /** Ends every line on purpose; must have said so when it returns, since the page may be closing. */
  leave(): void;
}

export interface PageLifePorts {
  readonly tabs: Pick<Tabs, 'onLost' | 'onForget' | 'own' | 'takeOver' | 'takeCards' | 'handOver'>;
  /** The window: fires `hashchange`, `pagehide` and `pageshow`. */
  readonly window: EventTarget;
  /** The card in the page's address, or null. */
  cardInAddress(): string | null;
  clearCardInAddress(card: string): void;
  /** Calls back for every card that the installed app is opened with while it runs. */
  onLaunch(take: (card: string) => void): void;
  /**
   * Opens storage and starts the app.
   * @param lost another tab took over: whoever waits for a passphrase gives up
   * @returns null when it did not start and has said why
   */
  open(lost: AbortSignal): Promise<OpenApp | null>;
  /** What the user sees of it; what an open app shows is its own. */
  show(what: 'starting' | 'elsewhere' | 'handed-over'): void;
  reload(): void;
}

export class PageLife {
  #stage: 'starting' | 'open' | 'elsewhere' | 'reloading' = 'starting';
  #opening: Promise<OpenApp | null> = Promise.resolve(null);
  /** A card that came with a launch while the page was starting. */
  #launched: string | null = null;
  readonly #lostHere = new AbortController();
  /** Null until it is open, and after it was left. */
  #app: OpenApp | null = null;

  constructor(
    private readonly ports: PageLifePorts,
    private readonly takenTimeoutMs = TAKEN_TIMEOUT_MS,
  ) {}

  /** Begins; called once. @throws whatever keeps the app from opening */
  async begin(): Promise<void> {
    const { tabs, window } = this.ports;
    tabs.onLost = () => this.#lost();
    // A tab that lost the lines may still have in memory what it showed.
    tabs.onForget = () => {
      if (this.#stage === 'elsewhere') this.#reload();
    };
    window.addEventListener('hashchange', () => this.#deliver());
    this.ports.onLaunch((card) => this.#take(card));
    // Friends learn at once that the page is gone, instead of by a timeout.
    window.addEventListener('pagehide', () => this.#app?.leave());
    // A page out of the back/forward cache has left its lines.
    window.addEventListener('pageshow', (event) => {
      if ('persisted' in event && event.persisted === true) this.#reload();
    });

    if (await tabs.own()) await this.#open();
    else this.#stayElsewhere();
  }

  /** Brings the lines to this tab, with the card that it holds. @throws as `begin` */
  async takeOver(): Promise<void> {
    if (this.#stage !== 'elsewhere') return;
    this.#stage = 'reloading';
    this.ports.show('starting');
    await this.ports.tabs.takeOver();
    this.#reload();
  }

  async #open(): Promise<void> {
    this.#opening = this.ports.open(this.#lostHere.signal);
    const app = await this.#opening;
    // Lost meanwhile: `#lost` waits for it and leaves it.
    if (app === null || this.#stage !== 'starting') return;
    this.#stage = 'open';
    this.#app = app;
    this.#deliver();
    if (this.#launched !== null) this.#take(this.#launched);
    this.ports.tabs.takeCards((card) => void app.openCard(card));
  }

  #stayElsewhere(): void {
    this.#stage = 'elsewhere';
    if (this.ports.cardInAddress() === null) this.ports.show('elsewhere');
    else this.#deliver();
  }

  /** Another tab is the one now; storage is let go of when this resolves. */
  async #lost(): Promise<void> {
    if (this.#stage === 'reloading') return;
    this.#stage = 'elsewhere';
    this.#app = null;
    this.#lostHere.abort();
    const app = await this.#opening.catch(() => null);
    // It never opened, and the user was told why.
    if (app === null) return;
    app.leave();
    this.ports.show('elsewhere');
  }

  /** Brings a card in the address to the app, here or in the other tab. */
  #deliver(): void {
    const card = this.ports.cardInAddress();
    if (card === null) return;
    if (this.#app !== null) {
      void this.#takeFromAddress(this.#app);
    } else if (this.#stage === 'elsewhere') {
      void this.#handOver(card);
    }
  }

  /**
   * Once the first start is over: until then a reload must not lose the card. Out of the address
   * first: the entry that it stands in would bring it again whenever a person goes back.
   */
  async #takeFromAddress(app: OpenApp): Promise<void> {
    await app.ready();
    const card = this.ports.cardInAddress();
    if (card === null || this.#app !== app) return;
    this.ports.clearCardInAddress(card);
    await app.openCard(card);
  }

  /** A card that is in no address: it is taken here or handed over, or waits for the start. */
  #take(card: string): void {
    this.#launched = null;
    if (this.#app !== null) void this.#app.openCard(card);
    else if (this.#stage === 'elsewhere') void this.#handOver(card);
    else this.#launched = card;
  }

  async #handOver(card: string): Promise<void> {
    const timer = setTimeout(() => {
      if (this.#stage === 'elsewhere') this.ports.show('elsewhere');
    }, this.takenTimeoutMs);
    await this.ports.tabs.handOver(card);
    clearTimeout(timer);
    // While this tab takes over the other one drops what it took: the card stays with us.
    if (this.#stage !== 'elsewhere') return;
    this.ports.clearCardInAddress(card);
    this.ports.show('handed-over');
  }

  #reload(): void {
    this.#stage = 'reloading';
    this.ports.reload();
  }
}
