import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js';
import { argon2id as wasmArgon2id } from 'hash-wasm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { argon2id, slowArgon2id } from '../../src/crypto/argon2id.ts';
import { fromHex, toHex, utf8Encode } from '../../src/wire/bytes.ts';

/** RFC 9106 §5.3; the tag is the RFC's. */
const RFC = {
  password: new Uint8Array(32).fill(1),
  salt: new Uint8Array(16).fill(2),
  secret: new Uint8Array(8).fill(3),
  data: new Uint8Array(12).fill(4),
  tag: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
};

/** Of the reference implementation (phc-winner-argon2, test.c, version 0x13): "password", "somesalt". */
const REFERENCE = [
  [256, 2, '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'],
  [65_536, 2, '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7'],
] as const;

const password = utf8Encode('password');
const salt = utf8Encode('somesalt');

afterEach(() => vi.unstubAllGlobals());

describe('Argon2id', () => {
  it('in JavaScript gives the answer of RFC 9106 §5.3, which has a secret and data that we do not use', () => {
    const { secret: key, data: personalization } = RFC;
    const options = { t: 3, m: 32, p: 4, dkLen: 32, key, personalization };
    expect(toHex(nobleArgon2id(RFC.password, RFC.salt, options))).toBe(RFC.tag);
  });

  it.each(REFERENCE)(
    'gives the reference’s answer at %i KiB, either way',
    async (memoryKib, passes, tag) => {
      expect(toHex(await argon2id(password, salt, { memoryKib, passes }))).toBe(tag);
      if (memoryKib > 1_024) return;
      expect(toHex(await slowArgon2id(password, salt, { memoryKib, passes }))).toBe(tag);
    },
  );

  it.each([
    [1, 8, 1, 0],
    [3, 32, 4, 8],
    [2, 77, 1, 32],
  ])(
    'in WebAssembly is that of JavaScript: %i passes, %i KiB, %i lanes, a secret of %i',
    async (t, m, p, secretBytes) => {
      const secret = new Uint8Array(secretBytes).fill(3);
      const both = { password: RFC.password, salt: RFC.salt };
      const wasm = await wasmArgon2id({
        ...both,
        ...(secretBytes > 0 ? { secret } : {}),
        iterations: t,
        memorySize: m,
        parallelism: p,
        hashLength: 32,
        outputType: 'hex',
      });
      const options = { t, m, p, dkLen: 32, ...(secretBytes > 0 ? { key: secret } : {}) };
      expect(wasm).toBe(toHex(nobleArgon2id(RFC.password, RFC.salt, options)));
    },
  );

  it('where WebAssembly is forbidden comes out the same', async () => {
    // As a policy without 'wasm-unsafe-eval' has it, or a lockdown mode.
    vi.stubGlobal('WebAssembly', undefined);
    vi.resetModules();
    const fresh = await import('../../src/crypto/argon2id.ts');
    const [memoryKib, passes, tag] = REFERENCE[0];
    const key = await fresh.argon2id(password, salt, { memoryKib, passes });
    expect(key).toEqual(fromHex(tag));
  });
});
