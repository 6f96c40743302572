/** The first byte of a message says what it is. PROTOCOL.md §3.2. */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { FILE_ID_BYTES, STREAM_ID_BYTES } from './frame.ts';

/** First bytes of the messages of a line. */
export const MESSAGE_BYTE = { handshake: 0x01, sealed: 0x02, chunk: 0x03 } as const;

export type MessageKind = keyof typeof MESSAGE_BYTE;

/** PROTOCOL.md §5: an eighth of a whole sealed piece (512 KiB and the tag of AES-GCM). */
export const MAX_CHUNK_BYTES = 65_538;

const CHUNK_HEADER_BYTES = 1 + FILE_ID_BYTES + STREAM_ID_BYTES + 4;

/** One chunk of a file. */
export interface Chunk {
  readonly fileId: Uint8Array;
  readonly streamId: Uint8Array;
  /** Counts through the whole file, u32. */
  readonly index: number;
  /** A part of the sealed piece. */
  readonly sealed: Uint8Array;
}

/** What a message is; null when this version does not know (it is ignored). */
export function kindOf(message: Uint8Array): MessageKind | null {
  switch (message[0]) {
    case MESSAGE_BYTE.handshake:
      return 'handshake';
    case MESSAGE_BYTE.sealed:
      return 'sealed';
    case MESSAGE_BYTE.chunk:
      return 'chunk';
    default:
      return null;
  }
}

/**
 * What stands before the sealed bytes in the message of a chunk. Apart from them, so that nobody need
 * copy them. @throws RangeError for a wrong length or index
 */
export function encodeChunkHeader(chunk: Chunk): Uint8Array<ArrayBuffer> {
  const { fileId, streamId, index, sealed } = chunk;
  if (!hasChunkLength(sealed)) throw new RangeError(`chunk of ${sealed.length} bytes`);
  return new ByteWriter()
    .u8(MESSAGE_BYTE.chunk)
    .bytes(fileId, FILE_ID_BYTES)
    .bytes(streamId, STREAM_ID_BYTES)
    .u32(index)
    .done();
}

/**
 * Reads a message that {@link kindOf} called a chunk; `sealed` is a view into it, not a copy.
 * @throws MessengerError 'line-malformed-frame'
 */
export function decodeChunk(message: Uint8Array): Chunk {
  const sealed = message.subarray(CHUNK_HEADER_BYTES);
  if (message[0] !== MESSAGE_BYTE.chunk || !hasChunkLength(sealed)) {
    throw new MessengerError('line-malformed-frame');
  }
  const header = new ByteReader(message.subarray(1, CHUNK_HEADER_BYTES));
  return {
    fileId: header.bytes(FILE_ID_BYTES),
    streamId: header.bytes(STREAM_ID_BYTES),
    index: header.u32(),
    sealed,
  };
}

function hasChunkLength(sealed: Uint8Array): boolean {
  return sealed.length > 0 && sealed.length <= MAX_CHUNK_BYTES;
}
