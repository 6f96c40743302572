import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { KkHandshake, type HandshakeSetup } from '../../src/crypto/kk-handshake.ts';
import { SymmetricState } from '../../src/crypto/noise.ts';
import { MessengerError } from '../../src/errors.ts';
import { fromHex, utf8Encode } from '../../src/wire/bytes.ts';
import { seededRandom } from './seeded-random.ts';

const FAILED = new MessengerError('line-handshake-failed');
const NONE = new Uint8Array(0);
const random = seededRandom('kk');
const [aKeys, bKeys, strangerKeys] = [
  makeIdentity(random),
  makeIdentity(random),
  makeIdentity(random),
];

/** Both sides of one handshake, each with its own changes to the common setup. */
function sides(a: Partial<HandshakeSetup> = {}, b: Partial<HandshakeSetup> = {}) {
  const common = { prologue: utf8Encode('cards'), random };
  return {
    a: new KkHandshake({
      initiator: true,
      myKeys: aKeys,
      theirKey: bKeys.publicKey,
      ...common,
      ...a,
    }),
    b: new KkHandshake({
      initiator: false,
      myKeys: bKeys,
      theirKey: aKeys.publicKey,
      ...common,
      ...b,
    }),
  };
}

describe('a KK handshake', () => {
  test('leaves both sides with the same keys, crossed, and carries payloads', () => {
    const { a, b } = sides();
    expect(b.read(a.write(utf8Encode('one')))).toEqual(utf8Encode('one'));
    expect(a.read(b.write(utf8Encode('two')))).toEqual(utf8Encode('two'));
    const [atA, atB] = [a.split(), b.split()];
    expect(atB).toEqual({ send: atA.receive, receive: atA.send, exportKey: atA.exportKey });
    const lengths = [atA.send, atA.receive, atA.exportKey].map((key) => key.length);
    expect(lengths).toEqual([32, 32, 32]);
    expect(new Set([atA.send, atA.receive, atA.exportKey].map(String)).size).toBe(3);
  });

  test('gives other keys every time', () => {
    const keys = [sides(), sides()].map(({ a, b }) => {
      b.read(a.write(NONE));
      a.read(b.write(NONE));
      return String(a.split().exportKey);
    });
    expect(keys[0]).not.toBe(keys[1]);
  });

  test.each([
    ['the responder expects somebody else', {}, { theirKey: strangerKeys.publicKey }],
    ['the responder is somebody else', {}, { myKeys: strangerKeys }],
    ['the initiator is somebody else', { myKeys: strangerKeys }, {}],
    ['the prologues differ', {}, { prologue: utf8Encode('carts') }],
  ])('fails at the first message when %s', (_, changesA, changesB) => {
    const { a, b } = sides(changesA, changesB);
    const message = a.write(NONE);
    expect(() => b.read(message)).toThrow(FAILED);
  });

  test('fails when one bit of the first message is flipped, whichever it is', () => {
    fc.assert(
      fc.property(fc.nat(48 * 8 - 1), (bit) => {
        const { a, b } = sides();
        const message = flip(a.write(NONE), bit);
        // Bit 255 of a point is not part of it (RFC 7748 §5), yet the transcript holds it.
        expect(() => b.read(message)).toThrow(FAILED);
      }),
      { numRuns: 40 },
    );
    const { a, b } = sides();
    expect(() => b.read(flip(a.write(NONE), 255))).toThrow(FAILED);
  });

  test('fails when one bit of the second message is flipped, whichever it is', () => {
    fc.assert(
      fc.property(fc.nat(48 * 8 - 1), (bit) => {
        const { a, b } = sides();
        b.read(a.write(NONE));
        const message = flip(b.write(NONE), bit);
        expect(() => a.read(message)).toThrow(FAILED);
      }),
      { numRuns: 20 },
    );
  });

  test('fails for a message that is cut anywhere, lengthened, or arbitrary', () => {
    for (const length of [0, 1, 31, 32, 33, 47]) {
      const { a, b } = sides();
      const message = a.write(NONE).subarray(0, length);
      expect(() => b.read(message)).toThrow(FAILED);
    }
    const arbitrary = fc.uint8Array({ maxLength: 120 });
    fc.assert(
      fc.property(arbitrary, (message) => {
        expect(() => sides().b.read(message)).toThrow(FAILED);
      }),
      { numRuns: 30 },
    );
    const { a, b } = sides();
    const longer = new Uint8Array([...a.write(NONE), 0]);
    expect(() => b.read(longer)).toThrow(FAILED);
  });

  test('fails for its own message sent back, and for that of an earlier handshake', () => {
    const first = sides();
    const mirrored = first.a.write(NONE);
    expect(() => first.a.read(mirrored)).toThrow(FAILED);
    const [old, fresh] = [sides(), sides()];
    old.b.read(old.a.write(NONE));
    const stale = old.b.write(NONE);
    fresh.b.read(fresh.a.write(NONE));
    expect(() => fresh.a.read(stale)).toThrow(FAILED);
  });

  test.each([
    ['zero', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['one', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['a point of order 8', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
    ['another of order 8', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'],
    ['the prime less one', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['the prime', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ])('refuses a key of low order: %s', (_, point) => {
    const key = fromHex(point);
    expect(() => sides({ theirKey: key }).a.write(NONE)).toThrow(FAILED);
    const message = new Uint8Array([...key, ...new Uint8Array(16)]);
    expect(() => sides().b.read(message)).toThrow(FAILED);
  });

  test('is a mistake of ours when used out of turn or with keys of a wrong length', () => {
    const { a, b } = sides();
    expect(() => a.read(NONE)).toThrow(TypeError);
    expect(() => b.write(NONE)).toThrow(TypeError);
    expect(() => a.split()).toThrow(TypeError);
    b.read(a.write(NONE));
    expect(() => a.write(NONE)).toThrow(TypeError);
    expect(() => b.read(NONE)).toThrow(TypeError);
    expect(() => sides({ theirKey: new Uint8Array(31) })).toThrow(RangeError);
  });
});

describe('the symmetric state', () => {
  test('splits into the three first outputs of one HKDF over the chaining key', () => {
    const [name, material] = ['Noise_KK_25519_ChaChaPoly_SHA512', random(32)];
    const state = new SymmetricState(name);
    state.mixKey(material);
    const start = Buffer.alloc(64);
    start.write(name);
    const chainingKey = Buffer.from(hkdfSync('sha512', material, start, NONE, 128)).subarray(0, 64);
    const output = new Uint8Array(hkdfSync('sha512', NONE, chainingKey, NONE, 192));
    expect(state.split()).toEqual({
      initiatorToResponder: output.slice(0, 32),
      responderToInitiator: output.slice(64, 96),
      exportKey: output.slice(128, 160),
    });
  });

  test('seals nothing before a key was mixed', () => {
    expect(() => new SymmetricState('x').encryptAndHash(NONE)).toThrow(TypeError);
  });
});

function flip(message: Uint8Array, bit: number): Uint8Array {
  return message.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
