/**
 * Every fault of `npm run test:net` that is over within a minute, with a file on its way and without, each
 * in another pairing of browsers.
 */
import { describe, expect, it } from 'vitest';
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { FAULTS } from './faults/cases.ts';
import { isWell, runFault } from './faults/run.ts';
import { withNetPair } from './pair.ts';
import { whyNoShapedNetworks } from './requirements.ts';

const SHORT_MS = 60_000;

/** A case takes less than a minute; on busy cores a file may need its two and a half and a line its one. */
const LIMIT_MS = 300_000;

const PAIRINGS: readonly (readonly [BrowserKind, BrowserKind])[] = [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
  ['chromium', 'chromium'],
  ['firefox', 'firefox'],
];

const CASES = FAULTS.filter(({ lastsMs }) => lastsMs < SHORT_MS)
  .flatMap((fault) => [false, true].map((withFile) => ({ fault, withFile })))
  .map(({ fault, withFile }, index) => {
    const [ada, bob] = PAIRINGS[index % PAIRINGS.length] ?? ['chromium', 'chromium'];
    // Firefox looks no `.local` name up any more when its device is another (ARCHITECTURE.md).
    const browsers = [fault.name === 'device' ? 'chromium' : ada, bob] as const;
    const name = `${fault.name}${withFile ? ' during a file' : ''}, ${browsers.join(' and ')}`;
    return { name, fault, withFile, browsers };
  });

const reason = whyNoShapedNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('nothing is lost or doubled, and the line heals', () => {
  it.each(CASES)(
    '$name',
    async ({ name, fault, withFile, browsers }) => {
      const result = await withNetPair({ browsers }, (pair) => runFault(pair, fault, withFile));
      console.log(`${name}: ${JSON.stringify(result)}`);
      expect(isWell(result), JSON.stringify(result)).toBe(true);
    },
    LIMIT_MS,
  );
});
