/** Buffers in which sealed pieces are joined, used again and again: fresh memory for every piece costs more than joining it. */
import { PIECE_BYTES } from '../wire/pieces.ts';
import { TAG_BYTES } from './pieces.ts';

/** What is under way at once when neither side stalls; more would be held for nothing. */
const MAX_POOLED = 4;
const POOLED_BYTES = PIECE_BYTES + TAG_BYTES;

/** Keeps what whole pieces came in; shorter ones are made for their piece alone. */
export class PieceBuffers {
  readonly #pool: ArrayBuffer[] = [];

  /** A buffer for a sealed piece of that length; what is in it is not cleared. */
  take(sealedBytes: number): Uint8Array<ArrayBuffer> {
    const used = sealedBytes === POOLED_BYTES ? this.#pool.pop() : undefined;
    return new Uint8Array(used ?? new ArrayBuffer(sealedBytes));
  }

  /** Takes a buffer back that nobody else holds any more. */
  give(spent: ArrayBuffer): void {
    if (spent.byteLength === POOLED_BYTES && this.#pool.length < MAX_POOLED) this.#pool.push(spent);
  }
}
