/**
 * What comes in as the answer to one want on one line: chunks, by whatever lane and in whatever order,
 * joined to sealed pieces, each of which is handed on as soon as it is whole.
 */
import { equalBytes } from '../wire/bytes.ts';
import type { Chunk } from '../wire/envelope.ts';
import { PiecesHere } from '../wire/pieces-here.ts';
import { WINDOW_PIECES } from '../wire/pieces.ts';
import type { SealedPieceIn, TransferLine } from './line.ts';
import type { PieceBuffers } from './piece-buffers.ts';
import {
  CHUNK_BYTES,
  chunkBytes,
  CHUNKS_PER_PIECE,
  chunksInPiece,
  pieceCount,
  pieceOf,
  sealedPieceBytes,
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
  /** Pieces that were there when it was wanted. */
  #had = new PiecesHere();
  /** Those and all that were handed on since. */
  #taken = new PiecesHere();
  /** Those of them that are stored durably. */
  #stored = new PiecesHere();
  /** Pieces of which something came, within the window. */
  readonly #coming = new Map<number, Coming>();
  /** Places in the window that this stream took and did not give back. */
  #held = 0;
  /** From `file done`; null until it came. */
  #root: Uint8Array | null = null;

  constructor(
    readonly line: TransferLine,
    private readonly window: PieceWindow,
    private readonly fileId: Uint8Array,
    private readonly sizeBytes: number,
    private readonly buffers: PieceBuffers,
  ) {}

  /** The want goes out, for all that is not here, under a number that no other of the file had. */
  want(here: PiecesHere, number: number): void {
    this.#want = number;
    this.#had = here;
    this.#taken = here.copy();
    this.#stored = here.copy();
  }

  /** Pieces stored durably and in order, 0 to n − 1. */
  get stored(): number {
    return this.#stored.inOrder;
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
  add(chunk: Chunk): boolean {
    const { index, sealed } = chunk;
    const piece = pieceOf(chunk);
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

  /** Hands the piece on, once: null while something of it is missing. */
  take(piece: number): SealedPieceIn | null {
    const coming = this.#coming.get(piece);
    const key = this.#begun?.key;
    if (key === undefined || !coming?.sealed) return null;
    const { sealed, sha256, chunks } = coming;
    if (sha256 === null || chunks !== (1 << chunksInPiece(this.sizeBytes, piece)) - 1) return null;
    this.#coming.delete(piece);
    this.#taken.add(piece);
    return { piece, key, sealed, sha256 };
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

  /** The piece is on disk: the places of all that are in order now are free. @returns false when none is */
  storedPiece(piece: number): boolean {
    const before = this.stored;
    this.#stored.add(piece);
    for (let freed = before; freed < this.stored; freed++) if (!this.#had.has(freed)) this.#give(1);
    return this.stored > before;
  }

  /** All that was stored is dropped. */
  forget(): void {
    this.#stored = new PiecesHere();
  }

  /** Gives all places in the window back. */
  end(): void {
    this.#coming.clear();
    this.#give(this.#held);
  }

  get #isWhole(): boolean {
    return this.#taken.inOrder === pieceCount(this.sizeBytes);
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
    if (this.#taken.has(piece) || piece >= end || !this.window.tryTake()) return null;
    this.#held += 1;
    const coming: Coming = { sealed: null, chunks: 0, sha256: null };
    this.#coming.set(piece, coming);
    return coming;
  }
}
