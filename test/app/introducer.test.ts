import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWER_TIMEOUT_MS, Introducer, type OfferStatus } from '../../src/app/introducer.ts';
import { INTRODUCTION_ID_BYTES, type IntroductionFrame } from '../../src/wire/frame.ts';

const ID = new Uint8Array(INTRODUCTION_ID_BYTES).fill(7);
const KEY = new Uint8Array(32).fill(9);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an introducer', () => {
  it('hears once that somebody declined, while whoever agreed is told when the time is over', () => {
    const told: [string, IntroductionFrame['type']][] = [];
    const statuses: OfferStatus[] = [];
    const introducer = new Introducer({
      random: () => ID,
      hasLine: () => true,
      tell: (friendId, { type }) => told.push([friendId, type]) > 0,
      changed: (_id, _friendIds, status) => statuses.push(status),
    });
    introducer.introduce({ id: 'ada', name: 'Ada' }, { id: 'bob', name: 'Bob' });
    told.length = 0;
    introducer.onFrame('ada', { type: 'introduction-answer', id: ID, key: KEY });
    introducer.onFrame('bob', { type: 'introduction-answer', id: ID, key: null });
    expect(statuses).toEqual(['asking', 'declined']);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(ANSWER_TIMEOUT_MS);
    expect(statuses).toEqual(['asking', 'declined']);
    expect(told).toEqual([['ada', 'introduction-end']]);
  });
});
