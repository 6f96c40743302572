/**
 * What takes time more than work, side by side: replies that come late over real networks, and why there
 * is no line. late.slow.ts waits longer, in all pairings; stuck.slow.ts has more reasons.
 */
import { describe, expect, it } from 'vitest';
import { pairLate } from './late.ts';
import { whyNoNetworks } from './requirements.ts';
import { FORESEEN, itSaysWhy } from './stuck-cases.ts';

/** Longer than any browser's own patience with an unanswered check (FACTS name 5 to 14 s). */
const LATE_MS = 15_000;

/** late.slow.ts says what is at once; here the others of this file start and end beside it. */
const CONNECTED_MS = 15_000;

const reason = whyNoNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null).concurrent('in networks of their own', () => {
  it('two friends behind NAT pair with a late reply', async () => {
    const { tookMs } = await pairLate({
      network: 'nat',
      inviter: 'firefox',
      replier: 'chromium',
      waitMs: LATE_MS,
    });
    expect(tookMs).toBeLessThan(CONNECTED_MS);
  });

  describe('why there is no line', () => itSaysWhy(FORESEEN));
});
