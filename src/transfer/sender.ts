/**
 * One file sent over one line after another. The receiver leads: each `file want` begins a stream.
 *
 *     file want n  ->  file start n, stream
 *     file ack n   ->  chunks of piece n, file piece n, …      at most 32 pieces (of all files)
 *     file ack     ->  …                                       unacknowledged
 *                      file done root
 *     file ack complete
 */
import { MessengerError, type ErrorCode } from '../errors.ts';
import { concat, equalBytes } from '../wire/bytes.ts';
import { STREAM_ID_BYTES, type FileFrame } from '../wire/frame.ts';
import { PiecesHere } from '../wire/pieces-here.ts';
import type { PieceHashes } from './piece-hashes.ts';
import { Signal } from './signal.ts';
import { tell } from './tell.ts';
import type { FileSource, TransferLine } from './line.ts';
import { bytesInPieces, CHUNKS_PER_PIECE, chunksOf, pieceCount } from './pieces.ts';
import { readPieces, sha256, type SealedPiece, type SealPipeline } from './pipeline.ts';
import type { Change } from './transfer-event.ts';
import type { PieceWindow } from './window.ts';

/**
 * Pieces read and sealed at once, while those before them are sent: 4 MiB, beyond which reading gets
 * hardly cheaper.
 */
export const BATCH_PIECES = 8;

/** What a `file want` asks for: this piece and all after it, but for those that are there already. */
export interface Want {
  readonly fromPiece: number;
  /** Bit n, of 31: piece fromPiece + 1 + n is there. */
  readonly later: number;
  readonly want: number;
}

export interface SenderPorts {
  readonly seal: SealPipeline;
  /** What is known of the file's pieces, from this page or an earlier one. */
  readonly hashes: PieceHashes;
  random(lengthBytes: number): Uint8Array;
  /** Told of every change, also of `failed`, after which a new want may begin a stream again. */
  report(change: Change): void;
}

/** One stream: an answer to one want on one line. */
interface Stream {
  readonly line: TransferLine;
  readonly window: PieceWindow;
  /** Pieces whose last frame was handed to the line. */
  sent: number;
  acked: number;
  /** The receiver knows of it, so chunks may overtake whatever goes by the line. */
  readonly known: Signal;
  /** Places in the window that this stream took and did not give back. */
  held: number;
  /** `file done` was handed to the line. */
  done: boolean;
}

/**
 * What goes by the line before the receiver knows of the stream: as much as a channel takes at once, so
 * that small files wait for nothing and a message does not wait longer than behind anything else.
 */
const EARLY_CHUNKS = 4;

/** Most round trips take less; behind a longer one the line serves until the ack comes. */
const KNOWN_AFTER_MS = 500;

export class FileSender {
  readonly #sizeBytes: number;
  readonly #modifiedMs: number;
  readonly #pieces: number;
  #stream: Stream | null = null;
  /** Everything was sent once, on whatever line. */
  #sentAll = false;

  constructor(
    readonly fileId: Uint8Array,
    private readonly source: FileSource,
    private readonly ports: SenderPorts,
  ) {
    this.#sizeBytes = source.size;
    this.#modifiedMs = source.lastModified;
    this.#pieces = pieceCount(source.size);
  }

  /**
   * Answers a want with a stream. Resolves when all is handed to the line, or the stream has ended
   * otherwise: stopped, replaced by the next one, failed, or the line is lost. Never rejects for those.
   */
  async stream(line: TransferLine, window: PieceWindow, want: Want): Promise<void> {
    this.stop();
    const { fromPiece } = want;
    const stream: Stream = {
      ...{ line, window, known: new Signal() },
      ...{ sent: fromPiece, acked: fromPiece, held: 0, done: false },
    };
    this.#stream = stream;
    this.#reportActive(fromPiece);
    try {
      await this.#send(stream, want);
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      if (this.#stream !== stream) return;
      if (error.code === 'line-lost') this.stop();
      else this.#fail(error.code, { type: 'file-stop', fileId: this.fileId, reason: 'changed' });
    }
  }

  /** Takes a `file ack`. One that goes back or past what was sent is ignored. */
  acked(pieces: number, complete: boolean): void {
    const stream = this.#stream;
    if (complete) {
      // Also on a later line: the first one may have been lost on its way.
      if (this.#sentAll && pieces === this.#pieces && (stream?.done ?? true)) this.#complete();
      return;
    }
    if (stream === null || pieces < stream.acked || pieces > stream.sent) return;
    stream.known.give();
    if (pieces === stream.acked) return;
    stream.window.give(pieces - stream.acked);
    stream.held -= pieces - stream.acked;
    stream.acked = pieces;
    this.#reportActive(pieces);
  }

  /** Takes a `file stop` of the receiver. */
  refused(reason: 'damaged' | 'cannot-store'): void {
    if (this.#stream === null) return;
    this.#fail(reason === 'damaged' ? 'file-hash-mismatch' : 'file-receiver-failed', null);
  }

  /** Ends the stream silently: the line is gone, another stream begins, or the friend is told by others. */
  stop(): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.#stream = null;
    stream.known.give();
    stream.window.give(stream.held);
  }

  async #send(stream: Stream, { fromPiece, later, want }: Want): Promise<void> {
    const { line, window } = stream;
    const had = PiecesHere.ofBits(fromPiece, later);
    const fileId = this.fileId;
    const streamId = this.ports.random(STREAM_ID_BYTES);
    const sealedPieces = this.#sealAhead(fromPiece, line.streamKey(fileId, streamId));
    await line.sendFrame({ type: 'file-start', fileId, want, streamId });
    const earlyChunks = fromPiece * CHUNKS_PER_PIECE + EARLY_CHUNKS;
    let piece = fromPiece - 1;
    for await (const { sealed, sha256: hash } of sealedPieces) {
      piece += 1;
      this.#remember(piece, hash);
      // What is there takes a place as well: so nothing is sent further past the first missing piece than
      // the receiver has places.
      await window.take();
      if (this.#stream !== stream) {
        window.give(1);
        return;
      }
      stream.held += 1;
      if (had.has(piece)) {
        stream.sent = piece + 1;
        continue;
      }
      for (const chunk of chunksOf(piece, sealed)) {
        if (chunk.index === earlyChunks) await stream.known.within(KNOWN_AFTER_MS);
        // A lane may be faster than the line, on which the stream is told of.
        const by = stream.known.isGiven ? 'lane' : 'line';
        await line.sendChunk({ fileId, streamId, ...chunk }, by);
        if (this.#stream !== stream) return;
      }
      stream.sent = piece + 1;
      await line.sendFrame({ type: 'file-piece', fileId, piece, sha256: hash });
      if (this.#stream !== stream) return;
    }
    const root = await this.#root(stream);
    if (root === null) return;
    stream.done = true;
    this.#sentAll = true;
    await line.sendFrame({ type: 'file-done', fileId, root });
  }

  /** Seals pieces in order, the next batch while one is sent. */
  async *#sealAhead(fromPiece: number, key: Uint8Array): AsyncGenerator<SealedPiece> {
    let next = this.#sealBatch(fromPiece, key);
    for (let piece = fromPiece; piece < this.#pieces; piece += BATCH_PIECES) {
      const batch = await next;
      next = this.#sealBatch(piece + BATCH_PIECES, key);
      yield* batch;
    }
  }

  #sealBatch(fromPiece: number, key: Uint8Array): Promise<SealedPiece[]> {
    if (fromPiece >= this.#pieces) return Promise.resolve([]);
    const toPiece = Math.min(fromPiece + BATCH_PIECES, this.#pieces);
    const { source } = this;
    const sizeBytes = this.#sizeBytes;
    const batch = this.ports.seal.seal({ source, sizeBytes, fromPiece, toPiece, key });
    // Whoever awaits it hears of a failure; a stream that has ended does not care.
    batch.catch(() => undefined);
    return batch;
  }

  /** Keeps a piece's hash. @throws MessengerError 'file-changed' when the piece was another before */
  #remember(piece: number, hash: Uint8Array<ArrayBuffer>): void {
    const known = this.ports.hashes.get(piece);
    const isAnother = known !== undefined && !equalBytes(known, hash);
    if (this.#hasChanged() || isAnother) throw new MessengerError('file-changed');
    if (known === undefined) this.ports.hashes.put(piece, hash);
  }

  #hasChanged(): boolean {
    return this.source.size !== this.#sizeBytes || this.source.lastModified !== this.#modifiedMs;
  }

  /** SHA-256 over all hashes; pieces of unknown hash are read for it. Null when the stream ended meanwhile. */
  async #root(stream: Stream): Promise<Uint8Array | null> {
    const hashes: Uint8Array[] = [];
    for (let piece = 0; piece < this.#pieces; piece++) {
      const known = this.ports.hashes.get(piece);
      const hash = known ?? (await this.#readHash(piece));
      if (this.#stream !== stream) return null;
      if (known === undefined) this.ports.hashes.put(piece, hash);
      hashes.push(hash);
    }
    if (this.#hasChanged()) throw new MessengerError('file-changed');
    const root = await sha256(concat(...hashes));
    return this.#stream === stream ? root : null;
  }

  async #readHash(piece: number): Promise<Uint8Array<ArrayBuffer>> {
    const [plain] = await readPieces(this.source, this.#sizeBytes, piece, piece + 1);
    if (plain === undefined) throw new RangeError(`The file has no piece ${piece}`);
    return sha256(plain);
  }

  #reportActive(pieces: number): void {
    const doneBytes = bytesInPieces(this.#sizeBytes, pieces);
    this.ports.report({ status: 'active', doneBytes, moving: true, error: null });
  }

  #complete(): void {
    this.stop();
    const doneBytes = this.#sizeBytes;
    this.ports.report({ status: 'complete', doneBytes, moving: false, error: null });
  }

  #fail(error: ErrorCode, stop: FileFrame | null): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.stop();
    if (stop !== null) tell(stream.line, stop);
    const doneBytes = bytesInPieces(this.#sizeBytes, stream.acked);
    this.ports.report({ status: 'failed', doneBytes, moving: false, error });
  }
}
