/** What is deleted of a log, and what is to disappear, in storage. */
import { beforeEach, describe, expect, it } from 'vitest';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbLog } from '../../src/storage/idb-log.ts';
import { IdbVanishing } from '../../src/storage/idb-vanishing.ts';
import type { LogEntry, VanishEntry } from '../../src/wire/frame.ts';
import { countMissing } from '../../src/wire/missing-entries.ts';
import { freshKit, friendRecord, text, type Kit } from './storage-kit.ts';

const C = 'conversation-1';
const FRIEND = 'friend-1';

const vanish = (round: number, seconds: number, follows = false): VanishEntry => ({
  ...{ kind: 'vanish', atMs: 9, round, seconds, follows },
});
const remove = (seq: number): LogEntry => ({ kind: 'delete', atMs: 9, seq });

let kit: Kit;
let log: IdbLog;
let vanishing: IdbVanishing;

beforeEach(async () => {
  kit = await freshKit();
  log = new IdbLog(kit.database, kit.vault);
  vanishing = new IdbVanishing(kit.database, kit.vault);
});

async function kinds(): Promise<string[]> {
  const page = await log.page(C, null, 100);
  return page.map(({ entry }) => (entry.kind === 'gone' ? entry.why : entry.kind));
}

/** Of what is to disappear: author and number. */
async function waiting(): Promise<string[]> {
  return (await vanishing.all()).entries.map(({ author, seq }) => `${author} ${seq}`);
}

describe('an entry that is erased', () => {
  it('leaves its numbers and its time', async () => {
    await log.append(C, text('stays'));
    const stored = await log.append(C, text('goes'));
    const tombstone = await log.erase(C, 'me', 2, 'silent');
    const { position, entry } = stored;
    expect(tombstone).toMatchObject({
      position,
      seq: 2,
      entry: { kind: 'gone', atMs: entry.atMs },
    });
    expect(await kinds()).toEqual(['text', 'silent']);
    expect(await log.append(C, text('next'))).toMatchObject({ seq: 3, position: 3 });
    expect((await log.after(C, 'me', 1, 5)).map(({ entry: { kind } }) => kind)).toEqual([
      'gone',
      'text',
    ]);
  });

  it('is erased once; what has no content stays', async () => {
    await log.append(C, text('goes'));
    await log.append(C, vanish(1, 60));
    await log.append(C, remove(9));
    expect(await log.erase(C, 'me', 1, 'deleted')).not.toBeNull();
    expect(await log.erase(C, 'me', 1, 'deleted')).toBeNull();
    for (const seq of [2, 3, 4, 0]) expect(await log.erase(C, 'me', seq, 'silent')).toBeNull();
    // The note that something was deleted can go, too.
    expect(await log.erase(C, 'me', 1, 'silent')).not.toBeNull();
    expect(await kinds()).toEqual(['silent', 'vanish', 'delete']);
  });

  it('leaves nothing of its bytes', async () => {
    await log.append(C, text('a text that is long enough to be told from a tombstone'));
    const before = await kit.raw((db) => db.get('log', [C, 1]));
    await log.erase(C, 'me', 1, 'silent');
    const after = await kit.raw((db) => db.get('log', [C, 1]));
    expect(after?.sealed.length).toBeLessThan((before?.sealed.length ?? 0) - 40);
  });
});

describe('a delete', () => {
  it('erases what it names as it is stored, in the same batch as well', async () => {
    await log.append(C, text('mine, of the same number'));
    const stored = await log.receive(C, FRIEND, 1, [text('theirs'), text('two'), remove(1)]);
    expect(stored.at(-1)?.tombstone).toMatchObject({ author: FRIEND, seq: 1 });
    expect(await kinds()).toEqual(['text', 'deleted', 'text', 'delete']);
  });

  it('asks for nothing when it names itself, a later one, none, one without content or one that is gone', async () => {
    await log.receive(C, FRIEND, 1, [text('theirs'), vanish(1, 60)]);
    await log.erase(C, FRIEND, 1, 'silent');
    const hostile = [remove(3), remove(99), remove(2 ** 53 - 1), remove(2), remove(1), remove(4)];
    const stored = await log.receive(C, FRIEND, 3, hostile);
    expect(stored.map(({ tombstone }) => tombstone)).toEqual(hostile.map(() => undefined));
    expect(await kinds()).toEqual(['silent', 'vanish', ...hostile.map(() => 'delete')]);
    // Numbers go on.
    expect(await log.receive(C, FRIEND, 9, [text('later')])).toHaveLength(1);
  });

  it('undoes nothing when it cannot be stored', async () => {
    await log.receive(C, FRIEND, 1, [text('theirs')]);
    const tooLong = text('x'.repeat(40_000));
    await expect(log.receive(C, FRIEND, 2, [remove(1), tooLong])).rejects.toThrow(RangeError);
    expect(await kinds()).toEqual(['text']);
  });
});

describe('a conversation that is cleared', () => {
  it('shows nothing and keeps what is still to be told', async () => {
    await log.append(C, vanish(1, 60));
    await log.append(C, text('acknowledged'));
    await log.receive(C, FRIEND, 1, [text('theirs'), remove(1), text('more')]);
    const end = {
      kind: 'file-end',
      atMs: 1,
      fileId: new Uint8Array(16),
      outcome: 'declined',
    } as const;
    await log.append(C, end);
    await log.append(C, vanish(2, 90));
    await log.append(C, text('not acknowledged'));
    await log.append('elsewhere', text('stays'));
    await log.clear(C, 2);
    expect(await kinds()).toEqual([
      ...['silent', 'silent', 'silent', 'delete', 'silent', 'file-end', 'vanish', 'silent'],
    ]);
    expect(await waiting()).toEqual([]);
    expect(await vanishing.rule(C, 'me')).toEqual({ round: 2, seconds: 90 });
    expect((await log.page('elsewhere', null, 5))[0]?.entry).toEqual(text('stays'));
  });

  it('may be thousands of entries', async () => {
    const many = Array.from({ length: 1_201 }, (_, at) => text(`${at}`));
    await log.receive(C, FRIEND, 1, many);
    await log.clear(C, 0);
    const left = await log.after(C, FRIEND, 0, 2_000);
    expect(left).toHaveLength(1_201);
    expect(left.every(({ entry }) => entry.kind === 'gone')).toBe(true);
  });
});

describe('what a log says of disappearing', () => {
  it('holds for entries with content behind it, of the same author, until it says otherwise', async () => {
    await log.append(C, text('stays'));
    await log.append(C, vanish(1, 60));
    expect(await log.append(C, text('goes'))).toMatchObject({ vanishSeconds: 60 });
    await log.append(C, remove(1));
    await log.receive(C, FRIEND, 1, [text('stays, as they have not said so')]);
    await log.append(C, vanish(2, 0));
    await log.append(C, text('stays again'));
    expect(await waiting()).toEqual(['me 3']);
  });

  it('is told of a friend’s when it changes what is in force', async () => {
    const told = async (entry: VanishEntry): Promise<boolean> => {
      const seq = (await log.count(C, FRIEND)) + 1;
      const [stored] = await log.receive(C, FRIEND, seq, [entry]);
      return stored?.entry.kind === 'vanish' && !stored.entry.follows;
    };
    await log.append(C, vanish(1, 3_600));
    expect(await told(vanish(1, 3_600, true))).toBe(false);
    expect(await told(vanish(1, 86_400))).toBe(false); // Chosen at once with mine, which is shorter.
    expect(await told(vanish(2, 60, true))).toBe(true); // Whatever it says of itself.
    expect(await told(vanish(3, 0))).toBe(true);
  });

  it('takes no round that no later choice could pass', async () => {
    await log.receive(C, FRIEND, 1, [vanish(2 ** 53 - 1, 60)]);
    expect(await vanishing.rule(C, FRIEND)).toEqual({ round: 1, seconds: 60 });
  });

  it('goes with the entry that is erased, and with the friend', async () => {
    await new IdbFriends(kit.database, kit.vault).put(friendRecord());
    await log.append(C, vanish(1, 60));
    await log.append(C, text('one'));
    await log.append(C, text('two'));
    await log.erase(C, 'me', 2, 'silent');
    expect(await waiting()).toEqual(['me 3']);
    await new IdbFriends(kit.database, kit.vault).remove(friendRecord().id);
    expect(await vanishing.all()).toEqual({ entries: [], rules: new Map() });
  });

  it('that is damaged is over, a damaged rule says nothing', async () => {
    await log.append(C, vanish(1, 60));
    await log.append(C, text('one'));
    await kit.raw(async (db) => {
      for (const row of await db.getAll('vanishing')) {
        await db.put('vanishing', { ...row, sealed: row.sealed.slice(1) });
      }
    });
    const { entries, rules } = await vanishing.all();
    expect(entries).toMatchObject([{ seq: 2, seconds: 0, sinceMs: 0 }]);
    expect([...rules.values()]).toEqual([{ round: 0, seconds: 0 }]);
    expect(await log.append(C, text('two'))).not.toHaveProperty('vanishSeconds');
  });

  it('keeps when times began, for as long as the entries are there', async () => {
    await log.append(C, vanish(1, 60));
    await log.append(C, text('one'));
    const [entry] = (await vanishing.all()).entries;
    if (entry === undefined) throw new Error('nothing disappears');
    await vanishing.put([
      { ...entry, sinceMs: 0 },
      { ...entry, seq: 7, sinceMs: 5 },
    ]);
    expect((await vanishing.all()).entries).toEqual([{ ...entry, sinceMs: 0 }]);
  });
});

it('numbers given anew take along what hangs on them', async () => {
  await log.append(C, vanish(1, 60));
  for (const each of ['backed up', 'unsent']) await log.append(C, text(each));
  await log.append(C, remove(2));
  await log.append(C, remove(3));
  await log.append(C, text('unsent, too'));
  await log.continueBehind(C, 10, 2, 5);
  const mine = await log.after(C, 'me', 0, 20);
  expect(mine.map(({ seq, entry }) => [seq, entry.kind])).toEqual([
    ...[
      [1, 'vanish'],
      [2, 'gone'],
      [10, 'unknown'],
      [11, 'gone'],
      [12, 'delete'],
    ],
    ...[
      [13, 'delete'],
      [14, 'text'],
    ],
  ]);
  expect(mine.map(({ entry }) => (entry.kind === 'delete' ? entry.seq : 0))).toEqual([
    ...[0, 0, 0, 0, 2, 11, 0],
  ]);
  expect(await waiting()).toEqual(['me 14']);
  // The mark holds how many are missing, so it cannot be deleted.
  expect(await log.erase(C, 'me', 10, 'silent')).toBeNull();
  await log.clear(C, 20);
  expect(countMissing((await log.after(C, 'me', 9, 1))[0]?.entry ?? text(''))).toBe(8);
});
