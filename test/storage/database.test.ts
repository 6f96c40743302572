import { openDB, unwrap } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { openDatabase, SCHEMA_VERSION, type Database } from '../../src/storage/database.ts';
import { translate } from '../../src/storage/storage-errors.ts';
import { freshKit } from './storage-kit.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const readAll = (database: Database): Promise<unknown[]> =>
  database.read(['friends'], (tx) => tx.objectStore('friends').getAll());
const putOne = (database: Database): Promise<unknown> =>
  database.write(['settings'], (tx) => tx.objectStore('settings').put(new Uint8Array(1), 'own'));

describe('opening', () => {
  it('makes all stores of the present version', async () => {
    const kit = await freshKit();
    const found = await kit.raw((db) =>
      Promise.resolve({ version: db.version, stores: [...db.objectStoreNames] }),
    );
    expect(found).toEqual({
      version: SCHEMA_VERSION,
      stores: [
        ...['friends', 'hashes', 'invites', 'log', 'meetings', 'pieces', 'settings', 'sources'],
        ...['transfers', 'vanishing', 'vault'],
      ],
    });
  });

  it('refuses what a newer version left', async () => {
    const { name, database } = await freshKit();
    database.close();
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    newer.close();
    await expect(openDatabase({ name })).rejects.toMatchObject({ code: 'storage-newer-version' });
  });

  it('lets a newer version in and tells the page', async () => {
    const lost: ErrorCode[] = [];
    const name = 'upgraded-elsewhere';
    const database = await openDatabase({ name, onLost: (code) => lost.push(code) });
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    newer.close();
    expect(lost).toEqual(['storage-newer-version']);
    await expect(readAll(database)).rejects.toMatchObject({ code: 'storage-newer-version' });
  });

  it('says when another tab does not let go', async () => {
    const name = 'held-elsewhere';
    const holder = await openDB(name, SCHEMA_VERSION);
    const versions = vi.spyOn(indexedDB, 'open').mockImplementationOnce((asked) => {
      versions.mockRestore();
      return indexedDB.open(asked, SCHEMA_VERSION + 1);
    });
    await expect(openDatabase({ name })).rejects.toMatchObject({ code: 'storage-blocked' });
    holder.close();
  });

  it('says when there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(openDatabase()).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('says when the browser forbids IndexedDB, and can be asked again', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const opening = openDatabase({ name: 'forbidden' });
    await expect(opening).rejects.toMatchObject({ code: 'storage-unavailable' });
    await expect(openDatabase({ name: 'forbidden' })).resolves.toBeDefined();
  });
});

describe('transactions', () => {
  it('are written with strict durability', async () => {
    const { database } = await freshKit();
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await putOne(database);
    expect(begin).toHaveBeenCalledWith(['settings'], 'readwrite', { durability: 'strict' });
  });

  it('are undone as a whole when their work fails', async () => {
    const { database, raw } = await freshKit();
    const failing = database.write(['settings'], async (tx) => {
      await tx.objectStore('settings').put(new Uint8Array(1), 'own');
      throw new RangeError('a mistake');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await raw((db) => db.count('settings'))).toBe(0);
  });

  it('say that the disk is full when a request says so', async () => {
    const { database } = await freshKit();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(putOne(database)).rejects.toMatchObject({ code: 'storage-full' });
  });

  it('say that the disk is full when only the transaction knows', async () => {
    const { database } = await freshKit();
    const full = database.write(['settings'], async (tx) => {
      const putting = tx.objectStore('settings').put(new Uint8Array(1), 'own');
      // How fake-indexeddb itself ends a transaction for a reason.
      const fake = unwrap(tx) as unknown as { _abort(reason: string): void };
      fake._abort('QuotaExceededError');
      // Rejects with no more than AbortError.
      await putting;
    });
    await expect(full).rejects.toMatchObject({ code: 'storage-full' });
  });

  it('open the database again when the browser dropped it silently', async () => {
    const { database } = await freshKit();
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
    begin.mockImplementationOnce(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    expect(await readAll(database)).toEqual([]);
    expect(begin).toHaveBeenCalledTimes(2);
  });

  it('run again when the first transaction after a full disk took nothing but deletions', async () => {
    const { database, raw } = await freshKit();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    put.mockImplementationOnce(() => {
      throw new DOMException('did not allow mutations', 'InvalidStateError');
    });
    await putOne(database);
    expect(put).toHaveBeenCalledTimes(2);
    expect(await raw((db) => db.count('settings'))).toBe(1);
  });

  it('open the database again when the browser said that it dropped it', async () => {
    const listen = vi.spyOn(IDBDatabase.prototype, 'addEventListener');
    const { database } = await freshKit();
    const closed = listen.mock.calls.find(([type]) => type === 'close')?.[1];
    const open = vi.spyOn(indexedDB, 'open');
    await readAll(database);
    expect(open).not.toHaveBeenCalled();
    if (typeof closed === 'function') closed.call(new EventTarget(), new Event('close'));
    expect(await readAll(database)).toEqual([]);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('end with close', async () => {
    const { database } = await freshKit();
    database.close();
    await expect(readAll(database)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});

describe('translating', () => {
  it.each([
    ['QuotaExceededError', 'storage-full'],
    ['VersionError', 'storage-newer-version'],
    ['NoModificationAllowedError', 'storage-blocked'],
    ['NotReadableError', 'storage-corrupt'],
    ['ConstraintError', 'storage-corrupt'],
    ['OperationError', 'storage-corrupt'],
    ['UnknownError', 'storage-unavailable'],
    ['SecurityError', 'storage-unavailable'],
    ['constructor', 'storage-unavailable'],
  ])('makes %s %s and keeps the cause', (name, code) => {
    const cause = new DOMException('', name);
    expect(translate(cause)).toMatchObject({ code, cause });
  });

  it.each([undefined, null, 'text', 7, {}, { name: 3 }])(
    'takes anything that is thrown',
    (thrown) => {
      expect(translate(thrown)).toMatchObject({ code: 'storage-unavailable' });
    },
  );

  it('leaves mistakes of ours alone', () => {
    const mistake = new RangeError();
    expect(translate(mistake)).toBe(mistake);
  });
});
