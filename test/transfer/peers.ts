/** Two Transfers over an in-memory line, with sinks, sources and clocks that tests can hold up or break. */
import { createHash } from 'node:crypto';
import { MessengerError, type ErrorCode } from '../../src/errors.ts';
import type { Link } from '../../src/peer/link.ts';
import { memoryLinkPair, MemoryWire } from '../../src/peer/memory-link.ts';
import type {
  FileSource,
  PieceSink,
  SealedPieceIn,
  TransferLine,
} from '../../src/transfer/line.ts';
import { openPiece, sealHere } from '../../src/transfer/pipeline.ts';
import type { TransferEvent } from '../../src/transfer/transfer-event.ts';
import { Transfers, type TransferPorts } from '../../src/transfer/transfers.ts';
import { concat, toHex } from '../../src/wire/bytes.ts';
import { encodeChunkHeader, kindOf } from '../../src/wire/envelope.ts';
import { decodeFrame, encodeFrame } from '../../src/wire/frame-codec.ts';
import { PiecesHere } from '../../src/wire/pieces-here.ts';

/** Bytes that differ from piece to piece and from chunk to chunk, the same for the same size. */
export function contentOf(sizeBytes: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(sizeBytes / 4));
  let state = sizeBytes + 1;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = state;
  }
  return new Uint8Array(words.buffer, 0, sizeBytes).slice();
}

export function idOf(byte: number): Uint8Array {
  return new Uint8Array(16).fill(byte);
}

/** A 32-byte key that both sides of a line agree on. */
export function streamKey(fileId: Uint8Array, streamId: Uint8Array): Uint8Array {
  return createHash('sha256').update(fileId).update(streamId).digest();
}

/** A file in memory that can change or break. */
export class MemorySource implements FileSource {
  lastModified = 1;
  /** Reading past this byte fails. */
  readableBytes = Infinity;
  bytesRead = 0;

  constructor(public content: Uint8Array<ArrayBuffer>) {}

  get size(): number {
    return this.content.length;
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    this.bytesRead += Math.min(end, this.size) - start;
    if (end > this.readableBytes) {
      return { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
    }
    return { arrayBuffer: () => Promise.resolve(this.content.slice(start, end).buffer) };
  }
}

/** Stored pieces in memory; may be held up and may fail. */
export class MemorySink implements PieceSink {
  #last: Promise<unknown> = Promise.resolve();
  /** By index, perhaps with gaps. */
  stored: Uint8Array<ArrayBuffer>[] = [];
  writes = 0;
  completions = 0;
  /** Resolves before each write of a piece from `gateFrom` on. */
  gate: Promise<void> = Promise.resolve();
  gateFrom = 0;
  failWith: ErrorCode | null = null;

  pieces(): Promise<PiecesHere> {
    return Promise.resolve(this.#here());
  }

  receive(coming: SealedPieceIn): Promise<{ stored: boolean; spent: ArrayBuffer }> {
    const opened = openPiece(coming);
    const received = this.#last.then(async () => {
      const { plain, spent } = await opened;
      const stored = plain !== null && this.#here().isNear(coming.piece);
      if (stored) await this.write(coming.piece, plain);
      return { stored, spent };
    });
    this.#last = received.catch(() => undefined);
    return received;
  }

  async write(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!this.#here().isNear(piece)) throw new RangeError(`piece ${piece} out of place`);
    this.writes += 1;
    if (piece >= this.gateFrom) await this.gate;
    if (this.failWith) throw new MessengerError(this.failWith);
    this.stored[piece] = bytes;
  }

  read(piece: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = this.stored[piece];
    return bytes ? Promise.resolve(bytes) : Promise.reject(new MessengerError('storage-corrupt'));
  }

  clear(): Promise<void> {
    this.stored = [];
    return Promise.resolve();
  }

  complete(): Promise<void> {
    this.completions += 1;
    return Promise.resolve();
  }

  get content(): Uint8Array {
    return concat(...this.stored);
  }

  #here(): PiecesHere {
    return new PiecesHere(0, Object.keys(this.stored).map(Number));
  }
}

/** One side: its Transfers, what they reported and where they store. */
export class Peer {
  readonly events: TransferEvent[] = [];
  readonly transfers: Transfers;
  nowMs = 1_000;
  /** Chunk messages that this side was given. */
  chunksTaken = 0;
  unlisten: () => void = () => undefined;
  #sinks = new Map<string, MemorySink>();
  #last = new Map<string, TransferEvent>();
  #watchers = new Set<() => void>();
  #streams = 0;

  constructor(change: Partial<TransferPorts> = {}) {
    this.transfers = new Transfers({
      seal: sealHere,
      random: (lengthBytes) => new Uint8Array(lengthBytes).fill(++this.#streams),
      clock: { nowMs: () => this.nowMs },
      sinkFor: (fileId) => this.sink(fileId),
      report: (event) => {
        this.events.push(event);
        this.#last.set(toHex(event.fileId), event);
        for (const watch of [...this.#watchers]) watch();
      },
      ...change,
    });
  }

  sink(fileId: Uint8Array): MemorySink {
    const key = toHex(fileId);
    const sink = this.#sinks.get(key) ?? new MemorySink();
    this.#sinks.set(key, sink);
    return sink;
  }

  last(fileId: Uint8Array): TransferEvent | undefined {
    return this.#last.get(toHex(fileId));
  }

  /** Resolves when the file's last event satisfies the condition. */
  until(fileId: Uint8Array, condition: (event: TransferEvent) => boolean): Promise<TransferEvent> {
    return new Promise((resolve) => {
      const watch = (): void => {
        const event = this.last(fileId);
        if (event === undefined || !condition(event)) return;
        this.#watchers.delete(watch);
        resolve(event);
      };
      this.#watchers.add(watch);
      watch();
    });
  }

  ends(fileId: Uint8Array): Promise<TransferEvent> {
    return this.until(fileId, ({ status }) => status !== 'active');
  }
}

/** A TransferLine over a Link, as the session makes one but without the sealing of frames. */
function lineOver(link: Link): TransferLine {
  return {
    sendFrame: (frame) => link.send(concat(Uint8Array.of(2), encodeFrame(frame))),
    sendChunk: (chunk) => link.send(encodeChunkHeader(chunk), chunk.sealed),
    streamKey,
  };
}

function serve(peer: Peer, link: Link): void {
  // As in a session, the end of a line that a newer one replaced is no news.
  peer.unlisten();
  peer.unlisten = link.listen({
    received(message) {
      if (kindOf(message) === 'chunk') {
        peer.chunksTaken += 1;
        peer.transfers.onChunk(message);
        return;
      }
      const frame = decodeFrame(message.subarray(1));
      if (frame !== null && 'fileId' in frame) peer.transfers.onFrame(frame);
    },
    closed: () => peer.transfers.detach(),
  });
  peer.transfers.attach(lineOver(link));
}

/** A line between two peers. */
export interface Connection {
  readonly wire: MemoryWire;
  /** Resolves when it was cut. */
  readonly ended: Promise<void>;
}

/** Joins two sides by a new line. `onDelivery` runs before each delivery, with how many there were. */
export function connect(
  a: Peer,
  b: Peer,
  onDelivery: (count: number, wire: MemoryWire) => void = () => undefined,
): Connection {
  let deliveries = 0;
  const wire: MemoryWire = new MemoryWire((task) =>
    setImmediate(() => {
      onDelivery(deliveries++, wire);
      task();
    }),
  );
  const [left, right] = memoryLinkPair(wire);
  const ended = new Promise<void>((resolve) => right.listen({ closed: () => resolve() }));
  serve(a, left);
  serve(b, right);
  return { wire, ended };
}

/** Lets everything run that does not wait for something outside. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setTimeout(resolve, 1));
}
