import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { BackupKit, restoreOn, say, sendFile, shown } from './backup-kit.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let ann: Person;
let ben: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  ann = await Person.start(network, 'Ann');
  ben = await Person.start(network, 'Ben');
});

describe('importing', () => {
  it('beside what is here adds friends and what is missing, and twice changes nothing', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const early = await (await BackupKit.of(ann)).save();
    await say(ben, ann, 'b1');
    await say(ann, ben, 'a2');
    const late = await (await BackupKit.of(ann)).save();
    ann.close();
    await ben.untilLine('away');

    const fresh = await Person.arrive(network, 'Ann’s new device');
    await restoreOn(fresh, early);
    for (const bytes of [late, late, early]) {
      expect(await (await BackupKit.of(fresh)).take(bytes, 'merge')).toBeNull();
      fresh.close();
      await fresh.open();
      await fresh.app.loadEarlier(fresh.friend.id);
      expect(fresh.state.friends.size).toBe(1);
      expect(fresh.texts).toEqual(['a1', 'b1', 'a2']);
    }
    await meet(fresh, ben, fresh.friend.id);
    await say(fresh, ben, 'a3');
    expect(ben.texts).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('takes friends as they are by then, whatever they were when it was looked at', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const early = await (await BackupKit.of(ann)).save();
    await say(ann, ben, 'a2');
    await say(ben, ann, 'b1');
    const late = await (await BackupKit.of(ann)).save();
    ann.close();
    await ben.untilLine('away');

    const fresh = await Person.arrive(network, 'Ann’s new device');
    await restoreOn(fresh, early);
    const kit = await BackupKit.of(fresh);
    await kit.look(late);
    expect(await fresh.app.setQuiet(fresh.friend.id, 'muted')).toBeNull();
    // What arrives while the file is read has its number before the backup's entry has.
    const { importAll, logs } = kit.ports;
    const { id } = fresh.friend;
    const [record] = await kit.ports.friends.all();
    const slow = await BackupKit.of(fresh, {
      importAll: async (from) => {
        const entry = { kind: 'text', atMs: 1, text: 'b1' } as const;
        await logs.receive(record?.conversationId ?? '', id, 1, [entry]);
        return importAll(from);
      },
    });
    expect(await slow.take(late, 'merge')).toBeNull();
    fresh.close();
    await fresh.open();
    await fresh.app.loadEarlier(id);
    expect(fresh.friend.quiet).toBe('muted');
    expect(fresh.texts).toEqual(['a1', 'b1', 'a2']);

    // Who was removed meanwhile is not here again.
    const last = await BackupKit.of(fresh);
    await last.look(late);
    await fresh.app.setQuiet(id, 'none');
    expect(await last.backups.import('merge', () => undefined)).toBeNull();
    fresh.close();
    await fresh.open();
    expect(fresh.friend.quiet).toBe('none');
    const gone = await BackupKit.of(fresh);
    await gone.look(late);
    expect(await fresh.app.removeFriend(id)).toBeNull();
    expect(await gone.backups.import('merge', () => undefined)).toBeNull();
    fresh.close();
    await fresh.open();
    expect(fresh.state.friends.size).toBe(0);
  });

  it('asks who somebody is who has the name of a friend of this device', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const bytes = await (await BackupKit.of(ann)).save();
    const cora = await Person.start(network, 'Cora');
    const other = await Person.start(network, 'Ben');
    await meet(cora, other);
    const { id } = cora.friend;
    expect(await (await BackupKit.of(cora)).take(bytes, 'merge')).toBeNull();
    cora.close();
    await cora.open();
    const imported = [...cora.state.friends.values()].find((friend) => friend.id !== id);
    expect(imported?.trust?.claims).toBe(id);
    expect(await cora.app.sendText(imported?.id ?? '', 'to whom?')).toBe('friend-undecided');
  });

  it('leaves out servers that nobody could have typed, and a name that says nothing', async () => {
    const kit = await BackupKit.of(ann);
    const settings = await kit.ports.settings.get();
    if (settings === null) throw new Error('settings');
    const good = { url: 'turn:relay.example:3478', username: 'u', credential: 'c' };
    const stun = { url: 'stun:stun.example', username: '', credential: '' };
    await kit.ports.settings.put({
      ...settings,
      relayOnly: true,
      servers: [
        { ...good, url: 'https://relay.example' },
        good,
        { ...good, username: 'again' },
        { ...stun, username: 'not', credential: 'needed' },
      ],
    });
    const bytes = await kit.save();
    const fresh = await Person.arrive(network, 'Ann’s new device');
    await restoreOn(fresh, bytes);
    expect(fresh.state.settings).toMatchObject({ name: 'Ann', servers: [good, stun] });
    expect(fresh.state.settings?.relayOnly).toBe(true);

    await kit.ports.settings.put({ ...settings, name: '\u202e\u200b' });
    const nameless = await kit.save();
    const another = await Person.arrive(network, 'another device');
    await restoreOn(another, nameless);
    expect(another.state.settings).toBeNull();
  });

  it('refuses a backup in which one person is two friends', async () => {
    await meet(ann, ben);
    const kit = await BackupKit.of(ann);
    const [record] = await kit.ports.friends.all();
    if (record === undefined) throw new Error('a friend');
    await kit.ports.friends.put({ ...record, id: 'twice', conversationId: 'twice' });
    await expect(kit.look(await kit.save())).rejects.toThrow('backup-damaged');
  });

  it('takes nothing of a conversation that went on here and there by itself', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const early = await (await BackupKit.of(ann)).save();
    ann.app.hangUp(ann.friend.id);
    await ben.untilLine('away');
    await say(ann, ben, 'here');
    const second = await Person.arrive(network, 'Ann’s second device');
    await restoreOn(second, early);
    await say(second, ben, 'there');
    const forked = await (await BackupKit.of(second)).save();
    const kit = await BackupKit.of(ann);
    expect(await kit.look(forked)).toMatchObject({
      friends: [{ state: 'conflict', newEntries: 0 }],
    });
    expect(await kit.take(forked, 'merge')).toBeNull();
    ann.close();
    await ann.open();
    await ann.app.loadEarlier(ann.friend.id);
    expect(ann.texts).toEqual(['a1', 'here']);
  });

  it('in place of what is here leaves nothing of it', async () => {
    await meet(ann, ben);
    await say(ann, ben, 'a1');
    const bytes = await (await BackupKit.of(ann)).save();
    const cora = await Person.start(network, 'Cora');
    const dan = await Person.start(network, 'Dan');
    await meet(cora, dan);
    await say(cora, dan, 'c1');
    await restoreOn(cora, bytes);
    await cora.app.loadEarlier(cora.friend.id);
    expect([...cora.state.friends.values()].map(({ name }) => name)).toEqual(['Ben']);
    expect(cora.texts).toEqual(['a1']);
    expect(cora.state.settings?.name).toBe('Ann');
  });

  it('that fails at any moment leaves what was there', async () => {
    await meet(ann, ben);
    await sendFile(ben, ann);
    const bytes = await (await BackupKit.of(ann)).save();
    const cora = await Person.start(network, 'Cora');
    const dan = await Person.start(network, 'Dan');
    await meet(cora, dan);
    await say(cora, dan, 'c1');
    const before = await shown(cora);

    const again = async (): Promise<void> => {
      cora.close();
      await cora.open();
      expect(await shown(cora)).toMatchObject({ texts: ['c1'], name: 'Cora', transfers: [] });
    };
    // The disk is full at the second piece.
    const full = await BackupKit.of(cora);
    const { files } = full.ports;
    const write = files.write.bind(files);
    files.write = (fileId, piece, part) =>
      piece === 1 ? Promise.reject(new Error('QuotaExceededError')) : write(fileId, piece, part);
    expect(await full.take(bytes)).not.toBeNull();
    await again();
    // The page dies before the records are in.
    const dies = await BackupKit.of(cora, { importAll: () => new Promise(() => undefined) });
    await dies.look(bytes);
    void dies.backups.import('replace', () => undefined);
    await again();
    // One record cannot be written.
    const kit = await BackupKit.of(cora);
    await kit.look(bytes);
    kit.database.close();
    expect(await kit.backups.import('replace', () => undefined)).toBe('storage-unavailable');
    await again();
    expect(before).toMatchObject({ texts: ['c1'] });
    // What was left of files goes with the next start.
    const left = await BackupKit.of(cora);
    await expect
      .poll(() => left.database.read(['pieces'], (tx) => tx.objectStore('pieces').count()))
      .toBe(0);
    // And it still can be imported.
    expect(await left.take(bytes)).toBeNull();
  });

  it('says beforehand that there is no room', async () => {
    await meet(ann, ben);
    await sendFile(ben, ann);
    const bytes = await (await BackupKit.of(ann)).save();
    const cora = await Person.start(network, 'Cora');
    cora.room = { usageBytes: 900_000, quotaBytes: 1_000_000 };
    expect(await (await BackupKit.of(cora)).take(bytes)).toBe('file-no-space');
    expect(cora.state.phase.status).toBe('ready');
  });
});
