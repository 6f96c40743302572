/**
 * The vault key, sealed under a passphrase (ARCHITECTURE.md, "The lock at rest"):
 *
 *   u8 1 | u32 memory in KiB | u32 passes | bytes[16] salt | bytes[24] nonce | bytes[48] secretbox
 */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, MalformedBytes } from '../wire/bytes.ts';
import { PASSPHRASE_KEY_BYTES, PASSPHRASE_SALT_BYTES } from './argon2id.ts';
import { isBearable, type PassphraseCost } from './passphrase-cost.ts';
import type { RandomBytes } from './random.ts';
import { VAULT_KEY_BYTES } from './vault.ts';

const VERSION = 1;
const BOX_BYTES = VAULT_KEY_BYTES + nacl.secretbox.overheadLength;

/** A wrapped key, read but not opened. */
export interface WrappedKey {
  readonly cost: PassphraseCost;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
}

/**
 * Seals the vault key.
 * @param passphraseKey 32 bytes, from Argon2id over passphrase and salt at that cost
 * @throws RangeError for keys or a salt of another length, and for a cost that would not be read back
 */
export function wrapVaultKey(
  vaultKey: Uint8Array,
  passphraseKey: Uint8Array,
  { cost, salt }: Pick<WrappedKey, 'cost' | 'salt'>,
  random: RandomBytes,
): Uint8Array {
  if (vaultKey.length !== VAULT_KEY_BYTES || passphraseKey.length !== PASSPHRASE_KEY_BYTES) {
    throw new RangeError('keys have 32 bytes');
  }
  if (!isBearable(cost)) throw new RangeError('a cost out of bounds');
  const nonce = random(nacl.secretbox.nonceLength);
  return new ByteWriter()
    .u8(VERSION)
    .u32(cost.memoryKib)
    .u32(cost.passes)
    .bytes(salt, PASSPHRASE_SALT_BYTES)
    .bytes(nonce)
    .bytes(nacl.secretbox(vaultKey, nonce, passphraseKey))
    .done();
}

/**
 * Reads a wrapped key.
 * @throws MessengerError 'storage-newer-version', or 'storage-corrupt' for bytes that are none and for
 *   a cost out of bounds
 */
export function readWrappedKey(bytes: Uint8Array): WrappedKey {
  const reader = new ByteReader(bytes);
  try {
    const version = reader.u8();
    if (version > VERSION) throw new MessengerError('storage-newer-version');
    const cost = { memoryKib: reader.u32(), passes: reader.u32() };
    const salt = reader.bytes(PASSPHRASE_SALT_BYTES);
    const nonce = reader.bytes(nacl.secretbox.nonceLength);
    const box = reader.bytes(BOX_BYTES);
    reader.end();
    if (version !== VERSION || !isBearable(cost)) throw new MalformedBytes('no wrapped key');
    return { cost, salt, nonce, box };
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new MessengerError('storage-corrupt', { cause: error });
  }
}

/** The vault key; null when it was sealed under another passphrase. */
export function openWrappedKey(
  { nonce, box }: WrappedKey,
  passphraseKey: Uint8Array,
): Uint8Array | null {
  return nacl.secretbox.open(box, nonce, passphraseKey);
}
