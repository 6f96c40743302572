/** PROTOCOL.md §7.3: cards through a common friend, against the vectors and against that friend. */
import fc from 'fast-check';
import nacl from 'tweetnacl';
import { describe, expect, test } from 'vitest';
import { introductionKeys, openCardFrom, sealCardFor } from '../../src/crypto/introduction-seal.ts';
import { meetingSecret } from '../../src/crypto/meeting-keys.ts';
import { MessengerError } from '../../src/errors.ts';
import { concat, fromHex, toHex } from '../../src/wire/bytes.ts';
import { MAX_CARD_BYTES } from '../../src/wire/card-codec.ts';
import { MAX_BOX_BYTES } from '../../src/wire/frame.ts';
import vectors from '../vectors/codes.json';
import { seededRandom } from './seeded-random.ts';

const random = seededRandom('introduction-seal');
const { sender, receiver, boxes } = vectors.introduction;
const x = introductionKeys(() => fromHex(sender.secretKey));
const y = introductionKeys(() => fromHex(receiver.secretKey));
const card = random(105);

test.each(boxes)('$name goes as in the vector, in both directions', (vector) => {
  const meeting = vector.meeting === null ? null : fromHex(vector.meeting);
  const nonce = () => fromHex(vector.nonce);
  const box = sealCardFor(fromHex(vector.card), x, y.publicKey, nonce, meeting);
  expect(toHex(box)).toBe(vector.box);
  const opened = openCardFrom(fromHex(vector.box), y, x.publicKey, meeting);
  expect(opened && toHex(opened)).toBe(vector.card);
});

describe('a card through a common friend', () => {
  test('arrives whatever its length, and its length is not seen', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 511 }), (bytes) => {
        const box = sealCardFor(bytes, x, y.publicKey, random);
        expect(box.length).toBe(552);
        expect(openCardFrom(box, y, x.publicKey)).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  test('fits a frame even when it is the longest that there can be', () => {
    for (const length of [512, MAX_CARD_BYTES, 983]) {
      const long = random(length);
      const box = sealCardFor(long, x, y.publicKey, random);
      expect(box.length).toBe(MAX_BOX_BYTES);
      expect(openCardFrom(box, y, x.publicKey)).toEqual(long);
    }
    expect(() => sealCardFor(random(984), x, y.publicKey, random)).toThrow(RangeError);
  });

  test('is sealed anew every time', () => {
    const [one, two] = [0, 1].map(() => toHex(sealCardFor(card, x, y.publicKey, random)));
    expect(one).not.toBe(two);
  });
});

describe('a hostile introducer', () => {
  test('alters a card: it is no card any more', () => {
    const box = sealCardFor(card, x, y.publicKey, random);
    // One in every fifth byte or so, nonce, seal and card: each costs two X25519.
    for (let bit = 0; bit < 8 * box.length; bit += 43) {
      const altered = box.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(openCardFrom(altered, y, x.publicKey), `bit ${bit}`).toBeNull();
    }
    for (const length of [0, 1, 24, 39, 40, 41, 551]) {
      expect(openCardFrom(box.subarray(0, length), y, x.publicKey)).toBeNull();
    }
  });

  test('invents a box: nobody takes it for a card', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_024 }), (box) => {
        expect(openCardFrom(box, y, x.publicKey)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  test('cannot read what it passes on, nor in another introduction of the same two', () => {
    const box = sealCardFor(card, x, y.publicKey, random);
    const stranger = introductionKeys(random);
    expect(openCardFrom(box, stranger, x.publicKey)).toBeNull();
    expect(openCardFrom(box, stranger, y.publicKey)).toBeNull();
    expect(openCardFrom(box, introductionKeys(random), x.publicKey)).toBeNull();
    expect(toHex(box).includes(toHex(card.subarray(0, 6)))).toBe(false);
  });

  test('swaps keys: it reads a first introduction, which only safety numbers show', () => {
    const between = introductionKeys(random);
    const box = sealCardFor(card, x, between.publicKey, random);
    const read = openCardFrom(box, between, x.publicKey);
    expect(read).toEqual(card);
    const again = sealCardFor(card, between, y.publicKey, random);
    expect(openCardFrom(again, y, between.publicKey)).toEqual(card);
  });

  test('swaps keys between friends found again: it reads nothing and can put nothing in', () => {
    const [atX, atY] = [introductionKeys(random), introductionKeys(random)];
    const meeting = meetingSecret(atX.secretKey, atY.publicKey);
    const between = introductionKeys(random);
    const box = sealCardFor(card, x, between.publicKey, random, meeting);
    expect(openCardFrom(box, between, x.publicKey)).toBeNull();
    const guess = meetingSecret(between.secretKey, atX.publicKey);
    expect(openCardFrom(box, between, x.publicKey, guess)).toBeNull();
    const own = sealCardFor(card, between, y.publicKey, random);
    expect(openCardFrom(own, y, between.publicKey, meeting)).toBeNull();
    // Without the swap it arrives.
    const honest = sealCardFor(card, x, y.publicKey, random, meeting);
    expect(openCardFrom(honest, y, x.publicKey, meeting)).toEqual(card);
  });

  test('hands out a key of low order: nothing is sealed for it', () => {
    const low = new Uint8Array(32);
    const failed = new MessengerError('line-handshake-failed');
    expect(() => sealCardFor(card, x, low, random)).toThrow(failed);
    expect(openCardFrom(sealCardFor(card, x, y.publicKey, random), y, low)).toBeNull();
  });
});

test('what the other side sealed without the end mark is no card', () => {
  for (const plain of [new Uint8Array(512), new Uint8Array(512).fill(1), new Uint8Array(0)]) {
    const nonce = random(24);
    const box = concat(nonce, nacl.box(plain, nonce, y.publicKey, x.secretKey));
    expect(openCardFrom(box, y, x.publicKey)).toBeNull();
  }
});
