import { beforeEach, describe, expect, it } from 'vitest';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbSources } from '../../src/storage/idb-sources.ts';
import { BLOCK_BYTES, MAX_HASH_BLOCKS } from '../../src/storage/source-repository.ts';
import { freshKit, friendRecord, type Kit } from './storage-kit.ts';

let kit: Kit;
let sources: IdbSources;
beforeEach(async () => {
  kit = await freshKit();
  sources = new IdbSources(kit.database, kit.vault);
});

const block = (byte: number): Uint8Array => new Uint8Array(BLOCK_BYTES).fill(byte);

describe('what sending goes on from', () => {
  it('comes back as it was kept, the newest block of a place', async () => {
    await sources.keepHandle('a', { handle: 'of a' });
    await sources.keepHashes('a', 0, block(1));
    await sources.keepHashes('a', 7, block(2));
    await sources.keepHashes('a', 0, block(3));
    await sources.keepHashes('b', 0, block(4));
    expect([...(await sources.handles())]).toEqual([['a', { handle: 'of a' }]]);
    expect([...(await sources.hashes('a'))]).toEqual([
      [0, block(3)],
      [7, block(2)],
    ]);
    expect((await sources.hashes('c')).size).toBe(0);
  });

  it('is bounded, and a handle that cannot be stored is refused', async () => {
    await expect(sources.keepHashes('a', MAX_HASH_BLOCKS, block(1))).rejects.toThrow(RangeError);
    await expect(sources.keepHashes('a', 0, new Uint8Array(32))).rejects.toThrow(RangeError);
    await expect(sources.keepHandle('a', () => undefined)).rejects.toThrow();
    expect((await sources.handles()).size).toBe(0);
  });

  it('goes when nothing more is sent, and leftovers are swept away', async () => {
    for (const fileId of ['a', 'b', 'c']) {
      await sources.keepHandle(fileId, fileId);
      await sources.keepHashes(fileId, 0, block(1));
    }
    await sources.keepHashes('d', 3, block(1));
    await sources.remove('a');
    await sources.sweep(new Set(['b', 'e']));
    expect([...(await sources.handles()).keys()]).toEqual(['b']);
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((id) => sources.hashes(id)));
    expect(left.map(({ size }) => size)).toEqual([0, 1, 0, 0]);
  });

  it('goes with the friend, and with no other', async () => {
    const friends = new IdbFriends(kit.database, kit.vault);
    await friends.put(friendRecord({ id: 'friend-1' }));
    for (const fileId of ['friend-1sX', 'friend-2sX']) {
      await sources.keepHandle(fileId, fileId);
      await sources.keepHashes(fileId, 0, block(1));
    }
    await friends.remove('friend-1');
    expect([...(await sources.handles()).keys()]).toEqual(['friend-2sX']);
    expect((await sources.hashes('friend-1sX')).size).toBe(0);
    expect((await sources.hashes('friend-2sX')).size).toBe(1);
  });

  it('that is damaged or was moved about is left out: those pieces are read again', async () => {
    await sources.keepHashes('a', 0, block(1));
    await sources.keepHashes('a', 1, block(2));
    await kit.raw(async (db) => {
      const first = await db.get('hashes', ['a', 0]);
      if (first !== undefined) await db.put('hashes', first, ['a', 2]);
      await db.put('hashes', new Uint8Array(60), ['a', 1]);
      await db.put('hashes', kit.vault.seal('hashes/a/3', new Uint8Array(5)), ['a', 3]);
    });
    expect([...(await sources.hashes('a')).keys()]).toEqual([0]);
  });

  it('stands in no clear words, handles aside', async () => {
    await sources.keepHashes('a', 0, block(0x61));
    const stored = await kit.raw((db) => db.get('hashes', ['a', 0]));
    expect(Buffer.from(stored ?? []).includes(Buffer.alloc(16, 0x61))).toBe(false);
  });
});
