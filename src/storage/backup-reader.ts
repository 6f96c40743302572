/** Reads the records of a backup off a stream, in the order that they must have (PROTOCOL.md §10.3). */
import { MessengerError } from '../errors.ts';
import { ByteReader, concat, EndOfBytes, MalformedBytes } from '../wire/bytes.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import {
  decodeBackupRecord,
  MAX_BACKUP_RECORD_BYTES,
  type BackupAuthor,
  type BackupRecord,
} from './backup-codec.ts';

/** More friends than anybody has; a bound only so that the reader has one. */
const MAX_FRIENDS = 4_096;
/** Of a length before a record: 2^20 takes three. */
const MAX_LENGTH_BYTES = 3;

/** @throws MessengerError 'backup-damaged' or 'backup-newer-version', and what the stream throws */
export async function* readBackupRecords(
  opened: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<BackupRecord, void, void> {
  const order = new Order();
  for await (const bytes of framed(opened)) {
    const record = decodeBackupRecord(bytes);
    order.next(record);
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

type RecordType = BackupRecord['type'];

/** What may come before each record. */
const AFTER: Readonly<Record<RecordType, readonly (RecordType | 'nothing')[]>> = {
  begin: ['nothing'],
  settings: ['begin'],
  friend: ['begin', 'settings', 'friend', 'meeting', 'entry', 'file', 'piece'],
  meeting: ['friend'],
  entry: ['friend', 'meeting', 'entry'],
  file: ['friend', 'meeting', 'entry', 'file', 'piece'],
  piece: ['file', 'piece'],
  end: ['begin', 'settings', 'friend', 'meeting', 'entry', 'file', 'piece'],
};

class Order {
  #last: RecordType | 'nothing' = 'nothing';
  readonly #friends = new Set<string>();
  #seq: Record<BackupAuthor, number> = { me: 0, friend: 0 };
  /** Bytes of the present file that have not come; null: none came, and none need. */
  #missingBytes: number | null = null;
  #sizeBytes = 0;

  next(record: BackupRecord): void {
    this.#demand(AFTER[record.type].includes(this.#last));
    // A file has all of its pieces or none.
    if (record.type !== 'piece') this.#demand((this.#missingBytes ?? 0) === 0);
    this.#last = record.type;
    switch (record.type) {
      case 'friend':
        this.#demand(!this.#friends.has(record.id) && this.#friends.size < MAX_FRIENDS);
        this.#friends.add(record.id);
        this.#seq = { me: 0, friend: 0 };
        this.#missingBytes = null;
        return;
      case 'entry':
        this.#demand(record.seq > this.#seq[record.author]);
        // Their log is here without gaps; mine may have some (§4.1).
        if (record.author === 'friend') this.#demand(record.seq === this.#seq.friend + 1);
        this.#seq[record.author] = record.seq;
        return;
      case 'file':
        this.#missingBytes = null;
        this.#sizeBytes = record.transfer.sizeBytes;
        return;
      case 'piece': {
        const missing = this.#missingBytes ?? this.#sizeBytes;
        this.#demand(missing > 0 && record.bytes.length === Math.min(PIECE_BYTES, missing));
        this.#missingBytes = missing - record.bytes.length;
        return;
      }
      default:
        return;
    }
  }

  finish(): void {
    this.#demand(this.#last === 'end');
  }

  #demand(holds: boolean): void {
    if (!holds) throw new MessengerError('backup-damaged');
  }
}
