/** The hashes of a file on its way out, kept in storage in blocks, so that a page to come knows them. */
import type { FileId } from '../storage/repositories.ts';
import {
  BLOCK_BYTES,
  HASH_BYTES,
  HASHES_PER_BLOCK,
  MAX_HASH_BLOCKS,
  type SourceRepository,
} from '../storage/source-repository.ts';
import type { PieceHashes } from '../transfer/piece-hashes.ts';

/**
 * One small write a second is nothing beside the file. What a crash takes is read again: a second's
 * worth, which costs a tenth of that.
 */
const WRITE_AFTER_MS = 1_000;

export class KeptHashes implements PieceHashes {
  /** Blocks that differ from what is stored. */
  readonly #changed = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(
    private readonly fileId: FileId,
    private readonly repository: SourceRepository,
    private readonly blocks: Map<number, Uint8Array>,
  ) {}

  /** The hashes of a file that nothing is known of yet. */
  static begin(fileId: FileId, repository: SourceRepository): KeptHashes {
    return new KeptHashes(fileId, repository, new Map());
  }

  /** What earlier pages kept. @throws MessengerError 'storage-*' */
  static async load(fileId: FileId, repository: SourceRepository): Promise<KeptHashes> {
    return new KeptHashes(fileId, repository, await repository.hashes(fileId));
  }

  get(piece: number): Uint8Array | undefined {
    const hash = this.#place(piece);
    return hash?.some((byte) => byte !== 0) === true ? hash : undefined;
  }

  put(piece: number, hash: Uint8Array): void {
    const block = Math.floor(piece / HASHES_PER_BLOCK);
    if (block >= MAX_HASH_BLOCKS || this.#closed) return;
    const bytes = this.blocks.get(block) ?? new Uint8Array(BLOCK_BYTES);
    bytes.set(hash, (piece % HASHES_PER_BLOCK) * HASH_BYTES);
    this.blocks.set(block, bytes);
    this.#changed.add(block);
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** The pieces whose hashes are known, in order. */
  known(): number[] {
    return [...this.blocks.keys()]
      .sort((a, b) => a - b)
      .flatMap((block) =>
        Array.from({ length: HASHES_PER_BLOCK }, (_, n) => n + block * HASHES_PER_BLOCK),
      )
      .filter((piece) => this.get(piece) !== undefined);
  }

  /** Writes what is not stored yet. Never rejects: what cannot be kept is read again. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Nothing is written any more once this resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
  }

  #place(piece: number): Uint8Array | undefined {
    const at = (piece % HASHES_PER_BLOCK) * HASH_BYTES;
    return this.blocks.get(Math.floor(piece / HASHES_PER_BLOCK))?.subarray(at, at + HASH_BYTES);
  }

  async #write(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const block of changed) {
      const bytes = this.blocks.get(block);
      if (bytes === undefined || this.#closed) continue;
      try {
        await this.repository.keepHashes(this.fileId, block, bytes);
      } catch {
        // The next page reads these pieces again.
      }
    }
  }
}
