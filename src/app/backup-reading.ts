/** A backup as it is read: off a chosen file, record by record. */
import { openChunks } from '../crypto/backup-chunks.ts';
import {
  MAX_BACKUP_HEADER_BYTES,
  openBackupHeader,
  readBackupHeader,
} from '../crypto/backup-header.ts';
import type { PassphraseCost } from '../crypto/passphrase-cost.ts';
import { MessengerError } from '../errors.ts';
import type { BackupRecord } from '../storage/backup-codec.ts';
import { readBackupRecords } from '../storage/backup-reader.ts';

/** Makes 32 bytes of what the header says; `cost` is null where no passphrase was used. */
export type SecretOf = (salt: Uint8Array, cost: PassphraseCost | null) => Promise<Uint8Array>;

/** A backup that opens. */
export interface OpenedBackup {
  readonly file: Blob;
  readonly key: Uint8Array<ArrayBuffer>;
  readonly headerBytes: number;
}

/** What is read of the file at once. */
const PART_BYTES = 1_048_576;

/** @throws MessengerError 'passphrase-wrong', 'backup-*' or 'file-unreadable' */
export async function openBackup(file: Blob, secretOf: SecretOf): Promise<OpenedBackup> {
  const header = readBackupHeader(await bytesOf(file.slice(0, MAX_BACKUP_HEADER_BYTES)));
  const secret = await secretOf(header.salt, header.cost);
  const key = openBackupHeader(header, secret);
  // As far as the language allows; the engine may have copied it.
  secret.fill(0);
  if (key === null) throw new MessengerError('passphrase-wrong');
  return { file, key, headerBytes: header.lengthBytes };
}

/**
 * Every record, from the beginning.
 * @param noteBytes called with how much of the file was read
 * @throws MessengerError 'backup-*' or 'file-unreadable', at whatever record
 */
export function recordsOf(
  { file, key, headerBytes }: OpenedBackup,
  noteBytes: (bytes: number) => void,
): AsyncIterable<BackupRecord> {
  async function* parts(): AsyncGenerator<Uint8Array, void, void> {
    for (let at = headerBytes; at < file.size; at += PART_BYTES) {
      yield await bytesOf(file.slice(at, at + PART_BYTES));
      noteBytes(Math.min(at + PART_BYTES, file.size));
    }
  }
  return readBackupRecords(openChunks(key, parts()));
}

async function bytesOf(part: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    throw new MessengerError('file-unreadable', { cause });
  }
}
