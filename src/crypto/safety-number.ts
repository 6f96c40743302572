/**
 * The safety number of two friends: both compare it, and nobody who stands between them can make the
 * two alike. The numeric fingerprint of Signal, whose key has no serialised type here and whose stable
 * identifier is a label, since friends know each other by keys alone. PROTOCOL.md §9.
 */
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, utf8Encode } from '../wire/bytes.ts';
import { FINGERPRINT_BYTES } from '../wire/safety-code.ts';
import { KEY_BYTES } from './identity.ts';

/** As in Signal: makes each try of a searcher dearer by 12 bits, and costs one comparison milliseconds. */
const ITERATIONS = 5_200;
/** Of the fingerprint's own layout; two bytes, as in Signal. */
const VERSION = Uint8Array.of(0, 0);
const LABEL = utf8Encode('twocan safety');

/** Half of a number: six groups of five digits from 30 bytes, some 99 bits. */
const GROUPS = 6;
const GROUP_BYTES = 5;
const GROUP_DIGITS = 5;
const GROUP_RANGE = 10n ** BigInt(GROUP_DIGITS);

/**
 * The fingerprint of one public identity key, 32 bytes.
 * @throws RangeError for a key that is not 32 bytes long
 */
export function fingerprintOf(publicKey: Uint8Array): Uint8Array {
  if (publicKey.length !== KEY_BYTES) throw new RangeError('an X25519 key has 32 bytes');
  let hash: Uint8Array = concat(VERSION, publicKey, LABEL);
  for (let n = 0; n < ITERATIONS; n += 1) hash = sha512(concat(hash, publicKey));
  return hash.slice(0, FINGERPRINT_BYTES);
}

/** The number of two fingerprints: twelve groups of five digits, the same from both sides. */
export function safetyNumber(mine: Uint8Array, theirs: Uint8Array): readonly string[] {
  const [first = [], second = []] = [digitsOf(mine), digitsOf(theirs)].sort((a, b) =>
    a.join('') < b.join('') ? -1 : 1,
  );
  return [...first, ...second];
}

function digitsOf(fingerprint: Uint8Array): string[] {
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = fingerprint.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES);
    const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return String(value % GROUP_RANGE).padStart(GROUP_DIGITS, '0');
  });
}
