/** Pieces that came before others that are missing: kept, and never sent again. */
import { expect, test } from 'vitest';
import { equalBytes } from '../../src/wire/bytes.ts';
import { decodeChunk } from '../../src/wire/envelope.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';
import { pieceOf } from '../../src/transfer/pieces.ts';
import { contentOf, idOf, MemorySource, Peer, settle } from './peers.ts';
import { HostileSender, ScriptedLine } from './scripted-line.ts';

const FILE = idOf(7);

test('a receiver keeps what came past a gap, and says so when it asks again', async () => {
  const sizeBytes = 4 * PIECE_BYTES + 5;
  const victim = new Peer();
  const before = new HostileSender(victim, FILE, sizeBytes);
  await before.begin();
  for (const piece of [3, 1]) await before.givePiece(piece);
  while (victim.sink(FILE).writes < 2) await settle();
  await settle();
  expect(before.line.sent('file-ack').map(({ pieces }) => pieces)).toEqual([0]);

  victim.transfers.detach();
  const after = new HostileSender(victim, FILE, sizeBytes);
  await after.begin();
  expect(after.line.sent('file-want')).toMatchObject([{ fromPiece: 0, later: 0b101 }]);
  for (const piece of [4, 0]) await after.givePiece(piece);
  while (victim.sink(FILE).writes < 4) await settle();
  await settle();
  expect(after.line.sent('file-ack').map(({ pieces }) => pieces)).toEqual([0, 2]);
  after.say({ type: 'file-done', fileId: FILE, root: await after.root() });
  await after.givePiece(2);
  await victim.ends(FILE);
  expect(victim.last(FILE)).toMatchObject({ status: 'complete', doneBytes: sizeBytes });
  expect(equalBytes(victim.sink(FILE).content, contentOf(sizeBytes))).toBe(true);
});

test('a receiver takes a piece that it has for damage', async () => {
  const sizeBytes = 3 * PIECE_BYTES;
  const victim = new Peer();
  const before = new HostileSender(victim, FILE, sizeBytes);
  await before.begin();
  await before.givePiece(2);
  while (victim.sink(FILE).writes < 1) await settle();
  victim.transfers.detach();
  const after = new HostileSender(victim, FILE, sizeBytes);
  await after.begin();
  await after.givePiece(2);
  await settle();
  expect(victim.last(FILE)).toMatchObject({ status: 'failed', error: 'file-hash-mismatch' });
});

test('a receiver has room for a whole window past what it has', async () => {
  const sizeBytes = (2 * WINDOW_PIECES + 2) * PIECE_BYTES;
  const victim = new Peer();
  const sender = new HostileSender(victim, FILE, sizeBytes);
  await sender.begin();
  for (let piece = WINDOW_PIECES - 1; piece > 0; piece--) await sender.givePiece(piece);
  while (victim.sink(FILE).writes < WINDOW_PIECES - 1) await settle();
  victim.transfers.detach();
  const after = new HostileSender(victim, FILE, sizeBytes);
  await after.begin();
  expect(after.line.sent('file-want')).toMatchObject([{ fromPiece: 0, later: 2 ** 31 - 1 }]);
  await after.givePiece(0);
  while (victim.sink(FILE).writes < WINDOW_PIECES) await settle();
  for (let n = 0; n < WINDOW_PIECES; n++) await after.givePiece(2 * WINDOW_PIECES - 1 - n);
  while (victim.sink(FILE).writes < 2 * WINDOW_PIECES) await settle();
  await settle();
  expect(after.line.sent('file-stop')).toEqual([]);
  expect(after.line.sent('file-ack').at(-1)).toMatchObject({ pieces: 2 * WINDOW_PIECES });
});

test('a sender leaves out what is there, and goes no further than the window past what is missing', async () => {
  const pieces = WINDOW_PIECES + 8;
  const sender = new Peer();
  const line = new ScriptedLine();
  sender.transfers.offer(FILE, new MemorySource(contentOf(pieces * PIECE_BYTES)));
  sender.transfers.attach(line);
  const had = [2, 3, 5];
  const later = had.reduce((bits, piece) => bits | (1 << (piece - 2)), 0);
  sender.transfers.onFrame({ type: 'file-want', fileId: FILE, fromPiece: 1, want: 1, later });
  const ack = (count: number): void =>
    sender.transfers.onFrame({ type: 'file-ack', fileId: FILE, pieces: count, complete: false });
  const sent = (): number[] => line.sent('file-piece').map(({ piece }) => piece);
  ack(1);
  const all = Array.from({ length: pieces }, (_, piece) => piece);
  const missing = all.filter((piece) => piece > 0 && !had.includes(piece));
  const upTo = async (end: number): Promise<void> => {
    const expected = missing.filter((piece) => piece < end);
    while (sent().length < expected.length) await settle();
    await settle();
    expect(sent()).toEqual(expected);
  };
  await upTo(1 + WINDOW_PIECES);
  ack(5);
  await upTo(5 + WINDOW_PIECES);
  ack(5 + WINDOW_PIECES);
  while (line.sent('file-done').length === 0) await settle();
  expect(sent()).toEqual(missing);
  const chunked = new Set(line.chunks.map((message) => pieceOf(decodeChunk(message.slice()))));
  expect([...chunked]).toEqual(missing);
});

test('a sender whose friend says that all is there sends the root alone', async () => {
  const sender = new Peer();
  const line = new ScriptedLine();
  sender.transfers.offer(FILE, new MemorySource(contentOf(3 * PIECE_BYTES)));
  sender.transfers.attach(line);
  const later = 2 ** 31 - 1;
  sender.transfers.onFrame({ type: 'file-want', fileId: FILE, fromPiece: 3, want: 1, later });
  while (line.sent('file-done').length === 0) await settle();
  expect(line.chunks).toEqual([]);
});
