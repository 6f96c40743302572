/**
 * Installing, working offline and restarting into a new version, for main.ts to wire up.
 * A new version waits until the user asks for it: a restart would cut open lines.
 */

/** What the page learns; main.ts puts it into the state. */
export interface PwaListener {
  /** The whole shell is kept: the page opens without a network from now on. */
  offlineReady(): void;
  /** A newer version is installed and waits for a restart. */
  updateReady(): void;
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

export class Pwa {
  #registration: ServiceWorkerRegistration | null = null;
  #installPrompt: InstallPromptEvent | null = null;
  #checkedAtMs = 0;
  #restarting = false;

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
    } catch {
      // Private windows, untrusted certificates, a user's setting: nothing that stops the app.
    }
  }

  /** Restarts the page, into the waiting version when there is one. Ends open lines. */
  restartForUpdate(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting) {
      this.environment.reload();
      return;
    }
    this.#restarting = true;
    waiting.postMessage('restart');
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
    if (registration.waiting !== null && registration.active !== null) this.listener.updateReady();
    if (registration.installing !== null) this.#follow(registration.installing, registration);
    registration.addEventListener('updatefound', () => {
      if (registration.installing !== null) this.#follow(registration.installing, registration);
    });
  }

  #follow(worker: ServiceWorker, registration: ServiceWorkerRegistration): void {
    // The first version goes on to activate by itself; a later one has an active one before it.
    const first = registration.active === null;
    const look = (): void => {
      if (worker.state === 'installed' && !first) this.listener.updateReady();
      if (worker.state === 'activated') this.listener.offlineReady();
    };
    worker.addEventListener('statechange', look);
    look();
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
    this.#registration.update().catch(() => undefined);
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
