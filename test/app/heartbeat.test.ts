import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEAT_MS, Heartbeat, type Pulse } from '../../src/app/heartbeat.ts';

/** Beats every second from `fromMs` on. @returns when a ping went out and how the pulse changed */
function beats(heart: Heartbeat, fromMs: number, toMs: number) {
  const asked: number[] = [];
  const pulses: [number, Pulse][] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += BEAT_MS) {
    const { ask, pulse } = heart.beat(nowMs);
    if (ask) asked.push(nowMs);
    if (pulse !== pulses.at(-1)?.[1]) pulses.push([nowMs, pulse]);
  }
  return { asked, pulses };
}

describe('a heartbeat', () => {
  it('asks after 2.5 s of silence, is failing after 5 s and dead within 10 s', () => {
    const { asked, pulses } = beats(new Heartbeat(0), 0, 30_000);
    expect(asked).toEqual([3_000, 6_000]);
    expect(pulses).toEqual([
      [0, 'steady'],
      [5_000, 'failing'],
      [9_000, 'dead'],
    ]);
  });

  it('takes turns with the friend: whoever was asked last asks first', () => {
    const [one, two] = [new Heartbeat(0, true), new Heartbeat(0, false)];
    const asked: string[] = [];
    for (let nowMs = 0; nowMs <= 13_000; nowMs += BEAT_MS) {
      for (const [name, mine, theirs] of [['one', one, two] as const, ['two', two, one] as const]) {
        if (!mine.beat(nowMs).ask) continue;
        asked.push(`${name} at ${nowMs}`);
        theirs.heard(nowMs);
        theirs.wasAsked(nowMs);
        mine.heard(nowMs);
      }
    }
    expect(asked).toEqual(['one at 3000', 'two at 6000', 'one at 9000', 'two at 12000']);
  });

  it('takes turns again after both asked at once', () => {
    const [one, two] = [new Heartbeat(0, true), new Heartbeat(0, false)];
    for (const heart of [one, two]) {
      expect(beats(heart, 0, 4_000).asked).toHaveLength(1);
      heart.heard(4_000);
    }
    one.wasAsked(4_000);
    two.wasAsked(4_000);
    expect(beats(one, 4_000, 7_000).asked).toEqual([7_000]);
    expect(beats(two, 4_000, 7_000).asked).toEqual([]);
  });

  it('asks nothing while there is something to hear', () => {
    const heart = new Heartbeat(0);
    for (let nowMs = 0; nowMs < 60_000; nowMs += 1_000) {
      if (nowMs % 2_000 === 0) heart.heard(nowMs);
      expect(heart.beat(nowMs)).toEqual({ ask: false, pulse: 'steady' });
    }
  });

  it('is steady again with the first thing heard, however late', () => {
    const heart = new Heartbeat(0);
    beats(heart, 0, 20_000);
    heart.heard(20_500);
    expect(heart.beat(21_000)).toEqual({ ask: false, pulse: 'steady' });
  });

  it('is shaky and never dead while bytes come in but no word', () => {
    const heart = new Heartbeat(0);
    for (let nowMs = 0; nowMs <= 60_000; nowMs += 1_000) {
      heart.stirred(nowMs);
      const { pulse } = heart.beat(nowMs);
      expect(pulse).toBe(nowMs >= 5_000 ? 'shaky' : 'steady');
    }
  });

  it('asks at once when woken, and knows within 5 s', () => {
    const heart = new Heartbeat(0);
    heart.beat(0);
    heart.wake(500);
    expect(heart.beat(500)).toEqual({ ask: true, pulse: 'steady' });
    const { pulses } = beats(heart, 1_000, 5_400);
    expect(pulses.at(-1)?.[1]).toBe('dead');
  });

  it('lets a machine that slept ask before it judges', () => {
    const heart = new Heartbeat(0);
    heart.beat(0);
    // An hour later.
    expect(heart.beat(3_600_000)).toEqual({ ask: true, pulse: 'steady' });
    heart.heard(3_600_200);
    expect(heart.beat(3_601_000).pulse).toBe('steady');
  });

  it('stands a clock that is set back', () => {
    const heart = new Heartbeat(1_000_000);
    expect(heart.beat(1_000)).toEqual({ ask: true, pulse: 'steady' });
    expect(beats(heart, 2_000, 6_000).pulses.at(-1)?.[1]).toBe('dead');
  });

  it('never declares a line dead that answers within 3 s, on a machine however busy', () => {
    const pauses = fc.array(fc.integer({ min: 1_000, max: 20_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 0, max: 3_000 }), (pausesMs, answerMs) => {
        const heart = new Heartbeat(0);
        let [nowMs, answerAtMs] = [0, Infinity];
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          // What came in while we were busy is heard before the beat or after it, as it happens.
          const heardFirst = answerAtMs <= nowMs && pauseMs % 2 === 0;
          if (heardFirst) heart.heard(nowMs);
          const { ask, pulse } = heart.beat(nowMs);
          expect(pulse).not.toBe('dead');
          if (!heardFirst && answerAtMs <= nowMs) heart.heard(nowMs);
          if (answerAtMs <= nowMs) answerAtMs = Infinity;
          if (ask) answerAtMs = Math.min(answerAtMs, nowMs + answerMs);
        }
      }),
      { examples: [[[2_501, 1_799, 2_201], 1_800]], numRuns: 1_000 },
    );
  });

  it('finds every line that falls silent within 10 s, whatever was heard before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 40 }), (heardMs) => {
        const heart = new Heartbeat(0);
        const lastMs = Math.max(0, ...heardMs);
        const events = new Set(heardMs.map((ms) => Math.ceil(ms / 1_000) * 1_000));
        let deadMs: number | null = null;
        for (let nowMs = 0; nowMs <= 40_000; nowMs += 1_000) {
          if (events.has(nowMs)) heart.heard(nowMs);
          if (heart.beat(nowMs).pulse === 'dead' && nowMs > lastMs) deadMs ??= nowMs;
        }
        expect((deadMs ?? Infinity) - Math.ceil(lastMs / 1_000) * 1_000).toBeLessThanOrEqual(
          10_000,
        );
      }),
    );
  });
});
