/** Starts a stock browser as one person's own: a separate process with a separate profile. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch as launchWith, type Browser } from 'puppeteer-core';
import { findInstalled } from '../../../scripts/browsers.mjs';

export type BrowserKind = 'chromium' | 'firefox';
export type Theme = 'light' | 'dark';

/** Where a browser runs when not on this machine's own network; see test/net/home.ts. */
export interface Place {
  /** What to start instead of `program`, and in which environment, so that it runs there. */
  launcher(program: string): {
    readonly executablePath: string;
    readonly env: NodeJS.ProcessEnv;
  };
  /** Makes a TCP port of there reachable here, at 127.0.0.1 under the same number. @returns a free one */
  openPort(): Promise<number>;
}

export interface BrowserOptions {
  /** Another network to run in; this machine's own unless given. */
  readonly place?: Place;
  /** A Y4M or MJPEG file that the camera shows (Chromium only); permission is given with it. */
  readonly camera?: string;
  /** False: cards carry real addresses instead of mDNS names. */
  readonly hideAddresses: boolean;
  readonly theme: Theme;
  readonly reducedMotion: boolean;
  /** The folder that downloads go to, without asking; without one, a folder in the profile. */
  readonly downloads?: string;
  /** Further arguments (Chromium only). */
  readonly args: readonly string[];
  /** Further preferences (Firefox only). */
  readonly preferences: Readonly<Record<string, string | number | boolean>>;
}

/** Twice what two browsers that start at the same time took on two cores busy with ten other things. */
const START_TIMEOUT_MS = 60_000;

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Two windows share one screen here; neither may fall asleep behind the other.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

function chromiumArgs({ camera, hideAddresses, args: further }: BrowserOptions): string[] {
  const args = [...CHROMIUM_ARGS, ...further];
  if (!hideAddresses) args.push('--disable-features=WebRtcHideLocalIpsWithMdns');
  if (camera !== undefined) {
    args.push(
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
    );
  }
  return args;
}

function firefoxPreferences(options: BrowserOptions, downloads: string): Record<string, unknown> {
  return {
    'media.peerconnection.ice.obfuscate_host_addresses': options.hideAddresses,
    // 0 is dark, 1 is light.
    'layout.css.prefers-color-scheme.content-override': options.theme === 'dark' ? 0 : 1,
    'ui.prefersReducedMotion': options.reducedMotion ? 1 : 0,
    // The browser's own traffic would only slow the tests.
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    // The panel takes the focus from the page.
    'browser.download.alwaysOpenPanel': false,
    ...options.preferences,
  };
}

/** @param profile a folder of its own; kept by the caller */
export async function launchBrowser(
  kind: BrowserKind,
  profile: string,
  options: BrowserOptions,
): Promise<Browser> {
  const executablePath = findInstalled(kind);
  if (executablePath === null) throw new Error(`There is no ${kind}; see scripts/browsers.mjs.`);
  const { place, downloads = join(profile, 'downloads') } = options;
  await mkdir(downloads, { recursive: true });
  const common = {
    executablePath,
    userDataDir: profile,
    headless: true,
    defaultViewport: null,
    timeout: START_TIMEOUT_MS,
    // A test has a limit of its own; pages are asked for things that take as long as a large file.
    protocolTimeout: 0,
    ...place?.launcher(executablePath),
  };
  if (kind === 'chromium') {
    // A pipe leads out of any network.
    const pipe = place !== undefined;
    const args = chromiumArgs(options);
    const browser = await launchWith({ ...common, browser: 'chrome', args, pipe });
    await downloadTo(browser, downloads);
    return browser;
  }
  return launchWith({
    ...common,
    browser: 'firefox',
    extraPrefsFirefox: firefoxPreferences(options, downloads),
    ...(place ? { debuggingPort: await place.openPort() } : {}),
  });
}

/**
 * Puppeteer's own option comes too early for Chromium, which forgets it. This lasts as long as the
 * session, so the session stays.
 */
async function downloadTo(browser: Browser, downloadPath: string): Promise<void> {
  const devtools = await browser.target().createCDPSession();
  await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
}

/** Ends a browser as a crash would: no page says goodbye, nothing is flushed. */
export async function killBrowser(browser: Browser): Promise<void> {
  const process_ = browser.process();
  const pid = process_?.pid;
  if (!process_ || pid === undefined || process_.exitCode !== null) return;
  const gone = new Promise((resolve) => process_.once('exit', resolve));
  if (process.platform === 'win32') process_.kill('SIGKILL');
  // Browsers are started as leaders of their process groups, children and all.
  else process.kill(-pid, 'SIGKILL');
  await gone;
}
