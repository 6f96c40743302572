/** The records of a backup as bytes (PROTOCOL.md §10.3). */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, concat, MalformedBytes } from '../wire/bytes.ts';
import { decodeEntry, encodeEntry } from '../wire/entry-codec.ts';
import { FILE_ID_BYTES, MAX_TIME_MS, type LogEntry } from '../wire/frame.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import { decodeMeeting, encodeMeeting, type MeetingFields } from './meeting-codec.ts';
import {
  choice,
  decodeFriend,
  decodeSettings,
  decodeTransfer,
  encodeFriend,
  encodeSettings,
  encodeTransfer,
  type FriendFields,
  type TransferFields,
} from './record-codec.ts';
import type { SettingsRecord } from './repositories.ts';

export type BackupRecord =
  | { readonly type: 'begin'; readonly madeAtMs: number; readonly withFiles: boolean }
  | { readonly type: 'settings'; readonly settings: SettingsRecord }
  | { readonly type: 'friend'; readonly id: string; readonly friend: FriendFields }
  /** Of the friend before; so are entries and files. */
  | { readonly type: 'meeting'; readonly meeting: Omit<MeetingFields, 'mine'> }
  | {
      readonly type: 'entry';
      readonly author: BackupAuthor;
      readonly seq: number;
      readonly entry: LogEntry;
    }
  /** When the time of the entry before began, which disappears. */
  | { readonly type: 'begun'; readonly sinceMs: number }
  | { readonly type: 'file'; readonly wireId: Uint8Array; readonly transfer: TransferFields }
  /** Of the file before. */
  | { readonly type: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' };

export type BackupAuthor = 'me' | 'friend';

/** Whoever reads holds one record at a time; the longest is a piece. */
export const MAX_BACKUP_RECORD_BYTES = 1_048_576;
const MAX_ID_BYTES = 255;

/** Order is format: the first is type 1. */
const TYPES = [
  ...(['begin', 'settings', 'friend', 'meeting', 'entry', 'file', 'piece', 'end'] as const),
  'begun',
] as const;
const AUTHORS: readonly BackupAuthor[] = ['me', 'friend'];

/** A record with its length before it. @throws RangeError for values past their bounds */
export function encodeBackupRecord(record: BackupRecord): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().u8(TYPES.indexOf(record.type) + 1);
  // The one long record is not copied more often than it must be.
  if (record.type === 'piece') return withLength(writer.done(), record.bytes);
  return withLength(writeBody(writer, record).done());
}

function writeBody(
  writer: ByteWriter,
  record: Exclude<BackupRecord, { type: 'piece' }>,
): ByteWriter {
  switch (record.type) {
    case 'begin':
      return writer.varint(record.madeAtMs, MAX_TIME_MS).u8(record.withFiles ? 1 : 0);
    case 'settings':
      return writer.bytes(encodeSettings(record.settings));
    case 'friend':
      return writer.text(record.id, 1, MAX_ID_BYTES).bytes(encodeFriend(record.friend));
    case 'meeting':
      return writer.bytes(encodeMeeting({ ...record.meeting, mine: [] }));
    case 'entry':
      return writer
        .u8(AUTHORS.indexOf(record.author))
        .varint(record.seq)
        .bytes(encodeEntry(record.entry));
    case 'begun':
      return writer.varint(record.sinceMs, MAX_TIME_MS);
    case 'file':
      return writer.bytes(record.wireId, FILE_ID_BYTES).bytes(encodeTransfer(record.transfer));
    case 'end':
      return writer;
  }
}

function withLength(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const lengthBytes = parts.reduce((sum, part) => sum + part.length, 0);
  const head = new ByteWriter().varint(lengthBytes, MAX_BACKUP_RECORD_BYTES).done();
  return concat(head, ...parts);
}

/**
 * Reads a record, without the length before it.
 * @throws MessengerError 'backup-damaged', or 'backup-newer-version' for what this version does not know
 */
export function decodeBackupRecord(bytes: Uint8Array): BackupRecord {
  try {
    const reader = new ByteReader(bytes);
    const type = TYPES[reader.u8() - 1];
    if (type === undefined) throw new MessengerError('backup-newer-version');
    const record = readBody(type, reader);
    reader.end();
    return record;
  } catch (error) {
    if (error instanceof MalformedBytes) throw damaged(error);
    if (!(error instanceof MessengerError)) throw error;
    if (error.code === 'backup-newer-version') throw error;
    if (error.code !== 'storage-newer-version') throw damaged(error);
    throw new MessengerError('backup-newer-version', { cause: error });
  }
}

/** @throws MalformedBytes or a MessengerError of the codec of what is inside */
function readBody(type: (typeof TYPES)[number], reader: ByteReader): BackupRecord {
  const rest = (): Uint8Array<ArrayBuffer> => reader.bytes(reader.remaining);
  switch (type) {
    case 'begin':
      return {
        type,
        madeAtMs: reader.varint(MAX_TIME_MS),
        withFiles: choice([false, true], reader.u8()),
      };
    case 'settings':
      return { type, settings: decodeSettings(rest()) };
    case 'friend':
      return { type, id: reader.text(1, MAX_ID_BYTES), friend: decodeFriend(rest()) };
    case 'meeting': {
      const { mine, ...meeting } = decodeMeeting(rest());
      if (mine.length > 0) throw new MalformedBytes('certificates do not travel');
      return { type, meeting };
    }
    case 'entry': {
      const author = choice(AUTHORS, reader.u8());
      const seq = reader.varint();
      if (seq === 0) throw new MalformedBytes('sequences begin with 1');
      return { type, author, seq, entry: decodeEntry(rest()) };
    }
    case 'begun':
      return { type, sinceMs: reader.varint(MAX_TIME_MS) };
    case 'file':
      return { type, wireId: reader.bytes(FILE_ID_BYTES), transfer: decodeTransfer(rest()) };
    case 'piece': {
      const bytes = rest();
      if (bytes.length === 0 || bytes.length > PIECE_BYTES) throw new MalformedBytes('no piece');
      return { type, bytes };
    }
    case 'end':
      return { type };
  }
}

function damaged(cause: unknown): MessengerError {
  return new MessengerError('backup-damaged', { cause });
}
