/** The safety number against a computation of Node's own, and what it must be good for. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { fingerprintOf, safetyNumber } from '../../src/crypto/safety-number.ts';
import { fromHex, toHex } from '../../src/wire/bytes.ts';
import vectors from '../vectors/safety.json';
import { seededRandom } from './seeded-random.ts';

/** As PROTOCOL.md §9.1 says it, over node:crypto. */
function byNode(key: Uint8Array): Buffer {
  let hash = Buffer.concat([Buffer.alloc(2), key, Buffer.from('twocan safety')]);
  for (let n = 0; n < 5_200; n += 1) {
    hash = createHash('sha512').update(hash).update(key).digest();
  }
  return hash.subarray(0, 32);
}

const numberOf = (mine: Uint8Array, theirs: Uint8Array): string =>
  safetyNumber(fingerprintOf(mine), fingerprintOf(theirs)).join(' ');

describe('the safety number', () => {
  it.each(vectors)('of $name is that of the vectors', (vector) => {
    const [mine, theirs] = [fromHex(vector.myKey), fromHex(vector.theirKey)];
    expect(toHex(fingerprintOf(mine))).toBe(vector.myFingerprint);
    expect(toHex(fingerprintOf(theirs))).toBe(vector.theirFingerprint);
    expect(numberOf(mine, theirs)).toBe(vector.number);
  });

  it('is what an independent computation makes of any keys', () => {
    const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(key, (bytes) => {
        expect(toHex(fingerprintOf(bytes))).toBe(byNode(bytes).toString('hex'));
      }),
      { numRuns: 5 },
    );
  });

  it('has 60 digits in twelve groups, the same from both sides', () => {
    const random = seededRandom('safety number');
    const [ada, bob] = [makeIdentity(random).publicKey, makeIdentity(random).publicKey];
    expect(numberOf(ada, bob)).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(numberOf(ada, bob)).toBe(numberOf(bob, ada));
  });

  it('is another one for every other key', () => {
    const random = seededRandom('many friends');
    const me = makeIdentity(random).publicKey;
    const numbers = Array.from({ length: 20 }, () => numberOf(me, makeIdentity(random).publicKey));
    expect(new Set(numbers).size).toBe(20);
  });

  it('fills up groups with zeros', () => {
    const small = new Uint8Array(32);
    small[4] = 7;
    expect(safetyNumber(small, small)[0]).toBe('00007');
  });

  it('refuses what is no key', () => {
    expect(() => fingerprintOf(new Uint8Array(31))).toThrow(RangeError);
  });
});
