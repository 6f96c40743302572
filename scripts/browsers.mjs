/**
 * Finds the two browsers that the tests drive: Chromium and Firefox as people have them.
 * Looks in the environment, then in the usual places, then asks apt where it may,
 * and at last downloads: Chromium through playwright-core, Firefox as Mozilla publishes it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE, requireInstalled, run, runInstalled } from './setup.mjs';

/** @typedef {'chromium' | 'firefox'} BrowserKind */

const DOWNLOADS = join(CACHE, 'browsers');

const { env, platform } = process;
const windowsFolders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
);

/** Names on PATH and whole paths, best first. */
const USUAL_PLACES = {
  chromium: {
    linux: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    darwin: ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: windowsFolders.flatMap((folder) => [
      join(folder, 'Chromium/Application/chrome.exe'),
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
  },
  firefox: {
    linux: ['firefox-esr', 'firefox'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: windowsFolders.map((folder) => join(folder, 'Mozilla Firefox/firefox.exe')),
  },
};

const VARIABLES = { chromium: 'TWOCAN_CHROMIUM', firefox: 'TWOCAN_FIREFOX' };

/**
 * @param {string} place a name on PATH or a path
 * @returns {string | null} its path, when it is a browser that starts
 */
function usable(place) {
  const candidates = /[/\\]/.test(place)
    ? [place]
    : (env.PATH ?? '').split(delimiter).map((folder) => join(folder, place));
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) return null;
  // Windows' browsers open a window instead of answering.
  if (platform === 'win32') return path;
  // Ubuntu has launchers that only say "install the snap".
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
    ? path
    : null;
}

/**
 * @param {BrowserKind} kind
 * @returns {string | null} the path of an installed browser
 */
export function findInstalled(kind) {
  const variable = VARIABLES[kind];
  const chosen = env[variable];
  if (chosen !== undefined && chosen !== '') {
    const path = usable(chosen);
    if (path === null) throw new Error(`${variable} is ${chosen}, which does not start.`);
    return path;
  }
  /** @type {string[]} */
  const places = USUAL_PLACES[kind][platform] ?? USUAL_PLACES[kind].linux;
  for (const place of places) {
    const path = usable(place);
    if (path !== null) return path;
  }
  return null;
}

function mayUseApt() {
  if (platform !== 'linux' || process.getuid?.() !== 0) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

/** @param {BrowserKind} kind */
function installWithApt(kind) {
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  const packageName = kind === 'chromium' ? 'chromium' : 'firefox-esr';
  const install = ['install', '-y', '--no-install-recommends', packageName];
  return (
    run('apt-get', install, options) ||
    (run('apt-get', ['update'], options) && run('apt-get', install, options))
  );
}

/** @returns {Promise<string | null>} */
async function downloadedChromium() {
  env.PLAYWRIGHT_BROWSERS_PATH = DOWNLOADS;
  const { chromium } = await import('playwright-core');
  if (!existsSync(chromium.executablePath())) {
    runInstalled('playwright-core/cli.js', ['install', '--no-shell', 'chromium']);
  }
  return usable(chromium.executablePath());
}

/** Playwright's Firefox is patched, and people do not use it: take Mozilla's own. @returns {Promise<string | null>} */
async function downloadedFirefox() {
  const { Browser, detectBrowserPlatform, getInstalledBrowsers, install, resolveBuildId } =
    await import('@puppeteer/browsers');
  const kept = (await getInstalledBrowsers({ cacheDir: DOWNLOADS }).catch(() => [])).find(
    ({ browser }) => browser === Browser.FIREFOX,
  );
  if (kept !== undefined) return usable(kept.executablePath);
  const target = detectBrowserPlatform();
  if (target === undefined) return null;
  const buildId = await resolveBuildId(Browser.FIREFOX, target, 'stable');
  const made = await install({ browser: Browser.FIREFOX, buildId, cacheDir: DOWNLOADS });
  return usable(made.executablePath);
}

/**
 * The path of a browser, installing it when there is none.
 * @param {BrowserKind} kind
 * @returns {Promise<string>}
 * @throws Error when every way failed
 */
export async function ensureBrowser(kind) {
  let path = findInstalled(kind);
  if (path === null && mayUseApt() && installWithApt(kind)) path = findInstalled(kind);
  if (path === null) {
    console.log(`Looking for a ${kind} of our own …`);
    path = await (kind === 'chromium' ? downloadedChromium() : downloadedFirefox());
  }
  if (path !== null) return path;
  throw new Error(`No ${kind} here. Install one, or name its program in ${VARIABLES[kind]}.`);
}

/**
 * Both browsers, and their paths in the environment for the programs that we start.
 * @returns {Promise<{ chromium: string, firefox: string }>}
 */
export async function ensureBrowsers() {
  const chromium = await ensureBrowser('chromium');
  const firefox = await ensureBrowser('firefox');
  env[VARIABLES.chromium] = chromium;
  env[VARIABLES.firefox] = firefox;
  return { chromium, firefox };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireInstalled();
  for (const [kind, path] of Object.entries(await ensureBrowsers()))
    console.log(`${kind}: ${path}`);
}
