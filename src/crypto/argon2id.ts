/**
 * Argon2id (RFC 9106), version 0x13, with one lane and no secret. In WebAssembly, four times as fast as
 * JavaScript: what we cannot spend in a second is a thief's gain. Where a browser forbids WebAssembly
 * (lockdown modes, a host's own policy) noble's JavaScript gives the same key, so that nobody is locked
 * out by a switch of the browser.
 */
import type { PassphraseCost } from './passphrase-cost.ts';

/** Of what is derived, in bytes. */
export const PASSPHRASE_KEY_BYTES = 32;
/** RFC 9106 §3.1 recommends 16 bytes for passwords. */
export const PASSPHRASE_SALT_BYTES = 16;

/** @param salt PASSPHRASE_SALT_BYTES random bytes @returns PASSPHRASE_KEY_BYTES bytes */
export async function argon2id(
  passphrase: Uint8Array,
  salt: Uint8Array,
  cost: PassphraseCost,
): Promise<Uint8Array> {
  try {
    const wasm = await import('./argon2-wasm.ts');
    return await wasm.argon2id({
      password: passphrase,
      salt,
      memorySize: cost.memoryKib,
      iterations: cost.passes,
      parallelism: 1,
      hashLength: PASSPHRASE_KEY_BYTES,
      outputType: 'binary',
    });
  } catch {
    return slowArgon2id(passphrase, salt, cost);
  }
}

/** The same without WebAssembly. */
export async function slowArgon2id(
  passphrase: Uint8Array,
  salt: Uint8Array,
  cost: PassphraseCost,
): Promise<Uint8Array> {
  const noble = await import('@noble/hashes/argon2.js');
  const options = { m: cost.memoryKib, t: cost.passes, p: 1, dkLen: PASSPHRASE_KEY_BYTES };
  return noble.argon2idAsync(passphrase, salt, options);
}
