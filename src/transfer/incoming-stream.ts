/** What comes in as the answer to one want on one line: chunks in order, joined to sealed pieces. */
import { equalBytes } from '../wire/bytes.ts';
import type { Chunk } from '../wire/envelope.ts';
import type { TransferLine } from './line.ts';
import {
  CHUNK_BYTES,
  chunkBytes,
  CHUNKS_PER_PIECE,
  chunksInPiece,
  pieceCount,
  sealedPieceBytes,
} from './pieces.ts';
import type { OpenPipeline } from './pipeline.ts';
import type { PieceWindow } from './window.ts';

/** A sealed piece whose chunks have all come. */
export interface WholePiece {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

export class IncomingStream {
  /** Where the want began; null until it is sent. */
  #fromPiece: number | null = null;
  /** What `file start` named, and the key made from it; null until it came. */
  #begun: { readonly id: Uint8Array; readonly key: Uint8Array } | null = null;
  /** The piece that is coming in, how many chunks of it came, and the buffer that they are joined in. */
  #piece = 0;
  #chunks = 0;
  #sealed: Uint8Array<ArrayBuffer> | null = null;
  /** Places in the window that this stream took and did not give back. */
  #held = 0;
  /** `file done` came: all is here, if not yet stored. */
  #done = false;
  /** Pieces stored durably. */
  stored = 0;

  constructor(
    readonly line: TransferLine,
    private readonly window: PieceWindow,
    private readonly fileId: Uint8Array,
    private readonly sizeBytes: number,
    private readonly open: OpenPipeline,
  ) {}

  /** The want goes out, for this piece and all after it. */
  want(fromPiece: number): void {
    this.#fromPiece = fromPiece;
    this.#piece = fromPiece;
    this.stored = fromPiece;
  }

  /** Takes what a `file start` says. @returns false when it does not answer the want, or is the second */
  begin(fromPiece: number, id: Uint8Array): boolean {
    if (this.#fromPiece !== fromPiece || this.#begun !== null) return false;
    this.#begun = { id, key: this.line.streamKey(this.fileId, id) };
    return true;
  }

  /** Between its `file start` and its `file done`. */
  get isRunning(): boolean {
    return this.#begun !== null && !this.#done;
  }

  /** The stream of that name is this one. */
  isNamed(streamId: Uint8Array): boolean {
    return this.#begun !== null && equalBytes(this.#begun.id, streamId);
  }

  /** Nothing is missing but the word that all is well, which is ours. */
  get onlyRootMissing(): boolean {
    return this.#done && this.#held === 0;
  }

  /** Joins the chunk to its piece. @returns false when it is not the next, too long or short, or past the window */
  add({ index, sealed }: Chunk): boolean {
    if (!this.#isNext(index, sealed.length) || !this.#hasRoom()) return false;
    this.#sealed ??= this.open.buffer(sealedPieceBytes(this.sizeBytes, this.#piece));
    this.#sealed.set(sealed, this.#chunks * CHUNK_BYTES);
    this.#chunks += 1;
    return true;
  }

  /** Takes the piece that has come out, to go on with the next; null when it is another or not whole. */
  take(piece: number): WholePiece | null {
    if (this.#begun === null || this.#sealed === null || piece !== this.#piece) return null;
    if (this.#chunks !== chunksInPiece(this.sizeBytes, piece)) return null;
    const whole = { key: this.#begun.key, sealed: this.#sealed };
    this.#piece += 1;
    this.#chunks = 0;
    this.#sealed = null;
    return whole;
  }

  /** Takes a `file done`. @returns false when pieces are missing */
  finish(): boolean {
    this.#done = this.#piece === pieceCount(this.sizeBytes);
    return this.#done;
  }

  /** Pieces up to, not including, `pieces` are on disk: their places are free. */
  storedTo(pieces: number): void {
    this.#give(pieces - this.stored);
    this.stored = pieces;
  }

  /** Gives all places in the window back. */
  end(): void {
    this.#give(this.#held);
  }

  #give(pieces: number): void {
    this.window.give(pieces);
    this.#held -= pieces;
  }

  #isNext(index: number, sealedBytes: number): boolean {
    if (index !== this.#piece * CHUNKS_PER_PIECE + this.#chunks) return false;
    if (this.#piece >= pieceCount(this.sizeBytes)) return false;
    if (this.#chunks >= chunksInPiece(this.sizeBytes, this.#piece)) return false;
    return sealedBytes === chunkBytes(this.sizeBytes, this.#piece, this.#chunks);
  }

  /** Counts every piece that begins; false when the sender does not keep to the window. */
  #hasRoom(): boolean {
    if (this.#chunks > 0) return true;
    if (!this.window.tryTake()) return false;
    this.#held += 1;
    return true;
  }
}
