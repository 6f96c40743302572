import { expect, test } from 'vitest';
import { PieceBuffers } from '../../src/transfer/piece-buffers.ts';
import { TAG_BYTES } from '../../src/transfer/pieces.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';

const WHOLE = PIECE_BYTES + TAG_BYTES;

test('a buffer that was given back serves the next whole piece', () => {
  const buffers = new PieceBuffers();
  const { buffer } = buffers.take(WHOLE);
  buffers.give(buffer);
  expect(buffers.take(WHOLE).buffer).toBe(buffer);
});

test('none is given to two at once', () => {
  const buffers = new PieceBuffers();
  buffers.give(buffers.take(WHOLE).buffer);
  expect(buffers.take(WHOLE).buffer).not.toBe(buffers.take(WHOLE).buffer);
});

test('a piece of another length has one of its own, which is not kept', () => {
  const buffers = new PieceBuffers();
  const short = buffers.take(1_000);
  expect(short).toHaveLength(1_000);
  buffers.give(short.buffer);
  expect(buffers.take(WHOLE)).toHaveLength(WHOLE);
  expect(buffers.take(1_000).buffer).not.toBe(short.buffer);
});

test('no more are kept than are of use', () => {
  const buffers = new PieceBuffers();
  const used = Array.from({ length: 10 }, () => buffers.take(WHOLE).buffer);
  for (const buffer of used) buffers.give(buffer);
  const again = used.map(() => buffers.take(WHOLE).buffer);
  expect(again.filter((buffer) => used.includes(buffer))).toHaveLength(4);
});
