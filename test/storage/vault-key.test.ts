import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbSources } from '../../src/storage/idb-sources.ts';
import { loadOrCreateVaultKey, replaceVaultKey } from '../../src/storage/vault-key.ts';
import { freshKit, friendRecord } from './storage-kit.ts';

const load = (database: Database) => loadOrCreateVaultKey(database, randomBytes);
const wrapped = (fill: number) => ({ wrapped: true, bytes: new Uint8Array(97).fill(fill) });

describe('the vault key', () => {
  it('is made once and found again', async () => {
    const { database, name } = await freshKit();
    const first = await load(database);
    expect(first.wrapped).toBe(false);
    expect(first.bytes.length).toBe(32);
    database.close();
    const again = await openDatabase({ name });
    expect(await load(again)).toEqual(first);
  });

  it('is the same for two tabs that start at once', async () => {
    const { database, name } = await freshKit();
    const other = await openDatabase({ name });
    const keys = await Promise.all([database, other, database, other].map(load));
    expect(new Set(keys.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
  });

  it('is not made anew while records sealed under a lost one are there', async () => {
    const { database, vault } = await freshKit();
    await new IdbFriends(database, vault).put(friendRecord());
    await expect(load(database)).rejects.toMatchObject({ code: 'storage-corrupt' });
  });

  it.each([
    [{ version: 4, key: new Uint8Array(32) }, 'storage-newer-version'],
    [{ version: 1, key: new Uint8Array(31) }, 'storage-corrupt'],
  ])('is refused when it is kept in another way', async (record, code) => {
    const { database, raw } = await freshKit();
    await raw((db) => db.put('vault', record, 'key'));
    await expect(load(database)).rejects.toMatchObject({ code });
  });
});

describe('keeping the vault key in another way', () => {
  it('leaves nothing of the bare key, and no handle of a file', async () => {
    const { database, vault, raw } = await freshKit();
    const bare = await load(database);
    await new IdbSources(database, vault).keepHandle('file-1', 'notes on everybody.txt');
    expect(await replaceVaultKey(database, bare, wrapped(1))).toBe(true);
    expect(await load(database)).toEqual(wrapped(1));
    expect(await raw((db) => db.getAll('vault'))).toEqual([{ version: 2, key: wrapped(1).bytes }]);
    expect(await raw((db) => db.getAll('sources'))).toEqual([]);
  });

  it('keeps no handles from then on, and does again once the key is bare', async () => {
    const { database, vault } = await freshKit();
    const bare = await load(database);
    const sources = new IdbSources(database, vault);
    await replaceVaultKey(database, bare, wrapped(1));
    await sources.keepHandle('file-1', 'a handle');
    expect(await sources.handles()).toEqual(new Map());
    const device = new Uint8Array(123);
    await replaceVaultKey(database, wrapped(1), { ...wrapped(1), device });
    await sources.keepHandle('file-1', 'a handle');
    expect(await sources.handles()).toEqual(new Map());
    await replaceVaultKey(database, { ...wrapped(1), device }, bare);
    await sources.keepHandle('file-1', 'a handle');
    expect(await sources.handles()).toEqual(new Map([['file-1', 'a handle']]));
  });

  it('adds another way in and takes it away, each in one step, and never beside the bare key', async () => {
    const { database, raw } = await freshKit();
    const bare = await load(database);
    const [device, other] = [new Uint8Array(123).fill(5), new Uint8Array(123).fill(6)];
    await replaceVaultKey(database, bare, wrapped(1));
    expect(await replaceVaultKey(database, wrapped(1), { ...wrapped(1), device })).toBe(true);
    expect(await load(database)).toEqual({ ...wrapped(1), device });
    const { bytes: key } = wrapped(1);
    expect(await raw((db) => db.getAll('vault'))).toEqual([{ version: 3, key, device }]);
    // What another tab changed meanwhile is not undone.
    const late = { ...wrapped(1), device: other };
    expect(await replaceVaultKey(database, wrapped(1), late)).toBe(false);
    expect(await replaceVaultKey(database, late, wrapped(1))).toBe(false);
    await expect(
      replaceVaultKey(database, { ...wrapped(1), device }, { ...bare, device }),
    ).rejects.toThrow(RangeError);
    expect(await replaceVaultKey(database, { ...wrapped(1), device }, wrapped(1))).toBe(true);
    expect(await raw((db) => db.getAll('vault'))).toEqual([{ version: 2, key }]);
  });

  it('whose other way in is damaged still opens by the first', async () => {
    const { database, raw } = await freshKit();
    const { bytes: key } = wrapped(1);
    for (const device of [undefined, 'text' as unknown as Uint8Array]) {
      await raw((db) => db.put('vault', { version: 3, key, ...(device && { device }) }, 'key'));
      expect(await load(database)).toEqual(wrapped(1));
    }
  });

  it('changes nothing when it is kept otherwise meanwhile, as by another tab', async () => {
    const { database } = await freshKit();
    const bare = await load(database);
    await replaceVaultKey(database, bare, wrapped(1));
    expect(await replaceVaultKey(database, bare, wrapped(2))).toBe(false);
    expect(await replaceVaultKey(database, wrapped(2), bare)).toBe(false);
    expect(await load(database)).toEqual(wrapped(1));
  });

  // The transaction reads the key, clears the handles and writes the key.
  it.each([1, 2, 3])(
    'cut off by a crash at request %i leaves the old way, with everything',
    async (fatal) => {
      const { database, vault, name } = await freshKit();
      const bare = await load(database);
      await new IdbSources(database, vault).keepHandle('file-1', 'a handle');
      await expect(replaceVaultKey(dyingAt(database, fatal), bare, wrapped(1))).rejects.toThrow(
        'crash',
      );
      database.close();
      const after = await openDatabase({ name });
      expect(await load(after)).toEqual(bare);
      expect((await new IdbSources(after, vault).handles()).size).toBe(1);
    },
  );

  it('that lives through all its requests has the new way', async () => {
    const { database } = await freshKit();
    const bare = await load(database);
    expect(await replaceVaultKey(dyingAt(database, 4), bare, wrapped(1))).toBe(true);
    expect(await load(database)).toEqual(wrapped(1));
  });
});

/** The database of a page that dies at the nth request of a transaction: what was not committed is undone. */
function dyingAt(database: Database, fatal: number): Database {
  const dying = Object.create(database) as Database;
  dying.write = (stores, work) =>
    database.write(stores, (tx) => {
      let requests = 0;
      const objectStore = tx.objectStore.bind(tx);
      tx.objectStore = (name) =>
        new Proxy(objectStore(name), {
          get(store, method) {
            const value: unknown = Reflect.get(store, method, store);
            if (typeof value !== 'function') return value;
            return (...args: unknown[]): unknown => {
              requests += 1;
              if (requests === fatal) throw new RangeError('crash');
              return Reflect.apply(value, store, args);
            };
          },
        });
      return work(tx);
    });
  return dying;
}
