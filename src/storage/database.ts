/**
 * The one IndexedDB database. It is opened, upgraded and reopened here, and every transaction goes
 * through `read` and `write`, so that no foreign error gets past them.
 * Values are sealed; what stands beside them in clear is random identifiers and counters.
 */
import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { MessengerError, type ErrorCode } from '../errors.ts';
import { MIGRATIONS, type Schema } from './schema.ts';
import { nameOf, translate } from './storage-errors.ts';

type Store = StoreNames<Schema>;
type Connection = IDBPDatabase<Schema>;
/** A transaction over these stores that changes nothing. */
export type ReadTransaction<Name extends Store> = IDBPTransaction<Schema, Name[]>;
/** A transaction over these stores that may change them. */
export type WriteTransaction<Name extends Store> = IDBPTransaction<Schema, Name[], 'readwrite'>;
/** What every transaction has, whatever its stores and mode. */
type Transaction = Pick<IDBPTransaction<Schema>, 'done' | 'error' | 'abort'>;

/** The version that this code reads and writes; a database of a later one is left alone. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Pages of one origin share its databases, so the name is the product's. */
export const DATABASE_NAME = 'twocan';

/** One open database; reopened when the browser lost it, and given up when it may not be used any more. */
export class Database {
  readonly #name: string;
  readonly #onLost: (code: ErrorCode) => void;
  #connection: Promise<Connection> | null = null;
  /** Why this database must not be used any more. */
  #ended: ErrorCode | null = null;

  /** Use `openDatabase`. */
  constructor(name: string, onLost: (code: ErrorCode) => void) {
    this.#name = name;
    this.#onLost = onLost;
  }

  /** Runs `work` in a read-only transaction; it may await nothing but requests of it. */
  read<Name extends Store, T>(
    stores: Name[],
    work: (tx: ReadTransaction<Name>) => Promise<T>,
  ): Promise<T> {
    return this.#run((connection) => connection.transaction(stores, 'readonly'), work);
  }

  /**
   * Runs `work` in a read-write transaction, which a rejection of `work` undoes as a whole; it may run
   * twice, so it keeps nothing from one run to the next. Resolves when it is on disk: durability 'strict', since what we acknowledge to a friend is never sent again.
   */
  write<Name extends Store, T>(
    stores: Name[],
    work: (tx: WriteTransaction<Name>) => Promise<T>,
  ): Promise<T> {
    const begin = (connection: Connection): WriteTransaction<Name> =>
      connection.transaction(stores, 'readwrite', { durability: 'strict' });
    return this.#run(begin, work).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      return this.#run(begin, work);
    });
  }

  /** Removes every record of every store, all or none. */
  async clear(): Promise<void> {
    const { objectStoreNames } = await this.#connect();
    const stores = [...objectStoreNames];
    await this.write(stores, async (tx) => {
      await Promise.all(stores.map((store) => tx.objectStore(store).clear()));
    });
  }

  /** Opens the connection now instead of at the first transaction. */
  async ready(): Promise<void> {
    await this.#connect();
  }

  /** Ends the connection after the transactions that run; later calls reject with 'storage-unavailable'. */
  close(): void {
    this.#end('storage-unavailable');
  }

  async #run<Tx extends Transaction, T>(
    begin: (connection: Connection) => Tx,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    let connection = await this.#connect();
    let tx: Tx;
    try {
      tx = begin(connection);
    } catch (error) {
      if (nameOf(error) !== 'InvalidStateError') throw translate(error);
      // The connection is gone without a word, as Safari's are after a page slept: once more.
      this.#connection = null;
      connection = await this.#connect();
      try {
        tx = begin(connection);
      } catch (again) {
        throw translate(again);
      }
    }
    return finish(tx, work);
  }

  async #connect(): Promise<Connection> {
    if (this.#ended !== null) throw new MessengerError(this.#ended);
    this.#connection ??= this.#open();
    const attempt = this.#connection;
    try {
      return await attempt;
    } catch (error) {
      if (this.#connection === attempt) this.#connection = null;
      throw translate(error);
    }
  }

  #open(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      if (typeof indexedDB === 'undefined') throw new MessengerError('storage-unavailable');
      let gaveUp = false;
      const opening = openDB<Schema>(this.#name, SCHEMA_VERSION, {
        upgrade: (connection, oldVersion) => {
          for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(connection);
        },
        // Another tab holds an older version and did not let go when asked (see `blocking`).
        blocked: () => {
          gaveUp = true;
          reject(new MessengerError('storage-blocked'));
        },
        blocking: (_current, wanted) => {
          const code = wanted === null ? 'storage-unavailable' : 'storage-newer-version';
          this.#end(code);
          this.#onLost(code);
        },
        // The browser killed the connection; the next transaction opens another.
        terminated: () => {
          this.#connection = null;
        },
      });
      opening.then((connection) => {
        if (gaveUp || this.#ended !== null) connection.close();
        resolve(connection);
      }, reject);
    });
  }

  #end(code: ErrorCode): void {
    this.#ended ??= code;
    this.#connection?.then(
      (connection) => connection.close(),
      () => undefined, // It never opened; whoever asked for it was told.
    );
    this.#connection = null;
  }
}

/**
 * Opens the database and brings it to SCHEMA_VERSION.
 * @param options.name for tests and benchmarks
 * @param options.onLost called once when the database stops working for this page for good: another
 *   tab upgraded it ('storage-newer-version') or deleted it ('storage-unavailable')
 * @throws MessengerError 'storage-blocked', 'storage-newer-version', 'storage-full',
 *   'storage-corrupt' or 'storage-unavailable'
 */
export async function openDatabase(
  options: { readonly name?: string; readonly onLost?: (code: ErrorCode) => void } = {},
): Promise<Database> {
  const database = new Database(options.name ?? DATABASE_NAME, options.onLost ?? (() => undefined));
  await database.ready();
  return database;
}

/**
 * Firefox lends the transaction after one that found no room for deletions alone, and refuses all else
 * as if the database were closed. The next is an ordinary one again.
 */
function isRefusal(error: unknown): boolean {
  return error instanceof MessengerError && nameOf(error.cause) === 'InvalidStateError';
}

/** Waits for work and transaction; undoes the transaction when the work fails. */
async function finish<Tx extends Transaction, T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  // A failed request rejects both the work and `done`; the first is reported, this one must not linger.
  tx.done.catch(() => undefined);
  try {
    const value = await work(tx);
    await tx.done;
    return value;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It aborted by itself.
    }
    // The transaction knows of a full disk what the request, merely aborted, does not.
    throw translate(tx.error ?? error);
  }
}
