import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { loadOrCreateVaultKey } from '../../src/storage/vault-key.ts';
import { freshKit, friendRecord } from './storage-kit.ts';

describe('the vault key', () => {
  it('is made once and found again', async () => {
    const { database, name } = await freshKit();
    const first = await loadOrCreateVaultKey(database, randomBytes);
    expect(first.length).toBe(32);
    database.close();
    const again = await openDatabase({ name });
    expect(await loadOrCreateVaultKey(again, randomBytes)).toEqual(first);
  });

  it('is the same for two tabs that start at once', async () => {
    const { database, name } = await freshKit();
    const other = await openDatabase({ name });
    const keys = await Promise.all(
      [database, other, database, other].map((each) => loadOrCreateVaultKey(each, randomBytes)),
    );
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  });

  it('is not made anew while records sealed under a lost one are there', async () => {
    const { database, vault } = await freshKit();
    await new IdbFriends(database, vault).put(friendRecord());
    const lost = loadOrCreateVaultKey(database, randomBytes);
    await expect(lost).rejects.toMatchObject({ code: 'storage-corrupt' });
  });

  it.each([
    [{ version: 2, key: new Uint8Array(32) }, 'storage-newer-version'],
    [{ version: 1, key: new Uint8Array(31) }, 'storage-corrupt'],
  ])('is refused when it is kept in another way', async (record, code) => {
    const { database, raw } = await freshKit();
    await raw((db) => db.put('vault', record, 'key'));
    await expect(loadOrCreateVaultKey(database, randomBytes)).rejects.toMatchObject({ code });
  });
});
