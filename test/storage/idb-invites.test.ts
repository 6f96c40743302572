import { beforeEach, describe, expect, it } from 'vitest';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbInvites } from '../../src/storage/idb-invites.ts';
import type { InviteRecord } from '../../src/storage/repositories.ts';
import { freshKit, friendRecord, type Kit } from './storage-kit.ts';

let kit: Kit;
let invites: IdbInvites;
beforeEach(async () => {
  kit = await freshKit();
  invites = new IdbInvites(kit.database, kit.vault);
});

function invite(n: number, change: Partial<InviteRecord> = {}): InviteRecord {
  const tag = n.toString(16).padStart(8, '0');
  return { tag, label: `Invite ${n}`, friendId: null, madeAtMs: 1_000 + n, ...change };
}

describe('invites', () => {
  it('come back oldest first, and are removed one by one', async () => {
    const forFriend = invite(2, { friendId: 'friend-1', label: '' });
    await invites.put(invite(3));
    await invites.put(forFriend);
    await invites.put(invite(1));
    expect(await invites.all()).toEqual([invite(1), forFriend, invite(3)]);
    await invites.remove(invite(1).tag);
    await invites.remove('nothing');
    expect(await invites.all()).toEqual([forFriend, invite(3)]);
  });

  it('take the place of those with the same tag', async () => {
    await invites.put(invite(1));
    await invites.put(invite(1, { label: 'Renamed', madeAtMs: 5 }));
    expect(await invites.all()).toEqual([invite(1, { label: 'Renamed', madeAtMs: 5 })]);
  });

  it('are at most 64: the oldest go, whatever their order', async () => {
    const [oldest, ...others] = Array.from({ length: 65 }, (_, n) => invite(n));
    if (!oldest) throw new Error('no invite');
    for (const record of [...others.slice(0, 30), oldest, ...others.slice(30)]) {
      await invites.put(record);
    }
    expect(await invites.all()).toEqual(others);
    expect(await kit.raw((db) => db.count('invites'))).toBe(64);
  });

  it('that are damaged are left out, and go when another is put', async () => {
    await invites.put(invite(1));
    await kit.raw(async (db) => {
      const good = await db.get('invites', invite(1).tag);
      if (!good) throw new Error('no record');
      await db.put('invites', { tag: 'torn', friendId: null, sealed: good.sealed.slice(0, 30) });
      // Another invite's record does not open in this place.
      await db.put('invites', { ...good, tag: 'moved' });
      await db.put('invites', { tag: 'odd', friendId: null, sealed: 'text' as never });
    });
    expect(await invites.all()).toEqual([invite(1)]);
    await invites.put(invite(2));
    expect(await kit.raw((db) => db.getAllKeys('invites'))).toEqual([invite(1).tag, invite(2).tag]);
  });

  it('for a friend go with the friend', async () => {
    const friends = new IdbFriends(kit.database, kit.vault);
    await friends.put(friendRecord());
    await invites.put(invite(1, { friendId: 'friend-1' }));
    await invites.put(invite(2, { friendId: 'friend-2' }));
    await invites.put(invite(3));
    await friends.remove('friend-1');
    expect((await invites.all()).map(({ label }) => label)).toEqual(['Invite 2', 'Invite 3']);
  });
});
