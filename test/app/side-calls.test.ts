import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SideCalls, type SideCall } from '../../src/app/side-calls.ts';
import type { ConnectionInfo } from '../../src/wire/card.ts';
import {
  decodeKeepingFrame,
  encodeKeepingFrame,
  type CallKind,
  type KeepingFrame,
} from '../../src/wire/keeping-frame.ts';
import { failureOf } from '../wire/arbitraries.ts';

const info = (port: number): ConnectionInfo => ({
  ...{ ufrag: 'abcd', pwd: 'a'.repeat(24), fingerprint: new Uint8Array(32).fill(port) },
  candidates: [{ type: 'host', family: 'ipv4', address: '192.0.2.1', port }],
});
const nowhere: ConnectionInfo = { ...info(1), candidates: [] };
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);

/** One room whose other side is the test. */
function room({ isLeader = true } = {}) {
  const sent: KeepingFrame[] = [];
  const calls = new SideCalls({
    isLeader,
    send: (frame) => {
      const decoded = decodeKeepingFrame(frame);
      if (decoded !== null) sent.push(decoded);
    },
    nowMs: () => Date.now(),
  });
  const take = (frame: KeepingFrame): void => {
    if (!('call' in frame)) throw new TypeError('no call');
    calls.onFrame(frame, encodeKeepingFrame(frame));
  };
  const offer = (call: number, kind: CallKind, connection = info(call)): void =>
    take({ type: 'call-offer', call, kind, connection });
  return { calls, sent, take, offer };
}

/** Answers everything, and keeps what came of it. */
function answering(calls: SideCalls, kind: CallKind) {
  const agreed: SideCall[] = [];
  let cancelled = 0;
  calls.answer(kind, () =>
    Promise.resolve({
      mine: info(9),
      agreed: (call) => agreed.push(call),
      cancel: () => (cancelled += 1),
    }),
  );
  return {
    agreed,
    get cancelled() {
      return cancelled;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('calls through the line', () => {
  it('are agreed on, with the same bytes on both sides', async () => {
    const rooms: SideCalls[] = [];
    const make = (isLeader: boolean): SideCalls =>
      new SideCalls({
        isLeader,
        nowMs: () => Date.now(),
        send: (bytes) => {
          const frame = decodeKeepingFrame(bytes);
          if (frame !== null && 'call' in frame) rooms[isLeader ? 1 : 0]?.onFrame(frame, bytes);
        },
      });
    rooms.push(make(true), make(false));
    const [one, two] = rooms as [SideCalls, SideCalls];
    const { agreed } = answering(two, 'lane');
    const call = await one.offer('lane', info(1));
    expect(call?.theirs).toEqual(info(9));
    expect(agreed[0]?.theirs).toEqual(info(1));
    expect(agreed[0]?.offerBytes).toEqual(call?.offerBytes);
    expect(agreed[0]?.answerBytes).toEqual(call?.answerBytes);
    const ended = vi.fn();
    if (call) call.onEnd = ended;
    agreed[0]?.end();
    agreed[0]?.end();
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('of a kind that nobody answers, or without an address, are declined', async () => {
    const { calls, sent, offer, take } = room();
    answering(calls, 'spare');
    offer(2, 'lane');
    offer(4, 'spare', nowhere);
    const later = { type: 'call-offer', call: 6, kind: null, connection: nowhere } as const;
    calls.onFrame(later, new Uint8Array(0));
    await settle();
    expect(sent).toEqual([2, 4, 6].map((call) => ({ type: 'call-end', call })));
    take({ type: 'call-end', call: 6 });
  });

  it('end the line when they are numbered out of turn', () => {
    const { offer } = room();
    expect(failureOf(() => offer(1, 'lane'))).toBe('line-malformed-frame');
    offer(4, 'lane');
    expect(failureOf(() => offer(4, 'lane'))).toBe('line-malformed-frame');
    expect(failureOf(() => offer(2, 'lane'))).toBe('line-malformed-frame');
    const other = room({ isLeader: false });
    expect(failureOf(() => other.offer(2, 'lane'))).toBe('line-malformed-frame');
    other.offer(1, 'lane');
  });

  it('are open eight at a time; a ninth is declined until one ends', async () => {
    const { calls, sent, offer, take } = room();
    const { agreed } = answering(calls, 'lane');
    for (let i = 1; i <= 9; i += 1) offer(2 * i, 'lane');
    await settle();
    expect(agreed).toHaveLength(8);
    expect(sent.at(0)).toEqual({ type: 'call-end', call: 18 });
    take({ type: 'call-end', call: 2 });
    offer(20, 'lane');
    await settle();
    expect(agreed).toHaveLength(9);
    // Mine do not take their places, and are as many.
    const mine = Array.from({ length: 9 }, () => calls.offer('lane', info(1)));
    expect(await mine[8]).toBeNull();
  });

  it('end the line when they come as a flood', () => {
    const { take } = room();
    for (let i = 0; i < 64; i += 1) take({ type: 'call-end', call: 2 });
    expect(failureOf(() => take({ type: 'call-end', call: 2 }))).toBe('line-malformed-frame');
  });

  it('may be many, as long as they take their time', async () => {
    const { take } = room();
    for (let i = 0; i < 1_000; i += 1) {
      take({ type: 'call-end', call: 2 });
      await vi.advanceTimersByTimeAsync(1_000);
    }
  });

  it('heed one answer, and only to what was offered', async () => {
    const { calls, take, offer } = room();
    answering(calls, 'lane');
    offer(2, 'lane');
    await settle();
    const call = calls.offer('spare', info(1));
    take({ type: 'call-answer', call: 2, connection: info(66) });
    take({ type: 'call-answer', call: 3, connection: info(66) });
    take({ type: 'call-answer', call: 1, connection: info(5) });
    take({ type: 'call-answer', call: 1, connection: info(66) });
    expect((await call)?.theirs).toEqual(info(5));
  });

  it('come to nothing when they are declined, unanswered, or answered from nowhere', async () => {
    const { calls, sent, take } = room();
    const declined = calls.offer('spare', info(1));
    take({ type: 'call-end', call: 1 });
    expect(await declined).toBeNull();
    const empty = calls.offer('spare', info(1));
    take({ type: 'call-answer', call: 3, connection: nowhere });
    expect(await empty).toBeNull();
    const silent = calls.offer('spare', info(1));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await silent).toBeNull();
    expect(sent.filter(({ type }) => type === 'call-end')).toEqual([
      { type: 'call-end', call: 3 },
      { type: 'call-end', call: 5 },
    ]);
    // Too late.
    take({ type: 'call-answer', call: 5, connection: info(5) });
  });

  it('free what was made for a call that ended meanwhile', async () => {
    const { calls, offer, take } = room();
    const answers = answering(calls, 'lane');
    offer(2, 'lane');
    take({ type: 'call-end', call: 2 });
    await settle();
    expect(answers).toMatchObject({ agreed: [], cancelled: 1 });
    offer(4, 'lane');
    calls.close();
    await settle();
    expect(answers).toMatchObject({ agreed: [], cancelled: 2 });
  });

  it('say nothing any more once their line is gone', async () => {
    const { calls, sent } = room();
    const call = calls.offer('spare', info(1));
    sent.splice(0);
    calls.close();
    expect(await call).toBeNull();
    expect(await calls.offer('spare', info(1))).toBeNull();
    expect(sent).toEqual([]);
  });
});
