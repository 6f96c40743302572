/**
 * Installing, working offline and restarting into a new version, for main.ts to wire up.
 * A new version is not installed until the user said yes to its fingerprint (shell-install.ts).
 */
import type { ShellCheck, ShellNews } from './shell-news.ts';
import type { ShellNotebook } from './shell-version.ts';

/** What the page learns; main.ts puts it into the state. */
export interface PwaListener {
  /** The whole shell is kept: the page opens without a network from now on. */
  offlineReady(): void;
  /** The host has another version, or something that was refused; null: nothing any more. */
  news(news: ShellNews | null): void;
  /** Whether the browser offers to install the app now. */
  canInstall(can: boolean): void;
}

/** The browser, as far as this file needs it. */
export interface PwaEnvironment {
  /** Undefined where there are no service workers, and while developing. */
  readonly serviceWorkers: ServiceWorkerContainer | undefined;
  /** The window: fires `beforeinstallprompt` and `appinstalled`. */
  readonly window: EventTarget;
  /** The document: fires `visibilitychange`. */
  readonly document: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  readonly caches: CacheStorage | undefined;
  /** The page's address, which the service worker has for its scope. */
  readonly scope: string;
  readonly fetch: (url: string) => Promise<Response>;
  reload(): void;
  nowMs(): number;
}

/** Chromium's event (W3C Manifest Incubations); TypeScript's DOM library lacks it. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Next to the page, so that its scope is the page's folder. */
const SCRIPT_URL = './sw.js';

/**
 * An installed app stays open for days and browsers look for a new version only when a page is
 * loaded: look again when the user comes back, but not at every glance.
 */
const UPDATE_CHECK_INTERVAL_MS = 60 * 60 * 1000;

/** The browser's own look may come between twice: after a page was loaded, and when it was seen again. */
const INSTALL_ATTEMPTS = 3;

export class Pwa {
  #registration: ServiceWorkerRegistration | null = null;
  #installPrompt: InstallPromptEvent | null = null;
  #checkedAtMs = 0;
  #restarting = false;
  /** How many other versions were found. */
  #found = 0;

  constructor(
    private readonly environment: PwaEnvironment,
    private readonly listener: PwaListener,
  ) {}

  /** Listens and registers the service worker. Never rejects: without one the app works online. */
  async start(): Promise<void> {
    const { serviceWorkers, window, document } = this.environment;
    window.addEventListener('beforeinstallprompt', this.#keepInstallPrompt);
    window.addEventListener('appinstalled', this.#forgetInstallPrompt);
    if (serviceWorkers === undefined) return;
    serviceWorkers.addEventListener('controllerchange', this.#controllerChanged);
    document.addEventListener('visibilitychange', this.#checkForUpdate);
    this.#checkedAtMs = this.environment.nowMs();
    try {
      // `none`: the script that brings new versions must not come from the HTTP cache.
      const registration = await serviceWorkers.register(SCRIPT_URL, { updateViaCache: 'none' });
      this.#registration = registration;
      this.#watch(registration);
      // Asks at every start: what was offered and put off is offered again.
      await this.#ask(registration);
    } catch {
      // Private windows, untrusted certificates, a user's setting: nothing that stops the app.
    }
  }

  /**
   * Installs the version with this fingerprint and restarts the page into it.
   * @returns false when the host cannot be asked now
   */
  async installUpdate(fingerprint: string): Promise<boolean> {
    const registration = this.#registration;
    const notes = await this.#notes();
    await notes?.write('agreed', fingerprint);
    this.#restarting = true;
    try {
      for (let attempt = 0; attempt < INSTALL_ATTEMPTS; attempt += 1) {
        // Browsers look by themselves, too. What looked for the yes before it was there gives up, and as
        // long as it is there it is the newest: nothing else is installed.
        await installs(registration?.installing);
        await registration?.update();
        if (await installs(registration?.installing ?? registration?.waiting)) return true;
        if ((await notes?.read('offered'))?.fingerprint === fingerprint) continue;
        // It has taken over already, or was refused: that is news of its own, and reloads nothing.
        this.#restarting &&= (await notes?.read('refused')) === null;
        return true;
      }
    } catch {
      // The host cannot be asked.
    }
    this.#restarting = false;
    return false;
  }

  /** Looks at every file that is kept. @returns null when none are */
  async checkFiles(): Promise<ShellCheck | null> {
    const { checkShell } = await import('./shell-news.ts');
    const notes = await this.#notes();
    const { scope, fetch } = this.environment;
    return notes === null ? null : checkShell(notes, scope, fetch);
  }

  /** Shows the browser's own install dialogue, when it offered one. */
  async install(): Promise<void> {
    const prompt = this.#installPrompt;
    // The event serves once.
    this.#forgetInstallPrompt();
    await prompt?.prompt();
  }

  #watch(registration: ServiceWorkerRegistration): void {
    if (registration.active !== null) this.listener.offlineReady();
    registration.addEventListener('updatefound', () => {
      this.#found += 1;
      if (registration.installing !== null) this.#follow(registration.installing);
    });
    if (registration.installing !== null) this.#follow(registration.installing);
  }

  #follow(worker: ServiceWorker): void {
    const look = (): void => {
      if (worker.state === 'activated') this.listener.offlineReady();
      // It did not install itself, and has noted why.
      if (worker.state === 'redundant') void this.#tellNews();
    };
    worker.addEventListener('statechange', look);
    look();
  }

  /** Asks the host whether there is another version. */
  async #ask(registration: ServiceWorkerRegistration): Promise<void> {
    const found = this.#found;
    await registration.update();
    // What was noted before is no news when the host has what is kept here.
    if (this.#found > found || registration.installing !== null) return;
    await (await this.#notes())?.forget('offered', 'refused');
    this.listener.news(null);
  }

  async #tellNews(): Promise<void> {
    const { shellNews } = await import('./shell-news.ts');
    const notes = await this.#notes();
    if (notes === null) return;
    this.listener.news(await shellNews(notes));
  }

  async #notes(): Promise<ShellNotebook | null> {
    const { caches, scope } = this.environment;
    if (caches === undefined) return null;
    const { ShellNotebook } = await import('./shell-version.ts');
    return new ShellNotebook(scope, caches);
  }

  readonly #controllerChanged = (): void => {
    // The first visit's page gets a controller too: only a restart that was asked for reloads.
    if (!this.#restarting) return;
    this.#restarting = false;
    this.environment.reload();
  };

  readonly #checkForUpdate = (): void => {
    if (this.environment.document.visibilityState !== 'visible') return;
    if (this.#registration === null) return;
    const nowMs = this.environment.nowMs();
    if (nowMs - this.#checkedAtMs < UPDATE_CHECK_INTERVAL_MS) return;
    this.#checkedAtMs = nowMs;
    // Fails without a network; the next look may not.
    this.#ask(this.#registration).catch(() => undefined);
  };

  readonly #keepInstallPrompt = (event: Event): void => {
    // Keeps the browser from showing a bar of its own.
    event.preventDefault();
    this.#installPrompt = event as InstallPromptEvent;
    this.listener.canInstall(true);
  };

  readonly #forgetInstallPrompt = (): void => {
    this.#installPrompt = null;
    this.listener.canInstall(false);
  };
}

/** Waits until it does not install any more. @returns whether there is one and it did */
async function installs(worker: ServiceWorker | null | undefined): Promise<boolean> {
  while (worker?.state === 'installing') {
    await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
  }
  return worker !== null && worker !== undefined && worker.state !== 'redundant';
}
