/** Frames and log entries as bytes. PROTOCOL.md §3.5 and §4. */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, MalformedBytes } from './bytes.ts';
import {
  FILE_ID_BYTES,
  MAX_FILE_NAME_BYTES,
  MAX_MEDIA_TYPE_BYTES,
  MAX_NAME_BYTES,
  MAX_TEXT_BYTES,
  MAX_TIME_MS,
  MAX_UNKNOWN_BODY_BYTES,
  STREAM_ID_BYTES,
} from './frame.ts';
import type { FileEndOutcome, FileStopReason, Frame, LogEntry } from './frame.ts';

/** What the hello of this protocol says. */
const PROTOCOL = 1;
const HASH_BYTES = 32;

const FRAME_BYTE = {
  hello: 0x01,
  entry: 0x02,
  ack: 0x03,
  name: 0x04,
  bye: 0x05,
  'file-want': 0x10,
  'file-start': 0x11,
  'file-piece': 0x12,
  'file-done': 0x13,
  'file-ack': 0x14,
  'file-stop': 0x15,
} as const satisfies Record<Frame['type'], number>;

const ENTRY_BYTE = { text: 1, 'file-offer': 2, 'file-end': 3 } as const satisfies Partial<
  Record<LogEntry['kind'], number>
>;
const KNOWN_ENTRY_BYTES: readonly number[] = Object.values(ENTRY_BYTE);

/** Position plus one is the number on the wire. */
const OUTCOMES: readonly FileEndOutcome[] = [
  'declined',
  'cancelled-by-sender',
  'cancelled-by-receiver',
];
const STOP_REASONS: readonly FileStopReason[] = ['gone', 'changed', 'damaged', 'cannot-store'];

/** @throws RangeError for a value past its bounds */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().u8(FRAME_BYTE[frame.type]);
  switch (frame.type) {
    case 'hello':
      return writer.varint(PROTOCOL).varint(frame.have).text(frame.name, 0, MAX_NAME_BYTES).done();
    case 'entry':
      return writer.varint(positive(frame.seq)).bytes(encodeEntry(frame.entry)).done();
    case 'ack':
      return writer.varint(positive(frame.seq)).done();
    case 'name':
      return writer.text(frame.name, 0, MAX_NAME_BYTES).done();
    case 'bye':
      return writer.done();
    default:
      writer.bytes(frame.fileId, FILE_ID_BYTES);
  }
  switch (frame.type) {
    case 'file-want':
      return writer.varint(frame.fromPiece).done();
    case 'file-start':
      return writer.varint(frame.fromPiece).bytes(frame.streamId, STREAM_ID_BYTES).done();
    case 'file-piece':
      return writer.varint(frame.piece).bytes(frame.sha256, HASH_BYTES).done();
    case 'file-done':
      return writer.bytes(frame.root, HASH_BYTES).done();
    case 'file-ack':
      return writer
        .varint(frame.pieces)
        .u8(frame.complete ? 1 : 0)
        .done();
    case 'file-stop':
      return writer.u8(STOP_REASONS.indexOf(frame.reason) + 1).done();
  }
}

/**
 * Null for a frame type of a later version, which is ignored.
 * @throws MessengerError 'line-malformed-frame'
 */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  return decodeWhole(bytes, (reader) => {
    const type = reader.u8();
    switch (type) {
      case FRAME_BYTE.hello: {
        if (reader.varint() !== PROTOCOL) throw new MalformedBytes('unknown protocol');
        return { type: 'hello', have: reader.varint(), name: reader.text(0, MAX_NAME_BYTES) };
      }
      case FRAME_BYTE.entry:
        return { type: 'entry', seq: readPositive(reader), entry: readEntry(reader) };
      case FRAME_BYTE.ack:
        return { type: 'ack', seq: readPositive(reader) };
      case FRAME_BYTE.name:
        return { type: 'name', name: reader.text(0, MAX_NAME_BYTES) };
      case FRAME_BYTE.bye:
        return { type: 'bye' };
      default:
        return readFileFrame(type, reader);
    }
  });
}

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
    case 'file-end':
      return writer
        .bytes(entry.fileId, FILE_ID_BYTES)
        .u8(OUTCOMES.indexOf(entry.outcome) + 1)
        .done();
  }
}

/** Inverse of {@link encodeEntry}. @throws MessengerError 'line-malformed-frame' */
export function decodeEntry(bytes: Uint8Array): LogEntry {
  return decodeWhole(bytes, readEntry);
}

/** Reads to the last byte and translates what the reader throws. */
function decodeWhole<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): T {
  try {
    const reader = new ByteReader(bytes);
    const value = read(reader);
    if (value !== null) reader.end();
    return value;
  } catch (cause) {
    if (cause instanceof MalformedBytes) {
      throw new MessengerError('line-malformed-frame', { cause });
    }
    throw cause;
  }
}

function readFileFrame(type: number, reader: ByteReader): Frame | null {
  const fileId = (): Uint8Array => reader.bytes(FILE_ID_BYTES);
  switch (type) {
    case FRAME_BYTE['file-want']:
      return { type: 'file-want', fileId: fileId(), fromPiece: reader.varint() };
    case FRAME_BYTE['file-start']:
      return {
        type: 'file-start',
        fileId: fileId(),
        fromPiece: reader.varint(),
        streamId: reader.bytes(STREAM_ID_BYTES),
      };
    case FRAME_BYTE['file-piece']:
      return {
        type: 'file-piece',
        fileId: fileId(),
        piece: reader.varint(),
        sha256: reader.bytes(HASH_BYTES),
      };
    case FRAME_BYTE['file-done']:
      return { type: 'file-done', fileId: fileId(), root: reader.bytes(HASH_BYTES) };
    case FRAME_BYTE['file-ack']:
      return {
        type: 'file-ack',
        fileId: fileId(),
        pieces: reader.varint(),
        complete: readListed(reader, [false, true], 0),
      };
    case FRAME_BYTE['file-stop']:
      return { type: 'file-stop', fileId: fileId(), reason: readListed(reader, STOP_REASONS, 1) };
    default:
      return null;
  }
}

function readEntry(reader: ByteReader): LogEntry {
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
    case ENTRY_BYTE['file-end']:
      return {
        kind: 'file-end',
        atMs,
        fileId: reader.bytes(FILE_ID_BYTES),
        outcome: readListed(reader, OUTCOMES, 1),
      };
    default:
      if (reader.remaining > MAX_UNKNOWN_BODY_BYTES) throw new MalformedBytes('entry too long');
      return { kind: 'unknown', atMs, kindByte, body: reader.bytes(reader.remaining) };
  }
}

/** The listed value that a byte names, counting from `first`. */
function readListed<T>(reader: ByteReader, values: readonly T[], first: number): T {
  const value = values[reader.u8() - first];
  if (value === undefined) throw new MalformedBytes('value not listed');
  return value;
}

/** Sequence numbers begin with 1. */
function positive(seq: number): number {
  if (seq < 1) throw new RangeError(`no sequence number: ${seq}`);
  return seq;
}

function readPositive(reader: ByteReader): number {
  const seq = reader.varint();
  if (seq < 1) throw new MalformedBytes('sequence number 0');
  return seq;
}
