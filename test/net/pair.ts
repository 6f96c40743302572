/** Two people who have met, each at home in a net with a line between them. */
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { openInvite, pasteCard, seeConnected, showInvite } from '../e2e/harness/meet.ts';
import type { Person } from '../e2e/harness/person.ts';
import { startShapedNet, type NetKind, type ShapedNet } from './net.ts';
import { arrive } from './people.ts';
import { atOnce, type Run } from './turns.ts';

export interface NetPairOptions {
  /** Default `lan`. */
  readonly network?: NetKind;
  /** Ada's browser and Bob's; both Chromium unless given. */
  readonly browsers?: readonly [BrowserKind, BrowserKind];
  /** Runs what comes before and after the work. */
  readonly busy?: Run;
}

export interface NetPair {
  readonly net: ShapedNet;
  readonly ada: Person;
  readonly bob: Person;
}

/** Busy cores and slow lines must not end a test; and nothing moves that need not. */
const QUIET = { reducedMotion: true, patienceMs: 60_000 };

/**
 * Runs `work` with two people whose conversation is open, then takes everything down.
 * @throws Error when this machine cannot; ask whyNoShapedNetworks() first
 */
export async function withNetPair<T>(
  { network = 'lan', browsers = ['chromium', 'chromium'], busy = atOnce }: NetPairOptions,
  work: (pair: NetPair) => Promise<T>,
): Promise<T> {
  const people: Person[] = [];
  const net = await startShapedNet(network);
  try {
    const pair = await busy(async () => {
      const arrivals = await Promise.all([
        arrive(net, net.ada, 'Ada', browsers[0], QUIET),
        arrive(net, net.bob, 'Bob', browsers[1], QUIET),
      ]);
      people.push(...arrivals);
      const [ada, bob] = arrivals;
      await pasteCard(ada, await openInvite(bob, await showInvite(ada)));
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      return { net, ada, bob };
    });
    return await work(pair);
  } finally {
    await busy(async () => {
      await Promise.all(people.map((person) => person.close()));
      await net.stop();
    });
  }
}
