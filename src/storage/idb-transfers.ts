/** Transfers in IndexedDB. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';
import type { SealedTransfer } from './schema.ts';
import { decodeTransfer, encodeTransfer, type TransferFields } from './record-codec.ts';
import type { FileId, TransferRecord, TransferRepository, Vault } from './repositories.ts';

/** What a record that does not open is shown as (see TransferRepository). */
const DAMAGED: TransferFields = {
  direction: 'receive',
  name: '',
  mediaType: '',
  sizeBytes: 0,
  modifiedMs: 0,
  status: 'failed',
  error: 'storage-corrupt',
};

/** TransferRepository over the store `transfers`; identifiers stand in clear, the rest is sealed. */
export class IdbTransfers implements TransferRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async all(): Promise<TransferRecord[]> {
    const records = await this.#database.read(['transfers'], (tx) =>
      tx.objectStore('transfers').getAll(),
    );
    return records.map((record) => this.#open(record));
  }

  async get(fileId: FileId): Promise<TransferRecord | null> {
    const record = await this.#database.read(['transfers'], (tx) =>
      tx.objectStore('transfers').get(fileId),
    );
    return record === undefined ? null : this.#open(record);
  }

  async put(record: TransferRecord): Promise<void> {
    const row = sealTransfer(this.#vault, record);
    await this.#database.write(['transfers'], (tx) => tx.objectStore('transfers').put(row));
  }

  #open(record: SealedTransfer): TransferRecord {
    const { fileId, friendId } = record;
    return { fileId, friendId, ...this.#fields(record) };
  }

  #fields(record: SealedTransfer): TransferFields {
    if (!(record.sealed instanceof Uint8Array)) return DAMAGED;
    try {
      return decodeTransfer(this.#vault.open(context(record), record.sealed));
    } catch (error) {
      if (error instanceof MessengerError) return DAMAGED;
      throw error;
    }
  }
}

/** A transfer as a row. */
export function sealTransfer(vault: Vault, record: TransferRecord): SealedTransfer {
  const { fileId, friendId } = record;
  return { fileId, friendId, sealed: vault.seal(context(record), encodeTransfer(record)) };
}

/** Binds a record to its store, key and friend. */
function context({ fileId, friendId }: Pick<SealedTransfer, 'fileId' | 'friendId'>): string {
  return `transfers/${fileId}/${friendId}`;
}
