import { describe, expect, it } from 'vitest';
import {
  DEVICE_SALT_BYTES,
  openDeviceKey,
  readDeviceKey,
  wrapForDevice,
} from '../../src/crypto/device-key.ts';
import { codeOf } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/wire/bytes.ts';
import vectors from '../vectors/lock.json' with { type: 'json' };
import { seededRandom } from './seeded-random.ts';

const random = seededRandom('device');
const vaultKey = random(32);
const secret = random(32);
const passkey = { id: random(40), salt: random(DEVICE_SALT_BYTES) };

describe('a vault key wrapped for a device', () => {
  it.each(vectors.device)('is the vector: $name', (vector) => {
    const written = wrapForDevice(
      fromHex(vector.vaultKey),
      fromHex(vector.secret),
      { id: fromHex(vector.id), salt: fromHex(vector.salt) },
      () => fromHex(vector.nonce),
    );
    expect(toHex(written)).toBe(vector.bytes);
    const read = readDeviceKey(fromHex(vector.bytes));
    expect([toHex(read.id), toHex(read.salt)]).toEqual([vector.id, vector.salt]);
    expect(toHex(openDeviceKey(read, fromHex(vector.secret)) ?? random(0))).toBe(vector.vaultKey);
  });

  it.each(vectors.invalidDevice)('is refused: $name', ({ bytes, error }) => {
    let failure = 'none';
    try {
      readDeviceKey(fromHex(bytes));
    } catch (thrown) {
      failure = codeOf(thrown, 'open-elsewhere');
    }
    expect(failure).toBe(error);
  });

  it('opens under no other secret, nor with any bit of nonce or box flipped', () => {
    const wrapped = wrapForDevice(vaultKey, secret, passkey, random);
    expect(openDeviceKey(readDeviceKey(wrapped), secret)).toEqual(vaultKey);
    expect(openDeviceKey(readDeviceKey(wrapped), random(32))).toBeNull();
    const sealedAt = wrapped.length - 72;
    for (let bit = 8 * sealedAt; bit < 8 * wrapped.length; bit += 7) {
      const altered = wrapped.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openDeviceKey(readDeviceKey(altered), secret)).toBeNull();
    }
  });

  it('shows nothing of the key or the secret', () => {
    const bytes = Buffer.from(wrapForDevice(vaultKey, secret, passkey, random));
    for (const hidden of [vaultKey, secret]) {
      expect(bytes.includes(Buffer.from(hidden.subarray(0, 4)))).toBe(false);
    }
  });

  it('is not made of keys, secrets, salts or identifiers of other lengths', () => {
    const make = (key: Uint8Array, from: Uint8Array, of: typeof passkey) => () =>
      wrapForDevice(key, from, of, random);
    expect(make(random(31), secret, passkey)).toThrow(RangeError);
    expect(make(vaultKey, random(33), passkey)).toThrow(RangeError);
    expect(make(vaultKey, secret, { ...passkey, salt: random(31) })).toThrow(RangeError);
    expect(make(vaultKey, secret, { ...passkey, id: random(0) })).toThrow(RangeError);
    expect(make(vaultKey, secret, { ...passkey, id: random(1_024) })).toThrow(RangeError);
  });
});
