import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';
import { idOf, Peer, settle } from './peers.ts';
import { HostileSender } from './scripted-line.ts';

const FILE = idOf(7);
const SIZE = 2 * PIECE_BYTES + 5;

let victim: Peer;
let sender: HostileSender;

beforeEach(() => {
  victim = new Peer();
  sender = new HostileSender(victim, FILE, SIZE);
});

/** The file is given up as damaged, the sender is told once, and only `pieces` pieces are stored. */
async function expectDamaged(pieces: number): Promise<void> {
  await settle();
  expect(victim.last(FILE)).toMatchObject({ status: 'failed', error: 'file-hash-mismatch' });
  expect(sender.line.sent('file-stop')).toEqual([
    { type: 'file-stop', fileId: FILE, reason: 'damaged' },
  ]);
  expect(victim.sink(FILE).stored).toHaveLength(pieces);
  expect(victim.sink(FILE).completions).toBe(0);
}

/** Waits until so many pieces are stored: what is still under way when a stream ends is dropped. */
async function stored(pieces: number): Promise<void> {
  while (victim.sink(FILE).stored.length < pieces) await settle();
}

/** Nothing happened. */
async function expectIgnored(): Promise<void> {
  await settle();
  expect(victim.last(FILE)).toMatchObject({ status: 'active', error: null });
  expect(sender.line.sent('file-stop')).toEqual([]);
}

test('an honest one, for comparison, is believed', async () => {
  await sender.begin();
  for (const piece of [0, 1, 2]) await sender.givePiece(piece);
  sender.say({ type: 'file-done', fileId: FILE, root: await sender.root() });
  await victim.ends(FILE);
  expect(victim.last(FILE)).toMatchObject({ status: 'complete', doneBytes: SIZE });
  expect(sender.line.sent('file-ack').map(({ pieces, complete }) => [pieces, complete])).toEqual([
    [0, false],
    [1, false],
    [2, false],
    [3, false],
    [3, true],
  ]);
});

test('chunks, hashes and the end may come in whatever order, as they do over several lanes', async () => {
  const pieces = await Promise.all([0, 1, 2].map((piece) => sender.seal(piece)));
  const root = await sender.root();
  const said = pieces.flatMap(({ messages, sha256 }, piece) => [
    ...messages.map((message) => () => sender.give([message])),
    () => sender.say({ type: 'file-piece', fileId: FILE, piece, sha256 }),
  ]);
  const inOrder = [...said, () => sender.say({ type: 'file-done', fileId: FILE, root })];
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(inOrder, { minLength: inOrder.length }),
      async (shuffled) => {
        victim = new Peer();
        sender = new HostileSender(victim, FILE, SIZE);
        await sender.begin();
        for (const say of shuffled) say();
        await victim.ends(FILE);
        expect(victim.last(FILE)).toMatchObject({ status: 'complete', doneBytes: SIZE });
      },
    ),
    { numRuns: 30 },
  );
});

describe('ends the stream as damaged', () => {
  test('a wrong hash of a piece, which is not stored', async () => {
    await sender.begin();
    await sender.givePiece(0);
    await stored(1);
    const { messages } = await sender.seal(1);
    sender.give(messages);
    sender.say({ type: 'file-piece', fileId: FILE, piece: 1, sha256: new Uint8Array(32) });
    await expectDamaged(1);
  });

  test('a wrong root; nothing that was stored can be trusted any more', async () => {
    await sender.begin();
    for (const piece of [0, 1, 2]) await sender.givePiece(piece);
    sender.say({ type: 'file-done', fileId: FILE, root: new Uint8Array(32) });
    await victim.ends(FILE);
    await expectDamaged(0);
    expect(victim.last(FILE)).toMatchObject({ doneBytes: 0 });
  });

  test('a chunk whose seal does not open', async () => {
    await sender.begin();
    const { messages, sha256 } = await sender.seal(0);
    sender.give(messages, ({ index, sealed }) => ({
      sealed: index === 3 ? sealed.map((byte, i) => (i === 100 ? byte ^ 1 : byte)) : sealed,
    }));
    sender.say({ type: 'file-piece', fileId: FILE, piece: 0, sha256 });
    await expectDamaged(0);
  });

  test('chunks that changed places under each other’s index', async () => {
    await sender.begin();
    const { messages, sha256 } = await sender.seal(0);
    const swapped = [...messages.slice(1, 2), ...messages.slice(0, 1), ...messages.slice(2)];
    let index = 0;
    sender.give(swapped, () => ({ index: index++ }));
    sender.say({ type: 'file-piece', fileId: FILE, piece: 0, sha256 });
    await expectDamaged(0);
  });

  test.each([
    ['a chunk twice', [0, 1, 1]],
    ['an old chunk again', [0, 1, 2, 0]],
  ])('%s', async (_name, order) => {
    await sender.begin();
    const { messages } = await sender.seal(0);
    sender.give(order.flatMap((i) => messages.slice(i, i + 1)));
    await expectDamaged(0);
  });

  test('a chunk of a piece that is stored', async () => {
    await sender.begin();
    await sender.givePiece(0);
    await stored(1);
    sender.give((await sender.seal(0)).messages.slice(0, 1));
    await expectDamaged(1);
  });

  test('a hash twice', async () => {
    await sender.begin();
    const sha256 = new Uint8Array(32);
    sender.say({ type: 'file-piece', fileId: FILE, piece: 1, sha256 });
    sender.say({ type: 'file-piece', fileId: FILE, piece: 1, sha256 });
    await expectDamaged(0);
  });

  test('the hashes of two pieces, exchanged', async () => {
    await sender.begin();
    const pieces = await Promise.all([sender.seal(0), sender.seal(1)]);
    pieces.forEach(({ messages, sha256 }, n) => {
      sender.give(messages);
      sender.say({ type: 'file-piece', fileId: FILE, piece: 1 - n, sha256 });
    });
    await expectDamaged(0);
  });

  test('a chunk that is longer than the offered size leaves room for', async () => {
    await sender.begin();
    await sender.givePiece(0);
    await sender.givePiece(1);
    await stored(2);
    sender.give((await sender.seal(2, SIZE + 1)).messages);
    await expectDamaged(2);
  });

  test('a chunk past the last', async () => {
    await sender.begin();
    for (const piece of [0, 1, 2]) await sender.givePiece(piece);
    await stored(3);
    sender.give((await sender.seal(3, 4 * PIECE_BYTES)).messages.slice(0, 1));
    await expectDamaged(3);
  });

  test('a hash past the last piece', async () => {
    await sender.begin();
    for (const piece of [0, 1, 2]) await sender.givePiece(piece);
    await stored(3);
    sender.say({ type: 'file-piece', fileId: FILE, piece: 3, sha256: new Uint8Array(32) });
    await expectDamaged(3);
  });

  test('two ends', async () => {
    await sender.begin();
    const root = await sender.root();
    sender.say({ type: 'file-done', fileId: FILE, root });
    sender.say({ type: 'file-done', fileId: FILE, root });
    await expectDamaged(0);
  });
});

describe('is not heard', () => {
  test('with chunks of another stream or another file', async () => {
    await sender.begin();
    const { messages } = await sender.seal(0);
    sender.give(messages, () => ({ streamId: new Uint8Array(8).fill(1) }));
    sender.give(messages, () => ({ fileId: idOf(9) }));
    await sender.givePiece(0);
    await stored(1);
    await expectIgnored();
  });

  test('with noise in place of chunks', async () => {
    await sender.begin();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
        victim.transfers.onChunk(noise);
        victim.transfers.onChunk(Uint8Array.of(3, ...noise));
      }),
      { numRuns: 100 },
    );
    await expectIgnored();
  });

  test('with a start, chunks, hashes or an end that nobody asked for', async () => {
    victim.transfers.attach(sender.line);
    victim.transfers.accept({ fileId: FILE, sizeBytes: SIZE });
    await settle();
    const { streamId } = sender;
    sender.say({ type: 'file-start', fileId: FILE, want: 2, streamId });
    sender.give((await sender.seal(0)).messages);
    sender.say({ type: 'file-piece', fileId: FILE, piece: 0, sha256: new Uint8Array(32) });
    sender.say({ type: 'file-done', fileId: FILE, root: new Uint8Array(32) });
    sender.say({ type: 'file-start', fileId: idOf(9), want: 1, streamId });
    await expectIgnored();
  });

  test('with a second start in a running stream', async () => {
    await sender.begin();
    await sender.givePiece(0);
    const streamId = new Uint8Array(8).fill(1);
    sender.say({ type: 'file-start', fileId: FILE, want: 1, streamId });
    await sender.givePiece(1);
    await stored(2);
    await expectIgnored();
    expect(victim.sink(FILE).stored).toHaveLength(2);
  });

  test('with reasons to stop that are the receiver’s', async () => {
    await sender.begin();
    sender.say({ type: 'file-stop', fileId: FILE, reason: 'damaged' });
    sender.say({ type: 'file-stop', fileId: FILE, reason: 'cannot-store' });
    await expectIgnored();
  });
});

test('who does not keep to the window is stopped before it is passed', async () => {
  const sizeBytes = (WINDOW_PIECES + 4) * PIECE_BYTES;
  sender = new HostileSender(victim, FILE, sizeBytes);
  victim.sink(FILE).gate = new Promise(() => undefined);
  await sender.begin();
  for (let piece = 0; piece < WINDOW_PIECES; piece++) await sender.givePiece(piece);
  await expectIgnored();
  sender.give((await sender.seal(WINDOW_PIECES)).messages.slice(0, 1));
  await expectDamaged(0);
});

test('who opens many streams at once has one window for all of them', async () => {
  const senders = Array.from(
    { length: WINDOW_PIECES + 1 },
    (_, i) => new HostileSender(victim, idOf(i), PIECE_BYTES),
  );
  victim.transfers.attach(sender.line);
  for (const { fileId } of senders) victim.transfers.accept({ fileId, sizeBytes: PIECE_BYTES });
  await settle();
  for (const each of senders) {
    const { fileId, streamId } = each;
    each.say({ type: 'file-start', fileId, want: 1, streamId });
    each.give((await each.seal(0)).messages.slice(0, 1));
  }
  await settle();
  expect(sender.line.sent('file-stop').map(({ fileId }) => fileId)).toEqual([idOf(WINDOW_PIECES)]);
});
