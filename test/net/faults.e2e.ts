/**
 * What every change is tested for of all that `npm run test:net` tries: every fault that is over within a
 * minute, with a file on its way and without, each in another pairing of browsers.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { FAULTS } from './faults/cases.ts';
import { isWell, runFault, type FaultResult } from './faults/run.ts';
import { withNetPair } from './pair.ts';
import { whyNoShapedNetworks } from './requirements.ts';
import { inTurn } from './turns.ts';

const SHORT_MS = 60_000;

/** Eight browsers at once: while the faults of three pairs last, one has the cores. */
const PAIRS_AT_ONCE = 4;

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
  const results = new Map<string, Promise<FaultResult>>();

  beforeAll(() => {
    const busy = inTurn();
    const ends: Promise<unknown>[] = CASES.map(() => Promise.resolve());
    CASES.forEach(({ name, fault, withFile, browsers }, index) => {
      const run = async (): Promise<FaultResult> => {
        await ends[index - PAIRS_AT_ONCE];
        return withNetPair({ browsers, busy }, (pair) => runFault(pair, fault, withFile, busy));
      };
      const result = run();
      results.set(name, result);
      ends[index] = result.catch(() => undefined);
    });
  });

  it.each(CASES)(
    '$name',
    async ({ name }) => {
      const result = await results.get(name);
      console.log(`${name}: ${JSON.stringify(result)}`);
      expect(result && isWell(result), JSON.stringify(result)).toBe(true);
    },
    CASES.length * LIMIT_MS,
  );
});
