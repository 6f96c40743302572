/** Folders between two whole apps over an in-memory network, and folders that are not what they say. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { FolderEntry } from '../../src/app/folder-pack.ts';
import type { Transfer } from '../../src/app/state.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { concat } from '../../src/wire/bytes.ts';
import { encodeListing } from '../../src/wire/folder-listing.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf } from '../transfer/peers.ts';
import { FilesKit, receivedId, receivedRecord } from './files-kit.ts';
import { meet, Person } from './person.ts';

function file(content: string | Uint8Array<ArrayBuffer>): File {
  return new File([content], 'x', { lastModified: 1_000 });
}

const large = contentOf(2 * PIECE_BYTES + 5);
const ENTRIES: readonly FolderEntry[] = [
  { path: 'notes.txt', file: file('bring a torch') },
  { path: 'day 1/hut.jpg', file: file(large) },
  { path: 'outside.txt', file: file('inside') },
  { path: 'later', file: null },
];

describe('a folder', () => {
  let ada: Person;
  let bob: Person;

  beforeEach(async () => {
    const network = new MemoryNetwork();
    ada = await Person.start(network, 'Ada');
    bob = await Person.start(network, 'Bob');
    await meet(ada, bob);
    const folder = { name: '../Holiday', entries: ENTRIES };
    expect(await ada.app.files.offerFolder(ada.friend.id, folder)).toBeNull();
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
  });

  const is = (status: Transfer['status']) => (person: Person) =>
    person.until(status, () => person.transfer.status === status);

  async function arrives(): Promise<void> {
    await Promise.all([ada, bob].map(is('complete')));
    expect(await bob.app.saveFile(bob.transfer.fileId)).toBeNull();
    expect([...bob.saved.keys()].sort()).toEqual([
      ...['Holiday/day 1/hut.jpg', 'Holiday/later', 'Holiday/notes.txt', 'Holiday/outside.txt'],
    ]);
    expect(Buffer.from(bob.saved.get('Holiday/notes.txt') ?? []).toString()).toBe('bring a torch');
    const saved = bob.saved.get('Holiday/day 1/hut.jpg');
    expect(saved !== undefined && Buffer.from(large).equals(saved)).toBe(true);
  }

  it('is one offer, and arrives with everything in it', async () => {
    for (const one of [ada, bob]) {
      expect(one.transfer).toMatchObject({ name: 'Holiday', folderFiles: 3, status: 'offered' });
      expect(one.state.transfers.size).toBe(1);
    }
    await bob.app.acceptFile(bob.transfer.fileId);
    await arrives();
    expect(await bob.app.preview(bob.transfer.fileId)).toBeNull();
    expect(await bob.app.files.look(bob.transfer.fileId)).toBeNull();
  });

  it('is chosen again after its sender has reloaded, and another one is not taken for it', async () => {
    ada.close();
    await bob.untilLine('away');
    await ada.open();
    await meet(ada, bob, ada.friend.id);
    await bob.app.acceptFile(bob.transfer.fileId);
    expect(ada.transfer).toMatchObject({ source: 'choose', folderFiles: 3 });
    const { fileId } = ada.transfer;
    const other = { name: '../Holiday', entries: ENTRIES.slice(1) };
    expect(await ada.app.files.provideFolder(fileId, other)).toBeNull();
    expect(ada.transfer).toMatchObject({ source: 'choose', otherFile: 'changed' });
    const again = { name: '../Holiday', entries: [...ENTRIES].reverse() };
    expect(await ada.app.files.provideFolder(fileId, again)).toBeNull();
    await arrives();
  });

  it('of more than may be sent is not offered', async () => {
    const deep = { name: 'Deep', entries: [{ path: 'd/'.repeat(40) + 'f', file: file('') }] };
    expect(await ada.app.files.offerFolder(ada.friend.id, deep)).toBe('folder-too-large');
    expect(ada.state.transfers.size).toBe(1);
  });

  it('that is over leaves the list of transfers when that is cleared, not the conversation', async () => {
    await bob.app.declineFile(bob.transfer.fileId);
    await is('declined')(ada);
    expect(ada.transfer.endedAtMs).toBeGreaterThan(0);
    ada.app.files.clearEnded();
    expect(ada.transfer).toMatchObject({ status: 'declined', endedAtMs: null });
  });
});

describe('a received folder', () => {
  const listing = encodeListing([{ path: 'a', sizeBytes: 3, modifiedMs: 0 }]);

  async function saving(content: Uint8Array, folderFiles: number) {
    const kit = new FilesKit();
    const saved: string[] = [];
    kit.saveFolder = async (folder) => {
      for (const { path } of await folder.entries()) saved.push(path.join('/'));
      return true;
    };
    const change = { status: 'complete', sizeBytes: content.length, folderFiles } as const;
    kit.transfers.records.set(receivedId(1), receivedRecord(1, change));
    kit.stored.stored.set(receivedId(1), [new Uint8Array(content)]);
    await kit.files.load();
    return { error: await kit.files.save(receivedId(1)), saved };
  }

  it('that is what its offer said is saved', async () => {
    const content = concat(listing, Uint8Array.of(1, 2, 3));
    expect(await saving(content, 1)).toEqual({ error: null, saved: ['a'] });
  });

  it.each([
    ['has other files than offered', concat(listing, Uint8Array.of(1, 2, 3)), 2],
    ['has more bytes than listed', concat(listing, Uint8Array.of(1, 2, 3, 4)), 1],
    ['is no folder', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1), 1],
  ])('that %s is not', async (_, content, files) => {
    expect(await saving(content, files)).toEqual({ error: 'folder-damaged', saved: [] });
  });
});
