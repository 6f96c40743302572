/** A slow human: a reply that is applied long after it was made. */
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { openInvite, pasteCard, seeConnected, showInvite } from '../e2e/harness/meet.ts';
import type { Person } from '../e2e/harness/person.ts';
import type { Home } from './home.ts';
import { startNet, type NetKind } from './net.ts';
import { arrive } from './people.ts';
import { atOnce, type Run } from './turns.ts';

export interface LatePairing {
  readonly network: NetKind;
  readonly inviter: BrowserKind;
  readonly replier: BrowserKind;
  /** Between making the reply and applying it. */
  readonly waitMs: number;
}

export interface LateResult {
  /** At least `waitMs`. */
  readonly waitedMs: number;
  /** From applying the reply until both see the line open, with all that the test itself costs. */
  readonly tookMs: number;
}

/** Sixteen browsers share two cores and have no GPU: nothing moves while they wait, and all is slow. */
const QUIET = { reducedMotion: true, patienceMs: 60_000 };

/** @param busy runs everything but the waiting */
export async function pairLate(
  { network, inviter, replier, waitMs }: LatePairing,
  busy: Run = atOnce,
): Promise<LateResult> {
  const people: Person[] = [];
  const net = await startNet(network);
  const come = async (kind: BrowserKind, home: Home, name: string): Promise<Person> => {
    const person = await arrive(net, home, name, kind, QUIET);
    people.push(person);
    return person;
  };
  try {
    const { ada, bob, reply } = await busy(async () => {
      const [ada, bob] = await Promise.all([
        come(inviter, net.ada, 'Ada'),
        come(replier, net.bob, 'Bob'),
      ]);
      return { ada, bob, reply: await openInvite(bob, await showInvite(ada)) };
    });
    const madeAtMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return await busy(async () => {
      const sinceMs = performance.now();
      await pasteCard(ada, reply);
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      const tookMs = performance.now() - sinceMs;
      for (const person of people) person.assertClean();
      return { waitedMs: sinceMs - madeAtMs, tookMs };
    });
  } finally {
    await busy(async () => {
      await Promise.all(people.map((person) => person.close()));
      await net.stop();
    });
  }
}
