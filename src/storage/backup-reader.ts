/** Reads the records of a backup off a stream, in the order that they must have (PROTOCOL.md §10.3). */
import { MessengerError } from '../errors.ts';
import { ByteReader, concat, EndOfBytes, MalformedBytes } from '../wire/bytes.ts';
import { decodeBackupRecord, MAX_BACKUP_RECORD_BYTES, type BackupRecord } from './backup-codec.ts';
import { BackupOrder } from './backup-order.ts';

/** Of a length before a record: 2^20 takes three. */
const MAX_LENGTH_BYTES = 3;

/** @throws MessengerError 'backup-damaged', 'backup-newer-version' or 'backup-too-large', and what the stream throws */
export async function* readBackupRecords(
  opened: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<BackupRecord, void, void> {
  const order = new BackupOrder();
  for await (const bytes of framed(opened)) {
    const record = decodeBackupRecord(bytes);
    order.next(record, bytes.length);
    yield record;
  }
  order.finish();
}

/** Records without their lengths. */
async function* framed(
  opened: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const part of opened) {
    rest = rest.length === 0 ? part : concat(rest, part);
    for (let length = frameLength(rest); length !== null; length = frameLength(rest)) {
      yield rest.subarray(length.head, length.end);
      rest = rest.subarray(length.end);
    }
  }
  if (rest.length > 0) throw new MessengerError('backup-damaged');
}

/** Where the next record lies; null when it is not here whole. */
function frameLength(bytes: Uint8Array): { readonly head: number; readonly end: number } | null {
  const reader = new ByteReader(bytes.subarray(0, MAX_LENGTH_BYTES));
  try {
    const length = reader.varint(MAX_BACKUP_RECORD_BYTES);
    if (length === 0) throw new MalformedBytes('an empty record');
    const head = Math.min(bytes.length, MAX_LENGTH_BYTES) - reader.remaining;
    return bytes.length < head + length ? null : { head, end: head + length };
  } catch (error) {
    if (error instanceof EndOfBytes && bytes.length < MAX_LENGTH_BYTES) return null;
    if (!(error instanceof MalformedBytes)) throw error;
    throw new MessengerError('backup-damaged', { cause: error });
  }
}
