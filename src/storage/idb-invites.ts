/** Invites that are or were open, in IndexedDB. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';
import type { SealedInvite } from './schema.ts';
import { decodeInvite, encodeInvite } from './meeting-codec.ts';
import {
  MAX_KEPT_INVITES,
  type InviteRecord,
  type InviteRepository,
  type Vault,
} from './repositories.ts';

/** InviteRepository over the store `invites`; tag and friend stand in clear, the rest is sealed. */
export class IdbInvites implements InviteRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async all(): Promise<InviteRecord[]> {
    const records = await this.#database.read(['invites'], (tx) =>
      tx.objectStore('invites').getAll(),
    );
    return this.#openAll(records);
  }

  put(invite: InviteRecord): Promise<void> {
    const record = this.#seal(invite);
    return this.#database.write(['invites'], async (tx) => {
      const store = tx.objectStore('invites');
      await store.put(record);
      const records = await store.getAll();
      const kept = new Set(
        this.#openAll(records)
          .slice(-MAX_KEPT_INVITES)
          .map(({ tag }) => tag),
      );
      for (const { tag } of records) if (!kept.has(tag)) await store.delete(tag);
    });
  }

  remove(tag: string): Promise<void> {
    return this.#database.write(['invites'], (tx) => tx.objectStore('invites').delete(tag));
  }

  #seal({ tag, friendId, label, madeAtMs }: InviteRecord): SealedInvite {
    const sealed = this.#vault.seal(context(tag, friendId), encodeInvite({ label, madeAtMs }));
    return { tag, friendId, sealed };
  }

  /** Oldest first, without damaged ones. */
  #openAll(records: readonly SealedInvite[]): InviteRecord[] {
    return records
      .map((record) => this.#tryOpen(record))
      .filter((invite) => invite !== null)
      .sort((a, b) => a.madeAtMs - b.madeAtMs);
  }

  #tryOpen({ tag, friendId, sealed }: SealedInvite): InviteRecord | null {
    if (!(sealed instanceof Uint8Array)) return null;
    try {
      return { tag, friendId, ...decodeInvite(this.#vault.open(context(tag, friendId), sealed)) };
    } catch (error) {
      if (error instanceof MessengerError) return null;
      throw error;
    }
  }
}

/** Binds a record to its store, key and friend. */
function context(tag: string, friendId: string | null): string {
  return `invites/${tag}/${friendId ?? ''}`;
}
