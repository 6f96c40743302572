/** The pipelines in place and behind a Worker's messages, which must behave alike. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import {
  chunkBytes,
  CHUNKS_PER_PIECE,
  chunksInPiece,
  chunksOf,
  pieceRange,
} from '../../src/transfer/pieces.ts';
import { openPiece, sealHere, type SealJob } from '../../src/transfer/pipeline.ts';
import { WorkerServer, type WorkerPort } from '../../src/transfer/worker-calls.ts';
import { sealIn } from '../../src/transfer/worker-pipeline.ts';
import { concat } from '../../src/wire/bytes.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf, MemorySource, settle } from './peers.ts';

const KEY = new Uint8Array(32).fill(5);

function jobFor(sizeBytes: number, fromPiece: number, toPiece: number): SealJob {
  const source = new File([contentOf(sizeBytes)], 'a file');
  return { source, sizeBytes, fromPiece, toPiece, key: KEY };
}

/** One end of a channel as a page sees a Worker, the other as the Worker sees its page. */
class FakeWorker implements WorkerPort {
  readonly #errorListeners: (() => void)[] = [];

  constructor(private readonly port: MessagePort) {}

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.port.postMessage(message, transfer as ArrayBuffer[]);
  }

  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent) => void): void {
    if (type === 'message')
      this.port.on('message', (data: unknown) => listener({ data } as MessageEvent));
    else this.#errorListeners.push(listener as () => void);
  }

  die(): void {
    for (const listener of this.#errorListeners) listener();
  }
}

const channels: MessageChannel[] = [];

function workerEnds(): [FakeWorker, FakeWorker] {
  const channel = new MessageChannel();
  channels.push(channel);
  return [new FakeWorker(channel.port1), new FakeWorker(channel.port2)];
}

afterEach(() => {
  for (const channel of channels.splice(0)) channel.port1.close();
});

/** Pieces of full length, and a last one of a third of that. */
function sizeOf(fullPieces: number): number {
  return fullPieces * PIECE_BYTES + Math.floor(PIECE_BYTES / 3);
}

describe('sealing a batch', () => {
  test.each([
    ['in the middle of a file', 5, 1, 4],
    ['at the end of a file', 5, 3, 6],
    ['of the last piece alone', 5, 5, 6],
    ['of a whole file', 2, 0, 3],
  ])('%s gives pieces that open, each under its own number', async (_name, full, from, to) => {
    const sizeBytes = sizeOf(full);
    const content = contentOf(sizeBytes);
    const pieces = await sealHere.seal(jobFor(sizeBytes, from, to));
    expect(pieces).toHaveLength(to - from);
    for (const [n, { sealed, sha256 }] of pieces.entries()) {
      const piece = from + n;
      const { start, end } = pieceRange(sizeBytes, piece);
      const { plain } = await openPiece({ key: KEY, piece, sealed, sha256 });
      expect(plain && Buffer.compare(plain, content.subarray(start, end))).toBe(0);
      expect((await openPiece({ key: KEY, piece: piece + 1, sealed, sha256 })).plain).toBeNull();
    }
  });

  test.each([
    ['a piece before its last', PIECE_BYTES + 1],
    ['its last piece', 3 * PIECE_BYTES - 1],
    ['all of it', 0],
  ])('of a file that has lost %s fails as changed', async (_name, leftBytes) => {
    const source = new File([contentOf(leftBytes)], 'shrunk');
    const job = { ...jobFor(3 * PIECE_BYTES, 0, 3), source };
    await expect(sealHere.seal(job)).rejects.toMatchObject({ code: 'file-changed' });
  });
});

test('a sealed piece is cut into chunks with rising indexes, which are views', async () => {
  const sizeBytes = sizeOf(1);
  const [piece] = await sealHere.seal(jobFor(sizeBytes, 1, 2));
  if (piece === undefined) throw new Error('nothing was sealed');
  const chunks = [...chunksOf(1, piece.sealed)];
  expect(chunks.map(({ index }) => index)).toEqual(
    Array.from({ length: chunksInPiece(sizeBytes, 1) }, (_, n) => CHUNKS_PER_PIECE + n),
  );
  expect(chunks.map(({ sealed }) => sealed.length)).toEqual(
    chunks.map((_, n) => chunkBytes(sizeBytes, 1, n)),
  );
  expect(chunks.every(({ sealed }) => sealed.buffer === piece.sealed.buffer)).toBe(true);
  const joined = concat(...chunks.map(({ sealed }) => sealed));
  expect(Buffer.compare(joined, piece.sealed)).toBe(0);
});

test.each([
  ['another key', { key: new Uint8Array(32) }],
  ['another hash', { sha256: new Uint8Array(32) }],
  ['nothing in it', { sealed: new Uint8Array(0) }],
])('a piece with %s does not open, and its buffer is given back', async (_name, change) => {
  const [piece] = await sealHere.seal(jobFor(10, 0, 1));
  if (piece === undefined) throw new Error('nothing was sealed');
  const job = { key: KEY, piece: 0, ...piece, ...change };
  expect(await openPiece(job)).toEqual({ plain: null, spent: job.sealed.buffer });
});

describe('behind a Worker', () => {
  test('pieces are sealed as in place, and their buffers move', async () => {
    const [port, scope] = workerEnds();
    const seal = sealIn(port);
    const made: Uint8Array[] = [];
    new WorkerServer(
      scope,
      async (job: SealJob) => {
        const pieces = await sealHere.seal(job);
        made.push(...pieces.map(({ sealed }) => sealed));
        return pieces;
      },
      (pieces) => pieces.map(({ sealed }) => sealed.buffer),
      'file-unreadable',
    );
    await settle();
    const sizeBytes = sizeOf(1);
    const pieces = await seal.seal(jobFor(sizeBytes, 0, 2));
    const here = await sealHere.seal(jobFor(sizeBytes, 0, 2));
    expect(pieces.map(({ sealed }) => Buffer.from(sealed).toString('hex'))).toEqual(
      here.map(({ sealed }) => Buffer.from(sealed).toString('hex')),
    );
    expect(made.map(({ byteLength }) => byteLength)).toEqual([0, 0]);
  });

  test('a failure keeps its code', async () => {
    const [port, scope] = workerEnds();
    const seal = sealIn(port);
    new WorkerServer(
      scope,
      (job: SealJob) => sealHere.seal(job),
      () => [],
      'file-unreadable',
    );
    await settle();
    const shrunk = { ...jobFor(10, 0, 1), sizeBytes: 20 };
    await expect(seal.seal(shrunk)).rejects.toMatchObject({ code: 'file-changed' });
  });

  test('the page does the work itself until the Worker has loaded', async () => {
    const [port] = workerEnds();
    const source = new MemorySource(contentOf(10));
    expect(await sealIn(port).seal({ ...jobFor(10, 0, 1), source })).toHaveLength(1);
  });

  test('a Worker that dies fails what it was given, and the page goes on without it', async () => {
    const [port, scope] = workerEnds();
    const seal = sealIn(port);
    new WorkerServer(
      scope,
      () => new Promise(() => undefined),
      () => [],
      'file-unreadable',
    );
    await settle();
    const pending = seal.seal(jobFor(10, 0, 1));
    port.die();
    await expect(pending).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(await seal.seal(jobFor(10, 0, 1))).toHaveLength(1);
  });
});
