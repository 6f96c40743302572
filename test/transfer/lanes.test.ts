import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Link } from '../../src/peer/link.ts';
import { memoryLinkPair, MemoryWire } from '../../src/peer/memory-link.ts';
import { Lanes, type LanePorts } from '../../src/transfer/lanes.ts';
import { CHUNK_BYTES } from '../../src/transfer/pieces.ts';
import { concat } from '../../src/wire/bytes.ts';
import { decodeChunk, encodeChunkHeader, type Chunk } from '../../src/wire/envelope.ts';
import { decodeFrame, encodeFrame } from '../../src/wire/frame-codec.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';
import { contentOf, idOf, MemorySource, Peer, settle, streamKey } from './peers.ts';

const FILE = idOf(7);

function chunk(index: number): Chunk {
  const sealed = new Uint8Array(CHUNK_BYTES).fill(index);
  return { fileId: FILE, streamId: new Uint8Array(8), index, sealed };
}

/** Lanes whose other ends only collect what comes. */
function collected(change: Partial<LanePorts> = {}) {
  const lanes: { readonly link: Link; readonly indexes: number[] }[] = [];
  const overLine: number[] = [];
  const ports = {
    open: () => {
      const [mine, theirs] = memoryLinkPair(new MemoryWire((task) => setTimeout(task, 1)));
      const indexes: number[] = [];
      theirs.listen({ received: (message) => indexes.push(decodeChunk(message).index) });
      lanes.push({ link: theirs, indexes });
      return Promise.resolve(mine);
    },
    sendOverLine: (sent: Chunk) => Promise.resolve(void overLine.push(sent.index)),
    onChunk: () => undefined,
    onLost: vi.fn(),
    roundTripMs: () => 0,
    nowMs: () => 0,
    ...change,
  };
  return { lanes, overLine, ports, subject: new Lanes(ports) };
}

afterEach(() => vi.useRealTimers());

describe('lanes', () => {
  test('one opens with the first chunk, which does not wait for it', async () => {
    const { lanes, overLine, subject } = collected();
    await subject.sendChunk(chunk(0));
    await settle();
    for (let index = 1; index < 20; index++) await subject.sendChunk(chunk(index));
    await settle();
    expect(overLine).toEqual([0]);
    expect(lanes.map(({ indexes }) => indexes)).toEqual([
      Array.from({ length: 19 }, (_, i) => i + 1),
    ]);
  });

  test('on a long path four share the chunks, each sent once', async () => {
    const { lanes, overLine, subject } = collected({ roundTripMs: () => 50 });
    for (let index = 0; index < 200; index++) await subject.sendChunk(chunk(index));
    await settle();
    const sent = [overLine, ...lanes.map(({ indexes }) => indexes)];
    expect(lanes).toHaveLength(4);
    expect(lanes.filter(({ indexes }) => indexes.length > 10)).toHaveLength(4);
    expect(sent.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  test('all that a long path needs open at once', async () => {
    const open = vi.fn(() => new Promise<Link | null>(() => undefined));
    const { overLine, subject } = collected({ open, roundTripMs: () => 50 });
    await subject.sendChunk(chunk(0));
    await subject.sendChunk(chunk(1));
    expect(open).toHaveBeenCalledTimes(4);
    expect(overLine).toEqual([0, 1]);
  });

  test('where none opens the line serves, and it is not tried again at once', async () => {
    const open = vi.fn(() => Promise.resolve(null));
    let nowMs = 0;
    const { overLine, subject } = collected({ open, nowMs: () => nowMs });
    for (; nowMs < 29_000; nowMs += 1_000) await subject.sendChunk(chunk(0));
    expect(overLine).toHaveLength(29);
    expect(open).toHaveBeenCalledTimes(1);
    nowMs = 31_000;
    await subject.sendChunk(chunk(0));
    expect(open).toHaveBeenCalledTimes(2);
  });

  test('one that is lost is told of, and the others carry on', async () => {
    const { lanes, ports, subject } = collected({ roundTripMs: () => 50 });
    for (let index = 0; index < 100; index++) await subject.sendChunk(chunk(index));
    lanes[0]?.link.close();
    await settle();
    expect(ports.onLost).toHaveBeenCalledTimes(1);
    for (let index = 100; index < 200; index++) await subject.sendChunk(chunk(index));
    await settle();
    expect(lanes.flatMap(({ indexes }) => indexes)).toContain(199);
  });

  test('after a minute without use they close, and nothing counts as lost', async () => {
    vi.useFakeTimers();
    const { lanes, ports, subject } = collected();
    await subject.sendChunk(chunk(0));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(lanes[0]?.link.state).toBe('open');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lanes[0]?.link.state).toBe('closed');
    expect(ports.onLost).not.toHaveBeenCalled();
  });

  test('more than both sides may open are refused', async () => {
    const { subject } = collected();
    const theirs = Array.from({ length: 10 }, () => {
      const [mine, other] = memoryLinkPair();
      subject.add(mine);
      return other;
    });
    await settle();
    expect(theirs.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 8 }, () => 'open'),
      ...['closed', 'closed'],
    ]);
  });

  test('messages that are no chunks are ignored', async () => {
    const onChunk = vi.fn();
    const { subject } = collected({ onChunk });
    const [mine, other] = memoryLinkPair();
    subject.add(mine);
    await other.send(Uint8Array.of(1, 2, 3));
    await other.send(Uint8Array.of(2, 2, 3));
    await other.send(Uint8Array.of(77));
    await settle();
    expect(onChunk).not.toHaveBeenCalled();
  });

  test('once ended, lanes close and sending fails, also what waited for room', async () => {
    const { lanes, subject } = collected();
    await subject.sendChunk(chunk(0));
    await settle();
    const waiting = Promise.all(
      Array.from({ length: 20 }, (_, index) => subject.sendChunk(chunk(index))),
    );
    subject.end();
    await expect(waiting).rejects.toMatchObject({ code: 'line-lost' });
    await expect(subject.sendChunk(chunk(0))).rejects.toMatchObject({ code: 'line-lost' });
    await settle();
    expect(lanes[0]?.link.state).toBe('closed');
  });
});

/** Two people with a line and lanes, of which some are cut after so many messages. */
function connectWithLanes(a: Peer, b: Peer, cutsAfter: number[], delays: () => number): void {
  const later = (task: () => void): void => {
    let turns = delays();
    const turn = (): void => {
      if (turns-- > 0) setImmediate(turn);
      else task();
    };
    turn();
  };
  const wire = new MemoryWire((task) => setImmediate(task));
  const links = memoryLinkPair(wire);
  const both: Lanes[] = [];
  links.forEach((link, side) => {
    const peer = side === 0 ? a : b;
    const sendOverLine = (sent: Chunk): Promise<void> =>
      link.send(encodeChunkHeader(sent), sent.sealed);
    const lanes = new Lanes({
      open: () => {
        let left = cutsAfter.pop() ?? Infinity;
        const lane = new MemoryWire((task) =>
          // In order on one lane, in any order between them.
          later(() => {
            if (left-- <= 0) lane.cut();
            else task();
          }),
        );
        const [mine, theirs] = memoryLinkPair(lane);
        both[1 - side]?.add(theirs);
        return Promise.resolve(mine);
      },
      sendOverLine,
      onChunk: (message) => peer.transfers.onChunk(message),
      onLost: () => peer.transfers.laneLost(),
      roundTripMs: () => 50,
      nowMs: () => 0,
    });
    both[side] = lanes;
    link.listen({
      received(message) {
        if (message[0] === 3) {
          peer.transfers.onChunk(message);
          return;
        }
        const frame = decodeFrame(message.subarray(1));
        if (frame !== null && 'fileId' in frame) peer.transfers.onFrame(frame);
      },
    });
    peer.transfers.attach({
      sendFrame: (frame) => link.send(concat(Uint8Array.of(2), encodeFrame(frame))),
      sendChunk: (sent, by) => (by === 'lane' ? lanes.sendChunk(sent) : sendOverLine(sent)),
      streamKey,
    });
  });
}

test('files arrive whole over four lanes that overtake each other and die at any point', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(1, PIECE_BYTES, 5 * PIECE_BYTES + 1, (WINDOW_PIECES + 2) * PIECE_BYTES),
      fc.array(fc.nat(60), { maxLength: 6 }),
      fc.infiniteStream(fc.constantFrom(0, 1, 2, 3)),
      async (sizeBytes, cutsAfter, delays) => {
        const content = contentOf(sizeBytes);
        const [sender, receiver] = [new Peer(), new Peer()];
        sender.transfers.offer(FILE, new MemorySource(content));
        receiver.transfers.accept({ fileId: FILE, sizeBytes });
        // Lanes keep their own order: a fixed delay each, drawn when it opens.
        connectWithLanes(sender, receiver, cutsAfter, () => Number(delays.next().value));
        await Promise.all([sender, receiver].map((peer) => peer.ends(FILE)));
        expect(sender.last(FILE)).toMatchObject({ status: 'complete' });
        expect(Buffer.compare(receiver.sink(FILE).content, content)).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
