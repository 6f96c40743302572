/** Statistics as browsers really gave them, cut down to the members that are read. */
import { readStats, type ConnectionStats } from '../../src/peer/connection-stats.ts';
import recorded from './recorded-stats.json';

export type Browser = 'Chromium 156' | 'Firefox 153';
export type Addresses = 'hidden' | 'plain';

interface Recording {
  readonly browser: string;
  readonly addresses: string;
  readonly name: string;
  readonly stats: readonly { readonly id: string }[];
}

/** @throws Error when there is no such recording */
export function recordedStats(
  browser: Browser,
  addresses: Addresses,
  name: string,
): ConnectionStats {
  const all: readonly Recording[] = recorded;
  const found = all.find(
    (one) => one.browser === browser && one.addresses === addresses && one.name === name,
  );
  if (!found) throw new Error(`no recording: ${browser}, ${addresses}, ${name}`);
  return readStats(new Map(found.stats.map((entry) => [entry.id, entry])));
}

export const BROWSERS: readonly Browser[] = ['Chromium 156', 'Firefox 153'];
