import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, isFewEmoji } from '../../src/components/bubble-text.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

describe('isFewEmoji', () => {
  it.each(['🥫', '❤️', '👍🏽', '👨‍👩‍👧‍👦', '🇳🇴', '1️⃣', '🥫 🧵 🥫', '🥫\n🧵', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦'])(
    'is so for %s',
    (text) => {
      expect(isFewEmoji(text)).toBe(true);
    },
  );

  it.each(['', ' ', '1', '12', '#', '©', 'a', 'ok 👍', '👍 ok', '🥫🥫🥫🥫🥫', '🥫'.repeat(10_000)])(
    'is not so for %j',
    (text) => {
      expect(isFewEmoji(text)).toBe(false);
    },
  );
});

describe('foldText', () => {
  it('leaves an ordinary text whole', () => {
    expect(foldText('Good night!')).toBeNull();
    expect(foldText('x'.repeat(1_500))).toBeNull();
    expect(foldText('line\n'.repeat(24))).toBeNull();
  });

  it('folds a long text and a tall one', () => {
    expect(foldText('x'.repeat(30_000))).toHaveLength(1_200);
    expect(foldText('\n'.repeat(30_000))).toHaveLength(23);
  });

  it('gives a beginning of the text that is much shorter, and cuts no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(200), (text, times) => {
        const long = text.repeat(times);
        const folded = foldText(long);
        if (folded === null) return;
        expect(long.startsWith(folded)).toBe(true);
        expect(folded.length).toBeLessThan(long.length);
        expect(folded).not.toMatch(LONE_SURROGATE);
      }),
    );
  });
});
