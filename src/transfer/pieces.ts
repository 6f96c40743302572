/** How a file is cut: pieces that are sealed, hashed, stored and acknowledged, and chunks that are sent. PROTOCOL.md §5. */
import { MAX_CHUNK_BYTES } from '../wire/envelope.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';

/** AES-GCM's authentication tag behind every piece. */
export const TAG_BYTES = 16;
/** What of a sealed piece one channel message carries (PROTOCOL.md §3.1). */
export const CHUNK_BYTES = MAX_CHUNK_BYTES;
export const CHUNKS_PER_PIECE = (PIECE_BYTES + TAG_BYTES) / CHUNK_BYTES;
/** Chunk indexes are u32, so that is where files end: 256 TiB. */
export const MAX_FILE_BYTES = (2 ** 32 / CHUNKS_PER_PIECE) * PIECE_BYTES;

/** From `start` up to, not including, `end`; bytes of the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** How many pieces a file of that size has; an empty one has none. */
export function pieceCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / PIECE_BYTES);
}

/** How many bytes piece `piece` has once sealed. @throws RangeError past the end */
export function sealedPieceBytes(sizeBytes: number, piece: number): number {
  const { start, end } = pieceRange(sizeBytes, piece);
  return end - start + TAG_BYTES;
}

/** How many chunks piece `piece` is sent in. @throws RangeError past the end */
export function chunksInPiece(sizeBytes: number, piece: number): number {
  return Math.ceil(sealedPieceBytes(sizeBytes, piece) / CHUNK_BYTES);
}

/** How many bytes the `n`th chunk of piece `piece` has. @throws RangeError past the end */
export function chunkBytes(sizeBytes: number, piece: number, n: number): number {
  const { start, end } = rangeOf(sealedPieceBytes(sizeBytes, piece), n, CHUNK_BYTES);
  return end - start;
}

/** The piece that a chunk belongs to. */
export function pieceOf({ index }: { readonly index: number }): number {
  return Math.floor(index / CHUNKS_PER_PIECE);
}

/** A sealed piece as the chunks that it is sent in: views, not copies. */
export function* chunksOf(
  piece: number,
  sealed: Uint8Array,
): Generator<{ readonly index: number; readonly sealed: Uint8Array }> {
  for (let at = 0, n = 0; at < sealed.length; at += CHUNK_BYTES, n++) {
    yield { index: piece * CHUNKS_PER_PIECE + n, sealed: sealed.subarray(at, at + CHUNK_BYTES) };
  }
}

/** Where piece `piece` lies. @throws RangeError past the end */
export function pieceRange(sizeBytes: number, piece: number): ByteRange {
  return rangeOf(sizeBytes, piece, PIECE_BYTES);
}

/** How many bytes the first `pieces` pieces hold. */
export function bytesInPieces(sizeBytes: number, pieces: number): number {
  return Math.min(pieces * PIECE_BYTES, sizeBytes);
}

function rangeOf(sizeBytes: number, index: number, lengthBytes: number): ByteRange {
  const start = index * lengthBytes;
  if (!Number.isSafeInteger(index) || index < 0 || start >= sizeBytes) {
    throw new RangeError(`${sizeBytes} bytes have no part ${index} of ${lengthBytes}`);
  }
  return { start, end: Math.min(start + lengthBytes, sizeBytes) };
}
