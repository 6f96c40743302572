import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/wire/bytes.ts';
import {
  cardLength,
  cardTag,
  decodeCard,
  encodeCard,
  MAX_CARD_BYTES,
} from '../../src/wire/card-codec.ts';
import type { Card } from '../../src/wire/card.ts';
import { anyCard, failureOf } from './arbitraries.ts';
import { invalidCards, validCards } from './vectors.ts';

const CARD_CODES = ['card-truncated', 'card-altered', 'card-newer-version', 'card-not-a-card'];

describe('vectors', () => {
  test.each(validCards)('$name is written as it stands', ({ card, bytes }) => {
    expect(toHex(encodeCard(card))).toBe(toHex(bytes));
  });

  test.each(validCards)('$name is read as it stands', ({ card, bytes, tag }) => {
    expect(decodeCard(bytes)).toEqual(card);
    expect(toHex(cardTag(bytes))).toBe(tag);
  });

  test.each(invalidCards)('$name fails with $error', ({ bytes, error }) => {
    expect(failureOf(() => decodeCard(bytes))).toBe(error);
  });

  test('a reply names its invite', () => {
    const [invite, reply] = validCards;
    expect(reply?.card.kind === 'reply' && toHex(reply.card.inviteTag)).toBe(invite?.tag);
  });
});

test('every card comes back', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const bytes = encodeCard(card);
      expect(decodeCard(bytes)).toEqual(card);
      expect(cardLength(bytes)).toBe(bytes.length);
      expect(bytes.length).toBeLessThanOrEqual(MAX_CARD_BYTES);
    }),
    { numRuns: 300 },
  );
});

test('a card cut off at any length is truncated', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const bytes = encodeCard(card);
      for (let length = 1; length < bytes.length; length++) {
        const cut = bytes.subarray(0, length);
        expect(failureOf(() => decodeCard(cut))).toBe('card-truncated');
        expect(cardLength(cut)).toBeGreaterThan(length);
      }
    }),
    { numRuns: 30 },
  );
});

test('every flipped bit is noticed', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const bytes = encodeCard(card);
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(CARD_CODES).toContain(failureOf(() => decodeCard(bytes)));
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      }
    }),
    { numRuns: 10 },
  );
});

test('arbitrary bytes fail with a code of cards', () => {
  const start = fc.constantFrom(0x10, 0x11, 0x12, 0x20, 0x00, 0xff);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 1000 }), (first, rest) => {
      expect(CARD_CODES).toContain(failureOf(() => decodeCard(Uint8Array.of(first, ...rest))));
    }),
    { numRuns: 1000 },
  );
});

describe('what no card can hold', () => {
  const [{ card: invite }] = validCards as [(typeof validCards)[0]];
  const candidate = { type: 'host', family: 'ipv4', address: '192.0.2.1', port: 1 } as const;
  test.each<[string, Partial<Card>]>([
    ['nine candidates', { candidates: new Array<typeof candidate>(9).fill(candidate) }],
    ['a short key', { identityKey: new Uint8Array(31) }],
    ['a long fingerprint', { fingerprint: new Uint8Array(33) }],
    ['a fragment with a line break', { ufrag: 'ab\r\na=x' }],
    ['a short password', { pwd: 'x'.repeat(21) }],
    ['port 0', { candidates: [{ ...candidate, port: 0 }] }],
    ['port 65,536', { candidates: [{ ...candidate, port: 65_536 }] }],
    ['an address of another family', { candidates: [{ ...candidate, family: 'ipv6' }] }],
    ['a name', { candidates: [{ ...candidate, family: 'mdns', address: 'example.local' }] }],
  ])('%s is refused', (_, change) => {
    expect(() => encodeCard({ ...invite, ...change } as Card)).toThrow(RangeError);
  });
});
