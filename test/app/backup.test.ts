import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { BackupKit, CONTENT, PASSPHRASE, restoreOn, say, sendFile, shown } from './backup-kit.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let ann: Person;
let ben: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  ann = await Person.start(network, 'Ann');
  ben = await Person.start(network, 'Ben');
});

describe('a backup', () => {
  it('brings a friend, what was said and a file to a new device, and both talk on', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'hello');
    await say(ben, ann, 'hi');
    await sendFile(ben, ann);
    const bytes = await (await BackupKit.of(ann)).save();
    expect(ann.state.settings?.backupAtMs).toBeGreaterThan(0);
    ann.close();
    await ben.untilLine('away');

    const fresh = await Person.arrive(network, 'Ann’s new device');
    await restoreOn(fresh, bytes);
    expect(fresh.state.phase.status).toBe('ready');
    expect(fresh.state.settings?.name).toBe('Ann');
    await fresh.app.loadEarlier(fresh.friend.id);
    expect(fresh.texts).toEqual(['hello', 'hi', 'file']);
    expect(await fresh.app.saveFile(fresh.transfer.fileId)).toBeNull();
    expect(fresh.saved.get('long.bin')).toEqual(CONTENT);

    await meet(fresh, ben, fresh.friend.id);
    await say(fresh, ben, 'from the new device');
    await say(ben, fresh, 'welcome back');
    expect(ben.state.friends.size).toBe(1);
    expect(ben.texts).toEqual(['hello', 'hi', 'file', 'from the new device', 'welcome back']);
  });

  it('that is old gets back what the friend wrote, and goes on behind what the friend has', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const bytes = await (await BackupKit.of(ann)).save();
    await say(ann, ben, 'a2', 'a3');
    await say(ben, ann, 'b1');
    ann.close();
    await ben.untilLine('away');

    const fresh = await Person.arrive(network, 'Ann’s new device');
    await restoreOn(fresh, bytes);
    await fresh.app.loadEarlier(fresh.friend.id);
    await say(fresh, ben, 'written before any line');
    await meet(fresh, ben, fresh.friend.id);
    const mine = () => fresh.items.filter(({ author }) => author === 'me');
    await fresh.until('b1 and the gap', () => fresh.texts.includes('b1') && mine().length === 3);
    await say(fresh, ben, 'a5');
    expect(ben.texts).toEqual(['a1', 'a2', 'a3', 'b1', 'written before any line', 'a5']);
    expect(mine()).toMatchObject([
      { text: 'a1' },
      { text: 'written before any line' },
      { kind: 'unknown', missing: 2 },
      { text: 'a5' },
    ]);
    await fresh.until('delivered', () =>
      fresh.items.every(({ author, delivery }) => author === 'them' || delivery === 'delivered'),
    );
    // Once more, over lines that come later.
    fresh.close();
    await ben.untilLine('away');
    await fresh.open();
    await meet(fresh, ben, fresh.friend.id);
    await say(fresh, ben, 'a6');
    expect(ben.texts.slice(-2)).toEqual(['a5', 'a6']);
  });

  it('on a second device, beside the first: each goes on, and says what it lacks', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const bytes = await (await BackupKit.of(ann)).save();
    ann.app.hangUp(ann.friend.id);
    await ben.untilLine('away');
    const second = await Person.arrive(network, 'Ann’s second device');
    await restoreOn(second, bytes);
    await meet(second, ben, second.friend.id);
    await say(second, ben, 's1');
    second.app.hangUp(second.friend.id);
    await ben.untilLine('away');
    // Ben has the other device's certificates now, so a code of this one leads nowhere: two cards do.
    const { meetings } = (await BackupKit.of(ann)).ports;
    await meetings.update(ann.friend.id, (record) => ({ ...record, mine: [] }));
    await meet(ann, ben, ann.friend.id);
    await ann.app.loadEarlier(ann.friend.id);
    await say(ann, ben, 'a2');
    expect(ben.texts).toEqual(['a1', 's1', 'a2']);
    expect(ann.items).toMatchObject([{ text: 'a1' }, { missing: 1 }, { text: 'a2' }]);
  });

  it('without files says of each that it was left behind', async () => {
    await meet(ann, ben);
    await sendFile(ben, ann);
    const bytes = await (await BackupKit.of(ann)).save(false);
    expect(bytes.length).toBeLessThan(10_000);
    const fresh = await Person.arrive(network, 'Ann’s new device');
    await restoreOn(fresh, bytes);
    expect(fresh.transfer).toMatchObject({ status: 'failed', error: 'file-left-behind' });

    // With them, later, they come.
    const withFiles = await (await BackupKit.of(ann)).save();
    const kit = await BackupKit.of(fresh);
    expect(await kit.take(withFiles, 'merge')).toBeNull();
    fresh.close();
    await fresh.open();
    expect(await fresh.app.saveFile(fresh.transfer.fileId)).toBeNull();
    expect(fresh.saved.get('long.bin')).toEqual(CONTENT);
  });
});

describe('a backup of a device that was restored itself', () => {
  it('can be imported, whatever was written before the first line', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const early = await (await BackupKit.of(ann)).save();
    await say(ann, ben, 'a2', 'a3');
    ann.close();
    await ben.untilLine('away');
    const second = await Person.arrive(network, 'Ann’s second device');
    await restoreOn(second, early);
    await second.app.loadEarlier(second.friend.id);
    await say(second, ben, 'before any line', 'and more of it');
    await meet(second, ben, second.friend.id);
    await say(second, ben, 'a6');
    const late = await (await BackupKit.of(second)).save();
    second.close();
    await ben.untilLine('away');

    const third = await Person.arrive(network, 'Ann’s third device');
    await restoreOn(third, late);
    await third.app.loadEarlier(third.friend.id);
    // What is missing stands where it was missing.
    expect(third.items).toMatchObject([
      { text: 'a1' },
      { missing: 2 },
      { text: 'before any line' },
      { text: 'and more of it' },
      { text: 'a6' },
    ]);
    await meet(third, ben, third.friend.id);
    await say(third, ben, 'a7');
    expect(ben.texts.slice(-3)).toEqual(['and more of it', 'a6', 'a7']);
  });
});

describe('looking into a backup', () => {
  it('tells what it holds and who is here already, and changes nothing', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const kit = await BackupKit.of(ann);
    const bytes = await kit.save();
    const before = await shown(ann);
    expect(await kit.look(bytes)).toMatchObject({
      ...{ name: 'Ann', messages: 1, files: 0, fileBytes: 0, friendsHere: 1 },
      friends: [{ name: 'Ben', state: 'known', newEntries: 0, namesake: false }],
    });
    expect(await shown(ann)).toEqual(before);

    const cora = await Person.start(network, 'Cora');
    const other = await Person.start(network, 'Ben');
    await meet(cora, other);
    expect(await (await BackupKit.of(cora)).look(bytes)).toMatchObject({
      ...{
        friendsHere: 1,
        friends: [{ name: 'Ben', state: 'new', newEntries: 1, namesake: true }],
      },
    });
  });

  it('refuses another passphrase, a part of it, a changed byte and something else', async () => {
    const kit = await BackupKit.of(ann);
    const bytes = await kit.save();
    await expect(kit.look(bytes, 'another passphrase')).rejects.toThrow('passphrase-wrong');
    await expect(kit.look(bytes.slice(0, -1))).rejects.toThrow('backup-damaged');
    const changed = bytes.slice();
    changed[bytes.length - 20] = (changed[bytes.length - 20] ?? 0) ^ 1;
    await expect(kit.look(changed)).rejects.toThrow('backup-damaged');
    await expect(kit.look(CONTENT.slice(0, 500))).rejects.toThrow('backup-not-one');
    expect(await kit.backups.import('replace', () => undefined)).toBe('backup-not-one');
    expect(kit.restart).not.toHaveBeenCalled();
  });

  it('leaves nothing that was derived of the passphrase, nor does saving', async () => {
    const { derive } = (await BackupKit.of(ann)).ports;
    const keys: Uint8Array[] = [];
    const kit = await BackupKit.of(ann, {
      derive: async (...of) => {
        const made = await derive(...of);
        keys.push(made.key);
        return made;
      },
    });
    await kit.look(await kit.save());
    expect(keys).toEqual([new Uint8Array(32), new Uint8Array(32)]);
  });

  it('is not saved under a passphrase that keeps nobody out', async () => {
    const kit = await BackupKit.of(ann);
    expect(await kit.backups.save('short', true, () => undefined)).toBe('passphrase-short');
    expect(kit.saved).toHaveLength(0);
    expect(ann.state.settings?.backupAtMs).toBeUndefined();
  });
});

it('a backup tells nothing without its passphrase', async () => {
  await meet(ann, ben);
  await say(ann, ben, 'a word that nobody else may read');
  const bytes = await (await BackupKit.of(ann)).save();
  const raw = Buffer.from(bytes).toString('latin1');
  for (const secret of ['a word that', 'Ben', 'Ann', PASSPHRASE]) expect(raw).not.toContain(secret);
});
