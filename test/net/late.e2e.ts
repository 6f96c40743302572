/** Replies that come late over real networks; late.slow.ts waits longer, in all pairings. */
import { describe, expect, it } from 'vitest';
import { pairLate } from './late.ts';
import { whyNoNetworks } from './requirements.ts';

/** Longer than any browser's own patience with an unanswered check (FACTS name 5 to 14 s). */
const LATE_MS = 15_000;

/** Other tests say what is at once (late.slow.ts); here the machine may be busy with anything. */
const CONNECTED_MS = 10_000;

const reason = whyNoNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('two friends in networks of their own', () => {
  it('pair with a late reply when both are behind NAT', async () => {
    const { tookMs } = await pairLate({
      network: 'nat',
      inviter: 'firefox',
      replier: 'chromium',
      waitMs: LATE_MS,
    });
    expect(tookMs).toBeLessThan(CONNECTED_MS);
  });
});
