/** Friends in IndexedDB. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';
import type { SealedFriend } from './schema.ts';
import { decodeFriend, encodeFriend } from './record-codec.ts';
import type { FriendId, FriendRecord, FriendRepository, Vault } from './repositories.ts';

/** Stands behind every character of an identifier. */
const LAST_CHARACTER = '\uffff';

/** FriendRepository over the store `friends`; `remove` also clears what other stores hold of the friend. */
export class IdbFriends implements FriendRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async all(): Promise<FriendRecord[]> {
    const records = await this.#records();
    return records.map((record) => this.#tryOpen(record)).filter((friend) => friend !== null);
  }

  async unreadable(): Promise<FriendId[]> {
    const records = await this.#records();
    return records.filter((record) => this.#tryOpen(record) === null).map(({ id }) => id);
  }

  async put(friend: FriendRecord): Promise<void> {
    const record = sealFriend(this.#vault, friend);
    await this.#database.write(['friends'], (tx) => tx.objectStore('friends').put(record));
  }

  update(id: FriendId, change: Partial<Omit<FriendRecord, 'id'>>): Promise<FriendRecord | null> {
    return this.#database.write(['friends'], async (tx) => {
      const record = await tx.objectStore('friends').get(id);
      if (record === undefined) return null;
      const friend = { ...openFriend(this.#vault, record), ...change, id };
      await tx.objectStore('friends').put(sealFriend(this.#vault, friend));
      return friend;
    });
  }

  remove(id: FriendId): Promise<void> {
    const others = [
      ...(['log', 'vanishing', 'transfers', 'meetings'] as const),
      ...(['invites', 'sources', 'hashes'] as const),
    ];
    return this.#database.write(['friends', ...others], async (tx) => {
      const record = await tx.objectStore('friends').get(id);
      if (record === undefined) return;
      await tx.objectStore('friends').delete(id);
      // Every position: an array is greater than every number, as keys are ordered.
      const { conversationId } = record;
      const entries = IDBKeyRange.bound([conversationId], [conversationId, []]);
      await tx.objectStore('log').delete(entries);
      await tx.objectStore('vanishing').delete(entries);
      const transfers = await tx.objectStore('transfers').index('by-friend').getAllKeys(id);
      for (const fileId of transfers) await tx.objectStore('transfers').delete(fileId);
      await tx.objectStore('meetings').delete(id);
      const invites = await tx.objectStore('invites').index('by-friend').getAllKeys(id);
      for (const tag of invites) await tx.objectStore('invites').delete(tag);
      // Names of files begin with the friend's.
      await tx.objectStore('sources').delete(IDBKeyRange.bound(id, `${id}${LAST_CHARACTER}`));
      const hashes = IDBKeyRange.bound([id], [`${id}${LAST_CHARACTER}`]);
      await tx.objectStore('hashes').delete(hashes);
    });
  }

  #records(): Promise<SealedFriend[]> {
    return this.#database.read(['friends'], (tx) => tx.objectStore('friends').getAll());
  }

  #tryOpen(record: SealedFriend): FriendRecord | null {
    try {
      return openFriend(this.#vault, record);
    } catch (error) {
      if (error instanceof MessengerError) return null;
      throw error;
    }
  }
}

/** A friend as a row. */
export function sealFriend(vault: Vault, friend: FriendRecord): SealedFriend {
  const { id, conversationId } = friend;
  return { id, conversationId, sealed: vault.seal(context(friend), encodeFriend(friend)) };
}

/** What a row holds. @throws MessengerError 'storage-corrupt' or 'storage-newer-version' */
export function openFriend(vault: Vault, record: SealedFriend): FriendRecord {
  if (!(record.sealed instanceof Uint8Array)) throw new MessengerError('storage-corrupt');
  const fields = decodeFriend(vault.open(context(record), record.sealed));
  return { id: record.id, conversationId: record.conversationId, ...fields };
}

/** Binds a record to its store, key and conversation. */
function context({ id, conversationId }: Pick<SealedFriend, 'id' | 'conversationId'>): string {
  return `friends/${id}/${conversationId}`;
}
