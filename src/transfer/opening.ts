/** Opening received pieces in buffers that are used again and again. */
import { TAG_BYTES } from './pieces.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import type { OpenedPiece, OpenJob, OpenPipeline } from './pipeline.ts';

/** What is under way at once when neither side stalls; more would be held for nothing. */
const MAX_POOLED = 4;
const POOLED_BYTES = PIECE_BYTES + TAG_BYTES;

/**
 * An OpenPipeline over anything that opens one piece. Chunks are joined as they come, in a buffer that
 * moves to whoever opens it and back: fresh memory for every piece costs more than joining it.
 */
export class Opening implements OpenPipeline {
  readonly #pool: ArrayBuffer[] = [];

  constructor(private readonly openPiece: (job: OpenJob) => Promise<OpenedPiece>) {}

  buffer(sealedBytes: number): Uint8Array<ArrayBuffer> {
    const used = sealedBytes === POOLED_BYTES ? this.#pool.pop() : undefined;
    return new Uint8Array(used ?? new ArrayBuffer(sealedBytes));
  }

  async open(job: OpenJob): Promise<Uint8Array<ArrayBuffer> | null> {
    const { plain, spent } = await this.openPiece(job);
    if (spent.byteLength === POOLED_BYTES && this.#pool.length < MAX_POOLED) this.#pool.push(spent);
    return plain;
  }
}
