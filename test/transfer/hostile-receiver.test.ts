import { beforeEach, describe, expect, test } from 'vitest';
import { decodeChunk } from '../../src/wire/envelope.ts';
import { toHex } from '../../src/wire/bytes.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';
import { CHUNKS_PER_PIECE } from '../../src/transfer/pieces.ts';
import { BATCH_PIECES } from '../../src/transfer/sender.ts';
import { contentOf, idOf, MemorySource, Peer, settle } from './peers.ts';
import { ScriptedLine } from './scripted-line.ts';

const FILE = idOf(7);
const PIECES = WINDOW_PIECES + 4;

let victim: Peer;
let source: MemorySource;
let line: ScriptedLine;

beforeEach(() => {
  victim = new Peer();
  source = new MemorySource(contentOf(PIECES * PIECE_BYTES));
  line = new ScriptedLine();
  victim.transfers.offer(FILE, source);
  victim.transfers.attach(line);
});

function want(fromPiece: number, fileId = FILE): void {
  victim.transfers.onFrame({ type: 'file-want', fileId, fromPiece, want: 1, later: 0 });
}

function ack(pieces: number, complete = false): void {
  victim.transfers.onFrame({ type: 'file-ack', fileId: FILE, pieces, complete });
}

async function piecesSent(count: number): Promise<void> {
  while (line.sent('file-piece').length < count) await settle();
  await settle();
  expect(line.sent('file-piece')).toHaveLength(count);
}

describe('a want', () => {
  test('past the end is ignored', async () => {
    want(PIECES + 1);
    want(Number.MAX_SAFE_INTEGER);
    await settle();
    expect(line.frames).toEqual([]);
    expect(source.bytesRead).toBe(0);
  });

  test('of everything but the root gets the root alone', async () => {
    want(PIECES);
    while (line.sent('file-done').length === 0) await settle();
    expect(line.chunks).toEqual([]);
    expect(line.sent('file-start')).toHaveLength(1);
  });

  test('for a file that was never offered is told that it is gone', () => {
    want(0, idOf(9));
    expect(line.frames).toEqual([{ type: 'file-stop', fileId: idOf(9), reason: 'gone' }]);
  });

  test('that comes again and again is served a bounded number of times', async () => {
    for (let i = 0; i < 1_000; i++) want(0, idOf(9));
    expect(line.sent('file-stop')).toHaveLength(128);
    victim.nowMs += 1_000;
    for (let i = 0; i < 1_000; i++) want(0, idOf(9));
    expect(line.sent('file-stop')).toHaveLength(132);
    victim.nowMs += 60_000;
    want(0);
    await piecesSent(WINDOW_PIECES);
  });

  test('in the middle of a stream begins another under a new name, repeats no nonce and frees the window', async () => {
    want(0);
    while (line.chunks.length === 0) await new Promise((resolve) => setImmediate(resolve));
    want(1);
    want(1);
    const used = (): string[] =>
      line.chunks.map((message) => {
        const { streamId, index } = decodeChunk(message);
        return `${toHex(streamId)}/${index}`;
      });
    const ofSecond = (): string[] => {
      const [, second] = line.sent('file-start');
      return used().filter((name) => second && name.startsWith(toHex(second.streamId)));
    };
    while (ofSecond().length < WINDOW_PIECES * CHUNKS_PER_PIECE) await settle();
    await settle();
    expect(line.sent('file-start')).toHaveLength(2);
    expect(new Set(used()).size).toBe(used().length);
    expect(ofSecond()).toHaveLength(WINDOW_PIECES * CHUNKS_PER_PIECE);
  });
});

describe('an ack', () => {
  test('past what was sent opens no window', async () => {
    want(0);
    await piecesSent(WINDOW_PIECES);
    ack(WINDOW_PIECES + 1);
    ack(PIECES);
    ack(PIECES, true);
    await piecesSent(WINDOW_PIECES);
    expect(victim.last(FILE)).toMatchObject({ status: 'active', doneBytes: 0 });
  });

  test('that goes back takes nothing back and opens no window', async () => {
    want(0);
    await piecesSent(WINDOW_PIECES);
    ack(2);
    ack(1);
    expect(victim.last(FILE)).toMatchObject({ doneBytes: 2 * PIECE_BYTES });
    ack(2);
    await piecesSent(WINDOW_PIECES + 2);
    expect(victim.last(FILE)).toMatchObject({ doneBytes: 2 * PIECE_BYTES });
  });

  test('that says nothing new, however often, is no news', async () => {
    want(0);
    await piecesSent(WINDOW_PIECES);
    ack(2);
    const { length } = victim.events;
    for (let i = 0; i < 1_000; i++) ack(2);
    expect(victim.events).toHaveLength(length);
  });

  test('of completeness counts only after everything was sent', async () => {
    ack(PIECES, true);
    want(PIECES - 10);
    await piecesSent(10);
    while (line.sent('file-done').length === 0) await settle();
    ack(PIECES - 1, true);
    expect(victim.last(FILE)).toMatchObject({ status: 'active' });
    ack(PIECES, true);
    expect(victim.last(FILE)).toMatchObject({ status: 'complete' });
    want(0);
    expect(line.sent('file-stop')).toHaveLength(1);
  });
});

test('a stop with reasons that are the sender’s is ignored, and one without a stream too', async () => {
  victim.transfers.onFrame({ type: 'file-stop', fileId: FILE, reason: 'damaged' });
  want(0);
  await piecesSent(WINDOW_PIECES);
  victim.transfers.onFrame({ type: 'file-stop', fileId: FILE, reason: 'gone' });
  expect(victim.events.map(({ status }) => status)).not.toContain('failed');
  victim.transfers.onFrame({ type: 'file-stop', fileId: FILE, reason: 'damaged' });
  expect(victim.last(FILE)).toMatchObject({ status: 'failed', error: 'file-hash-mismatch' });
});

test('a line that takes nothing keeps no more than the look-ahead in memory', async () => {
  line.room = new Promise(() => undefined);
  want(0);
  // Ciphers work in threads of their own: how long that takes nobody knows.
  while (line.chunks.length === 0) await settle();
  await settle();
  expect(line.chunks).toHaveLength(1);
  expect(source.bytesRead).toBeLessThanOrEqual(2 * BATCH_PIECES * PIECE_BYTES);
});

test('a file that is taken back stops in the middle of a piece', async () => {
  let open = (): void => undefined;
  line.room = new Promise((resolve) => (open = resolve));
  want(0);
  while (line.chunks.length === 0) await settle();
  await victim.transfers.cancel(FILE);
  open();
  await settle();
  expect(line.chunks).toHaveLength(1);
  expect(line.frames.at(-1)).toEqual({ type: 'file-stop', fileId: FILE, reason: 'gone' });
});
