import fc from 'fast-check';
import nacl from 'tweetnacl';
import { describe, expect, test } from 'vitest';
import { SEAL_OVERHEAD_BYTES, SecureChannel } from '../../src/crypto/secure-channel.ts';
import { MessengerError, type ErrorCode } from '../../src/errors.ts';
import { toHex, utf8Encode } from '../../src/wire/bytes.ts';
import { seededRandom } from './seeded-random.ts';

const random = seededRandom('channel');
const [toB, toA] = [random(32), random(32)];
const pair = () => ({
  a: new SecureChannel({ send: toB, receive: toA }),
  b: new SecureChannel({ send: toA, receive: toB }),
});
const error = (code: ErrorCode) => new MessengerError(code);

/** A genuine frame under a counter of choice, made without the code under test. */
function forge(counter: bigint, frame: Uint8Array, key = toB): Uint8Array {
  const nonce = new Uint8Array(24);
  new DataView(nonce.buffer).setBigUint64(16, counter);
  return new Uint8Array([0x02, ...nonce.subarray(16), ...nacl.secretbox(frame, nonce, key)]);
}

describe('a sealed frame', () => {
  test('opens on the other side, both ways, in order', () => {
    const { a, b } = pair();
    for (const text of ['one', 'two', 'three']) {
      expect(b.open(a.seal(utf8Encode(text)))).toEqual(utf8Encode(text));
      expect(a.open(b.seal(utf8Encode(text)))).toEqual(utf8Encode(text));
    }
  });

  test('is laid out as PROTOCOL.md §3.4 says: type, counter from 0, box under that nonce', () => {
    const { a } = pair();
    const frame = utf8Encode('frame');
    expect(toHex(a.seal(frame))).toBe(toHex(forge(0n, frame)));
    expect(toHex(a.seal(frame))).toBe(toHex(forge(1n, frame)));
    for (let i = 2; i < 256; i += 1) a.seal(frame);
    const message = a.seal(frame);
    expect(toHex(message)).toBe(toHex(forge(256n, frame)));
    expect(message).toHaveLength(frame.length + SEAL_OVERHEAD_BYTES);
  });

  test('of any bytes comes back whole, also out of the middle of a larger buffer', () => {
    const { a, b } = pair();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), fc.nat(9), (frame, offset) => {
        const around = new Uint8Array(frame.length + SEAL_OVERHEAD_BYTES + 20);
        const message = a.seal(frame);
        around.set(message, offset);
        expect(b.open(around.subarray(offset, offset + message.length))).toEqual(frame);
      }),
      { numRuns: 50 },
    );
  });

  test('is refused the second time, and an older one after a newer', () => {
    const { a, b } = pair();
    const [first, second, third] = [1, 2, 3].map((n) => a.seal(Uint8Array.of(n)));
    if (!first || !second || !third) throw new Error('three frames');
    b.open(first);
    expect(() => b.open(first)).toThrow(error('line-replayed-frame'));
    b.open(third);
    expect(() => b.open(second)).toThrow(error('line-replayed-frame'));
  });

  test('sent back to its sender does not open: each direction has its own key', () => {
    const { a } = pair();
    const message = a.seal(Uint8Array.of(1));
    expect(() => a.open(message)).toThrow(error('line-bad-seal'));
  });

  test('under another key does not open', () => {
    const message = forge(0n, Uint8Array.of(1), random(32));
    expect(() => pair().b.open(message)).toThrow(error('line-bad-seal'));
  });

  test('with any bit flipped is refused', () => {
    const message = pair().a.seal(utf8Encode('a frame of some length'));
    for (let bit = 0; bit < message.length * 8; bit += 1) {
      const altered = message.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const code = codeOfOpening(altered);
      // The type and the counter's top bits (past 2^53) are malformed, all else breaks the seal.
      const malformed = bit < 8 || (bit < 24 && !(bit >= 16 && bit < 21));
      expect(code, `bit ${bit}`).toBe(malformed ? 'line-malformed-frame' : 'line-bad-seal');
    }
  });

  test('cut anywhere is refused', () => {
    const message = pair().a.seal(utf8Encode('a frame'));
    for (let length = 0; length < message.length; length += 1) {
      const expected = length <= SEAL_OVERHEAD_BYTES ? 'line-malformed-frame' : 'line-bad-seal';
      expect(codeOfOpening(message.subarray(0, length)), `${length} bytes`).toBe(expected);
    }
  });

  test('without content is malformed, even when genuine', () => {
    expect(codeOfOpening(forge(0n, new Uint8Array(0)))).toBe('line-malformed-frame');
  });

  test('of arbitrary bytes is refused with one of the three codes', () => {
    const codes = new Set<ErrorCode | null>([
      'line-malformed-frame',
      'line-bad-seal',
      'line-replayed-frame',
    ]);
    const tagged = fc
      .tuple(fc.constantFrom(0x02, 0x02, 0x02, 0x00, 0xff), fc.uint8Array({ maxLength: 200 }))
      .map(([type, rest]) => new Uint8Array([type, ...rest]));
    fc.assert(
      fc.property(fc.oneof(tagged, fc.uint8Array({ maxLength: 60 })), (message) => {
        expect(codes).toContain(codeOfOpening(message));
      }),
      { numRuns: 300 },
    );
  });

  test('that does not open leaves the counter where it was', () => {
    const { a, b } = pair();
    const message = a.seal(Uint8Array.of(7));
    expect(() => b.open(forge(5n, Uint8Array.of(1), toA))).toThrow(error('line-bad-seal'));
    expect(b.open(message)).toEqual(Uint8Array.of(7));
  });
});

describe('the counter', () => {
  const last = BigInt(Number.MAX_SAFE_INTEGER) - 1n;

  test('is good up to 2^53 − 2 and no further when receiving', () => {
    const { b } = pair();
    expect(b.open(forge(last, Uint8Array.of(1)))).toEqual(Uint8Array.of(1));
    for (const counter of [last + 1n, last + 2n, 2n ** 64n - 1n]) {
      const message = forge(counter, Uint8Array.of(1));
      expect(() => b.open(message)).toThrow(error('line-malformed-frame'));
    }
  });

  test('ends the line when sending, rather than serve twice', () => {
    const a = new SecureChannel({ send: toB, receive: toA }, Number(last));
    expect(toHex(a.seal(Uint8Array.of(1)))).toBe(toHex(forge(last, Uint8Array.of(1))));
    expect(() => a.seal(Uint8Array.of(2))).toThrow(error('line-lost'));
    expect(() => a.seal(Uint8Array.of(3))).toThrow(error('line-lost'));
  });
});

/** What a fresh receiver says to a message; null when it opens. */
function codeOfOpening(message: Uint8Array): ErrorCode | null {
  try {
    pair().b.open(message);
    return null;
  } catch (thrown) {
    if (thrown instanceof MessengerError) return thrown.code;
    throw thrown;
  }
}
