/** What every change is tested for of all that faults.slow.ts and `npm run test:net` try: a file outlives a cut. */
import { describe, expect, it } from 'vitest';
import { FAULTS } from './faults/cases.ts';
import { isWell, runFault } from './faults/run.ts';
import { withNetPair } from './pair.ts';
import { whyNoShapedNetworks } from './requirements.ts';

/** A case takes half a minute; on busy cores a file may need its two and a half and a line its one. */
const LIMIT_MS = 300_000;

const reason = whyNoShapedNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('while a file is on its way', () => {
  it(
    'a cut of 10 s loses and doubles nothing',
    async () => {
      const fault = FAULTS.find(({ name }) => name === 'cut-10s');
      if (fault === undefined) throw new Error('There is no such fault.');
      const browsers = ['firefox', 'chromium'] as const;
      const result = await withNetPair({ browsers }, (pair) => runFault(pair, fault, true));
      console.log(JSON.stringify(result));
      expect(isWell(result), JSON.stringify(result)).toBe(true);
    },
    LIMIT_MS,
  );
});
