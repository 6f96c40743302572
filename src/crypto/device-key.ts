/**
 * The vault key, sealed under a secret that a passkey of this device gives (ARCHITECTURE.md, "The lock
 * at rest"):
 *
 *   u8 1 | u16 length of the identifier | the passkey's identifier | bytes[32] salt | bytes[24] nonce |
 *   bytes[48] secretbox
 */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, MalformedBytes, utf8Encode } from '../wire/bytes.ts';
import { deriveKey } from './hkdf.ts';
import type { RandomBytes } from './random.ts';
import { VAULT_KEY_BYTES } from './vault.ts';

const VERSION = 1;
const BOX_BYTES = VAULT_KEY_BYTES + nacl.secretbox.overheadLength;
/** What the passkey makes its secret of, together with a key that never leaves it. */
export const DEVICE_SALT_BYTES = 32;
/** Both halves of HMAC-SHA-256 that WebAuthn's `prf` hands out. */
export const DEVICE_SECRET_BYTES = 32;
/** WebAuthn Level 3 §4: identifiers have at most 1,023 bytes. */
const MAX_ID_BYTES = 1_023;

const PURPOSE = utf8Encode('twocan device unlock');

/** A key wrapped for this device, read but not opened. */
export interface DeviceKey {
  /** Which passkey gives the secret. */
  readonly id: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
}

/**
 * Seals the vault key.
 * @param secret 32 bytes, which the passkey gives for that salt
 * @throws RangeError for a key, secret, salt or identifier of another length
 */
export function wrapForDevice(
  vaultKey: Uint8Array,
  secret: Uint8Array,
  { id, salt }: { readonly id: Uint8Array; readonly salt: Uint8Array },
  random: RandomBytes,
): Uint8Array {
  if (vaultKey.length !== VAULT_KEY_BYTES) throw new RangeError('a vault key has 32 bytes');
  if (id.length === 0 || id.length > MAX_ID_BYTES) throw new RangeError('no passkey is named so');
  const nonce = random(nacl.secretbox.nonceLength);
  return new ByteWriter()
    .u8(VERSION)
    .u16(id.length)
    .bytes(id)
    .bytes(salt, DEVICE_SALT_BYTES)
    .bytes(nonce)
    .bytes(nacl.secretbox(vaultKey, nonce, keyOf(secret)))
    .done();
}

/** Reads what `wrapForDevice` wrote. @throws MessengerError 'storage-newer-version' or 'storage-corrupt' */
export function readDeviceKey(bytes: Uint8Array): DeviceKey {
  const reader = new ByteReader(bytes);
  try {
    const version = reader.u8();
    if (version > VERSION) throw new MessengerError('storage-newer-version');
    const length = reader.u16();
    if (version !== VERSION || length === 0 || length > MAX_ID_BYTES) {
      throw new MalformedBytes('no key for a device');
    }
    const id = reader.bytes(length);
    const salt = reader.bytes(DEVICE_SALT_BYTES);
    const nonce = reader.bytes(nacl.secretbox.nonceLength);
    const box = reader.bytes(BOX_BYTES);
    reader.end();
    return { id, salt, nonce, box };
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new MessengerError('storage-corrupt', { cause: error });
  }
}

/** The vault key; null when it was sealed under another secret. */
export function openDeviceKey({ nonce, box }: DeviceKey, secret: Uint8Array): Uint8Array | null {
  return nacl.secretbox.open(box, nonce, keyOf(secret));
}

/** @throws RangeError for a secret of another length */
function keyOf(secret: Uint8Array): Uint8Array {
  if (secret.length !== DEVICE_SECRET_BYTES) throw new RangeError('a secret has 32 bytes');
  return deriveKey(secret, PURPOSE);
}
