import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { streamPieces } from '../../src/storage/opened-pieces.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';

it('reads a stream one piece ahead of who takes it, and stops when they do', async () => {
  const asked: number[] = [];
  const read = (piece: number): Promise<Uint8Array<ArrayBuffer>> => {
    asked.push(piece);
    return Promise.resolve(new Uint8Array(PIECE_BYTES));
  };
  const reader = streamPieces(read, 10 * PIECE_BYTES).getReader();
  await setImmediate();
  expect(asked).toEqual([0]);
  await reader.read();
  await setImmediate();
  expect(asked).toEqual([0, 1]);
  await reader.cancel();
  await setImmediate();
  expect(asked).toEqual([0, 1]);
});
