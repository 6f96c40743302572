import { describe, expect, it, vi } from 'vitest';
import type { Introductions } from '../../src/app/introductions.ts';
import { LazyIntroductions } from '../../src/app/lazy-introductions.ts';
import type { FriendRecord } from '../../src/storage/repositories.ts';
import type { IntroductionFrame } from '../../src/wire/frame.ts';

const FRAME: IntroductionFrame = { type: 'find-offer', salt: new Uint8Array(32) };
const FRIEND: Partial<FriendRecord> = { id: 'x' };

function recorded() {
  const calls: string[] = [];
  const note =
    (name: string) =>
    (friend?: unknown): boolean => {
      calls.push(typeof friend === 'string' ? `${name} ${friend}` : name);
      return true;
    };
  const real: Partial<Introductions> = {
    introduce: note('introduce'),
    lineOpened: note('opened'),
    lineEnded: note('ended'),
    onFrame: note('frame'),
    findingChanged: note('changed'),
  };
  return { calls, real: real as Introductions };
}

describe('introductions that are fetched', () => {
  it('come with the first line, and hear in order what happened meanwhile', async () => {
    const { calls, real } = recorded();
    const subject = new LazyIntroductions(() => Promise.resolve(real));
    subject.findingChanged();
    expect(subject.introduce(FRIEND as FriendRecord, FRIEND as FriendRecord)).toBe(false);
    subject.lineOpened('a');
    subject.onFrame('a', FRAME);
    expect(subject.introduce(FRIEND as FriendRecord, FRIEND as FriendRecord)).toBe(true);
    subject.lineEnded('a');
    expect(calls).toEqual([]);
    await vi.waitFor(() => expect(calls).toEqual(['opened a', 'frame a', 'introduce', 'ended a']));
    subject.onFrame('b', FRAME);
    expect(calls.at(-1)).toBe('frame b');
  });

  it('are asked for again with the next line when they could not be had', async () => {
    const { calls, real } = recorded();
    const load = vi.fn(() => Promise.resolve(real));
    load.mockRejectedValueOnce(new TypeError('offline'));
    const subject = new LazyIntroductions(load);
    subject.lineOpened('a');
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    await Promise.resolve();
    subject.lineOpened('b');
    await vi.waitFor(() => expect(calls).toEqual(['opened b']));
  });

  it('keep no flood', () => {
    const subject = new LazyIntroductions(() => new Promise(() => undefined));
    subject.lineOpened('a');
    const flood = (): void => {
      for (let n = 0; n < 1_000; n += 1) subject.onFrame('a', FRAME);
    };
    expect(flood).toThrow('line-malformed-frame');
  });
});
