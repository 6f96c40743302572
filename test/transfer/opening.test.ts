import { describe, expect, test } from 'vitest';
import { MessengerError } from '../../src/errors.ts';
import { Opening } from '../../src/transfer/opening.ts';
import { TAG_BYTES } from '../../src/transfer/pieces.ts';
import { openPiece, sealHere, type OpenJob } from '../../src/transfer/pipeline.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf, MemorySource } from './peers.ts';

const KEY = new Uint8Array(32).fill(5);
const SEALED_BYTES = PIECE_BYTES + TAG_BYTES;

/** A piece of that length, joined in a buffer of `opening` and ready to be opened. */
async function jobIn(opening: Opening, sizeBytes = PIECE_BYTES): Promise<OpenJob> {
  const source = new MemorySource(contentOf(sizeBytes));
  const [piece] = await sealHere.seal({ source, sizeBytes, fromPiece: 0, toPiece: 1, key: KEY });
  if (piece === undefined) throw new Error('nothing was sealed');
  const sealed = opening.buffer(piece.sealed.length);
  sealed.set(piece.sealed);
  return { key: KEY, piece: 0, sealed, sha256: piece.sha256 };
}

describe('a buffer', () => {
  test('comes back when its piece was opened, and serves the next', async () => {
    const opening = new Opening(openPiece);
    const job = await jobIn(opening);
    const plain = await opening.open(job);
    expect(plain && Buffer.compare(plain, contentOf(PIECE_BYTES))).toBe(0);
    expect(opening.buffer(SEALED_BYTES).buffer).toBe(job.sealed.buffer);
  });

  test('comes back from a damaged piece', async () => {
    const opening = new Opening(openPiece);
    const job = await jobIn(opening);
    expect(await opening.open({ ...job, sha256: new Uint8Array(32) })).toBeNull();
    expect(opening.buffer(SEALED_BYTES).buffer).toBe(job.sealed.buffer);
  });

  test('is never given to two at once, and one that is dropped does not come back', async () => {
    const opening = new Opening(openPiece);
    const dropped = opening.buffer(SEALED_BYTES);
    const job = await jobIn(opening);
    expect(job.sealed.buffer).not.toBe(dropped.buffer);
    await opening.open(job);
    const [next, another] = [opening.buffer(SEALED_BYTES), opening.buffer(SEALED_BYTES)];
    expect(next.buffer).toBe(job.sealed.buffer);
    expect(another.buffer).not.toBe(job.sealed.buffer);
    expect(another.buffer).not.toBe(dropped.buffer);
  });

  test('is lost with a Worker that dies under it', async () => {
    const lost = new MessengerError('storage-unavailable');
    const opening = new Opening(() => Promise.reject(lost));
    const job = await jobIn(opening);
    await expect(opening.open(job)).rejects.toBe(lost);
    expect(opening.buffer(SEALED_BYTES).buffer).not.toBe(job.sealed.buffer);
  });

  test('of another length is made for its piece alone', async () => {
    const opening = new Opening(openPiece);
    const job = await jobIn(opening, 1_000);
    expect(job.sealed).toHaveLength(1_000 + TAG_BYTES);
    await opening.open(job);
    expect(opening.buffer(SEALED_BYTES)).toHaveLength(SEALED_BYTES);
    expect(opening.buffer(1_000 + TAG_BYTES).buffer).not.toBe(job.sealed.buffer);
  });
});

test('no more buffers are kept than are of use', async () => {
  const opening = new Opening(openPiece);
  const jobs = await Promise.all(Array.from({ length: 10 }, () => jobIn(opening)));
  await Promise.all(jobs.map((job) => opening.open(job)));
  const used = new Set(jobs.map(({ sealed }) => sealed.buffer));
  const again = jobs.map(() => opening.buffer(SEALED_BYTES).buffer);
  expect(again.filter((buffer) => used.has(buffer))).toHaveLength(4);
});
