/**
 * What stands before a backup, and the keys that it leads to (PROTOCOL.md §10.1):
 *
 *   "twocan backup" | u8 1 | u8 form | [u32 memory | u32 passes] | bytes[16] salt | bytes[16] check
 */
import { MessengerError } from '../errors.ts';
import { ByteReader, concat, EndOfBytes, equalBytes, utf8Encode } from '../wire/bytes.ts';
import { ByteWriter } from '../wire/bytes.ts';
import { deriveBytes } from './hkdf.ts';
import { isBearable, type PassphraseCost } from './passphrase-cost.ts';

const MAGIC = utf8Encode('twocan backup');
const VERSION = 1;
const FORM_PASSPHRASE = 1;
const FORM_GIVEN = 2;
const KEY_BYTES = 32;
/** Of what a header's key is made of. */
export const BACKUP_SECRET_BYTES = 32;
const CHECK_BYTES = 16;
export const BACKUP_SALT_BYTES = 16;
/** Enough to read any header of this version. */
export const MAX_BACKUP_HEADER_BYTES = MAGIC.length + 2 + 8 + BACKUP_SALT_BYTES + CHECK_BYTES;

/** A header that was read; nobody knows yet whether a secret fits. */
export interface BackupHeader {
  /** What Argon2id makes of a passphrase is the secret; null: it comes in another way. */
  readonly cost: PassphraseCost | null;
  readonly salt: Uint8Array;
  readonly lengthBytes: number;
  /** Everything before the check. */
  readonly bound: Uint8Array;
  readonly check: Uint8Array;
}

/**
 * @param secret 32 bytes
 * @param cost of the passphrase that the secret was made of; null: it was made of none
 * @param salt random, BACKUP_SALT_BYTES
 */
export function makeBackupHeader(
  secret: Uint8Array,
  cost: PassphraseCost | null,
  salt: Uint8Array,
): { readonly header: Uint8Array<ArrayBuffer>; readonly key: Uint8Array<ArrayBuffer> } {
  if (cost !== null && !isBearable(cost)) throw new RangeError('a cost out of bounds');
  const writer = new ByteWriter().bytes(MAGIC).u8(VERSION);
  if (cost === null) writer.u8(FORM_GIVEN);
  else writer.u8(FORM_PASSPHRASE).u32(cost.memoryKib).u32(cost.passes);
  const bound = writer.bytes(salt, BACKUP_SALT_BYTES).done();
  const { key, check } = derive(secret, salt, bound);
  return { header: concat(bound, check), key };
}

/**
 * Reads a header off the beginning of a file.
 * @param start at least MAX_BACKUP_HEADER_BYTES of it, or all that there is
 * @throws MessengerError 'backup-not-one', 'backup-newer-version' or 'backup-damaged'
 */
export function readBackupHeader(start: Uint8Array): BackupHeader {
  if (!equalBytes(start.subarray(0, MAGIC.length), MAGIC)) {
    throw new MessengerError('backup-not-one');
  }
  const reader = new ByteReader(start);
  try {
    reader.bytes(MAGIC.length);
    const version = reader.u8();
    if (version > VERSION) throw new MessengerError('backup-newer-version');
    const form = reader.u8();
    if (form > FORM_GIVEN) throw new MessengerError('backup-newer-version');
    if (version === 0 || form === 0) throw new MessengerError('backup-damaged');
    const cost = form === FORM_GIVEN ? null : { memoryKib: reader.u32(), passes: reader.u32() };
    if (cost !== null && !isBearable(cost)) throw new MessengerError('backup-damaged');
    const salt = reader.bytes(BACKUP_SALT_BYTES);
    const bound = start.slice(0, start.length - reader.remaining);
    const check = reader.bytes(CHECK_BYTES);
    return { cost, salt, lengthBytes: start.length - reader.remaining, bound, check };
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    throw new MessengerError('backup-damaged', { cause: error });
  }
}

/** The key of the chunks; null when the file was made with another secret. */
export function openBackupHeader(
  header: BackupHeader,
  secret: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  const { key, check } = derive(secret, header.salt, header.bound);
  return equalBytes(check, header.check) ? key : null;
}

function derive(secret: Uint8Array, salt: Uint8Array, bound: Uint8Array) {
  if (secret.length !== KEY_BYTES) throw new RangeError('a secret has 32 bytes');
  const bytes = new Uint8Array(deriveBytes(secret, salt, bound, KEY_BYTES + CHECK_BYTES));
  return { key: bytes.slice(0, KEY_BYTES), check: bytes.slice(KEY_BYTES) };
}
