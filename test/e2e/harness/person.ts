/** One person with a browser of their own, and what a person does: look, press, type, choose. */
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { accessibilityProblems } from './accessibility.ts';
import {
  killBrowser,
  launchBrowser,
  type BrowserKind,
  type BrowserOptions,
  type Place,
  type Theme,
} from './browser.ts';
import { describeTarget, findInPage, toQuery, type Target } from './find.ts';
import { newProfile } from './profile.ts';
import { Watch } from './watch.ts';

export interface PersonOptions {
  /** A file that the camera shows; see camera.ts. */
  readonly camera?: string;
  /** Hide host addresses behind mDNS names, as browsers do; true unless said otherwise. */
  readonly hideAddresses?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly theme?: Theme;
  readonly reducedMotion?: boolean;
  /** How long to wait for what should be on screen soon. */
  readonly patienceMs?: number;
  /** Another network to live in; see test/net/. */
  readonly place?: Place;
  /** The folder that downloads go to, without asking; without one, a folder in the profile. */
  readonly downloads?: string;
  /** Further arguments (Chromium only). */
  readonly args?: BrowserOptions['args'];
  /** Further preferences (Firefox only). */
  readonly preferences?: BrowserOptions['preferences'];
}

/** Two browsers on two slow cores need this long for what takes a moment elsewhere. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 50;
/** Ten times what a browser takes to quit on a busy machine. */
const QUIT_TIMEOUT_MS = 15_000;

const DESKTOP = { width: 1280, height: 800 } as const;

/** Starts a browser for a new person. */
export async function launch(kind: BrowserKind, options: PersonOptions = {}): Promise<Person> {
  const person = new Person(kind, await newProfile(kind), options);
  await person.relaunch();
  return person;
}

export class Person {
  /** What this person's pages asked for and complained about, over all launches. */
  readonly watch = new Watch();
  readonly #origins = new Set<string>();
  #browser: Browser | null = null;
  #page: Page | null = null;

  /** @param profile a folder that `close` removes */
  constructor(
    readonly kind: BrowserKind,
    readonly profile: string,
    private readonly options: PersonOptions,
  ) {}

  get #patienceMs(): number {
    return this.options.patienceMs ?? PATIENCE_MS;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('This browser is not running.');
    return this.#page;
  }

  get browser(): Browser {
    if (this.#browser === null) throw new Error('This browser is not running.');
    return this.#browser;
  }

  /** Quits when running, and starts again with the same profile and an empty page. */
  async relaunch(): Promise<void> {
    await this.#quit();
    this.#browser = await launchBrowser(this.kind, this.profile, this.#browserOptions());
    await this.watch.browser(this.#browser);
    const [first] = await this.#browser.pages();
    const keep = this.kind === 'chromium' && first !== undefined;
    this.#page = keep ? first : await this.#browser.newPage();
    // Firefox's first page never gets the focus: keys reach it, but no button heeds them.
    if (!keep) await first?.close();
    await this.#prepare(this.#page);
  }

  /** Another tab of the same browser, recorded and prepared like the first. */
  async newTab(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await this.#prepare(page);
    await page.goto(url, { waitUntil: 'load' });
    return page;
  }

  /** Turns to another tab or window of this browser: from now on everything happens there. */
  async lookAt(page: Page): Promise<void> {
    await page.bringToFront();
    this.#page = page;
  }

  async open(url: string): Promise<void> {
    this.#origins.add(new URL(url).origin);
    await this.page.goto(url, { waitUntil: 'load' });
    // Where a new tab's empty page takes long to load it can end what came after it.
    if (this.page.url() !== url && this.page.url() === 'about:blank') {
      await this.page.goto(url, { waitUntil: 'load' });
    }
  }

  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'load' });
  }

  /** Waits until the target is on screen. @throws Error naming it when it does not come */
  async see(target: Target, timeoutMs = this.#patienceMs): Promise<ElementHandle> {
    try {
      const handle = await this.page.waitForFunction(
        findInPage,
        { timeout: timeoutMs, polling: LOOK_EVERY_MS },
        toQuery(target),
      );
      return handle as ElementHandle;
    } catch (cause) {
      const seen = await this.text().catch(() => 'nothing');
      const place = this.page.url();
      const message = `${this.kind} does not see ${describeTarget(target)}. It sees: ${seen} (${place})`;
      throw new Error(message, { cause });
    }
  }

  /** Whether the target is on screen now. */
  async sees(target: Target): Promise<boolean> {
    return this.page.evaluate(
      `(${findInPage.toString()})(${JSON.stringify(toQuery(target))}) !== null`,
    ) as Promise<boolean>;
  }

  /** Waits until the target is off the screen. */
  async seeGone(target: Target, timeoutMs = this.#patienceMs): Promise<void> {
    const endMs = performance.now() + timeoutMs;
    while (await this.sees(target)) {
      if (performance.now() > endMs) {
        throw new Error(`${this.kind} still sees ${describeTarget(target)}`);
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  /** All text on screen, for messages of failed tests. */
  async text(): Promise<string> {
    const body = await this.page.evaluate(() => {
      const read = (node: Node): string => {
        if (node instanceof Text) return node.data;
        if (node instanceof Element && /^(style|script|noscript)$/i.test(node.tagName)) return '';
        if (
          node instanceof Element &&
          !(node instanceof HTMLSlotElement) &&
          !node.checkVisibility()
        )
          return '';
        const root = node instanceof Element ? node.shadowRoot : null;
        return (
          [...(root ?? node).childNodes].map(read).join(' ') +
          (root ? [...node.childNodes].map(read).join(' ') : '')
        );
      };
      return read(document.body);
    });
    return body.replace(/\s+/g, ' ').trim();
  }

  async click(target: Target, timeoutMs = this.#patienceMs): Promise<void> {
    const element = await this.see(target, timeoutMs);
    await element.scrollIntoView();
    await element.click();
  }

  /** Types into a field, after what it holds. */
  async type(target: Target, text: string): Promise<void> {
    const element = await this.see(target);
    await element.focus();
    await this.page.keyboard.type(text);
  }

  /** Puts a text into a field at once, as pasting does. */
  async fill(target: Target, text: string): Promise<void> {
    const element = await this.see(target);
    await element.evaluate((field, value) => {
      const input = field as HTMLInputElement;
      input.focus();
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }, text);
  }

  async press(key: 'Enter' | 'Escape' | 'Tab'): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Chooses files on disk in a file field, which may be hidden behind a button. */
  async chooseFiles(paths: readonly string[], css = 'input[type="file"]'): Promise<void> {
    const input = (await this.see({ css })) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(...paths);
  }

  /** A PNG of one element. */
  async picture(target: Target): Promise<Uint8Array> {
    return (await this.see(target)).screenshot({ type: 'png' });
  }

  /**
   * The link of the card that is shown.
   * @param kind waits for a card of this kind
   * @param before waits for another card than this one
   */
  async cardLink(kind: 'invite' | 'reply' | 'code', before?: string): Promise<string> {
    const other = before === undefined ? '' : `:not([data-link="${before}"])`;
    const css = `[data-testid="my-card"][data-kind="${kind}"]${other}`;
    const card = await this.see({ css });
    return card.evaluate((element) => (element as HTMLElement).dataset['link'] ?? '');
  }

  /** What axe calls serious or critical on the screen as it stands. */
  async accessibilityProblems(): Promise<string[]> {
    return accessibilityProblems(this.page);
  }

  /** @throws Error when a page asked another origin for anything, or anything went wrong in it */
  assertClean(): void {
    const foreign = this.watch.foreignRequests([...this.#origins]);
    const wrong = [...foreign.map((url) => `foreign request: ${url}`), ...this.watch.problems];
    if (wrong.length > 0) throw new Error(`${this.kind}:\n${wrong.join('\n')}`);
  }

  /** Quits and removes the profile. */
  async close(): Promise<void> {
    await this.#quit();
    await this.#forget();
  }

  /** Ends the browser as a crash would; `relaunch` starts it again. */
  async kill(): Promise<void> {
    if (this.#browser !== null) await killBrowser(this.#browser);
    this.#browser = null;
    this.#page = null;
  }

  async #quit(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    this.#page = null;
    if (browser === null) return;
    // Firefox can forget to answer; what it wrote so far is all it would have written.
    await Promise.race([
      browser.close().catch(() => undefined),
      pause(QUIT_TIMEOUT_MS, undefined, { ref: false }),
    ]);
    await killBrowser(browser);
  }

  async #forget(): Promise<void> {
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #browserOptions(): BrowserOptions {
    return {
      hideAddresses: true,
      theme: 'light',
      reducedMotion: false,
      args: [],
      preferences: {},
      ...this.options,
    };
  }

  async #prepare(page: Page): Promise<void> {
    await this.watch.page(page);
    await page.setViewport(this.options.viewport ?? DESKTOP);
    // Firefox has these as preferences.
    if (this.kind !== 'chromium') return;
    const { theme = 'light', reducedMotion = false } = this.options;
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
    ]);
  }
}
