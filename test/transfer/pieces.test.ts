import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesInPieces,
  CHUNKS_PER_PIECE,
  chunkRange,
  chunksInPiece,
  MAX_FILE_BYTES,
  PIECE_BYTES,
  pieceCount,
  pieceRange,
} from '../../src/transfer/pieces.ts';

describe('cutting a file', () => {
  test.each([
    [0, 0],
    [1, 1],
    [PIECE_BYTES, 1],
    [PIECE_BYTES + 1, 2],
    [MAX_FILE_BYTES, 2 ** 28],
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
          for (let i = 0; i < chunksInPiece(sizeBytes, piece); i++) {
            const chunk = chunkRange(sizeBytes, piece * CHUNKS_PER_PIECE + i);
            expect(chunk.start).toBe(end);
            expect(chunk.end).toBeGreaterThan(end);
            end = chunk.end;
          }
          expect(range.end).toBe(end);
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
    expect(() => chunkRange(1, -1)).toThrow(RangeError);
    expect(() => chunkRange(1, 0.5)).toThrow(RangeError);
  });

  test('reaches the last chunk index at the largest size', () => {
    expect(chunkRange(MAX_FILE_BYTES, 2 ** 32 - 1).end).toBe(MAX_FILE_BYTES);
  });
});
