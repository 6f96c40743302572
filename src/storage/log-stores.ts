/** What storing entries needs of a transaction, whichever other stores it has. */
import type { SealedEntry, SealedVanishing } from './schema.ts';

/** Conversation, author and sequence. */
type Numbers = [string, string, number];

interface LogStore {
  add(row: SealedEntry): Promise<unknown>;
  put(row: SealedEntry): Promise<unknown>;
  getAll(range: IDBKeyRange, count?: number): Promise<SealedEntry[]>;
  index(name: 'by-author'): {
    get(only: IDBKeyRange): Promise<SealedEntry | undefined>;
    getAll(range: IDBKeyRange): Promise<SealedEntry[]>;
  };
}

interface VanishingStore {
  get(key: Numbers): Promise<SealedVanishing | undefined>;
  put(row: SealedVanishing): Promise<unknown>;
  delete(key: Numbers): Promise<void>;
  getAll(range: IDBKeyRange): Promise<SealedVanishing[]>;
}

export interface LogWriting {
  objectStore(name: 'log'): LogStore;
  objectStore(name: 'vanishing'): VanishingStore;
}
