/** Conversations in IndexedDB: one store for all, ordered by conversation and position. */
import { MessengerError } from '../errors.ts';
import { decodeEntry, encodeEntry } from '../wire/entry-codec.ts';
import type { LogEntry } from '../wire/frame.ts';
import { missingEntries } from '../wire/missing-entries.ts';
import type { Database, ReadTransaction, WriteTransaction } from './database.ts';
import type { SealedEntry } from './schema.ts';
import {
  DAMAGED_ENTRY,
  type Author,
  type ConversationId,
  type FriendId,
  type LogRepository,
  type StoredEntry,
  type Vault,
} from './repositories.ts';

type LogTransaction = ReadTransaction<'log'> | WriteTransaction<'log'>;

/** LogRepository over the store `log`; numbers stand in clear, each entry is sealed to its place. */
export class IdbLog implements LogRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  append(conversationId: ConversationId, entry: LogEntry): Promise<StoredEntry> {
    // Reading the last numbers and writing the next is one transaction, so appends take turns.
    return this.#database.write(['log'], async (tx) => {
      const seq = (await lastSeq(tx, conversationId, 'me')) + 1;
      const position = (await lastPosition(tx, conversationId)) + 1;
      return this.#add(tx, { conversationId, position, author: 'me', seq, entry });
    });
  }

  receive(
    conversationId: ConversationId,
    author: FriendId,
    firstSeq: number,
    entries: readonly LogEntry[],
  ): Promise<StoredEntry[]> {
    return this.#database.write(['log'], async (tx) => {
      const nextSeq = (await lastSeq(tx, conversationId, author)) + 1;
      if (firstSeq > nextSeq) throw new RangeError(`entry ${nextSeq} is next, not ${firstSeq}`);
      const nextPosition = (await lastPosition(tx, conversationId)) + 1;
      const fresh = entries.slice(nextSeq - firstSeq).map((entry, index) => {
        const [position, seq] = [nextPosition + index, nextSeq + index];
        return { conversationId, position, author, seq, entry };
      });
      return Promise.all(fresh.map((stored) => this.#add(tx, stored)));
    });
  }

  async continueBehind(
    conversationId: ConversationId,
    have: number,
    knownSeq: number,
    atMs: number,
  ): Promise<void> {
    const missing = have - knownSeq;
    if (missing < 1) throw new RangeError('nothing is missing');
    await this.#database.write(['log'], async (tx) => {
      const store = tx.objectStore('log');
      const range = after(conversationId, 'me', knownSeq);
      const unsent = await store.index('by-author').getAll(range);
      // The last first: no two may have one number at any time.
      for (const record of unsent.reverse()) {
        const { entry, ...place } = this.#open(record);
        const moved = { ...place, seq: place.seq + missing };
        await store.put({ ...moved, sealed: this.#vault.seal(context(moved), encodeEntry(entry)) });
      }
      const position = (await lastPosition(tx, conversationId)) + 1;
      const entry = missingEntries(missing, atMs);
      await this.#add(tx, { conversationId, position, author: 'me', seq: have, entry });
    });
  }

  count(conversationId: ConversationId, author: Author): Promise<number> {
    return this.#database.read(['log'], (tx) => lastSeq(tx, conversationId, author));
  }

  async after(
    conversationId: ConversationId,
    author: Author,
    afterSeq: number,
    limit: number,
  ): Promise<StoredEntry[]> {
    checkLimit(limit);
    const range = after(conversationId, author, afterSeq);
    const records = await this.#database.read(['log'], (tx) =>
      tx.objectStore('log').index('by-author').getAll(range, limit),
    );
    return records.map((record) => this.#open(record));
  }

  async page(
    conversationId: ConversationId,
    beforePosition: number | null,
    limit: number,
  ): Promise<StoredEntry[]> {
    checkLimit(limit);
    const records = await this.#database.read(['log'], async (tx) => {
      const before = beforePosition ?? (await lastPosition(tx, conversationId)) + 1;
      // Positions have no gaps, so the last `limit` of them can be named.
      const range = IDBKeyRange.bound(
        [conversationId, before - limit],
        [conversationId, before],
        false,
        true,
      );
      return tx.objectStore('log').getAll(range, limit);
    });
    return records.map((record) => this.#open(record));
  }

  async #add(tx: WriteTransaction<'log'>, stored: StoredEntry): Promise<StoredEntry> {
    const { entry, ...place } = stored;
    const sealed = this.#vault.seal(context(place), encodeEntry(entry));
    await tx.objectStore('log').add({ ...place, sealed });
    return stored;
  }

  #open(record: SealedEntry): StoredEntry {
    const { conversationId, position, author, seq } = record;
    return { conversationId, position, author, seq, entry: this.#entry(record) };
  }

  #entry(record: SealedEntry): LogEntry {
    if (!(record.sealed instanceof Uint8Array)) return DAMAGED_ENTRY;
    try {
      return decodeEntry(this.#vault.open(context(record), record.sealed));
    } catch (error) {
      if (error instanceof MessengerError) return DAMAGED_ENTRY;
      throw error;
    }
  }
}

/** What an author wrote after that number. */
function after(conversationId: ConversationId, author: Author, afterSeq: number): IDBKeyRange {
  const last = [conversationId, author, Number.POSITIVE_INFINITY];
  return IDBKeyRange.bound([conversationId, author, afterSeq], last, true);
}

/** 0 when the author wrote nothing. Only mine have gaps, and those count as written. */
async function lastSeq(
  tx: LogTransaction,
  conversationId: ConversationId,
  author: Author,
): Promise<number> {
  const range = IDBKeyRange.bound([conversationId, author], [conversationId, author, []]);
  const last = await tx.objectStore('log').index('by-author').openKeyCursor(range, 'prev');
  return last === null ? 0 : last.key[2];
}

/** 0 when nobody wrote anything. */
async function lastPosition(tx: LogTransaction, conversationId: ConversationId): Promise<number> {
  const range = IDBKeyRange.bound([conversationId], [conversationId, []]);
  const last = await tx.objectStore('log').openKeyCursor(range, 'prev');
  return last === null ? 0 : last.key[1];
}

/** IndexedDB takes a limit of 0 for none at all. */
function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('a limit is at least 1');
}

/** Binds a record to its store and place. */
function context({ conversationId, position, author, seq }: Omit<SealedEntry, 'sealed'>): string {
  return `log/${conversationId}/${position}/${author}/${seq}`;
}
