/** The profile of a browser that knows no site. */
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInstalled } from '../../../scripts/browsers.mjs';
import { CACHE } from '../../../scripts/setup.mjs';
import { launchBrowser, type BrowserKind } from './browser.ts';

/** @returns a folder of its own, to be removed by the caller */
export async function newProfile(kind: BrowserKind): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), `twocan-${kind}-`));
  if (kind === 'firefox') {
    await cp(await (started ??= startedFirefox()), profile, { recursive: true });
  }
  return profile;
}

let started: Promise<string> | undefined;

/**
 * A profile that Firefox was started with once: its first start takes twice as long as any other, and
 * keeps both cores busy for a while after. Kept for later runs with the same Firefox.
 */
async function startedFirefox(): Promise<string> {
  const program = findInstalled('firefox');
  if (program === null) throw new Error('There is no firefox; see scripts/browsers.mjs.');
  const place = join(CACHE, `firefox-profile-${Math.round(statSync(program).mtimeMs)}`);
  if (existsSync(place)) return place;
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(join(CACHE, 'firefox-'));
  const browser = await launchBrowser('firefox', fresh, {
    ...{ hideAddresses: true, theme: 'light', reducedMotion: false },
    ...{ args: [], preferences: {} },
  });
  await browser.newPage();
  await browser.close();
  await rename(fresh, place).catch(async (error: unknown) => {
    // Another run was first.
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  });
  return place;
}
