import { expect, it } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { IdbFileStore } from '../../src/storage/idb-file-store.ts';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbInvites } from '../../src/storage/idb-invites.ts';
import { IdbLog } from '../../src/storage/idb-log.ts';
import { IdbMeetings } from '../../src/storage/idb-meetings.ts';
import { IdbMove } from '../../src/storage/idb-move.ts';
import { IdbSettings } from '../../src/storage/idb-settings.ts';
import { IdbSources } from '../../src/storage/idb-sources.ts';
import { IdbTransfers } from '../../src/storage/idb-transfers.ts';
import { BLOCK_BYTES } from '../../src/storage/source-repository.ts';
import { loadOrCreateVaultKey } from '../../src/storage/vault-key.ts';
import {
  freshKit,
  friendRecord,
  meetingRecord,
  text,
  transferRecord,
  plainOpener,
} from './storage-kit.ts';

/** Everything in one value or key: text as it is, bytes as they are. */
function flatten(value: unknown): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'object' && value !== null) {
    return Buffer.concat(Object.values(value).map((part) => flatten(part)));
  }
  return Buffer.from(String(value));
}

it('holds no name, text, file name or key in clear, in any store', async () => {
  const { database, raw } = await freshKit();
  const vaultKey = (await loadOrCreateVaultKey(database, randomBytes)).bytes;
  const vault = new SecretboxVault(vaultKey, randomBytes);
  const friend = friendRecord();
  const transfer = transferRecord();
  await new IdbFriends(database, vault).put(friend);
  await new IdbLog(database, vault).append(friend.conversationId, text('meet me at noon'));
  // The one entry that follows this disappears: what is kept of both is sealed, too.
  const disappear = { kind: 'vanish', atMs: 1, round: 1, seconds: 90, follows: false } as const;
  await new IdbLog(database, vault).append('another', disappear);
  await new IdbTransfers(database, vault).put(transfer);
  await new IdbSettings(database, vault).put({
    name: 'Own name',
    theme: 'dark',
    autoAcceptImages: false,
    servers: [{ url: 'turn:relay.example.org', username: 'relay-user', credential: 'relay-pass' }],
    relayOnly: false,
  });
  await new IdbMove(database, vault).put({
    ...({ state: 'leaving', move: new Uint8Array(16).fill(0x77), atMs: 1 } as const),
    ...{ friendId: 'the other device', fileId: 'the file of a move' },
  });
  await new IdbFileStore(database, vault, plainOpener).write(
    transfer.fileId,
    0,
    new Uint8Array(Buffer.from('%PDF what is in the file')),
  );

  // The handle of a file is the browser's own: it alone stands as it is (SECURITY.md).
  const sources = new IdbSources(database, vault);
  await sources.keepHandle(transfer.fileId, 'handle');
  await sources.keepHashes(transfer.fileId, 0, new Uint8Array(BLOCK_BYTES).fill(0x5a));

  const meeting = meetingRecord();
  await new IdbMeetings(database, vault).update(friend.id, () => meeting);
  await new IdbInvites(database, vault).put({
    tag: 'c0ffee01',
    label: 'For the neighbour',
    friendId: friend.id,
    madeAtMs: 1_795_000_000_003,
  });

  const dump = await raw(async (db) => {
    const stores = [...db.objectStoreNames].filter((store) => store !== 'vault');
    expect(stores.length).toBe(10);
    const parts = await Promise.all(
      stores.map(async (store) => {
        const values: unknown[] = await db.getAll(store);
        expect(values.length).toBe(store === 'log' || store === 'settings' ? 2 : 1);
        return flatten([values, await db.getAllKeys(store)]);
      }),
    );
    return Buffer.concat(parts);
  });
  // The dump is of the right thing: what may stand in clear is found in it.
  expect(dump.includes(friend.conversationId)).toBe(true);
  const readable = [
    friend.name,
    'meet me',
    transfer.name,
    transfer.mediaType,
    'Own name',
    '%PDF',
    'relay',
    'neighbour',
    'the other device',
    'the file of a move',
    'ZZZZZZZZ',
  ];
  for (const words of [...readable, 'dark', 'active']) expect(dump.includes(words)).toBe(false);
  for (const { fingerprint } of [...meeting.mine, ...meeting.theirs]) {
    expect(dump.includes(Buffer.from(fingerprint.subarray(0, 8)))).toBe(false);
  }
  const keys = [vaultKey, friend.publicKey, friend.secretKey, friend.theirKey];
  for (const key of [...keys, vault.fileKey(transfer.fileId)]) {
    expect(dump.includes(Buffer.from(key.subarray(0, 8)))).toBe(false);
  }
});
