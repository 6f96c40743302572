/** HKDF-SHA512 (RFC 5869), and 32-byte keys named by what they are for. */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha512 } from '@noble/hashes/sha2.js';

/** Every key here is 32 bytes: the width of XSalsa20, ChaCha20 and AES-256 keys. */
const KEY_BYTES = 32;
/** Output length of SHA-512. */
export const HASH_BYTES = 64;

/**
 * The first three blocks of HKDF-SHA512 with empty info, 64 bytes each: the HKDF of Noise
 * (revision 34, §4.3), where `salt` is the chaining key. Two or three are used; they do not depend
 * on how many.
 */
export function hkdfBlocks(
  salt: Uint8Array,
  material: Uint8Array,
): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const output = hkdf(sha512, material, salt, undefined, 3 * HASH_BYTES);
  return [
    output.subarray(0, HASH_BYTES),
    output.subarray(HASH_BYTES, 2 * HASH_BYTES),
    output.subarray(2 * HASH_BYTES),
  ];
}

/** `length` bytes for one purpose, at most 255 × 64; salt and purpose as in RFC 5869. */
export function deriveBytes(
  secret: Uint8Array,
  salt: Uint8Array,
  purpose: Uint8Array,
  length: number,
): Uint8Array {
  return hkdf(sha512, secret, salt, purpose, length);
}

/** A 32-byte key for one purpose, without salt; the purpose is the info of RFC 5869. */
export function deriveKey(secret: Uint8Array, purpose: Uint8Array): Uint8Array {
  return hkdf(sha512, secret, undefined, purpose, KEY_BYTES);
}
