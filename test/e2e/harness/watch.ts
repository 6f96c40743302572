/** Records what a page asks of the network and what it complains about. */
import { TargetType, type Browser, type Page, type Target } from 'puppeteer-core';

export class Watch {
  /** Addresses asked for by the page, its workers and, in Chromium, its service worker. */
  readonly requests: string[] = [];
  /** Console errors, uncaught errors and violations of the content security policy. */
  readonly problems: string[] = [];

  /** Begins to record a browser's service workers (Chromium; Firefox does not show them). */
  async browser(browser: Browser): Promise<void> {
    const follow = (target: Target): void => void this.#serviceWorker(target);
    browser.on('targetcreated', follow);
    await Promise.all(browser.targets().map((target) => this.#serviceWorker(target)));
  }

  /** Begins to record a page. */
  async page(page: Page): Promise<void> {
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !isNetworkChange(text)) {
        this.problems.push(`console: ${text}`);
      }
    });
    page.on('pageerror', (error) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!isCutShort(message)) this.problems.push(`uncaught: ${message}`);
    });
    // Firefox reports violations to its own console only.
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI}`);
      });
    });
  }

  /** Requests to anywhere but these origins. */
  foreignRequests(origins: readonly string[]): string[] {
    return this.requests.filter((url) => {
      if (/^(about|data):/.test(url)) return false;
      return !origins.includes(new URL(url).origin);
    });
  }

  async #serviceWorker(target: Target): Promise<void> {
    if (target.type() !== TargetType.SERVICE_WORKER) return;
    try {
      const session = await target.createCDPSession();
      session.on('Network.requestWillBeSent', ({ request }) => this.requests.push(request.url));
      await session.send('Network.enable');
    } catch {
      // It ended before we could look.
    }
  }
}

/**
 * Firefox says so of requests that were still on their way through the service worker when their
 * page went away. A service worker that really fails leaves the page without its screens.
 */
function isCutShort(message: string): boolean {
  return message.includes('A ServiceWorker intercepted the request and encountered an unexpected');
}

/** Chromium breaks off what is under way when the machine's addresses change; the page asks again. */
function isNetworkChange(text: string): boolean {
  return text.includes('net::ERR_NETWORK_CHANGED');
}
