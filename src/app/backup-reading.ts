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
import { concat } from '../wire/bytes.ts';

/** Makes 32 bytes of what the header says; `cost` is null where no passphrase was used. */
export type SecretOf = (salt: Uint8Array, cost: PassphraseCost | null) => Promise<Uint8Array>;

/** Where a backup is read from. */
export interface BackupBytes {
  readonly sizeBytes: number;
  /** All bytes from there on, in parts. @throws MessengerError when they cannot be read */
  from(at: number): AsyncIterable<Uint8Array>;
}

/** A backup that opens. */
export interface OpenedBackup {
  readonly bytes: BackupBytes;
  readonly key: Uint8Array<ArrayBuffer>;
  readonly headerBytes: number;
}

/** What is read of the file at once. */
const PART_BYTES = 1_048_576;

/** @throws MessengerError 'passphrase-wrong', 'backup-*' or 'file-unreadable' */
export async function openBackup(bytes: BackupBytes, secretOf: SecretOf): Promise<OpenedBackup> {
  const header = readBackupHeader(await startOf(bytes));
  const secret = await secretOf(header.salt, header.cost);
  const key = openBackupHeader(header, secret);
  // As far as the language allows; the engine may have copied it.
  secret.fill(0);
  if (key === null) throw new MessengerError('passphrase-wrong');
  return { bytes, key, headerBytes: header.lengthBytes };
}

/**
 * Every record, from the beginning.
 * @param noteBytes called with how much of the file was read
 * @throws MessengerError 'backup-*' or 'file-unreadable', at whatever record
 */
export function recordsOf(
  { bytes, key, headerBytes }: OpenedBackup,
  noteBytes: (bytes: number) => void,
): AsyncIterable<BackupRecord> {
  async function* parts(): AsyncGenerator<Uint8Array, void, void> {
    let at = headerBytes;
    for await (const part of bytes.from(headerBytes)) {
      yield part;
      noteBytes((at += part.length));
    }
  }
  return readBackupRecords(openChunks(key, parts()));
}

/** A chosen file. @throws MessengerError 'file-unreadable' while it is read */
export function bytesOfFile(file: Blob): BackupBytes {
  return {
    sizeBytes: file.size,
    async *from(start) {
      for (let at = start; at < file.size; at += PART_BYTES) {
        yield await bytesOf(file.slice(at, at + PART_BYTES));
      }
    },
  };
}

/** As much as any header takes, or all that there is. */
async function startOf(bytes: BackupBytes): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes.from(0)) {
    parts.push(part);
    if (parts.reduce((sum, each) => sum + each.length, 0) >= MAX_BACKUP_HEADER_BYTES) break;
  }
  return concat(...parts).slice(0, MAX_BACKUP_HEADER_BYTES);
}

async function bytesOf(part: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    throw new MessengerError('file-unreadable', { cause });
  }
}
