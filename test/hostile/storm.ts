/**
 * A whole app against a friend who says anything: counts what was tried, and looks whether the app
 * still serves an honest friend, keeps its memory, and has kept nothing that it should not.
 */
import { expect } from 'vitest';
import { MAX_NAME_BYTES } from '../../src/wire/frame.ts';
import { utf8Encode } from '../../src/wire/bytes.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { meet, Person } from '../app/person.ts';
import { ATTACKS } from './attacks.ts';
import { Dice, TRICKS } from './dice.ts';
import { HostilePeer } from './hostile-peer.ts';

/** So often the honest friend says something, and everything is looked at. */
const LOOK_EVERY = 50;
/** So often the hostile friend is removed and comes anew, as a conversation may grow as long as people like. */
const REMOVE_EVERY = 500;
const MIB = 1024 * 1024;

export interface StormReport {
  readonly tried: number;
  /** Lines that the app ended. */
  readonly linesEnded: number;
  /** Errors that nobody caught. */
  readonly crashes: number;
  /** Heap and buffers of the process above what they were at first. */
  readonly peakGrowthMiB: number;
  /** The longest that the honest friend waited. */
  readonly slowestMs: number;
}

function memoryMiB(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}

/** @param cases how many variations, one after another through all attacks */
export async function storm(cases: number, seed: string): Promise<StormReport> {
  const crashes: unknown[] = [];
  const crashed = (error: unknown): void => void crashes.push(error);
  process.on('unhandledRejection', crashed).on('uncaughtException', crashed);
  const network = new MemoryNetwork();
  const [victim, honest] = await Promise.all([
    Person.start(network, 'Vera'),
    Person.start(network, 'Hana'),
  ]);
  await meet(honest, victim);
  const honestId = victim.friend.id;
  const dice = new Dice(seed);
  const texts: string[] = [];
  const startMiB = memoryMiB();
  let [linesEnded, peakMiB, slowestMs] = [0, 0, 0];
  let peer = new HostilePeer(victim);

  /** The honest friend is heard, whole and in order, and what is kept of the hostile one is clean. */
  const look = async (): Promise<void> => {
    texts.push(`still here ${texts.length}`);
    const sinceMs = performance.now();
    expect(await honest.app.sendText(honest.friend.id, texts.at(-1) ?? '')).toBeNull();
    await victim.until('the honest friend', ({ friends }) => {
      return friends.get(honestId)?.last?.text === texts.at(-1);
    });
    slowestMs = Math.max(slowestMs, performance.now() - sinceMs);
    peakMiB = Math.max(peakMiB, memoryMiB());
    expect(victim.state.friends.size).toBeLessThanOrEqual(2);
    expect(victim.state.invites.length).toBeLessThanOrEqual(8);
    for (const { name } of victim.state.friends.values()) {
      expect(utf8Encode(name).length).toBeLessThanOrEqual(MAX_NAME_BYTES);
      expect(name).not.toMatch(/[\u0000-\u001f\u200b\u202a-\u202e\u2066-\u2069]/);
    }
    for (const { name } of victim.state.transfers.values()) expect(name).not.toMatch(/[/\\\0]/);
  };

  for (let tried = 1; tried <= cases; tried += 1) {
    const attack = ATTACKS[tried % ATTACKS.length];
    if (attack === undefined) throw new RangeError('no such attack');
    if (attack.onLine && !peer.isOpen) await peer.meet(dice.of(TRICKS).slice(0, 20));
    await attack.run(peer, dice, victim);
    await peer.settle();
    if (attack.onLine && !peer.isOpen) linesEnded += 1;
    if (tried % LOOK_EVERY === 0) await look();
    if (tried % REMOVE_EVERY === 0 && peer.friendId !== null) {
      expect(await victim.app.removeFriend(peer.friendId)).toBeNull();
      peer.hangUp();
      peer = new HostilePeer(victim);
    }
  }
  await look();
  await victim.app.loadEarlier(honestId);
  const heard = victim.state.conversations.get(honestId)?.items ?? [];
  expect(heard.flatMap((item) => (item.kind === 'text' ? [item.text] : []))).toEqual(
    texts.slice(-heard.length),
  );
  process.off('unhandledRejection', crashed).off('uncaughtException', crashed);
  peer.hangUp();
  victim.close();
  honest.close();
  expect(crashes).toEqual([]);
  return {
    tried: cases,
    linesEnded,
    crashes: crashes.length,
    peakGrowthMiB: Math.round(peakMiB - startMiB),
    slowestMs: Math.round(slowestMs),
  };
}

/** For whoever reads along. */
export function said(report: StormReport): string {
  const { tried, linesEnded, crashes, peakGrowthMiB, slowestMs } = report;
  return `hostile peer: ${tried} cases tried, ${linesEnded} lines ended, ${crashes} crashes, memory up by at most ${peakGrowthMiB} MiB, an honest friend waited ${slowestMs} ms at most`;
}
