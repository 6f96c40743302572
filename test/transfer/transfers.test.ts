import { describe, expect, test } from 'vitest';
import { MAX_OPEN_RECEIVES } from '../../src/transfer/receives.ts';
import {
  CHUNK_BYTES,
  CHUNKS_PER_PIECE,
  MAX_FILE_BYTES,
  TAG_BYTES,
} from '../../src/transfer/pieces.ts';
import { BATCH_PIECES } from '../../src/transfer/sender.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';
import { connect, contentOf, idOf, MemorySource, Peer, settle } from './peers.ts';

const FILE = idOf(7);

function pair(): { sender: Peer; receiver: Peer } {
  return { sender: new Peer(), receiver: new Peer() };
}

describe('a file over one line', () => {
  test.each([
    ['empty', 0],
    ['one byte', 1],
    ['one byte less than fills a chunk', CHUNK_BYTES - TAG_BYTES - 1],
    ['what fills a chunk', CHUNK_BYTES - TAG_BYTES],
    ['a chunk and a byte', CHUNK_BYTES - TAG_BYTES + 1],
    ['a piece', PIECE_BYTES],
    ['three pieces', 3 * PIECE_BYTES],
    ['as much as is read at once', BATCH_PIECES * PIECE_BYTES],
    ['a byte more than is read at once', BATCH_PIECES * PIECE_BYTES + 1],
    ['five pieces and a byte', 5 * PIECE_BYTES + 1],
    ['more than the window', (WINDOW_PIECES + 4) * PIECE_BYTES + 4_321],
  ])('arrives whole: %s', async (_name, sizeBytes) => {
    const { sender, receiver } = pair();
    const content = contentOf(sizeBytes);
    sender.transfers.offer(FILE, new MemorySource(content));
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    connect(sender, receiver);
    const [sent, received] = await Promise.all([sender.ends(FILE), receiver.ends(FILE)]);
    expect(sent).toMatchObject({ direction: 'send', status: 'complete', doneBytes: sizeBytes });
    expect(received).toMatchObject({
      ...{ direction: 'receive', status: 'complete', doneBytes: sizeBytes, error: null },
    });
    expect(Buffer.compare(receiver.sink(FILE).content, content)).toBe(0);
    expect(receiver.sink(FILE).completions).toBe(1);
  });

  test('is told with rate and time left while it runs, and without once it ended', async () => {
    const { sender, receiver } = pair();
    const sizeBytes = 4 * PIECE_BYTES;
    sender.transfers.offer(FILE, new MemorySource(contentOf(sizeBytes)));
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    const sink = receiver.sink(FILE);
    const write = sink.write.bind(sink);
    sink.write = (piece, bytes) => {
      receiver.nowMs += 500;
      return write(piece, bytes);
    };
    connect(sender, receiver);
    await receiver.ends(FILE);
    const half = receiver.events.find(({ doneBytes }) => doneBytes === 2 * PIECE_BYTES);
    expect(half?.rateBytesPerSecond).toBeCloseTo(2 * PIECE_BYTES, 3);
    expect(half?.secondsLeft).toBe(1);
    expect(receiver.last(FILE)).toMatchObject({ rateBytesPerSecond: null, secondsLeft: null });
  });

  test('can run in both directions at once, many of them', async () => {
    const { sender: a, receiver: b } = pair();
    const sizes = [0, 1, 70_000, PIECE_BYTES, PIECE_BYTES + 5, 3 * PIECE_BYTES];
    sizes.forEach((sizeBytes, i) => {
      a.transfers.offer(idOf(i), new MemorySource(contentOf(sizeBytes)));
      b.transfers.accept({ fileId: idOf(i), sizeBytes });
      b.transfers.offer(idOf(100 + i), new MemorySource(contentOf(sizeBytes)));
      a.transfers.accept({ fileId: idOf(100 + i), sizeBytes });
    });
    connect(a, b);
    await Promise.all(sizes.flatMap((_, i) => [a.ends(idOf(100 + i)), b.ends(idOf(i))]));
    sizes.forEach((sizeBytes, i) => {
      expect(Buffer.compare(b.sink(idOf(i)).content, contentOf(sizeBytes))).toBe(0);
      expect(Buffer.compare(a.sink(idOf(100 + i)).content, contentOf(sizeBytes))).toBe(0);
    });
  });
});

test('more files than may be open are asked for as others end', async () => {
  const { sender, receiver } = pair();
  const count = MAX_OPEN_RECEIVES + 10;
  const wants = new Set<number>();
  const onFrame = sender.transfers.onFrame.bind(sender.transfers);
  let openAtMost = 0;
  sender.transfers.onFrame = (frame) => {
    if (frame.type === 'file-want') wants.add(frame.fileId[0] ?? 0);
    openAtMost = Math.max(
      openAtMost,
      wants.size - receiver.events.filter((e) => e.status === 'complete').length,
    );
    onFrame(frame);
  };
  for (let i = 0; i < count; i++) {
    sender.transfers.offer(idOf(i), new MemorySource(contentOf(i)));
    receiver.transfers.accept({ fileId: idOf(i), sizeBytes: i });
  }
  connect(sender, receiver);
  await Promise.all(Array.from({ length: count }, (_, i) => receiver.ends(idOf(i))));
  expect(openAtMost).toBeLessThanOrEqual(MAX_OPEN_RECEIVES);
  expect(wants.size).toBe(count);
});

describe('a slow receiver', () => {
  test('holds the sender at a window of pieces over all files, and lets it go on', async () => {
    const { sender, receiver } = pair();
    const sizeBytes = (WINDOW_PIECES - 4) * PIECE_BYTES;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    for (const id of [1, 2]) {
      sender.transfers.offer(idOf(id), new MemorySource(contentOf(sizeBytes)));
      receiver.transfers.accept({ fileId: idOf(id), sizeBytes });
      receiver.sink(idOf(id)).gate = gate;
    }
    connect(sender, receiver);
    while (receiver.chunksTaken < WINDOW_PIECES * CHUNKS_PER_PIECE) await settle();
    for (let i = 0; i < 5; i++) await settle();
    expect(receiver.chunksTaken).toBe(WINDOW_PIECES * CHUNKS_PER_PIECE);
    expect(receiver.sink(idOf(1)).writes + receiver.sink(idOf(2)).writes).toBeLessThanOrEqual(2);
    open();
    await Promise.all([receiver.ends(idOf(1)), receiver.ends(idOf(2))]);
    expect(receiver.sink(idOf(2)).content).toHaveLength(sizeBytes);
  });

  test('that has no room says so, and tries again when asked', async () => {
    const { sender, receiver } = pair();
    const sizeBytes = 3 * PIECE_BYTES;
    sender.transfers.offer(FILE, new MemorySource(contentOf(sizeBytes)));
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    receiver.sink(FILE).failWith = 'storage-full';
    connect(sender, receiver);
    expect(await receiver.ends(FILE)).toMatchObject({ status: 'failed', error: 'file-no-space' });
    expect(await sender.ends(FILE)).toMatchObject({ error: 'file-receiver-failed' });
    receiver.sink(FILE).failWith = null;
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    await receiver.until(FILE, ({ status }) => status === 'complete');
    await sender.until(FILE, ({ status }) => status === 'complete');
  });
});

describe('a source', () => {
  test('that cannot be read any more fails on both sides, and may be wanted again', async () => {
    const { sender, receiver } = pair();
    const sizeBytes = 2 * BATCH_PIECES * PIECE_BYTES;
    const source = new MemorySource(contentOf(sizeBytes));
    source.readableBytes = (BATCH_PIECES + 2) * PIECE_BYTES;
    sender.transfers.offer(FILE, source);
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    connect(sender, receiver);
    expect(await sender.ends(FILE)).toMatchObject({ status: 'failed', error: 'file-unreadable' });
    expect(await receiver.ends(FILE)).toMatchObject({ status: 'failed', error: 'file-changed' });
    source.readableBytes = Infinity;
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    await receiver.until(FILE, ({ status }) => status === 'complete');
  });

  test.each([
    ['shrinks', (source: MemorySource) => (source.content = contentOf(10))],
    ['is written to', (source: MemorySource) => (source.lastModified += 1)],
  ])('that %s is not sent on', async (_name, change) => {
    const { sender, receiver } = pair();
    const sizeBytes = (WINDOW_PIECES + 8) * PIECE_BYTES;
    const source = new MemorySource(contentOf(sizeBytes));
    sender.transfers.offer(FILE, source);
    receiver.transfers.accept({ fileId: FILE, sizeBytes });
    connect(sender, receiver);
    await receiver.until(FILE, ({ doneBytes }) => doneBytes > 0);
    change(source);
    expect(await sender.ends(FILE)).toMatchObject({ status: 'failed', error: 'file-changed' });
    expect(await receiver.ends(FILE)).toMatchObject({ status: 'failed', error: 'file-changed' });
  });

  test('that this page does not have is told as gone, and found after it is offered again', async () => {
    const { sender, receiver } = pair();
    receiver.transfers.accept({ fileId: FILE, sizeBytes: PIECE_BYTES });
    connect(sender, receiver);
    expect(await receiver.ends(FILE)).toMatchObject({ error: 'file-sender-gone' });
    sender.transfers.offer(FILE, new MemorySource(contentOf(PIECE_BYTES)));
    receiver.transfers.accept({ fileId: FILE, sizeBytes: PIECE_BYTES });
    await receiver.until(FILE, ({ status }) => status === 'complete');
  });
});

test('a file larger than chunk indexes reach is refused before anything is asked for', async () => {
  const { sender, receiver } = pair();
  connect(sender, receiver);
  receiver.transfers.accept({ fileId: FILE, sizeBytes: MAX_FILE_BYTES + 1 });
  await settle();
  expect(receiver.last(FILE)).toMatchObject({ status: 'failed', error: 'file-no-space' });
  expect(sender.events).toEqual([]);
});
