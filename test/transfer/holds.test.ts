import { beforeEach, describe, expect, test } from 'vitest';
import { CHUNKS_PER_PIECE } from '../../src/transfer/pieces.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';
import { connect, contentOf, idOf, MemorySource, Peer, settle } from './peers.ts';
import { HostileSender, ScriptedLine } from './scripted-line.ts';

const FILE = idOf(7);
const OTHER = idOf(8);
const SIZE = 6 * PIECE_BYTES;

let sender: Peer;
let receiver: Peer;
beforeEach(() => {
  sender = new Peer();
  receiver = new Peer();
  receiver.transfers.accept({ fileId: FILE, sizeBytes: SIZE });
});

async function bothComplete(fileId = FILE): Promise<void> {
  const isComplete = ({ status }: { status: string }): boolean => status === 'complete';
  await Promise.all([sender.until(fileId, isComplete), receiver.until(fileId, isComplete)]);
}

function piecesTaken(): number {
  return receiver.chunksTaken / CHUNKS_PER_PIECE;
}

describe('a file that its sender does not have at hand', () => {
  test('is waited for, and comes on the same line once it is there', async () => {
    sender.transfers.expect({ fileId: FILE, sizeBytes: SIZE });
    connect(sender, receiver);
    await receiver.until(FILE, ({ hold }) => hold === 'missing');
    expect(receiver.last(FILE)).toMatchObject({ status: 'active', error: null });
    expect(sender.last(FILE)).toMatchObject({ status: 'active', doneBytes: 0 });
    sender.transfers.offer(FILE, new MemorySource(contentOf(SIZE)));
    await bothComplete();
    expect(receiver.last(FILE)?.hold).toBeNull();
    expect(Buffer.compare(receiver.sink(FILE).content, contentOf(SIZE))).toBe(0);
  });

  test('goes on behind what is stored, and says how far it is', async () => {
    sender.transfers.offer(FILE, new MemorySource(contentOf(SIZE)));
    const { wire } = connect(sender, receiver);
    await receiver.until(FILE, ({ doneBytes }) => doneBytes === 2 * PIECE_BYTES);
    wire.cut();
    await settle();
    const stored = receiver.sink(FILE).stored.length;
    receiver.chunksTaken = 0;
    sender = new Peer();
    sender.transfers.expect({ fileId: FILE, sizeBytes: SIZE });
    connect(sender, receiver);
    await sender.until(FILE, ({ doneBytes }) => doneBytes === stored * PIECE_BYTES);
    sender.transfers.offer(FILE, new MemorySource(contentOf(SIZE)));
    await bothComplete();
    expect(piecesTaken()).toBe(6 - stored);
  });

  test('is complete when the friend says so, although no page of now has sent it', () => {
    sender.transfers.expect({ fileId: FILE, sizeBytes: SIZE });
    sender.transfers.offer(FILE, new MemorySource(contentOf(SIZE)));
    sender.transfers.onFrame({ type: 'file-ack', fileId: FILE, pieces: 6, complete: true });
    expect(sender.last(FILE)).toMatchObject({ status: 'complete', doneBytes: SIZE });
  });

  test('is gone when it is taken back meanwhile', async () => {
    sender.transfers.expect({ fileId: FILE, sizeBytes: SIZE });
    connect(sender, receiver);
    await receiver.until(FILE, ({ hold }) => hold === 'missing');
    await sender.transfers.cancel(FILE);
    expect(await receiver.ends(FILE)).toMatchObject({ error: 'file-sender-gone', hold: null });
  });
});

describe.each(['send', 'receive'] as const)('a pause of the side that is to %s', (direction) => {
  const mine = (): Peer => (direction === 'send' ? sender : receiver);
  const theirs = (): Peer => (direction === 'send' ? receiver : sender);
  const reason = direction === 'send' ? 'paused-by-sender' : 'paused-by-receiver';

  test('stops what runs, is told, and sends nothing of what is stored again', async () => {
    // More than the window, so that something is left however late the pause comes.
    const pieces = WINDOW_PIECES + 6;
    const sizeBytes = pieces * PIECE_BYTES;
    receiver = new Peer();
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    sender.transfers.offer(FILE, new MemorySource(contentOf(sizeBytes)));
    let open = (): void => undefined;
    receiver.sink(FILE).gate = new Promise((resolve) => (open = resolve));
    receiver.sink(FILE).gateFrom = 2;
    connect(sender, receiver);
    await receiver.until(FILE, ({ doneBytes }) => doneBytes === 2 * PIECE_BYTES);
    mine().transfers.pause(direction, FILE);
    await theirs().until(FILE, ({ hold }) => hold === reason);
    await settle();
    open();
    await settle();
    const stored = receiver.sink(FILE).stored.length;
    expect(stored).toBeLessThan(pieces);
    receiver.chunksTaken = 0;
    await settle();
    expect(receiver.chunksTaken).toBe(0);
    mine().transfers.resume(direction, FILE);
    await bothComplete();
    expect(piecesTaken()).toBe(pieces - stored);
  });

  test('lasts over lines, and lets other files by', async () => {
    sender.transfers.offer(FILE, new MemorySource(contentOf(SIZE)));
    sender.transfers.offer(OTHER, new MemorySource(contentOf(5)));
    receiver.transfers.accept({ fileId: OTHER, sizeBytes: 5 });
    mine().transfers.pause(direction, FILE);
    for (let lines = 0; lines < 3; lines++) {
      const { wire } = connect(sender, receiver);
      await theirs().until(FILE, ({ hold }) => hold === reason);
      if (lines < 2) wire.cut();
      await settle();
    }
    await bothComplete(OTHER);
    expect(receiver.sink(FILE).stored).toHaveLength(0);
    mine().transfers.resume(direction, FILE);
    await bothComplete();
  });

  test('and going on at once, again and again, ends well', async () => {
    sender.transfers.offer(FILE, new MemorySource(contentOf(SIZE)));
    connect(sender, receiver);
    for (let turns = 0; turns < 30; turns++) {
      mine().transfers.pause(direction, FILE);
      for (let ticks = 0; ticks < turns % 4; ticks++) await Promise.resolve();
      mine().transfers.resume(direction, FILE);
      if (turns % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await bothComplete();
    expect(Buffer.compare(receiver.sink(FILE).content, contentOf(SIZE))).toBe(0);
  });
});

test('what answers a want from before a pause is not taken for the answer to the one after it', async () => {
  const friend = new HostileSender(receiver, FILE, SIZE);
  await friend.begin();
  receiver.transfers.pause('receive', FILE);
  receiver.transfers.resume('receive', FILE);
  await settle();
  const [first, second] = friend.line.sent('file-want');
  expect(second).toMatchObject({ fromPiece: first?.fromPiece });
  const late = new Uint8Array(8).fill(1);
  friend.say({ type: 'file-start', fileId: FILE, want: first?.want ?? 0, streamId: late });
  const { streamId } = friend;
  friend.say({ type: 'file-start', fileId: FILE, want: second?.want ?? 0, streamId });
  await friend.givePiece(0);
  await receiver.until(FILE, ({ doneBytes }) => doneBytes === PIECE_BYTES);
});

describe('a hostile hold', () => {
  test('of a file that nobody offered or wants is ignored', () => {
    const line = new ScriptedLine();
    sender.transfers.attach(line);
    for (const reason of ['missing', 'paused-by-sender', 'paused-by-receiver'] as const) {
      sender.transfers.onFrame({ type: 'file-hold', fileId: FILE, reason });
    }
    expect(line.frames).toEqual([]);
    expect(sender.events).toEqual([]);
  });

  test('said a thousand times is one piece of news, and one want at most', async () => {
    const line = new ScriptedLine();
    receiver.transfers.attach(line);
    await settle();
    const before = receiver.events.length;
    for (let i = 0; i < 1_000; i++) {
      receiver.transfers.onFrame({ type: 'file-hold', fileId: FILE, reason: 'missing' });
    }
    await settle();
    expect(receiver.events).toHaveLength(before + 1);
    expect(line.sent('file-want')).toHaveLength(1);
  });

  test('frees the window on both sides', async () => {
    const sizeBytes = (WINDOW_PIECES + 4) * PIECE_BYTES;
    receiver = new Peer();
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    let open = (): void => undefined;
    receiver.sink(FILE).gate = new Promise((resolve) => (open = resolve));
    sender.transfers.offer(FILE, new MemorySource(contentOf(sizeBytes)));
    sender.transfers.offer(OTHER, new MemorySource(contentOf(PIECE_BYTES)));
    connect(sender, receiver);
    while (piecesTaken() < WINDOW_PIECES) await settle();
    sender.transfers.pause('send', FILE);
    receiver.transfers.accept({ fileId: OTHER, sizeBytes: PIECE_BYTES });
    await bothComplete(OTHER);
    open();
    sender.transfers.resume('send', FILE);
    await bothComplete();
  }, 20_000);
});
