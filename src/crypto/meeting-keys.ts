/** What two friends derive from their identities to meet again. PROTOCOL.md §6 and §7.4. */
import nacl from 'tweetnacl';
import { toBase64Url, concat, utf8Encode } from '../wire/bytes.ts';
import { CODE_SALT_BYTES } from '../wire/code.ts';
import type { Credentials } from '../wire/credentials.ts';
import { FIND_SALT_BYTES, FIND_TAG_BYTES } from '../wire/frame.ts';
import { deriveBytes, deriveKey } from './hkdf.ts';
import { KEY_BYTES, sharedSecret } from './identity.ts';

const MEET = utf8Encode('twocan meet');
const CODE = utf8Encode('twocan code');
const FIND = utf8Encode('twocan find');

/** 6 bits a character: 8 of the name fragment, 32 of the password. Whole groups of three bytes, so no padding. */
const UFRAG_BYTES = 6;
const PWD_BYTES = 24;

/** Each key seals one body: the salt is new for every code. */
const NONCE = new Uint8Array(nacl.secretbox.nonceLength);

/** What one code hangs on. */
export interface CodeKeys extends Credentials {
  /** Seals the body, 32 bytes. */
  readonly key: Uint8Array;
}

/**
 * The secret of two friends, 32 bytes, the same on both sides and always: nothing that a crash
 * between two writes could tear apart.
 * @throws MessengerError 'line-handshake-failed' for a key of low order, with which no line ever opened
 */
export function meetingSecret(mySecretKey: Uint8Array, theirKey: Uint8Array): Uint8Array {
  return deriveKey(sharedSecret(mySecretKey, theirKey), MEET);
}

/**
 * The key of a code's body, and the ICE credentials under which the friend answers it.
 * @param secret of `meetingSecret`
 * @param salt the code's, 7 bytes
 * @param senderKey public identity key of the side that shows the code, 32 bytes: a code handed back
 *   to its maker does not open as the friend's
 * @throws RangeError for a salt or key of another length
 */
export function codeKeys(secret: Uint8Array, salt: Uint8Array, senderKey: Uint8Array): CodeKeys {
  if (salt.length !== CODE_SALT_BYTES) throw new RangeError('a code has a salt of 7 bytes');
  if (senderKey.length !== KEY_BYTES) throw new RangeError('an X25519 key has 32 bytes');
  const ufragAt = KEY_BYTES;
  const pwdAt = ufragAt + UFRAG_BYTES;
  const end = pwdAt + PWD_BYTES;
  const bytes = deriveBytes(secret, salt, concat(CODE, senderKey), end);
  return {
    key: bytes.slice(0, ufragAt),
    ufrag: iceChars(bytes.subarray(ufragAt, pwdAt)),
    pwd: iceChars(bytes.subarray(pwdAt, end)),
  };
}

/** Seals a body under the key of its code; 16 bytes longer. One key must never seal two bodies. */
export function sealCode(key: Uint8Array, body: Uint8Array): Uint8Array {
  return nacl.secretbox(body, NONCE, key);
}

/** The body, or null when this key did not seal it: a code of another friend, or an altered one. */
export function openCode(key: Uint8Array, box: Uint8Array): Uint8Array | null {
  return nacl.secretbox.open(box, NONCE, key);
}

/**
 * The tag by which a common friend notices that two who hold the same secret look for each other.
 * Without the secret it tells nothing, and under another salt it is another.
 * @param salt of the common friend's offer, 32 bytes
 * @throws RangeError for a salt of another length
 */
export function findTag(secret: Uint8Array, salt: Uint8Array): Uint8Array {
  if (salt.length !== FIND_SALT_BYTES) throw new RangeError('a find offer has a salt of 32 bytes');
  return deriveBytes(secret, salt, FIND, FIND_TAG_BYTES);
}

/** ice-chars (RFC 8839 §5.4) of whole groups of three bytes. */
function iceChars(bytes: Uint8Array): string {
  return toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
}
