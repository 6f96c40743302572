/** Frames of files as bytes. PROTOCOL.md §3.5 and §5. */
import type { ByteReader, ByteWriter } from './bytes.ts';
import { FILE_ID_BYTES, STREAM_ID_BYTES } from './frame.ts';
import type { FileFrame, FileHoldReason, FileStopReason } from './frame.ts';
import { readListed } from './frame-reading.ts';

const HASH_BYTES = 32;

export const FILE_FRAME_BYTE = {
  'file-want': 0x10,
  'file-start': 0x11,
  'file-piece': 0x12,
  'file-done': 0x13,
  'file-ack': 0x14,
  'file-stop': 0x15,
  'file-hold': 0x16,
  'file-next': 0x17,
} as const satisfies Record<FileFrame['type'], number>;

/** Position plus one is the number on the wire. */
const STOP_REASONS: readonly FileStopReason[] = ['gone', 'changed', 'damaged', 'cannot-store'];
const HOLD_REASONS: readonly FileHoldReason[] = [
  'missing',
  'paused-by-sender',
  'paused-by-receiver',
];

/** Of a want: 31 bits. */
const MAX_LATER = 2 ** 31 - 1;

/** Writes what follows the type. @throws RangeError for a value past its bounds */
export function writeFileFrame(writer: ByteWriter, frame: FileFrame): ByteWriter {
  writer.bytes(frame.fileId, FILE_ID_BYTES);
  switch (frame.type) {
    case 'file-want':
      return writer.varint(frame.fromPiece).varint(frame.want).varint(frame.later, MAX_LATER);
    case 'file-start':
      return writer.varint(frame.want).bytes(frame.streamId, STREAM_ID_BYTES);
    case 'file-piece':
      return writer.varint(frame.piece).bytes(frame.sha256, HASH_BYTES);
    case 'file-done':
      return writer.bytes(frame.root, HASH_BYTES);
    case 'file-ack':
      return writer.varint(frame.pieces).u8(frame.complete ? 1 : 0);
    case 'file-stop':
      return writer.u8(STOP_REASONS.indexOf(frame.reason) + 1);
    case 'file-hold':
      return writer.u8(HOLD_REASONS.indexOf(frame.reason) + 1);
    case 'file-next':
      return writer;
  }
}

/** Reads what follows the type; null for another type. @throws MalformedBytes */
export function readFileFrame(type: number, reader: ByteReader): FileFrame | null {
  const fileId = (): Uint8Array => reader.bytes(FILE_ID_BYTES);
  switch (type) {
    case FILE_FRAME_BYTE['file-want']:
      return {
        type: 'file-want',
        fileId: fileId(),
        fromPiece: reader.varint(),
        want: reader.varint(),
        later: reader.varint(MAX_LATER),
      };
    case FILE_FRAME_BYTE['file-start']:
      return {
        type: 'file-start',
        fileId: fileId(),
        want: reader.varint(),
        streamId: reader.bytes(STREAM_ID_BYTES),
      };
    case FILE_FRAME_BYTE['file-piece']:
      return {
        type: 'file-piece',
        fileId: fileId(),
        piece: reader.varint(),
        sha256: reader.bytes(HASH_BYTES),
      };
    case FILE_FRAME_BYTE['file-done']:
      return { type: 'file-done', fileId: fileId(), root: reader.bytes(HASH_BYTES) };
    case FILE_FRAME_BYTE['file-ack']:
      return {
        type: 'file-ack',
        fileId: fileId(),
        pieces: reader.varint(),
        complete: readListed(reader, [false, true], 0),
      };
    case FILE_FRAME_BYTE['file-stop']:
      return { type: 'file-stop', fileId: fileId(), reason: readListed(reader, STOP_REASONS, 1) };
    case FILE_FRAME_BYTE['file-hold']:
      return { type: 'file-hold', fileId: fileId(), reason: readListed(reader, HOLD_REASONS, 1) };
    case FILE_FRAME_BYTE['file-next']:
      return { type: 'file-next', fileId: fileId() };
    default:
      return null;
  }
}
