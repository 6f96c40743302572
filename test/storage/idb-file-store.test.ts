import { afterEach, describe, expect, it, vi } from 'vitest';
import { IdbFileStore } from '../../src/storage/idb-file-store.ts';
import { fileStoreContract, pieceOf, writeExample } from './file-store-contract.ts';
import { freshKit, plainOpener } from './storage-kit.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

fileStoreContract('IndexedDB file store', async () => {
  const { database, vault } = await freshKit();
  return new IdbFileStore(database, vault, plainOpener);
});

describe('IndexedDB file store', () => {
  it('keeps nothing readable', async () => {
    const kit = await freshKit();
    await writeExample(new IdbFileStore(kit.database, kit.vault, plainOpener), 'a');
    const pieces = await kit.raw((db) => db.getAll('pieces'));
    expect(pieces.length).toBe(3);
    for (const [i, sealed] of pieces.entries()) {
      expect(Buffer.from(sealed).includes(Buffer.alloc(16, i + 1))).toBe(false);
    }
  });

  it('finds a changed byte and a piece in another place', async () => {
    const kit = await freshKit();
    const store = new IdbFileStore(kit.database, kit.vault, plainOpener);
    await writeExample(store, 'a');
    await kit.raw(async (db) => {
      const sealed = await db.get('pieces', ['a', 0]);
      if (sealed === undefined) throw new Error('no piece');
      await db.put('pieces', sealed, ['a', 1]);
      sealed[50] = (sealed[50] ?? 0) ^ 1;
      await db.put('pieces', sealed, ['a', 0]);
    });
    await expect(store.read('a', 0)).rejects.toMatchObject({ code: 'storage-corrupt' });
    await expect(store.read('a', 1)).rejects.toMatchObject({ code: 'storage-corrupt' });
  });

  it('says that there is no room for a file', async () => {
    const { database, vault } = await freshKit();
    const store = new IdbFileStore(database, vault, plainOpener);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(store.write('a', 0, pieceOf(1))).rejects.toMatchObject({ code: 'file-no-space' });
    await store.write('a', 0, pieceOf(1));
    expect((await store.pieces('a')).inOrder).toBe(1);
  });
});
