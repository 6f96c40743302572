/** Conversations in IndexedDB: one store for all, ordered by conversation and position. */
import type { GoneEntry } from '../wire/entry-content.ts';
import type { LogEntry } from '../wire/frame.ts';
import type { Database, ReadTransaction, WriteTransaction } from './database.ts';
import { entriesAfter, lastPosition, lastSeq, openRow, sealRow, type Place } from './log-rows.ts';
import {
  type Author,
  type ConversationId,
  type FriendId,
  type LogRepository,
  type StoredEntry,
  type Vault,
} from './repositories.ts';

type LogStore = 'log' | 'vanishing';
type LogTransaction = ReadTransaction<LogStore> | WriteTransaction<LogStore>;

/** What storing an entry may change. */
const LOG_STORES: LogStore[] = ['log', 'vanishing'];

/** LogRepository over the store `log`; numbers stand in clear, each entry is sealed to its place. */
export class IdbLog implements LogRepository {
  readonly #database: Database;
  readonly #vault: Vault;
  #writing: Awaited<ReturnType<typeof loadWriting>> | null = null;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async append(conversationId: ConversationId, entry: LogEntry): Promise<StoredEntry> {
    const [stored] = await this.#store(conversationId, 'me', null, [entry]);
    if (stored === undefined) throw new TypeError('one entry makes one row');
    return stored;
  }

  receive(
    conversationId: ConversationId,
    author: FriendId,
    firstSeq: number,
    entries: readonly LogEntry[],
  ): Promise<StoredEntry[]> {
    return this.#store(conversationId, author, firstSeq, entries);
  }

  async continueBehind(
    conversationId: ConversationId,
    have: number,
    knownSeq: number,
    atMs: number,
  ): Promise<void> {
    if (have <= knownSeq) throw new RangeError('nothing is missing');
    const { renumber } = await import('./log-renumbering.ts');
    await this.#database.write(LOG_STORES, async (tx) => {
      const position = (await lastPosition(tx.objectStore('log'), conversationId)) + 1;
      const mark = { conversationId, position, author: 'me', seq: have };
      await renumber(tx, this.#vault, mark, knownSeq, atMs);
    });
  }

  async erase(
    conversationId: ConversationId,
    author: Author,
    seq: number,
    why: GoneEntry['why'],
  ): Promise<StoredEntry | null> {
    const at = { conversationId, author, seq };
    const { eraseEntry } = await loadWriting();
    return this.#database.write(LOG_STORES, (tx) => eraseEntry(tx, this.#vault, at, why));
  }

  vanishes(): Promise<boolean> {
    return this.#database.read(LOG_STORES, async (tx) => (await countVanishing(tx)) > 0);
  }

  async clear(conversationId: ConversationId, ackedSeq: number): Promise<void> {
    const { eraseAll } = await import('./log-clearing.ts');
    await this.#database.write(LOG_STORES, (tx) =>
      eraseAll(tx, this.#vault, conversationId, ackedSeq),
    );
  }

  count(conversationId: ConversationId, author: Author): Promise<number> {
    return this.#database.read(LOG_STORES, (tx) =>
      lastSeq(tx.objectStore('log'), conversationId, author),
    );
  }

  async after(
    conversationId: ConversationId,
    author: Author,
    afterSeq: number,
    limit: number,
  ): Promise<StoredEntry[]> {
    checkLimit(limit);
    const range = entriesAfter({ conversationId, author, seq: afterSeq });
    const records = await this.#database.read(['log'], (tx) =>
      tx.objectStore('log').index('by-author').getAll(range, limit),
    );
    return records.map((record) => openRow(this.#vault, record));
  }

  async page(
    conversationId: ConversationId,
    beforePosition: number | null,
    limit: number,
  ): Promise<StoredEntry[]> {
    checkLimit(limit);
    const records = await this.#database.read(LOG_STORES, async (tx) => {
      const before =
        beforePosition ?? (await lastPosition(tx.objectStore('log'), conversationId)) + 1;
      // Positions have no gaps, so the last `limit` of them can be named.
      const range = IDBKeyRange.bound(
        [conversationId, before - limit],
        [conversationId, before],
        false,
        true,
      );
      return tx.objectStore('log').getAll(range, limit);
    });
    return records.map((record) => openRow(this.#vault, record));
  }

  /** @param firstSeq what they say it is; null: the next */
  async #store(
    conversationId: ConversationId,
    author: Author,
    firstSeq: number | null,
    entries: readonly LogEntry[],
  ): Promise<StoredEntry[]> {
    const reaches = entries.some(({ kind }) => kind === 'delete' || kind === 'vanish');
    if (reaches) this.#writing ??= await loadWriting();
    // Reading the last numbers and writing the next is one transaction, so appends take turns.
    const stored = await this.#database.write(LOG_STORES, async (tx) => {
      if (this.#writing === null && (await countVanishing(tx)) > 0) return null;
      const seq = (await lastSeq(tx.objectStore('log'), conversationId, author)) + 1;
      if (firstSeq !== null && firstSeq > seq) {
        throw new RangeError(`entry ${seq} is next, not ${firstSeq}`);
      }
      const position = (await lastPosition(tx.objectStore('log'), conversationId)) + 1;
      const place = { conversationId, position, author, seq };
      const fresh = entries.slice(seq - (firstSeq ?? seq));
      const { storeEntries } = this.#writing ?? { storeEntries: storePlain };
      return storeEntries(tx, this.#vault, place, fresh);
    });
    if (stored !== null) return stored;
    this.#writing = await loadWriting();
    return this.#store(conversationId, author, firstSeq, entries);
  }
}

/** What entries need that reach beyond themselves: fetched with the first. */
const loadWriting = () => import('./log-writing.ts');

/** Stores entries where nothing is to disappear. */
function storePlain(
  tx: WriteTransaction<LogStore>,
  vault: Vault,
  first: Place,
  entries: readonly LogEntry[],
): Promise<StoredEntry[]> {
  const all = entries.map((entry, index) => {
    return { ...first, position: first.position + index, seq: first.seq + index, entry };
  });
  const adding = all.map(async (stored) => {
    await tx.objectStore('log').add(sealRow(vault, stored, stored.entry));
    return stored;
  });
  return Promise.all(adding);
}

function countVanishing(tx: LogTransaction): Promise<number> {
  return tx.objectStore('vanishing').count();
}

/** IndexedDB takes a limit of 0 for none at all. */
function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('a limit is at least 1');
}
