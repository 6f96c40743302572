/** Networks that browsers find no way through, what both people read there, and what they are to do. */
import { expect, it } from 'vitest';
import { getStuck, type Stuck } from './stuck.ts';

/** A situation, and the failure's code (components/words). */
interface StuckCase extends Stuck {
  readonly name: string;
  readonly code: string;
  /** What happened, then what to do next. */
  readonly says: RegExp;
}

/**
 * Those that the app can be sure of while somebody still waits; `npm test` has time for them. Where UDP
 * is blocked Chromium invites: it still waits for its servers when the time for connecting is over.
 */
export const FORESEEN: readonly StuckCase[] = [
  {
    name: 'symmetric NAT on both sides',
    ...{ network: 'symmetric', inviter: 'chromium', replier: 'chromium' },
    ...{ hideAddresses: true, isForeseen: true },
    code: 'line-symmetric-nat',
    says: /routers between you hide.*hotspot for both, or enter a relay/,
  },
  {
    name: 'UDP is blocked',
    ...{ network: 'udp-blocked', inviter: 'chromium', replier: 'firefox' },
    ...{ hideAddresses: true, isForeseen: true },
    code: 'line-udp-blocked',
    says: /seems to block direct connections.*Use another network/,
  },
  {
    name: 'no common network',
    ...{ network: 'apart', inviter: 'chromium', replier: 'chromium' },
    ...{ hideAddresses: false, isForeseen: true },
    code: 'line-no-common-network',
    says: /on different networks.*Join the same Wi-Fi, or use one phone’s hotspot/,
  },
];

/** Those that may still turn out well until the time is over. */
export const UNFORESEEN: readonly StuckCase[] = [
  {
    name: 'no common network, and hidden addresses',
    ...{ network: 'apart', inviter: 'chromium', replier: 'firefox' },
    ...{ hideAddresses: true, isForeseen: false },
    code: 'line-hidden-addresses',
    says: /hide where your devices are.*Allow the camera on both/,
  },
  {
    name: 'a Wi-Fi that keeps devices apart',
    ...{ network: 'lan', inviter: 'firefox', replier: 'chromium' },
    ...{ hideAddresses: false, isForeseen: false },
    fault: (net) => net.ada.cut(),
    code: 'line-no-answer',
    says: /does not answer.*keep devices apart: use one phone’s hotspot/,
  },
];

/** Registers a test for each. */
export function itSaysWhy(cases: readonly StuckCase[]): void {
  // Each takes the half minute that the app gives a line, so all take it at once.
  it.concurrent.each(cases)('is said: $name ($inviter invites $replier)', async (stuck) => {
    const { told, warned } = await getStuck(stuck);
    const why = { code: stuck.code, text: expect.stringMatching(stuck.says) as string };
    expect(told).toEqual(why);
    expect(warned).toEqual(stuck.isForeseen ? why : null);
  });
}
