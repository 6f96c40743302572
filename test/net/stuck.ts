/** Two people whose browsers cannot find each other, up to what the app says of it on both screens. */
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { openInvite, pasteCard, showInvite } from '../e2e/harness/meet.ts';
import type { Person } from '../e2e/harness/person.ts';
import { startNet, type Net, type NetKind } from './net.ts';
import { arrive } from './people.ts';

/** A situation that no line comes of. */
export interface Stuck {
  readonly network: NetKind;
  readonly inviter: BrowserKind;
  readonly replier: BrowserKind;
  /** False: cards carry real addresses, as they do where the camera is allowed. */
  readonly hideAddresses: boolean;
  /** What goes wrong besides, before the two begin. */
  readonly fault?: (net: Net) => Promise<void>;
  /** Whether the app is sure enough of the reason to warn who waits. */
  readonly isForeseen: boolean;
  /** What the inviter's clock shows at the start; the right time unless given. */
  readonly clockMs?: number;
}

/** What somebody reads on the connect screen. */
export interface Told {
  /** As the page says it to tests. */
  readonly code: string;
  readonly text: string;
}

export interface StuckResult {
  /** To the inviter, once the time for connecting is over. */
  readonly told: Told;
  /** To the replier, who waits; null where nothing was foreseen. */
  readonly warned: Told | null;
  /** From taking in the reply until the inviter was told. */
  readonly tookMs: number;
}

/** The app gives a line 30 s, and warns who waits after 20 s; busy machines take their time besides. */
const PATIENCE_MS = 75_000;
const QUIET = { reducedMotion: true, patienceMs: PATIENCE_MS };

export async function getStuck(stuck: Stuck): Promise<StuckResult> {
  const { hideAddresses, clockMs } = stuck;
  const people: Person[] = [];
  const net = await startNet(stuck.network);
  try {
    await stuck.fault?.(net);
    const options = { ...QUIET, hideAddresses };
    const arrivals = await Promise.all([
      arrive(
        net,
        net.ada,
        'Ada',
        stuck.inviter,
        clockMs === undefined ? options : { ...options, clockMs },
      ),
      arrive(net, net.bob, 'Bob', stuck.replier, options),
    ]);
    people.push(...arrivals);
    const [ada, bob] = arrivals;
    const reply = await openInvite(bob, await showInvite(ada));
    const sinceMs = performance.now();
    await pasteCard(ada, reply);
    const told = await notice(ada, 'data-error');
    const tookMs = performance.now() - sinceMs;
    const isWarned = stuck.isForeseen || (await bob.sees({ css: '[data-obstacle]' }));
    return { told, warned: isWarned ? await notice(bob, 'data-obstacle') : null, tookMs };
  } finally {
    await Promise.all(people.map((person) => person.close()));
    await net.stop();
  }
}

async function notice(person: Person, attribute: string): Promise<Told> {
  const element = await person.see({ css: `[${attribute}]`, shown: true });
  return element.evaluate((bar, name) => {
    const text = `${bar.getAttribute('text') ?? ''} ${bar.textContent}`;
    return { code: bar.getAttribute(name) ?? '', text: text.replace(/\s+/g, ' ').trim() };
  }, attribute);
}
