/** An identity: the X25519 key pair that one friend, and nobody else, knows us by. */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { RandomBytes } from './random.ts';

/** Length of an X25519 key, public or secret (RFC 7748 §5). */
export const KEY_BYTES = 32;

/** An X25519 key pair, 32 bytes each. */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** Makes a fresh identity; one for every invite and every reply, so that friends cannot compare keys. */
export function makeIdentity(random: RandomBytes): KeyPair {
  const { publicKey, secretKey } = nacl.box.keyPair.fromSecretKey(random(KEY_BYTES));
  return { publicKey, secretKey };
}

/**
 * X25519 (RFC 7748 §6.1), refusing points of low order, with which a stranger could fix the result.
 * @throws MessengerError 'line-handshake-failed' for such a point
 * @throws RangeError for a key that is not 32 bytes long
 */
export function sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  if (secretKey.length !== KEY_BYTES || publicKey.length !== KEY_BYTES) {
    throw new RangeError('an X25519 key has 32 bytes');
  }
  const shared = nacl.scalarMult(secretKey, publicKey);
  if (shared.every((byte) => byte === 0)) throw new MessengerError('line-handshake-failed');
  return shared;
}

/** Whether a public key is that of a secret one. @throws RangeError for a secret that is not 32 bytes long */
export function isKeyPair({ publicKey, secretKey }: KeyPair): boolean {
  return equalBytes(nacl.box.keyPair.fromSecretKey(secretKey).publicKey, publicKey);
}
