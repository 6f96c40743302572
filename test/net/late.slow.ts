/**
 * A very slow human: the reply is applied ten minutes after it was made, in all four pairings, on a
 * LAN and with both behind NAT. All eight wait at the same time.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { pairLate, type LatePairing, type LateResult } from './late.ts';
import type { NetKind } from './net.ts';
import { whyNoNetworks } from './requirements.ts';
import { inTurn } from './turns.ts';

/** Ten minutes unless told, for trials. */
const WAIT_MS = Number(process.env['TWOCAN_LATE_MS'] ?? '600000');

/** What a person takes for at once. */
const PROMPT_MS = 3_000;

/** For sixteen browsers to start and end one after the other on busy cores. */
const AROUND_MS = 900_000;

const KINDS: BrowserKind[] = ['chromium', 'firefox'];
const NETWORKS: NetKind[] = ['lan', 'nat'];

const reason = whyNoNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

const pairings: LatePairing[] = NETWORKS.flatMap((network) =>
  KINDS.flatMap((inviter) =>
    KINDS.map((replier) => ({ network, inviter, replier, waitMs: WAIT_MS })),
  ),
);

function row({ network, inviter, replier }: LatePairing, result: LateResult | null): object {
  const what = { network, inviter, replier };
  if (result === null) return { ...what, waitedS: '', openMs: 'failed' };
  const { waitedMs, tookMs } = result;
  return { ...what, waitedS: Math.round(waitedMs / 1000), openMs: Math.round(tookMs) };
}

describe.skipIf(reason !== null)('a reply that comes ten minutes late', () => {
  const runs = new Map<LatePairing, Promise<LateResult>>();

  beforeAll(async () => {
    const busy = inTurn();
    for (const pairing of pairings) runs.set(pairing, pairLate(pairing, busy));
    const rows = [...runs].map(async ([pairing, run]) => row(pairing, await run.catch(() => null)));
    console.table(await Promise.all(rows));
  }, WAIT_MS + AROUND_MS);

  it.each(pairings)('connects at once: $network, $inviter invites $replier', async (pairing) => {
    const result = await runs.get(pairing);
    expect(result?.tookMs).toBeLessThan(PROMPT_MS);
  });
});
