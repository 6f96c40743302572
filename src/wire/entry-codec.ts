/** Log entries as bytes. PROTOCOL.md §4. */
import { ByteWriter, MalformedBytes } from './bytes.ts';
import type { ByteReader } from './bytes.ts';
import {
  FILE_ID_BYTES,
  MAX_FILE_NAME_BYTES,
  MAX_FOLDER_FILES,
  MAX_MEDIA_TYPE_BYTES,
  MAX_TEXT_BYTES,
  MAX_TIME_MS,
  MAX_UNKNOWN_BODY_BYTES,
  MAX_VANISH_SECONDS,
} from './frame.ts';
import type { FileEndOutcome, LogEntry } from './frame.ts';
import { decodeWhole, positive, readListed, readPositive } from './frame-reading.ts';

const ENTRY_BYTE = {
  text: 1,
  'file-offer': 2,
  'file-end': 3,
  'folder-offer': 4,
  gone: 5,
  delete: 6,
  vanish: 7,
} as const satisfies Partial<Record<LogEntry['kind'], number>>;
const KNOWN_ENTRY_BYTES: readonly number[] = Object.values(ENTRY_BYTE);

/** Position plus one is the number on the wire. */
const OUTCOMES: readonly FileEndOutcome[] = [
  'declined',
  'cancelled-by-sender',
  'cancelled-by-receiver',
];

const GONE = ['deleted', 'silent'] as const;
const FOLLOWS = [false, true] as const;

/**
 * An entry with its time and kind, as it follows the sequence number in a frame; also how storage keeps it.
 * @throws RangeError for a value past its bounds
 */
export function encodeEntry(entry: LogEntry): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().varint(entry.atMs, MAX_TIME_MS);
  if (entry.kind === 'unknown') {
    if (KNOWN_ENTRY_BYTES.includes(entry.kindByte) || entry.body.length > MAX_UNKNOWN_BODY_BYTES) {
      throw new RangeError('not an entry of a later version');
    }
    return writer.u8(entry.kindByte).bytes(entry.body).done();
  }
  writer.u8(ENTRY_BYTE[entry.kind]);
  switch (entry.kind) {
    case 'text':
      return writer.text(entry.text, 1, MAX_TEXT_BYTES).done();
    case 'file-offer':
      return writer
        .bytes(entry.fileId, FILE_ID_BYTES)
        .varint(entry.sizeBytes)
        .varint(entry.modifiedMs, MAX_TIME_MS)
        .text(entry.name, 1, MAX_FILE_NAME_BYTES)
        .text(entry.mediaType, 0, MAX_MEDIA_TYPE_BYTES)
        .done();
    case 'folder-offer':
      return writer
        .bytes(entry.fileId, FILE_ID_BYTES)
        .varint(entry.sizeBytes)
        .varint(entry.files, MAX_FOLDER_FILES)
        .text(entry.name, 1, MAX_FILE_NAME_BYTES)
        .done();
    case 'file-end':
      return writer
        .bytes(entry.fileId, FILE_ID_BYTES)
        .u8(OUTCOMES.indexOf(entry.outcome) + 1)
        .done();
    case 'gone':
      return writer.u8(GONE.indexOf(entry.why) + 1).done();
    case 'delete':
      return writer.varint(positive(entry.seq)).done();
    case 'vanish':
      return writer
        .varint(positive(entry.round))
        .varint(entry.seconds, MAX_VANISH_SECONDS)
        .u8(entry.follows ? 1 : 0)
        .done();
  }
}

/** Inverse of {@link encodeEntry}. @throws MessengerError 'line-malformed-frame' */
export function decodeEntry(bytes: Uint8Array): LogEntry {
  return decodeWhole(bytes, readEntry);
}

/** Reads an entry to the end of the bytes. @throws MalformedBytes */
export function readEntry(reader: ByteReader): LogEntry {
  const atMs = reader.varint(MAX_TIME_MS);
  const kindByte = reader.u8();
  switch (kindByte) {
    case ENTRY_BYTE.text:
      return { kind: 'text', atMs, text: reader.text(1, MAX_TEXT_BYTES) };
    case ENTRY_BYTE['file-offer']:
      return {
        kind: 'file-offer',
        atMs,
        fileId: reader.bytes(FILE_ID_BYTES),
        sizeBytes: reader.varint(),
        modifiedMs: reader.varint(MAX_TIME_MS),
        name: reader.text(1, MAX_FILE_NAME_BYTES),
        mediaType: reader.text(0, MAX_MEDIA_TYPE_BYTES),
      };
    case ENTRY_BYTE['folder-offer']:
      return {
        kind: 'folder-offer',
        atMs,
        fileId: reader.bytes(FILE_ID_BYTES),
        sizeBytes: reader.varint(),
        files: reader.varint(MAX_FOLDER_FILES),
        name: reader.text(1, MAX_FILE_NAME_BYTES),
      };
    case ENTRY_BYTE['file-end']:
      return {
        kind: 'file-end',
        atMs,
        fileId: reader.bytes(FILE_ID_BYTES),
        outcome: readListed(reader, OUTCOMES, 1),
      };
    case ENTRY_BYTE.gone:
      return { kind: 'gone', atMs, why: readListed(reader, GONE, 1) };
    case ENTRY_BYTE.delete:
      return { kind: 'delete', atMs, seq: readPositive(reader) };
    case ENTRY_BYTE.vanish:
      return {
        ...{ kind: 'vanish', atMs, round: readPositive(reader) },
        ...{ seconds: reader.varint(MAX_VANISH_SECONDS), follows: readListed(reader, FOLLOWS, 0) },
      };
    default:
      if (reader.remaining > MAX_UNKNOWN_BODY_BYTES) throw new MalformedBytes('entry too long');
      return { kind: 'unknown', atMs, kindByte, body: reader.bytes(reader.remaining) };
  }
}
