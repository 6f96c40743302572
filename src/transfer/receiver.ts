/**
 * One file received over one line after another. Everything that comes in is hostile until its hash
 * agrees: chunks count only within the offered size and within the window.
 *
 *     file want n  ->  file start n  ->  file ack n, chunks, file piece  ->  stored, file ack n + 1  ->  …
 *                                                    file done  ->  root agrees, file ack complete
 *
 * Frames come by the line and chunks by any lane, so neither waits for the other.
 */
import { MessengerError, type ErrorCode } from '../errors.ts';
import { concat, equalBytes } from '../wire/bytes.ts';
import type { Chunk } from '../wire/envelope.ts';
import type { FileFrame } from '../wire/frame.ts';
import { PiecesHere } from '../wire/pieces-here.ts';
import { IncomingStream } from './incoming-stream.ts';
import type { PieceSink, TransferLine } from './line.ts';
import { bytesInPieces, pieceCount, pieceOf } from './pieces.ts';
import type { PieceBuffers } from './piece-buffers.ts';
import { sha256 } from './pipeline.ts';
import { tell } from './tell.ts';
import type { Change } from './transfer-event.ts';
import type { PieceWindow } from './window.ts';

type Frame<Type extends FileFrame['type']> = Extract<FileFrame, { type: Type }>;

export interface ReceiverPorts {
  readonly buffers: PieceBuffers;
  readonly sink: PieceSink;
  /** Told of every change, also of `failed`, after which the file may be wanted again. */
  report(change: Change): void;
}

export class FileReceiver {
  readonly #pieces: number;
  /** Hashes of the pieces that came in while this page lived; with holes. */
  #hashes: (Uint8Array | undefined)[] = [];
  #stream: IncomingStream | null = null;
  /** How many wants were sent: each has another number. */
  #wants = 0;
  /** What opens, stores and checks, one thing after another. */
  #work: Promise<void> = Promise.resolve();

  constructor(
    readonly fileId: Uint8Array,
    private readonly sizeBytes: number,
    private readonly ports: ReceiverPorts,
  ) {
    this.#pieces = pieceCount(sizeBytes);
  }

  /** Asks for what is missing. Ends the stream before it; resolves when the want is handed to the line. */
  async want(line: TransferLine, window: PieceWindow): Promise<void> {
    this.drop();
    const stream = new IncomingStream(
      line,
      window,
      this.fileId,
      this.sizeBytes,
      this.ports.buffers,
    );
    this.#stream = stream;
    await this.#work;
    try {
      const { inOrder: fromPiece, later } = await this.ports.sink.pieces();
      if (this.#stream !== stream) return;
      const here = new PiecesHere(fromPiece, later);
      const want = ++this.#wants;
      stream.want(here, want);
      if (here.end > this.#pieces) throw new MessengerError('storage-corrupt');
      this.#reportActive(fromPiece, false);
      tell(line, { type: 'file-want', fileId: this.fileId, fromPiece, want, later: here.bits });
    } catch (error) {
      this.#storeFailed(stream, error);
    }
  }

  /** Takes a `file start`. One that answers no want, or an earlier one than the last, is ignored. */
  start({ want, streamId }: Frame<'file-start'>): void {
    const stream = this.#stream;
    if (!stream?.begin(want, streamId)) return;
    this.#reportActive(stream.stored, true);
    // So the sender knows that chunks of this stream are recognised, whichever way they come.
    this.#ack(stream);
  }

  /** Takes a chunk. One of another stream is ignored; one that cannot be right ends the stream. */
  chunk(chunk: Chunk): void {
    const stream = this.#running();
    if (!stream?.isNamed(chunk.streamId)) return;
    if (stream.add(chunk)) this.#took(stream, pieceOf(chunk));
    else this.#damaged(stream);
  }

  /** Takes a `file piece`. */
  piece({ piece, sha256: hash }: Frame<'file-piece'>): void {
    const stream = this.#running();
    if (stream === null) return;
    if (stream.hash(piece, hash)) this.#took(stream, piece);
    else this.#damaged(stream);
  }

  /** Takes a `file done`; the chunks before it may still be on their way. */
  done({ root }: Frame<'file-done'>): void {
    const stream = this.#running();
    if (stream === null) return;
    if (stream.finish(root)) this.#finishWhole(stream);
    else this.#damaged(stream);
  }

  /** Takes a `file stop` of the sender. */
  refused(reason: 'gone' | 'changed'): void {
    const stream = this.#stream;
    // Once all is stored only the root is missing, and that is ours to check.
    if (stream === null || stream.onlyRootMissing) return;
    this.#fail(stream, null, reason === 'gone' ? 'file-sender-gone' : 'file-changed');
  }

  /** Ends the stream silently: the line is gone or the file is not wanted any more. */
  drop(): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.#stream = null;
    stream.end();
  }

  /** A stream of it runs, and something of it is missing. */
  get isComing(): boolean {
    return this.#running() !== null;
  }

  /** Resolves when nothing of this file is being written any more. */
  async settled(): Promise<void> {
    await this.#work;
  }

  #running(): IncomingStream | null {
    return this.#stream?.isRunning ? this.#stream : null;
  }

  /** Something of this piece came: once it is whole it is stored, and what is stored in order acknowledged. */
  #took(stream: IncomingStream, piece: number): void {
    const whole = stream.take(piece);
    if (whole === null) return;
    const received = this.ports.sink.receive(whole);
    // #stored hears of a failure when its turn comes.
    received.catch(() => undefined);
    this.#work = this.#work.then(() => this.#stored(stream, piece, whole.sha256, received));
    this.#finishWhole(stream);
  }

  /** Once the root and all pieces have come the whole file is checked. */
  #finishWhole(stream: IncomingStream): void {
    const root = stream.rootOfWhole;
    if (root !== null) this.#work = this.#work.then(() => this.#finish(stream, root));
  }

  async #stored(
    stream: IncomingStream,
    piece: number,
    hash: Uint8Array,
    received: ReturnType<PieceSink['receive']>,
  ): Promise<void> {
    try {
      const { stored, spent } = await received;
      this.ports.buffers.give(spent);
      if (stored) this.#hashes[piece] = hash;
      else this.#damaged(stream);
      if (!stored || this.#stream !== stream) return;
    } catch (error) {
      this.#storeFailed(stream, error);
      return;
    }
    if (!stream.storedPiece(piece)) return;
    this.#reportActive(stream.stored, true);
    this.#ack(stream);
  }

  #ack({ line, stored }: IncomingStream): void {
    tell(line, { type: 'file-ack', fileId: this.fileId, pieces: stored, complete: false });
  }

  async #finish(stream: IncomingStream, root: Uint8Array): Promise<void> {
    try {
      const mine = await this.#root(stream);
      if (mine === null || this.#stream !== stream) return;
      if (!equalBytes(mine, root)) {
        // Which piece is wrong nobody can tell, so the next attempt begins at the first.
        this.#hashes = [];
        stream.forget();
        this.#damaged(stream);
        await this.ports.sink.clear();
        return;
      }
      await this.ports.sink.complete();
    } catch (error) {
      this.#storeFailed(stream, error);
      return;
    }
    this.#completed(stream.line);
  }

  /** The file is whole and recorded, whatever became of the line meanwhile: a want on a newer one is answered by this. */
  #completed(line: TransferLine): void {
    const newest = this.#stream?.line ?? line;
    this.drop();
    tell(newest, completeAck(this.fileId, this.sizeBytes));
    const doneBytes = this.sizeBytes;
    this.ports.report({ status: 'complete', doneBytes, moving: false, error: null });
  }

  /**
   * SHA-256 over all hashes. Pieces that an earlier page stored are read and hashed again: that
   * needs no record of hashes and vouches for what the disk gives back, at some 500 MiB/s, once.
   * Null when the stream ended meanwhile.
   */
  async #root(stream: IncomingStream): Promise<Uint8Array | null> {
    const hashes: Uint8Array[] = [];
    for (let piece = 0; piece < this.#pieces; piece++) {
      const hash = this.#hashes[piece] ?? (await sha256(await this.ports.sink.read(piece)));
      if (this.#stream !== stream) return null;
      this.#hashes[piece] = hash;
      hashes.push(hash);
    }
    return sha256(concat(...hashes));
  }

  #damaged(stream: IncomingStream): void {
    this.#fail(stream, 'damaged', 'file-hash-mismatch');
  }

  #storeFailed(stream: IncomingStream, error: unknown): void {
    if (!(error instanceof MessengerError)) throw error;
    const code = error.code === 'storage-full' ? 'file-no-space' : error.code;
    this.#fail(stream, 'cannot-store', code);
  }

  /** Ends the stream with a reason for the sender, unless it has ended already. */
  #fail(stream: IncomingStream, reason: 'damaged' | 'cannot-store' | null, error: ErrorCode): void {
    if (this.#stream !== stream) return;
    this.drop();
    const { fileId } = this;
    if (reason !== null) tell(stream.line, { type: 'file-stop', fileId, reason });
    const doneBytes = bytesInPieces(this.sizeBytes, stream.stored);
    this.ports.report({ status: 'failed', doneBytes, moving: false, error });
  }

  #reportActive(pieces: number, moving: boolean): void {
    const doneBytes = bytesInPieces(this.sizeBytes, pieces);
    this.ports.report({ status: 'active', doneBytes, moving, error: null });
  }
}

/** Says that the file is whole; said again on the next line, since this may be lost on its way. */
export function completeAck(fileId: Uint8Array, sizeBytes: number): FileFrame {
  return { type: 'file-ack', fileId, pieces: pieceCount(sizeBytes), complete: true };
}
