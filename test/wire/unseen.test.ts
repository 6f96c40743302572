import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutInvisible, withoutUnseen } from '../../src/wire/unseen.ts';

describe('what nobody sees goes', () => {
  test.each([
    ['a joiner', 'A\u200dB', 'AB'],
    ['a non-joiner', 'A\u200cB', 'AB'],
    ['a grapheme joiner', 'A\u034flice', 'Alice'],
    ['Hangul fillers', '\u115f\u1160\u3164\uffa0A', 'A'],
    ['a Mongolian separator', 'A\u180eB', 'AB'],
    ['tags', 'A\u{e0041}\u{e007f}', 'A'],
    ['directions', '\u061c\u200e\u200f\u202aA\u202e\u2066B\u2069', 'AB'],
    ['variation selectors', 'A\ufe0f1\ufe0f\u{e0100}', 'A1'],
    ['a second variation selector', '❤\ufe0f\ufe0f', '❤\ufe0f'],
    ['joiners that join nothing', '👩\u200d', '👩'],
    ['joiners in a row', '👩\u200d\u200d👧', '👩👧'],
    ['controls', 'A\u0000\u0007\u009fB', 'AB'],
    ['half surrogates', 'A\ud83dB\udc4b', 'AB'],
    ['private characters and those to come', 'A\ue000B\u0378', 'AB'],
    ['annotations', 'A\ufff9B\ufffb', 'AB'],
  ])('%s', (_, text, seen) => {
    expect(withoutUnseen(text)).toBe(seen);
  });

  test.each([
    ['lines', 'A\r\nB\u2028C\u2029D', 'A B C D'],
    ['wide and narrow blanks', '\u3000A\u00a0\u2003\u202fB\t', 'A B'],
    ['empty Braille cells', 'A\u2800\u2800B\u2800', 'A B'],
    ['blanks with something unseen between', 'A \u200b B', 'A B'],
  ])('%s become single spaces', (_, text, seen) => {
    expect(withoutUnseen(text)).toBe(seen);
  });

  test.each(['', ' ', '\u200d', '\u3164', '\u2800', '\ufe0f', '\u{1d159}\u{13441}'])(
    'of %j nothing is left',
    (text) => {
      expect(withoutUnseen(text)).toBe('');
    },
  );
});

test.each([
  ['a family', '👨‍👩‍👧‍👦'],
  ['a profession with a tone', '👩🏽‍🚀'],
  ['a heart on fire', '❤️‍🔥'],
  ['a rainbow flag', '🏳️‍🌈'],
  ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['the flag of a country', '🇫🇷'],
  ['a coloured heart', '❤️'],
  ['a plain heart', '❤︎'],
  ['a keycap', '1️⃣'],
  ['Persian', 'علی‌رضا'],
  ['Sinhala', 'ශ්‍රී'],
  ['Marathi', 'र्‍या'],
  ['accents of their own', 'Z\u0308oe'],
])('%s stays as it is', (_, text) => {
  expect(withoutUnseen(text)).toBe(text);
  expect(withoutUnseen(`${text} ${text}${text}`)).toBe(`${text} ${text}${text}`);
});

test('what is left has something to see or is empty, and stays the same', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(
      ...('\u200d\u200c\ufe0f\u20e3\u2800\u3164\u034f\u180e \n👩👧🏽❤🏴1यا्'.match(/./gsu) ?? []),
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const seen = withoutUnseen(parts.join(''));
      // Emoji that this Unicode version only reserves may be drawn by the friend's device.
      expect(seen).toMatch(
        /^$|^(?![\u200c\u200d\ufe00-\ufe0f])[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Extended_Pictographic}]/u,
      );
      expect(seen).not.toMatch(/ {2}|[\u2800\u3164\u034f\u180e\n]|(?<!\u094d)[\u200c\u200d]$/u);
      expect(withoutUnseen(seen)).toBe(seen);
    }),
    { numRuns: 300 },
  );
});

test('for reading only invisible characters go', () => {
  expect(withoutInvisible('a\u200b\u00ad\u2060\ufeffb\n\u2028 \u0000c')).toBe('ab\n\u2028 \u0000c');
});
