import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesInPieces,
  chunkBytes,
  CHUNKS_PER_PIECE,
  chunksInPiece,
  MAX_FILE_BYTES,
  pieceCount,
  pieceRange,
  TAG_BYTES,
} from '../../src/transfer/pieces.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';

describe('cutting a file', () => {
  test.each([
    [0, 0],
    [1, 1],
    [PIECE_BYTES, 1],
    [PIECE_BYTES + 1, 2],
    [MAX_FILE_BYTES, 2 ** 32 / CHUNKS_PER_PIECE],
  ])('%i bytes make %i pieces', (sizeBytes, pieces) => {
    expect(pieceCount(sizeBytes)).toBe(pieces);
  });

  test('leaves no byte out and none twice, in pieces and in chunks', () => {
    fc.assert(
      fc.property(fc.nat(40 * PIECE_BYTES), (sizeBytes) => {
        let end = 0;
        for (let piece = 0; piece < pieceCount(sizeBytes); piece++) {
          const range = pieceRange(sizeBytes, piece);
          expect(range.start).toBe(end);
          const chunks = chunksInPiece(sizeBytes, piece);
          expect(chunks).toBeLessThanOrEqual(CHUNKS_PER_PIECE);
          let sealed = 0;
          for (let n = 0; n < chunks; n++) sealed += chunkBytes(sizeBytes, piece, n);
          end = range.end;
          expect(sealed).toBe(end - range.start + TAG_BYTES);
          expect(bytesInPieces(sizeBytes, piece + 1)).toBe(end);
        }
        expect(end).toBe(sizeBytes);
      }),
      { numRuns: 30 },
    );
  });

  test('has no part before the first or past the last', () => {
    expect(() => pieceRange(0, 0)).toThrow(RangeError);
    expect(() => pieceRange(PIECE_BYTES, 1)).toThrow(RangeError);
    expect(() => chunkBytes(1, 0, -1)).toThrow(RangeError);
    expect(() => chunkBytes(1, 0, 0.5)).toThrow(RangeError);
    expect(() => chunkBytes(1, 0, 1)).toThrow(RangeError);
  });

  test('reaches the last chunk index at the largest size', () => {
    expect(pieceCount(MAX_FILE_BYTES) * CHUNKS_PER_PIECE).toBe(2 ** 32);
  });
});
