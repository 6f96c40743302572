/** Runs one fault between two people who write, and send a file or not, and says what became of it. */
import type { Person } from '../../e2e/harness/person.ts';
import type { NetPair } from '../pair.ts';
import type { Shape } from '../line.ts';
import { atOnce, type Run } from '../turns.ts';
import type { Fault } from './cases.ts';
import { Letters } from './letters.ts';
import { Parcel, PARCEL_RATE_MBIT } from './parcel.ts';

export interface FaultResult {
  /** The fault's name, with `+file` when a file was on its way. */
  readonly case: string;
  /** Messages written, by either, that the other does not have in the end. */
  readonly lost: number;
  /** Messages that the other has more than once. */
  readonly doubled: number;
  /** Whether the file came as it was; null without one. */
  readonly hashEqual: boolean | null;
  /**
   * Until what both wrote after the fault had been read, and with it all that they wrote meanwhile; null
   * when that took more than a minute.
   */
  readonly healMs: number | null;
  /** How much of it passed until both pages said that the line is open; null where a fault need not close it. */
  readonly openMs: number | null;
}

/** Twelve times what healing may take: whatever comes later does not come. */
const HEAL_LIMIT_MS = 60_000;

const LOOK_EVERY_MS = 100;

/** At 5 % loss the file needs most of a minute. */
const PARCEL_LIMIT_MS = 150_000;

/** As fast as people who are in a hurry; a long backlog takes time of its own to be stored and drawn. */
const WRITE_EVERY_MS = 400;
const MAX_LETTERS = 40;

/** Friends agree on what heals a line while it is well, which takes a second or two on busy cores. */
const WELL_MS = 4_000;

/** @param busy runs everything but the time that the fault lasts */
export async function runFault(
  pair: NetPair,
  fault: Fault,
  withFile: boolean,
  busy: Run = atOnce,
): Promise<FaultResult> {
  const usual = withFile ? { rateMbit: PARCEL_RATE_MBIT } : {};
  const { net } = pair;
  const talk = await busy(() => begin(pair, usual, fault, withFile));
  // A moment is no time to give the cores to others.
  if (!fault.isMoment) await fault.inflict(net, usual);
  const result = await busy(async () => {
    const beganMs = performance.now();
    if (fault.isMoment) await fault.inflict(net, usual);
    await fault.relieve?.(net);
    return heal(pair, talk, fault.isMoment ? beganMs : null);
  });
  return { case: withFile ? `${fault.name}+file` : fault.name, ...result };
}

/** What goes on between the two when the fault comes. */
interface Talk {
  readonly letters: Letters;
  readonly parcel: Parcel | null;
}

async function begin(
  { net, ada, bob }: NetPair,
  usual: Shape,
  fault: Fault,
  withFile: boolean,
): Promise<Talk> {
  await net.line.shape(usual);
  const parcel = withFile ? await Parcel.begin(ada, bob) : null;
  const letters = new Letters(ada, bob);
  letters.start(Math.max(WRITE_EVERY_MS, fault.lastsMs / MAX_LETTERS));
  await new Promise((resolve) => setTimeout(resolve, WELL_MS));
  return { letters, parcel };
}

/** @param beganMs when the fault was a moment; else healing counts from now */
async function heal(
  { ada, bob }: NetPair,
  { letters, parcel }: Talk,
  beganMs: number | null,
): Promise<Omit<FaultResult, 'case'>> {
  const sinceMs = beganMs ?? performance.now();
  const opened = beganMs === null ? opensWithin([ada, bob], HEAL_LIMIT_MS) : null;
  const isHealed = await letters.reach(HEAL_LIMIT_MS);
  const healMs = isHealed ? Math.round(performance.now() - sinceMs) : null;
  const openMs = await opened;
  // Nothing goes on over a line that is gone.
  const hashEqual = parcel && isHealed && (await parcel.arrives(PARCEL_LIMIT_MS));
  await parcel?.remove();
  await letters.stop();
  // Letters come in the order in which they were written: with the last, all are there.
  if (isHealed) await letters.reach(HEAL_LIMIT_MS);
  return { ...(await letters.count()), hashEqual, healMs, openMs };
}

/** Whether all is as it should be. */
export function isWell({ lost, doubled, hashEqual, healMs }: FaultResult): boolean {
  return lost === 0 && doubled === 0 && hashEqual !== false && healMs !== null;
}

/** @returns how long it took until all of them had a line; null when it took longer than that */
async function opensWithin(people: readonly Person[], limitMs: number): Promise<number | null> {
  const sinceMs = performance.now();
  const isOpen = (person: Person): Promise<boolean> =>
    person.page.evaluate(() => {
      const friends = document.querySelector('app-shell')?.store.get().friends.values() ?? [];
      return [...friends].every(({ line }) => line === 'open');
    });
  while (performance.now() < sinceMs + limitMs) {
    if ((await Promise.all(people.map(isOpen))).every(Boolean)) {
      return Math.round(performance.now() - sinceMs);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}
