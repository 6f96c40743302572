import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { IdbLog } from '../../src/storage/idb-log.ts';
import { DAMAGED_ENTRY } from '../../src/storage/repositories.ts';
import type { LogEntry } from '../../src/wire/frame.ts';
import { freshKit, text, type Kit } from './storage-kit.ts';

const C = 'conversation-1';

/** So many entries, of which every third is the friend's. */
async function talk(log: IdbLog, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    if (i % 3) await log.append(C, text(`${i}`));
    else await log.receive(C, 'friend', i / 3, [text(`${i}`)]);
  }
}

describe('a conversation', () => {
  let kit: Kit;
  let log: IdbLog;
  beforeEach(async () => {
    kit = await freshKit();
    log = new IdbLog(kit.database, kit.vault);
  });

  it('is empty at first', async () => {
    expect(await log.count(C, 'me')).toBe(0);
    expect(await log.page(C, null, 10)).toEqual([]);
    expect(await log.after(C, 'me', 0, 10)).toEqual([]);
  });

  it('numbers my entries and takes a friend’s as they are numbered', async () => {
    expect(await log.append(C, text('one'))).toMatchObject({ position: 1, seq: 1 });
    expect(await log.receive(C, 'friend', 1, [text('hi')])).toMatchObject([
      { position: 2, seq: 1 },
    ]);
    expect(await log.append(C, text('two'))).toMatchObject({ position: 3, seq: 2 });
    const page = await log.page(C, null, 10);
    expect(page.map(({ author, seq, entry }) => [author, seq, entry])).toEqual([
      ['me', 1, text('one')],
      ['friend', 1, text('hi')],
      ['me', 2, text('two')],
    ]);
  });

  it('takes an entry once', async () => {
    await log.receive(C, 'friend', 1, [text('once')]);
    expect(await log.receive(C, 'friend', 1, [text('twice')])).toEqual([]);
    expect(await log.count(C, 'friend')).toBe(1);
    expect((await log.page(C, null, 10)).map(({ entry }) => entry)).toEqual([text('once')]);
  });

  it('takes what came together at once, without what is there already', async () => {
    await log.receive(C, 'friend', 1, [text('a')]);
    await log.append(C, text('mine'));
    expect(await log.receive(C, 'friend', 1, [text('a'), text('b'), text('c')])).toMatchObject([
      { position: 3, seq: 2, entry: text('b') },
      { position: 4, seq: 3, entry: text('c') },
    ]);
    expect((await log.after(C, 'friend', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('takes all of what came together or nothing', async () => {
    const receiving = log.receive(C, 'friend', 1, [text('fits'), text('x'.repeat(40_000))]);
    await expect(receiving).rejects.toThrow(RangeError);
    expect(await log.count(C, 'friend')).toBe(0);
  });

  it('refuses a gap and stores nothing of it', async () => {
    await expect(log.receive(C, 'friend', 2, [text('late')])).rejects.toThrow(RangeError);
    expect(await log.count(C, 'friend')).toBe(0);
  });

  it('refuses an entry past its bounds by rejecting, not by throwing', async () => {
    const appending = log.append(C, text('x'.repeat(40_000)));
    await expect(appending).rejects.toThrow(RangeError);
  });

  it('lets appends of one instant take turns, in two tabs as well', async () => {
    const other = new IdbLog(kit.database, kit.vault);
    const appended = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? log : other).append(C, text(`${i}`))),
    );
    expect(appended.map((stored) => stored.seq)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(appended.map((stored) => stored.position)).toEqual(appended.map((stored) => stored.seq));
  });

  it('lets one of two deliveries of the same entry in', async () => {
    const stored = await Promise.all([
      log.receive(C, 'friend', 1, [text('a')]),
      log.receive(C, 'friend', 1, [text('a')]),
    ]);
    expect(stored.flat()).toHaveLength(1);
  });

  it('pages backwards without doubling or losing any', async () => {
    await talk(log, 25);
    await log.append('conversation-10', text('elsewhere'));
    await log.append('conversation-0', text('elsewhere'));
    const seen: number[] = [];
    let before: number | null = null;
    for (;;) {
      const page = await log.page(C, before, 10);
      if (page[0] === undefined) break;
      seen.unshift(...page.map(({ position }) => position));
      before = page[0].position;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });

  it('gives an author’s entries after a number, at most so many', async () => {
    await talk(log, 9);
    const after = await log.after(C, 'me', 2, 3);
    expect(after.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect((await log.after(C, 'me', 5, 100)).map(({ seq }) => seq)).toEqual([6]);
    expect(await log.after(C, 'me', 6, 100)).toEqual([]);
  });

  it('refuses a limit that asks for nothing', async () => {
    await expect(log.page(C, null, 0)).rejects.toThrow(RangeError);
    await expect(log.after(C, 'me', 0, 0)).rejects.toThrow(RangeError);
  });

  it('keeps every kind of entry', async () => {
    const entries: LogEntry[] = [
      {
        kind: 'file-offer',
        atMs: 1,
        fileId: new Uint8Array(16).fill(1),
        sizeBytes: 2 ** 40,
        modifiedMs: 3,
        name: '../<b>.png',
        mediaType: 'image/png',
      },
      { kind: 'file-end', atMs: 2, fileId: new Uint8Array(16).fill(1), outcome: 'declined' },
      { kind: 'unknown', atMs: 3, kindByte: 99, body: new Uint8Array([1, 2, 3]) },
    ];
    for (const entry of entries) await log.append(C, entry);
    expect((await log.page(C, null, 10)).map(({ entry }) => entry)).toEqual(entries);
  });

  it('shows a damaged record as such and all others as they are', async () => {
    for (let i = 1; i <= 3; i++) await log.append(C, text(`${i}`));
    const good = await kit.raw((db) => db.get('log', [C, 2]));
    if (good === undefined) throw new Error('no record');
    const damage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(good.sealed.length - 1).map((at) => good.sealed.map((b, i) => (i === at ? b ^ 1 : b))),
      fc.nat(good.sealed.length - 1).map((end) => good.sealed.slice(0, end)),
      fc.constantFrom(undefined, null, 'text', 7),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (sealed) => {
        await kit.raw((db) => db.put('log', { ...good, sealed: sealed as Uint8Array }));
        const expected = [text('1'), DAMAGED_ENTRY, text('3')];
        expect((await log.page(C, null, 10)).map(({ entry }) => entry)).toEqual(expected);
        expect((await log.after(C, 'me', 0, 10)).map(({ entry }) => entry)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
    expect(await log.append(C, text('4'))).toMatchObject({ position: 4, seq: 4 });
  });

  it('does not take a record from another place for its own', async () => {
    await log.append(C, text('mine'));
    await log.receive(C, 'friend', 1, [text('theirs')]);
    await kit.raw(async (db) => {
      const theirs = await db.get('log', [C, 2]);
      const mine = await db.get('log', [C, 1]);
      if (theirs === undefined || mine === undefined) throw new Error('no record');
      await db.put('log', { ...theirs, sealed: mine.sealed });
    });
    expect((await log.page(C, null, 10)).map(({ entry }) => entry)).toEqual([
      text('mine'),
      DAMAGED_ENTRY,
    ]);
  });
});
