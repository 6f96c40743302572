import { expect, it } from 'vitest';
import {
  decodeFriend,
  decodeTransfer,
  encodeFriend,
  encodeTransfer,
} from '../../src/storage/record-codec.ts';
import type { TransferFields } from '../../src/storage/record-codec.ts';
import { friendRecord } from './storage-kit.ts';

const fields: TransferFields = {
  ...{ direction: 'receive', name: 'a.pdf', mediaType: '', sizeBytes: 5, modifiedMs: 6 },
  ...{ status: 'active', error: null },
};

it('a transfer keeps when it was accepted and ended and whether it is paused, and does without', () => {
  const ended = { ...fields, status: 'complete', endedAtMs: 1_795_000_000_009 } as const;
  expect(decodeTransfer(encodeTransfer(ended))).toStrictEqual(ended);
  const paused = { ...fields, paused: true, acceptedAtMs: 1_795_000_000_008 };
  expect(decodeTransfer(encodeTransfer(paused))).toStrictEqual(paused);
  expect(decodeTransfer(encodeTransfer({ ...fields, paused: false }))).toStrictEqual(fields);
  expect(decodeTransfer(encodeTransfer(fields))).toStrictEqual(fields);
});

it('a transfer keeps how I was ending it', () => {
  for (const ending of ['declined', 'cancelled-by-sender', 'cancelled-by-receiver'] as const) {
    expect(decodeTransfer(encodeTransfer({ ...fields, ending }))).toStrictEqual({
      ...fields,
      ending,
    });
  }
});

it('a transfer keeps that nothing of it is here any more', () => {
  const removed = { ...fields, name: '', mediaType: '', removed: true };
  expect(decodeTransfer(encodeTransfer(removed))).toStrictEqual(removed);
});

it('a folder keeps how many files it has, be it none', () => {
  for (const folderFiles of [0, 1, 65_536]) {
    const folder = { ...fields, folderFiles };
    expect(decodeTransfer(encodeTransfer(folder))).toStrictEqual(folder);
  }
});

it.each([
  [1, 6],
  [2, 5],
  [3, 3],
  [4, 2],
  [5, 1],
])('a transfer of layout %i is read', (version, missingBytes) => {
  const bytes = encodeTransfer(fields).slice(0, -missingBytes);
  bytes[0] = version;
  expect(decodeTransfer(bytes)).toStrictEqual(fields);
  expect(() => decodeTransfer(Uint8Array.of(7))).toThrow('storage-newer-version');
});

it('a friend keeps which files come without asking', () => {
  const asks = decodeFriend(encodeFriend(friendRecord()));
  expect(asks.takesUpToBytes).toBeUndefined();
  const takes = { ...asks, takesUpToBytes: 1e9 };
  expect(decodeFriend(encodeFriend(takes))).toStrictEqual(takes);
  expect(decodeFriend(encodeFriend({ ...asks, takesUpToBytes: 0 }))).toStrictEqual(asks);
});

// What came later: one byte for that, four for how sure I am of who they are, one for how quiet they are,
// one for the backup that they came from.
it.each([
  [1, 7],
  [2, 6],
  [3, 2],
  [4, 1],
])('a friend of layout %i is read', (version, missingBytes) => {
  const friend = decodeFriend(encodeFriend(friendRecord()));
  const old = encodeFriend(friend).slice(0, -missingBytes);
  old[0] = version;
  expect(decodeFriend(old)).toStrictEqual(friend);
});
