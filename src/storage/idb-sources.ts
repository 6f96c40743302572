/** What sending goes on from, in IndexedDB. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';
import type { FileId, Vault } from './repositories.ts';
import { VERSION_BARE } from './vault-key.ts';
import { BLOCK_BYTES, MAX_HASH_BLOCKS, type SourceRepository } from './source-repository.ts';

/** SourceRepository over the stores `sources`, whose handles stand in clear, and `hashes`, sealed block by block. */
export class IdbSources implements SourceRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async handles(): Promise<Map<FileId, unknown>> {
    const sources = await this.#database.read(['sources'], (tx) =>
      tx.objectStore('sources').getAll(),
    );
    return new Map(sources.map(({ fileId, handle }) => [fileId, handle]));
  }

  async keepHandle(fileId: FileId, handle: unknown): Promise<void> {
    await this.#database.write(['sources', 'vault'], async (tx) => {
      // Nothing can seal a handle, and it tells the file's name: behind a passphrase there is none.
      const key = await tx.objectStore('vault').get('key');
      if (key !== undefined && key.version !== VERSION_BARE) return;
      await tx.objectStore('sources').put({ fileId, handle });
    });
  }

  async hashes(fileId: FileId): Promise<Map<number, Uint8Array>> {
    const range = blocksOf(fileId);
    const [keys, blocks] = await this.#database.read(['hashes'], (tx) => {
      const store = tx.objectStore('hashes');
      return Promise.all([store.getAllKeys(range), store.getAll(range)]);
    });
    const opened = new Map<number, Uint8Array>();
    for (const [at, [, block]] of keys.entries()) {
      const hashes = this.#open(fileId, block, blocks[at]);
      if (hashes !== null) opened.set(block, hashes);
    }
    return opened;
  }

  async keepHashes(fileId: FileId, block: number, hashes: Uint8Array): Promise<void> {
    if (hashes.length !== BLOCK_BYTES || !isBlock(block)) throw new RangeError('no such block');
    const sealed = this.#vault.seal(context(fileId, block), hashes);
    await this.#database.write(['hashes'], (tx) =>
      tx.objectStore('hashes').put(sealed, [fileId, block]),
    );
  }

  remove(fileId: FileId): Promise<void> {
    return this.#database.write(['sources', 'hashes'], async (tx) => {
      await tx.objectStore('sources').delete(fileId);
      await tx.objectStore('hashes').delete(blocksOf(fileId));
    });
  }

  sweep(keep: ReadonlySet<FileId>): Promise<void> {
    return this.#database.write(['sources', 'hashes'], async (tx) => {
      const sources = await tx.objectStore('sources').getAllKeys();
      const hashes = await tx.objectStore('hashes').getAllKeys();
      const left = new Set([...sources, ...hashes.map(([fileId]) => fileId)]);
      for (const fileId of left) {
        if (keep.has(fileId)) continue;
        await tx.objectStore('sources').delete(fileId);
        await tx.objectStore('hashes').delete(blocksOf(fileId));
      }
    });
  }

  /** Null for what is damaged: its pieces are read again. */
  #open(fileId: FileId, block: number, sealed: unknown): Uint8Array | null {
    if (!(sealed instanceof Uint8Array) || !isBlock(block)) return null;
    try {
      const hashes = this.#vault.open(context(fileId, block), sealed);
      return hashes.length === BLOCK_BYTES ? hashes : null;
    } catch (error) {
      if (error instanceof MessengerError) return null;
      throw error;
    }
  }
}

function isBlock(block: number): boolean {
  return Number.isSafeInteger(block) && block >= 0 && block < MAX_HASH_BLOCKS;
}

/** Every block of a file: an array is greater than every number, as keys are ordered. */
function blocksOf(fileId: FileId): IDBKeyRange {
  return IDBKeyRange.bound([fileId], [fileId, []]);
}

/** Binds a block to its store, file and place. */
function context(fileId: FileId, block: number): string {
  return `hashes/${fileId}/${block}`;
}
