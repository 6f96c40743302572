import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argon2id } from '../../src/crypto/argon2id.ts';
import { chooseCost, isBearable } from '../../src/crypto/passphrase-cost.ts';
import { passphraseBytes } from '../../src/crypto/passphrase-key.ts';
import { openWrappedKey, readWrappedKey, wrapVaultKey } from '../../src/crypto/wrapped-key.ts';
import { codeOf } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/wire/bytes.ts';
import vectors from '../vectors/lock.json' with { type: 'json' };
import { seededRandom } from './seeded-random.ts';

const COST = { memoryKib: 19_456, passes: 2 };
const SALT = new Uint8Array(16).fill(7);
const vaultKey = seededRandom('1')(32);
const passphraseKey = seededRandom('2')(32);
const wrapped = wrapVaultKey(
  vaultKey,
  passphraseKey,
  { cost: COST, salt: SALT },
  seededRandom('3'),
);

function failure(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    return codeOf(error, 'open-elsewhere');
  }
}

describe('a wrapped vault key', () => {
  it('opens under its passphrase’s key and tells at what cost that is made', () => {
    const read = readWrappedKey(wrapped);
    expect(read.cost).toEqual(COST);
    expect(read.salt).toEqual(SALT);
    expect(openWrappedKey(read, passphraseKey)).toEqual(vaultKey);
  });

  it('does not open under another, and shows nothing of the key', () => {
    expect(openWrappedKey(readWrappedKey(wrapped), seededRandom('4')(32))).toBeNull();
    const bytes = Buffer.from(wrapped);
    for (const key of [vaultKey, passphraseKey]) {
      expect(bytes.includes(Buffer.from(key.subarray(0, 4)))).toBe(false);
    }
  });

  it('with any bit of nonce or box flipped does not open', () => {
    for (let bit = 8 * 25; bit < 8 * wrapped.length; bit += 7) {
      const altered = wrapped.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openWrappedKey(readWrappedKey(altered), passphraseKey)).toBeNull();
    }
  });

  it.each(vectors.wrapped)('is the vector: $name', async (vector) => {
    const cost = { memoryKib: vector.memoryKib, passes: vector.passes };
    const salt = fromHex(vector.salt);
    const key = await argon2id(passphraseBytes(vector.passphrase), salt, cost);
    expect(toHex(key)).toBe(vector.passphraseKey);
    const nonce = fromHex(vector.nonce);
    const bytes = wrapVaultKey(fromHex(vector.vaultKey), key, { cost, salt }, () => nonce);
    expect(toHex(bytes)).toBe(vector.bytes);
    expect(openWrappedKey(readWrappedKey(bytes), key)).toEqual(fromHex(vector.vaultKey));
  });

  it.each(vectors.invalid)('is refused: $name', ({ bytes, error }) => {
    expect(failure(() => readWrappedKey(fromHex(bytes)))).toBe(error);
  });

  it('of arbitrary bytes is read or refused, and never at a cost out of bounds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const error = failure(() => {
          expect(isBearable(readWrappedKey(bytes).cost)).toBe(true);
        });
        expect(['none', 'storage-corrupt', 'storage-newer-version']).toContain(error);
      }),
    );
  });

  it('is not made at a cost that would not be read back', () => {
    const cost = { memoryKib: 8, passes: 1 };
    const wrap = (): unknown =>
      wrapVaultKey(vaultKey, passphraseKey, { cost, salt: SALT }, seededRandom('3'));
    expect(wrap).toThrow(RangeError);
  });
});

describe('the cost of a guess', () => {
  it.each([
    // A pass over 64 MiB, in milliseconds, and what comes of it.
    [300, { memoryKib: 65_536, passes: 3 }],
    [10, { memoryKib: 65_536, passes: 12 }],
    [900, { memoryKib: 65_536, passes: 2 }],
    [1_900, { memoryKib: 32_768, passes: 2 }],
    [60_000, { memoryKib: 19_456, passes: 2 }],
  ])('is about a second where a pass takes %i ms', async (passMs, cost) => {
    expect(await chooseCost((kib) => Promise.resolve((passMs * kib) / 65_536))).toEqual(cost);
  });

  it('needs less memory where there is less', async () => {
    const cost = await chooseCost((kib) =>
      kib > 20_000 ? Promise.reject(new RangeError('no memory')) : Promise.resolve(200),
    );
    expect(cost).toEqual({ memoryKib: 19_456, passes: 5 });
  });
});

it('a passphrase is the same however its letters were composed', () => {
  expect(passphraseBytes('Gru\u0308n')).toEqual(passphraseBytes('Gr\u00fcn'));
});
