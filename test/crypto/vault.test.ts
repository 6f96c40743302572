import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault, VAULT_KEY_BYTES } from '../../src/crypto/vault.ts';
import { MessengerError } from '../../src/errors.ts';
import type { Vault } from '../../src/storage/repositories.ts';
import { utf8Encode } from '../../src/wire/bytes.ts';
import { seededRandom } from './seeded-random.ts';

const CORRUPT = new MessengerError('storage-corrupt');
const random = seededRandom('vault');
const vault: Vault = new SecretboxVault(random(VAULT_KEY_BYTES), random);

describe('the vault', () => {
  test('gives back what was sealed for the same place', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 500 }), (context, plain) => {
        expect(vault.open(context, vault.seal(context, plain))).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  test('seals the same record differently every time, and shows nothing of it', () => {
    const plain = utf8Encode('a secret of some length');
    const [first, second] = [vault.seal('c', plain), vault.seal('c', plain)];
    expect(first).not.toEqual(second);
    expect(Buffer.from(first).includes(Buffer.from(plain))).toBe(false);
    expect(Buffer.from(vault.seal('friends/ada', plain)).includes('ada')).toBe(false);
  });

  test('does not open a record in the place of another', () => {
    const sealed = vault.seal('entries/1', utf8Encode('x'));
    for (const context of ['entries/2', 'entries/', 'entries/1x', '', 'Entries/1']) {
      expect(() => vault.open(context, sealed)).toThrow(CORRUPT);
    }
  });

  test('does not take the start of a record for a part of its place', () => {
    const sealed = vault.seal('a', utf8Encode('bc'));
    expect(() => vault.open('ab', sealed)).toThrow(CORRUPT);
    const empty = vault.seal('', utf8Encode('\u0000\u0001a'));
    expect(() => vault.open('a', empty)).toThrow(CORRUPT);
  });

  test('does not open a record with any bit flipped', () => {
    const sealed = vault.seal('c', utf8Encode('abc'));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = sealed.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(() => vault.open('c', altered), `bit ${bit}`).toThrow(CORRUPT);
    }
  });

  test('does not open a record that was cut, nor arbitrary bytes', () => {
    const sealed = vault.seal('c', utf8Encode('abc'));
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => vault.open('c', sealed.subarray(0, length))).toThrow(CORRUPT);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(() => vault.open('c', bytes)).toThrow(CORRUPT);
        expect(() => vault.open('c', new Uint8Array([1, ...bytes]))).toThrow(CORRUPT);
      }),
      { numRuns: 100 },
    );
  });

  test('does not open the records of another key', () => {
    const other = new SecretboxVault(random(VAULT_KEY_BYTES), random);
    expect(() => other.open('c', vault.seal('c', utf8Encode('x')))).toThrow(CORRUPT);
  });

  test('opens its records again in a later session with the same key', () => {
    const key = randomBytes(VAULT_KEY_BYTES);
    const sealed = new SecretboxVault(key, randomBytes).seal('c', utf8Encode('x'));
    expect(new SecretboxVault(key, randomBytes).open('c', sealed)).toEqual(utf8Encode('x'));
  });

  test('gives each file a key of its own, always the same, and each device another', () => {
    const key = random(VAULT_KEY_BYTES);
    const [one, same] = [new SecretboxVault(key, random), new SecretboxVault(key, random)];
    expect(one.fileKey('file')).toHaveLength(32);
    expect(one.fileKey('file')).toEqual(same.fileKey('file'));
    expect(one.fileKey('file')).not.toEqual(one.fileKey('file2'));
    expect(one.fileKey('file')).not.toEqual(vault.fileKey('file'));
  });

  test('is a mistake of ours with a key or a context of a wrong length', () => {
    expect(() => new SecretboxVault(new Uint8Array(31), random)).toThrow(RangeError);
    expect(() => vault.seal('c'.repeat(65_536), new Uint8Array(1))).toThrow(RangeError);
  });
});
