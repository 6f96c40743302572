/** What an earlier release left must open in this one: its schema is written out here and never changes. */
import { openDB, type IDBPDatabase } from 'idb';
import { expect, it } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { openDatabase, SCHEMA_VERSION } from '../../src/storage/database.ts';
import { IdbFileStore } from '../../src/storage/idb-file-store.ts';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbInvites } from '../../src/storage/idb-invites.ts';
import { IdbLog } from '../../src/storage/idb-log.ts';
import { IdbMeetings } from '../../src/storage/idb-meetings.ts';
import { IdbTransfers } from '../../src/storage/idb-transfers.ts';
import { IdbVanishing } from '../../src/storage/idb-vanishing.ts';
import { encodeFriend, encodeTransfer } from '../../src/storage/record-codec.ts';
import { loadOrCreateVaultKey } from '../../src/storage/vault-key.ts';
import { ByteWriter } from '../../src/wire/bytes.ts';
import { encodeEntry } from '../../src/wire/entry-codec.ts';
import { friendRecord, meetingRecord, text, transferRecord, plainOpener } from './storage-kit.ts';

function makeVersion1(database: IDBPDatabase): void {
  database.createObjectStore('vault');
  database.createObjectStore('settings');
  database.createObjectStore('friends', { keyPath: 'id' });
  database
    .createObjectStore('log', { keyPath: ['conversationId', 'position'] })
    .createIndex('by-author', ['conversationId', 'author', 'seq'], { unique: true });
  database
    .createObjectStore('transfers', { keyPath: 'fileId' })
    .createIndex('by-friend', 'friendId');
  database.createObjectStore('pieces');
}

/** Version 5 has the same stores. */
function makeVersion4(database: IDBPDatabase): void {
  makeVersion1(database);
  database.createObjectStore('meetings', { keyPath: 'friendId' });
  database.createObjectStore('invites', { keyPath: 'tag' }).createIndex('by-friend', 'friendId');
  database.createObjectStore('sources', { keyPath: 'fileId' });
  database.createObjectStore('hashes');
}

it('opens what version 1 left, keeps all but pieces of the old length, and has room for what is new', async () => {
  const name = 'left-by-version-1';
  const key = randomBytes(32);
  const vault = new SecretboxVault(key, randomBytes);
  const [friend, transfer, entry] = [friendRecord(), transferRecord(), text('hello')];
  const old = await openDB(name, 1, { upgrade: makeVersion1 });
  await old.put('vault', { version: 1, key }, 'key');
  const { id, conversationId } = friend;
  await old.put('friends', {
    id,
    conversationId,
    sealed: vault.seal(`friends/${id}/${conversationId}`, encodeFriend(friend)),
  });
  await old.put('log', {
    conversationId,
    position: 1,
    author: 'me',
    seq: 1,
    sealed: vault.seal(`log/${conversationId}/1/me/1`, encodeEntry(entry)),
  });
  const { fileId } = transfer;
  await old.put('transfers', {
    fileId,
    friendId: id,
    sealed: vault.seal(`transfers/${fileId}/${id}`, encodeTransfer(transfer)),
  });
  await old.put('pieces', Uint8Array.of(1, 2, 3), [fileId, 0]);
  old.close();

  const database = await openDatabase({ name });
  expect((await loadOrCreateVaultKey(database, randomBytes)).bytes).toEqual(key);
  const friends = new IdbFriends(database, vault);
  expect(await friends.all()).toEqual([friend]);
  expect((await new IdbLog(database, vault).page(conversationId, null, 10))[0]).toMatchObject({
    entry,
    seq: 1,
  });
  expect(await new IdbTransfers(database, vault).all()).toEqual([transfer]);
  const files = new IdbFileStore(database, vault, plainOpener);
  expect((await files.pieces(fileId)).inOrder).toBe(0);
  await files.write(fileId, 0, Uint8Array.of(4, 5));
  expect(await files.read(fileId, 0)).toEqual(Uint8Array.of(4, 5));

  const meetings = new IdbMeetings(database, vault);
  expect(await meetings.get(id)).toBeNull();
  await meetings.update(id, () => meetingRecord());
  expect(await meetings.get(id)).toEqual(meetingRecord());
  expect(await new IdbInvites(database, vault).all()).toEqual([]);
  await friends.remove(id);
  expect(await meetings.get(id)).toBeNull();
  database.close();
  const again = await openDB(name);
  expect(again.version).toBe(SCHEMA_VERSION);
  again.close();
});

it('knows of nobody for sure whom version 4 left, however they were met', async () => {
  const name = 'left-by-version-4';
  const key = randomBytes(32);
  const vault = new SecretboxVault(key, randomBytes);
  const { id, conversationId, ...friend } = friendRecord({ takesUpToBytes: 9 });
  // As version 4 wrote it: layout 2 of a friend, without anything about trust.
  const layout2 = new ByteWriter()
    .u8(2)
    .text(friend.name, 0, 128)
    .bytes(friend.publicKey, 32)
    .bytes(friend.secretKey, 32)
    .bytes(friend.theirKey, 32)
    .u8(0)
    .varint(friend.pairedAtMs)
    .varint(friend.readSeq)
    .varint(friend.ackedSeq)
    .varint(9)
    .done();
  const old = await openDB(name, 4, {
    upgrade: makeVersion4,
  });
  const sealed = vault.seal(`friends/${id}/${conversationId}`, layout2);
  await old.put('friends', { id, conversationId, sealed });
  old.close();

  const database = await openDatabase({ name });
  const friends = new IdbFriends(database, vault);
  expect(await friends.all()).toEqual([{ id, conversationId, ...friend }]);
  const trust = {
    verified: 'compared',
    claims: null,
    apartFrom: ['a', 'b'],
    movedTo: null,
  } as const;
  await friends.update(id, { trust });
  expect(await friends.all()).toEqual([{ id, conversationId, ...friend, trust }]);
  database.close();
});

it('goes on with what version 5 left, and lets what comes from now on disappear', async () => {
  const name = 'left-by-version-5';
  const key = randomBytes(32);
  const vault = new SecretboxVault(key, randomBytes);
  const old = await openDB(name, 5, {
    upgrade: makeVersion4,
  });
  // An entry of a kind that version 5 did not know, and one that is none of today's.
  const foreign = [new Uint8Array([0, 6, 1]), new Uint8Array([0, 7, 0])];
  for (const [index, plain] of [encodeEntry(text('hello')), ...foreign].entries()) {
    const seq = index + 1;
    const place = { conversationId: 'c', position: seq, author: 'f', seq };
    await old.put('log', { ...place, sealed: vault.seal(`log/c/${seq}/f/${seq}`, plain) });
  }
  old.close();

  const database = await openDatabase({ name });
  const log = new IdbLog(database, vault);
  const kinds = (await log.page('c', null, 10)).map(({ entry }) => entry.kind);
  expect(kinds).toEqual(['text', 'delete', 'unknown']);
  const vanish = { kind: 'vanish', atMs: 1, round: 1, seconds: 60, follows: false } as const;
  await log.receive('c', 'f', 4, [vanish, text('soon gone')]);
  const { entries } = await new IdbVanishing(database, vault).all();
  expect(entries).toMatchObject([{ author: 'f', seq: 5, seconds: 60, sinceMs: null }]);
  expect((await log.page('c', null, 10))[0]?.entry).toEqual(text('hello'));
  database.close();
});
