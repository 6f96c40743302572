/** In which order the records of a backup come, and how many there may be (PROTOCOL.md §10.3). */
import { MessengerError } from '../errors.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import type { BackupAuthor, BackupRecord } from './backup-codec.ts';

/** More friends than anybody has; a bound only so that the reader has one. */
const MAX_FRIENDS = 4_096;
/**
 * An import is one transaction, so all records but pieces are held until then. An entry of a hundred
 * letters takes about 260 bytes (200,000 of them: 49 MiB, measured), so this many take a quarter of a
 * gigabyte: as much as a page on a phone may have, and a hundred messages a day for 28 years.
 */
const MAX_ENTRIES = 1_048_576;
/** As many bytes as these, for those who write longer. */
const MAX_HELD_BYTES = 268_435_456;
/** The page holds every file's record anyway; some 600 bytes each. */
const MAX_FILES = 262_144;

type RecordType = BackupRecord['type'];

/** What may come before each record. */
const AFTER: Readonly<Record<RecordType, readonly (RecordType | 'nothing')[]>> = {
  begin: ['nothing'],
  settings: ['begin'],
  friend: ['begin', 'settings', 'friend', 'meeting', 'entry', 'begun', 'file', 'piece'],
  meeting: ['friend'],
  entry: ['friend', 'meeting', 'entry', 'begun'],
  begun: ['entry'],
  file: ['friend', 'meeting', 'entry', 'begun', 'file', 'piece'],
  piece: ['file', 'piece'],
  end: ['begin', 'settings', 'friend', 'meeting', 'entry', 'begun', 'file', 'piece'],
};

/**
 * The order and number of records, as whoever reads a backup demands it and whoever writes one keeps to
 * it: a file that nobody can read would be noticed when it is needed.
 */
export class BackupOrder {
  #last: RecordType | 'nothing' = 'nothing';
  readonly #friends = new Set<string>();
  #seq: Record<BackupAuthor, number> = { me: 0, friend: 0 };
  /** Bytes of the present file that have not come; null: none came, and none need. */
  #missingBytes: number | null = null;
  #sizeBytes = 0;
  #entries = 0;
  #files = 0;
  /** Of all records but pieces. */
  #heldBytes = 0;

  /**
   * @param lengthBytes of the record
   * @throws MessengerError 'backup-damaged' or 'backup-too-large'
   */
  next(record: BackupRecord, lengthBytes: number): void {
    this.#count(record, lengthBytes);
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

  /** @throws MessengerError 'backup-damaged' when it may not end here */
  finish(): void {
    this.#demand(this.#last === 'end');
  }

  #count({ type }: BackupRecord, lengthBytes: number): void {
    if (type === 'piece') return;
    this.#heldBytes += lengthBytes;
    if (type === 'entry') this.#entries += 1;
    if (type === 'file') this.#files += 1;
    const fits = this.#entries <= MAX_ENTRIES && this.#files <= MAX_FILES;
    if (!fits || this.#heldBytes > MAX_HELD_BYTES) throw new MessengerError('backup-too-large');
  }

  #demand(holds: boolean): void {
    if (!holds) throw new MessengerError('backup-damaged');
  }
}
