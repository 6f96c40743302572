import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, toHex } from '../../src/wire/bytes.ts';
import {
  decodeChunk,
  encodeChunkHeader,
  kindOf,
  MAX_CHUNK_BYTES,
  MESSAGE_BYTE,
  type Chunk,
} from '../../src/wire/envelope.ts';
import { MAX_FRAGMENT_BYTES } from '../../src/wire/fragment.ts';
import { bytesOf, failureOf } from './arbitraries.ts';

const chunkMessage = (chunk: Chunk): Uint8Array => concat(encodeChunkHeader(chunk), chunk.sealed);

const chunk = {
  fileId: new Uint8Array(16).fill(0xaa),
  streamId: new Uint8Array(8).fill(0xbb),
  index: 0x01020304,
  sealed: new Uint8Array(17).fill(0xcc),
};

test('a chunk stands as the protocol draws it', () => {
  expect(toHex(chunkMessage(chunk))).toBe(
    `03${'aa'.repeat(16)}${'bb'.repeat(8)}01020304${'cc'.repeat(17)}`,
  );
});

test('every chunk comes back', () => {
  const index = fc.integer({ min: 0, max: 0xffffffff });
  const sealed = fc.uint8Array({ minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(bytesOf(16), bytesOf(8), index, sealed, (fileId, streamId, index, sealed) => {
      const message = chunkMessage({ fileId, streamId, index, sealed });
      expect(kindOf(message)).toBe('chunk');
      expect(decodeChunk(message)).toEqual({ fileId, streamId, index, sealed });
    }),
  );
});

test('the longest chunk fits into one fragment', () => {
  const message = chunkMessage({ ...chunk, sealed: new Uint8Array(MAX_CHUNK_BYTES) });
  expect(decodeChunk(message).sealed).toHaveLength(MAX_CHUNK_BYTES);
  expect(message.length).toBeLessThanOrEqual(MAX_FRAGMENT_BYTES);
});

test('the sealed bytes are not copied on receipt', () => {
  const message = chunkMessage(chunk);
  expect(decodeChunk(message).sealed.buffer).toBe(message.buffer);
});

test.each([
  ['nothing', 0],
  ['a header alone', 29],
  ['a chunk over its size', 29 + MAX_CHUNK_BYTES + 1],
])('%s is malformed', (_, length) => {
  const message = new Uint8Array(length).fill(MESSAGE_BYTE.chunk, 0, 1);
  expect(failureOf(() => decodeChunk(message))).toBe('line-malformed-frame');
});

test.each([
  ['an empty chunk', { sealed: new Uint8Array(0) }],
  ['a long chunk', { sealed: new Uint8Array(MAX_CHUNK_BYTES + 1) }],
  ['an index past u32', { index: 2 ** 32 }],
  ['a short identifier', { fileId: new Uint8Array(15) }],
])('%s is refused', (_, change) => {
  expect(() => chunkMessage({ ...chunk, ...change })).toThrow(RangeError);
});

test('the first byte tells the kind; others are nobody’s', () => {
  expect(['01', '02', '03'].map((hex) => kindOf(Uint8Array.of(Number(hex))))).toEqual([
    'handshake',
    'sealed',
    'chunk',
  ]);
  expect(kindOf(Uint8Array.of(0))).toBeNull();
  expect(kindOf(Uint8Array.of(4))).toBeNull();
  expect(kindOf(new Uint8Array(0))).toBeNull();
});
