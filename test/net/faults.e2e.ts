/** What every change is tested for of all that `npm run test:net` tries: files and messages outlive a bad network. */
import { describe, expect, it } from 'vitest';
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { FAULTS } from './faults/cases.ts';
import { isWell, runFault } from './faults/run.ts';
import { withNetPair } from './pair.ts';
import { whyNoShapedNetworks } from './requirements.ts';

/** A case takes half a minute; on busy cores a file may need its two and a half and a line its one. */
const LIMIT_MS = 300_000;

const reason = whyNoShapedNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('while a file is on its way', () => {
  it.each<[string, BrowserKind, BrowserKind]>([
    ['cut-10s', 'firefox', 'chromium'],
    ['address', 'chromium', 'firefox'],
  ])(
    '%s: nothing is lost or doubled (%s to %s)',
    async (name, ...browsers) => {
      const fault = FAULTS.find((each) => each.name === name);
      if (fault === undefined) throw new Error(`There is no fault ${name}.`);
      const result = await withNetPair({ browsers }, (pair) => runFault(pair, fault, true));
      console.log(`${browsers.join('-')}: ${JSON.stringify(result)}`);
      expect(isWell(result), JSON.stringify(result)).toBe(true);
    },
    LIMIT_MS,
  );
});
