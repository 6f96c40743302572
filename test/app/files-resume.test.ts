/** Two whole apps over an in-memory network: pages are reloaded in the middle, and files arrive all the same. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Transfer } from '../../src/app/state.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { IdbTransfers } from '../../src/storage/idb-transfers.ts';
import { loadOrCreateVaultKey } from '../../src/storage/vault-key.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf } from '../transfer/peers.ts';
import { held } from './files-kit.ts';
import { meet, Person } from './person.ts';

const SIZE = 5 * PIECE_BYTES + 77;
const content = contentOf(SIZE);
const MODIFIED_MS = 1_000;

let ada: Person;
let bob: Person;
/** Ends what `halfWay` began. */
let letGo = (): void => undefined;

beforeEach(async () => {
  const network = new MemoryNetwork();
  ada = await Person.start(network, 'Ada');
  bob = await Person.start(network, 'Bob');
  await meet(ada, bob);
});

function fileOf(bytes: Uint8Array<ArrayBuffer> = content, name = 'long.bin'): File {
  return new File([bytes], name, { lastModified: MODIFIED_MS });
}

async function offer(file: File, handle?: string): Promise<void> {
  const before = bob.state.transfers.size;
  const handles = handle === undefined ? new Map() : new Map([[file, handle]]);
  expect(await ada.app.files.offer(ada.friend.id, [file], handles)).toBeNull();
  await bob.until('offer', ({ transfers }) => transfers.size > before);
}

const is =
  (status: Transfer['status']) =>
  (person: Person): Promise<void> =>
    person.until(status, () => person.transfer.status === status);

async function bothComplete(): Promise<void> {
  await Promise.all([ada, bob].map(is('complete')));
  expect(await bob.app.saveFile(bob.transfer.fileId)).toBeNull();
  const saved = bob.saved.get(bob.transfer.name);
  expect(saved !== undefined && Buffer.from(content).equals(saved)).toBe(true);
}

/** Reloads the page of one, and both meet again. */
async function reload(person: Person): Promise<void> {
  const other = person === ada ? bob : ada;
  person.close();
  await other.untilLine('away');
  letGo();
  await person.open();
  await meet(ada, bob, ada.friend.id);
}

/** The offer is accepted, two pieces of it are here, and no more come until they are let. */
async function halfWay(): Promise<void> {
  const { promise, release } = held();
  letGo = release;
  const reached = new Promise<void>((resolve) => {
    bob.storing = async (piece) => {
      if (piece < 2) return;
      resolve();
      await promise;
    };
  });
  await bob.app.acceptFile(bob.transfer.fileId);
  await reached;
  await ada.until('under way', () => ada.transfer.status === 'active');
}

describe('a sender that reloads', () => {
  it('has its offer still, and the receiver waits until the file is chosen again', async () => {
    await offer(fileOf());
    await reload(ada);
    expect(ada.transfer).toMatchObject({ status: 'offered', source: 'choose', error: null });
    await bob.app.acceptFile(bob.transfer.fileId);
    await bob.until('waiting', () => bob.transfer.hold === 'missing');
    expect(bob.transfer).toMatchObject({ status: 'active', error: null });
    await ada.until('wanted', () => ada.transfer.status === 'active');
    const picked = { file: fileOf(), handle: null };
    expect(await ada.app.files.provide(ada.transfer.fileId, picked)).toBeNull();
    expect(ada.transfer).toMatchObject({ source: 'here', otherFile: null });
    await bothComplete();
  });

  it('again and again, as well as the receiver, in the middle: what is stored counts', async () => {
    await offer(fileOf());
    await halfWay();
    for (let times = 0; times < 3; times += 1) {
      await reload(ada);
      await bob.until('waiting', () => bob.transfer.hold === 'missing');
      await reload(bob);
      await bob.until('still waiting', () => bob.transfer.hold === 'missing');
    }
    await ada.until('how far', () => ada.transfer.doneBytes >= PIECE_BYTES);
    await ada.app.files.provide(ada.transfer.fileId, { file: fileOf(), handle: null });
    await bothComplete();
  });

  it('may choose the file before the friend is back', async () => {
    await offer(fileOf());
    await halfWay();
    ada.close();
    await bob.untilLine('away');
    letGo();
    await ada.open();
    await ada.app.files.provide(ada.transfer.fileId, { file: fileOf(), handle: null });
    await meet(ada, bob, ada.friend.id);
    await bothComplete();
  });

  it('hears that all has arrived, though its page of then did not', async () => {
    await offer(fileOf());
    await bob.app.acceptFile(bob.transfer.fileId);
    await Promise.all([ada, bob].map(is('complete')));
    const database = await openDatabase({ name: ada.databaseName });
    const key = (await loadOrCreateVaultKey(database, randomBytes)).bytes;
    const transfers = new IdbTransfers(database, new SecretboxVault(key, randomBytes));
    const [record] = await transfers.all();
    if (record !== undefined) await transfers.put({ ...record, status: 'active' });
    database.close();
    await reload(ada);
    await bothComplete();
  });

  it('goes on by itself where the browser still lets the file be opened', async () => {
    await offer(ada.disk.put('long.bin', content), 'long.bin');
    await halfWay();
    ada.disk.isOpen = true;
    await reload(ada);
    await bothComplete();
    expect(ada.disk.asked).toBe(0);
  });

  it('goes on at one press where the browser wants to be asked', async () => {
    await offer(ada.disk.put('long.bin', content), 'long.bin');
    await halfWay();
    await reload(ada);
    await ada.until('asks', () => ada.transfer.source === 'allow');
    ada.disk.allows = false;
    expect(await ada.app.files.goOn(ada.transfer.fileId)).toBeNull();
    expect(ada.transfer.source).toBe('allow');
    ada.disk.allows = true;
    expect(await ada.app.files.goOn(ada.transfer.fileId)).toBeNull();
    await bothComplete();
  });

  it('asks for the file again when it is not where it was', async () => {
    await offer(ada.disk.put('long.bin', content), 'long.bin');
    ada.disk.files.clear();
    await reload(ada);
    await ada.until('asks', () => ada.transfer.source === 'allow');
    expect(await ada.app.files.goOn(ada.transfer.fileId)).toBe('file-unreadable');
    expect(ada.transfer.source).toBe('choose');
  });
});

describe('a file that is chosen again', () => {
  beforeEach(async () => {
    await offer(fileOf());
    await halfWay();
    // What was read is recorded within a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await reload(ada);
  });

  function changed(at: number): Uint8Array<ArrayBuffer> {
    const bytes = content.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  }

  it.each([
    ['has another size', 'changed', fileOf(content.slice(1))],
    ['has another name and size', 'another', fileOf(content.slice(1), 'other.bin')],
    ['differs where it was sent', 'changed', fileOf(changed(7))],
    ['differs so under another name', 'another', fileOf(changed(7), 'other.bin')],
    ['differs so at another time', 'changed', new File([changed(SIZE - 1)], 'long.bin')],
  ] as const)('and %s is said to be %s', async (_, otherFile, file) => {
    const { fileId } = ada.transfer;
    await ada.app.files.provide(fileId, { file, handle: null });
    expect(ada.transfer).toMatchObject({ source: 'choose', otherFile });
    // The right one is still taken.
    await ada.app.files.provide(fileId, { file: fileOf(), handle: null });
    expect(ada.transfer).toMatchObject({ source: 'here', otherFile: null });
    await bothComplete();
  });

  it('is the same one under another name and of another time when all that was sent is', async () => {
    const renamed = new File([content], 'renamed.bin', { lastModified: 5 });
    await ada.app.files.provide(ada.transfer.fileId, { file: renamed, handle: null });
    expect(ada.transfer).toMatchObject({ source: 'here', otherFile: null });
    await bothComplete();
  });
});

describe('another file in its place', () => {
  it('can be sent as a new one, and the old offer ends', async () => {
    await offer(fileOf());
    await reload(ada);
    const { fileId } = ada.transfer;
    const other = fileOf(new Uint8Array([1, 2, 3]), 'other.bin');
    await ada.app.files.provide(fileId, { file: other, handle: null });
    expect(ada.transfer.otherFile).toBe('another');
    expect(await ada.app.files.sendAnew(fileId)).toBeNull();
    await bob.until('new offer', ({ transfers }) => transfers.size === 2);
    const [old, anew] = [...bob.state.transfers.values()];
    expect(old?.status).toBe('cancelled');
    expect(anew).toMatchObject({ name: 'other.bin', sizeBytes: 3, status: 'offered' });
  });

  it('of another time is not taken while nothing was sent that would tell', async () => {
    await offer(fileOf());
    await reload(ada);
    const later = new File([content], 'long.bin', { lastModified: 2_000 });
    await ada.app.files.provide(ada.transfer.fileId, { file: later, handle: null });
    expect(ada.transfer).toMatchObject({ source: 'choose', otherFile: 'changed' });
  });

  it('of its name but another size, dropped in, is no new offer beside it', async () => {
    await offer(fileOf());
    await reload(ada);
    const dropped = fileOf(content.slice(1));
    expect(await ada.app.files.offer(ada.friend.id, [dropped])).toBeNull();
    expect(ada.state.transfers.size).toBe(1);
    expect(ada.transfer).toMatchObject({ source: 'choose', otherFile: 'changed' });
    expect(await ada.app.files.offer(ada.friend.id, [fileOf()])).toBeNull();
    expect(ada.transfer).toMatchObject({ source: 'here', otherFile: null });
  });
});

describe.each(['sender', 'receiver'] as const)('a pause by the %s', (who) => {
  it('lasts over reloads of both, is seen by the other, and ends when it is ended', async () => {
    const paused = who === 'sender' ? ada : bob;
    const other = who === 'sender' ? bob : ada;
    await offer(ada.disk.put('long.bin', content), 'long.bin');
    ada.disk.isOpen = true;
    await halfWay();
    expect(await paused.app.files.pause(paused.transfer.fileId)).toBeNull();
    expect(paused.transfer).toMatchObject({ paused: true, rateBytesPerSecond: null });
    await other.until('told', () => other.transfer.hold === `paused-by-${who}`);
    await reload(paused);
    await reload(other);
    await other.until('told again', () => other.transfer.hold === `paused-by-${who}`);
    expect(paused.transfer).toMatchObject({ paused: true, status: 'active' });
    expect(await paused.app.files.resume(paused.transfer.fileId)).toBeNull();
    await bothComplete();
  });
});

it('a file offered while the friend is away waits over reloads of both, like a message', async () => {
  ada.app.hangUp(ada.friend.id);
  await bob.untilLine('away');
  await ada.app.files.offer(
    ada.friend.id,
    [ada.disk.put('long.bin', content)],
    new Map([[ada.disk.files.get('long.bin') ?? fileOf(), 'long.bin']]),
  );
  ada.disk.isOpen = true;
  ada.close();
  await ada.open();
  bob.close();
  await bob.open();
  await meet(ada, bob, ada.friend.id);
  await bob.until('offer', ({ transfers }) => transfers.size === 1);
  await bob.app.acceptFile(bob.transfer.fileId);
  await bothComplete();
});
