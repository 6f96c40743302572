/** An identity: the X25519 key pair that one friend, and nobody else, knows us by. */
import nacl from 'tweetnacl';
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
