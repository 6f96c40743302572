/**
 * What comes in as the answer to one want on one line: chunks, by whatever lane and in whatever order,
 * joined to sealed pieces that are handed on in order.
 */
import { equalBytes } from '../wire/bytes.ts';
import type { Chunk } from '../wire/envelope.ts';
import type { SealedPieceIn, TransferLine } from './line.ts';
import type { PieceBuffers } from './piece-buffers.ts';
import {
  CHUNK_BYTES,
  chunkBytes,
  CHUNKS_PER_PIECE,
  chunksInPiece,
  pieceCount,
  sealedPieceBytes,
  WINDOW_PIECES,
} from './pieces.ts';
import type { PieceWindow } from './window.ts';

/** A piece of which something came. */
interface Coming {
  /** The buffer that chunks are joined in; null before the first. */
  sealed: Uint8Array<ArrayBuffer> | null;
  /** Bit n: chunk n came. */
  chunks: number;
  /** From its `file piece`. */
  sha256: Uint8Array | null;
}

export class IncomingStream {
  /** The number of the want; null until it is sent. */
  #want: number | null = null;
  /** What `file start` named, and the key made from it; null until it came. */
  #begun: { readonly id: Uint8Array; readonly key: Uint8Array } | null = null;
  /** The piece that is handed on next. */
  #next = 0;
  /** Pieces from the next one on, within the window. */
  readonly #coming = new Map<number, Coming>();
  /** Places in the window that this stream took and did not give back. */
  #held = 0;
  /** From `file done`; null until it came. */
  #root: Uint8Array | null = null;
  /** Pieces stored durably. */
  stored = 0;

  constructor(
    readonly line: TransferLine,
    private readonly window: PieceWindow,
    private readonly fileId: Uint8Array,
    private readonly sizeBytes: number,
    private readonly buffers: PieceBuffers,
  ) {}

  /** The want goes out, for this piece and all after it, under a number that no other of the file had. */
  want(fromPiece: number, number: number): void {
    this.#want = number;
    this.#next = fromPiece;
    this.stored = fromPiece;
  }

  /** Takes what a `file start` says. @returns false when it answers another want, or is the second */
  begin(want: number, id: Uint8Array): boolean {
    if (this.#want !== want || this.#begun !== null) return false;
    this.#begun = { id, key: this.line.streamKey(this.fileId, id) };
    return true;
  }

  /** Between its `file start` and the last thing that it needs. */
  get isRunning(): boolean {
    return this.#begun !== null && this.rootOfWhole === null;
  }

  /** The stream of that name is this one. */
  isNamed(streamId: Uint8Array): boolean {
    return this.#begun !== null && equalBytes(this.#begun.id, streamId);
  }

  /** Nothing is missing but the word that all is well, which is ours. */
  get onlyRootMissing(): boolean {
    return this.rootOfWhole !== null && this.#held === 0;
  }

  /** Joins the chunk to its piece. @returns false for the wrong length, one that came already, or one past the window */
  add({ index, sealed }: Chunk): boolean {
    const piece = Math.floor(index / CHUNKS_PER_PIECE);
    const n = index % CHUNKS_PER_PIECE;
    const coming = this.#comingPiece(piece);
    if (coming === null || n >= chunksInPiece(this.sizeBytes, piece)) return false;
    if ((coming.chunks & (1 << n)) !== 0) return false;
    if (sealed.length !== chunkBytes(this.sizeBytes, piece, n)) return false;
    coming.sealed ??= this.buffers.take(sealedPieceBytes(this.sizeBytes, piece));
    coming.sealed.set(sealed, n * CHUNK_BYTES);
    coming.chunks |= 1 << n;
    return true;
  }

  /** Takes what a `file piece` says. @returns false when it was said already, or is past the window */
  hash(piece: number, sha256: Uint8Array): boolean {
    const coming = this.#comingPiece(piece);
    if (coming?.sha256 !== null) return false;
    coming.sha256 = sha256;
    return true;
  }

  /** The next piece, once it is whole; the one after it is next then. Null while something of it is missing. */
  take(): SealedPieceIn | null {
    const coming = this.#coming.get(this.#next);
    const key = this.#begun?.key;
    if (key === undefined || !coming?.sealed) return null;
    const { sealed, sha256, chunks } = coming;
    if (sha256 === null || chunks !== (1 << chunksInPiece(this.sizeBytes, this.#next)) - 1) {
      return null;
    }
    const whole = { piece: this.#next, key, sealed, sha256 };
    this.#coming.delete(this.#next);
    this.#next += 1;
    return whole;
  }

  /** Takes the root of a `file done`, which may come before the last chunks. @returns false for a second one */
  finish(root: Uint8Array): boolean {
    if (this.#root !== null) return false;
    this.#root = root;
    return true;
  }

  /** The root, once it and all pieces have come. */
  get rootOfWhole(): Uint8Array | null {
    return this.#isWhole ? this.#root : null;
  }

  /** Pieces up to, not including, `pieces` are on disk: their places are free. */
  storedTo(pieces: number): void {
    this.#give(pieces - this.stored);
    this.stored = pieces;
  }

  /** Gives all places in the window back. */
  end(): void {
    this.#coming.clear();
    this.#give(this.#held);
  }

  get #isWhole(): boolean {
    return this.#next === pieceCount(this.sizeBytes);
  }

  #give(pieces: number): void {
    this.window.give(pieces);
    this.#held -= pieces;
  }

  /** Counts every piece that begins; null when it is over, there is none, or the sender does not keep to the window. */
  #comingPiece(piece: number): Coming | null {
    const known = this.#coming.get(piece);
    if (known !== undefined) return known;
    const end = Math.min(this.stored + WINDOW_PIECES, pieceCount(this.sizeBytes));
    if (piece < this.#next || piece >= end || !this.window.tryTake()) return null;
    this.#held += 1;
    const coming: Coming = { sealed: null, chunks: 0, sha256: null };
    this.#coming.set(piece, coming);
    return coming;
  }
}
