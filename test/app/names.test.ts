import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, proposedName } from '../../src/app/names.ts';

describe('a name to show', () => {
  test.each([
    ['  Quiet \n Otter ', 'Quiet Otter'],
    ['A\u034flice', 'Alice'],
    ['\u202eecilA', 'ecilA'],
    ['Zoe\u0308', 'Zoë'],
    ['Zoe\u034f\u0308', 'Zoë'],
    ['Anna 👨‍👩‍👧', 'Anna 👨‍👩‍👧'],
    ['علی‌رضا', 'علی‌رضا'],
  ])('%j is %j', (name, shown) => {
    expect(cleanName(name, 128)).toBe(shown);
  });

  test.each(['\u200d', '\u3164', '\u2800', '\u00ad', '\u{e0041}', '\u180e', ' \u200b '])(
    '%j is none',
    (name) => {
      expect(cleanName(name, 128)).toBe('');
    },
  );

  test('is cut between characters, and never to half an emoji of several', () => {
    expect(cleanName('👋'.repeat(50), 10)).toBe('👋👋');
    expect(cleanName('👨‍👩‍👧', 8)).toBe('👨');
  });

  test('takes its bytes at most, and is the same when cleaned again', () => {
    const name = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 128 }), (said, maxBytes) => {
        const shown = cleanName(said, maxBytes);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(maxBytes);
        expect(cleanName(shown, maxBytes)).toBe(shown);
      }),
    );
  });
});

test('a proposed name is a kind and a thing', () => {
  expect(proposedName((n) => new Uint8Array(n))).toBe('Amber Badger');
  expect(proposedName((n) => new Uint8Array(n).fill(255))).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
});
