/** Deleting here, for both, a file, a conversation: two people, and what their storage holds afterwards. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ForgettingActions } from '../../src/app/forgetting.ts';
import type { Item } from '../../src/app/state.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { meet, Person } from './person.ts';
import { plainDump } from './plain-dump.ts';

const SECRET = 'the kettle is under the stairs';

let ada: Person;
let bob: Person;

beforeEach(async () => {
  const network = new MemoryNetwork();
  [ada, bob] = await Promise.all([Person.start(network, 'Ada'), Person.start(network, 'Bob')]);
  await meet(ada, bob);
  for (const person of [ada, bob]) await person.app.loadEarlier(person.friend.id);
});

const forget = (person: Person): Promise<ForgettingActions> => person.app.forgetting();
const kinds = (person: Person): string[] => person.items.map(({ kind }) => kind);

function itemOf(person: Person, holds: (item: Item) => boolean): Item {
  const item = person.items.find(holds);
  if (item === undefined) throw new Error(`${person.name} sees no such message`);
  return item;
}

async function say(from: Person, to: Person, text: string): Promise<Item> {
  await from.app.sendText(from.friend.id, text);
  await to.until('message', () => to.texts.includes(text));
  await from.until('ack', () => from.items.every(({ delivery }) => delivery === 'delivered'));
  return itemOf(from, (item) => item.kind === 'text' && item.text === text);
}

async function part(): Promise<void> {
  ada.app.hangUp(ada.friend.id);
  await Promise.all([ada.untilLine('away'), bob.untilLine('away')]);
}

const content = new Uint8Array(1_200_000).map((_, i) => (i * 31) >> 2);
const file = (name: string): File => new File([content], name, { type: 'text/plain' });

/** Ada sends a file; Bob has it, or as much of it as he took. */
async function sendFile(accept: boolean): Promise<void> {
  await ada.app.offerFiles(ada.friend.id, [file('plans-for-the-kettle.txt')]);
  await bob.until('offer', () => kinds(bob).includes('file'));
  if (!accept) return;
  await bob.app.acceptFile(bob.transfer.fileId);
  await ada.until('sent', () => ada.transfer.status === 'complete');
}

async function expectNoFile(person: Person): Promise<void> {
  const left = await plainDump(person);
  expect(left.text).not.toContain('kettle');
  expect(left).toMatchObject({ pieces: 0, sending: [] });
  expect(person.transfer.name).toBe('');
}

describe('a message that is deleted here', () => {
  it('goes from this device and its storage, and from nowhere else', async () => {
    const { seq } = await say(ada, bob, SECRET);
    await say(ada, bob, 'another');
    expect((await plainDump(bob)).text).toContain(SECRET);
    const theirs = itemOf(bob, (item) => item.kind === 'text' && item.text === SECRET);
    expect(await (await forget(bob)).deleteHere(bob.friend.id, 'them', theirs.seq)).toBeNull();
    expect(bob.texts).toEqual(['another']);
    expect((await plainDump(bob)).text).not.toContain('kettle');
    expect(ada.texts).toEqual([SECRET, 'another']);

    expect(await (await forget(ada)).deleteHere(ada.friend.id, 'me', seq)).toBeNull();
    expect((await plainDump(ada)).text).not.toContain('kettle');
    // The log goes on where it was, also after a restart and on another line.
    await part();
    ada.close();
    await ada.open();
    await ada.app.loadEarlier(ada.friend.id);
    expect(ada.texts).toEqual(['another']);
    await meet(ada, bob, ada.friend.id);
    await say(ada, bob, 'still counted');
    expect(bob.texts).toEqual(['another', 'still counted']);
  });

  it('is not sent any more when it has not arrived', async () => {
    await part();
    await ada.app.sendText(ada.friend.id, SECRET);
    await ada.app.sendText(ada.friend.id, 'this is');
    const { seq } = itemOf(ada, (item) => item.kind === 'text' && item.text === SECRET);
    await (await forget(ada)).deleteHere(ada.friend.id, 'me', seq);
    expect((await plainDump(ada)).text).not.toContain('kettle');
    await meet(ada, bob, ada.friend.id);
    await bob.until('the other', () => bob.texts.includes('this is'));
    expect(bob.texts).toEqual(['this is']);
    expect(bob.friend.unread).toBe(1);
    expect((await plainDump(bob)).text).not.toContain('kettle');
  });

  it('is not unread any more, nor last in the list', async () => {
    await say(ada, bob, 'before');
    await bob.app.markRead(bob.friend.id);
    await say(ada, bob, SECRET);
    expect(bob.friend).toMatchObject({ unread: 1, last: { text: SECRET } });
    const { seq } = itemOf(bob, (item) => item.kind === 'text' && item.text === SECRET);
    await (await forget(bob)).deleteHere(bob.friend.id, 'them', seq);
    expect(bob.friend).toMatchObject({ unread: 0, last: { text: 'before' } });
  });

  it('that is none is no fault', async () => {
    const actions = await forget(ada);
    for (const seq of [0, 1, 99]) {
      expect(await actions.deleteHere(ada.friend.id, 'them', seq)).toBeNull();
      expect(await actions.deleteForBoth(ada.friend.id, seq)).toBeNull();
    }
    expect(ada.items).toEqual([]);
  });
});

describe('a message that is deleted for both', () => {
  it('goes on both sides, which see who deleted it', async () => {
    await say(bob, ada, 'of the same number');
    const { seq } = await say(ada, bob, SECRET);
    await say(ada, bob, 'after');
    expect(await (await forget(ada)).deleteForBoth(ada.friend.id, seq)).toBeNull();
    await bob.until('deleted', () => kinds(bob).includes('deleted'));
    for (const person of [ada, bob]) {
      expect(kinds(person)).toEqual(['text', 'deleted', 'text']);
      expect((await plainDump(person)).text).not.toContain('kettle');
    }
    expect(itemOf(bob, ({ kind }) => kind === 'deleted').author).toBe('them');
    // Twice is once, and the line goes on.
    await (await forget(ada)).deleteForBoth(ada.friend.id, seq);
    await say(ada, bob, 'still here');
    expect(kinds(bob)).toEqual(['text', 'deleted', 'text', 'text']);
  });

  it('goes when the friend is there again, and nothing of it goes out before', async () => {
    const { seq } = await say(ada, bob, SECRET);
    await part();
    await ada.app.sendText(ada.friend.id, 'the kettle again, not sent yet');
    const unsent = itemOf(ada, ({ delivery }) => delivery === 'sending');
    const actions = await forget(ada);
    await actions.deleteForBoth(ada.friend.id, seq);
    await actions.deleteForBoth(ada.friend.id, unsent.seq);
    expect((await plainDump(ada)).text).not.toContain('kettle');
    expect((await plainDump(bob)).text).toContain(SECRET);
    ada.close();
    await ada.open();
    await meet(ada, bob, ada.friend.id);
    await bob.until('both', () => kinds(bob).filter((kind) => kind === 'deleted').length === 2);
    expect((await plainDump(bob)).text).not.toContain('kettle');
  });

  it('finds what came in the same backlog', async () => {
    await part();
    for (let n = 0; n < 9; n += 1) await ada.app.sendText(ada.friend.id, `kettle ${n}`);
    await ada.app.offerFiles(ada.friend.id, [file('kettle.txt')]);
    for (const { seq } of [...ada.items]) {
      await (await forget(ada)).deleteForBoth(ada.friend.id, seq);
    }
    await ada.app.sendText(ada.friend.id, 'the end');
    await meet(ada, bob, ada.friend.id);
    await bob.until('the end', () => bob.texts.includes('the end'));
    expect(kinds(bob)).toEqual([...new Array<string>(10).fill('deleted'), 'text']);
    expect((await plainDump(bob)).text).not.toContain('kettle');
  });

  it('takes its file along, received or on its way', async () => {
    await sendFile(true);
    expect((await plainDump(bob)).pieces).toBeGreaterThan(0);
    const { seq } = itemOf(ada, ({ kind }) => kind === 'file');
    await (await forget(ada)).deleteForBoth(ada.friend.id, seq);
    await bob.until('deleted', () => kinds(bob).includes('deleted'));
    for (const person of [ada, bob]) await expectNoFile(person);
  });

  it('ends a transfer that is on its way', async () => {
    let reached = (): void => undefined;
    const begun = new Promise<void>((go) => (reached = go));
    let release = (): void => undefined;
    const gate = new Promise<void>((go) => (release = go));
    bob.storing = async () => {
      reached();
      await gate;
    };
    await sendFile(false);
    await bob.app.acceptFile(bob.transfer.fileId);
    await begun;
    const { seq } = itemOf(ada, ({ kind }) => kind === 'file');
    const deleting = (await forget(ada)).deleteForBoth(ada.friend.id, seq);
    release();
    await deleting;
    await bob.until('deleted', () => kinds(bob).includes('deleted'));
    for (const person of [ada, bob]) {
      await expectNoFile(person);
      expect(person.transfer.status).toBe('cancelled');
    }
  });

  it('takes an offer back that nobody accepted', async () => {
    await sendFile(false);
    const { seq } = itemOf(ada, ({ kind }) => kind === 'file');
    await (await forget(ada)).deleteForBoth(ada.friend.id, seq);
    await bob.until('deleted', () => kinds(bob).includes('deleted'));
    for (const person of [ada, bob]) await expectNoFile(person);
    expect(await bob.app.acceptFile(bob.transfer.fileId)).toBeNull();
    expect(bob.transfer.status).toBe('cancelled');
  });
});

describe('a received file', () => {
  it('is removed alone, and its message says so', async () => {
    await sendFile(true);
    const { fileId } = bob.transfer;
    expect(await (await forget(bob)).removeFile(fileId)).toBeNull();
    expect(bob.transfer).toMatchObject({ removed: true, name: 'plans-for-the-kettle.txt' });
    expect(kinds(bob)).toEqual(['file']);
    expect((await plainDump(bob)).pieces).toBe(0);
    await bob.app.saveFile(fileId);
    expect(bob.saved.size).toBe(0);
    // Over a restart as well, and the sender has nothing to send again.
    bob.close();
    await bob.open();
    expect(bob.transfer).toMatchObject({ removed: true, status: 'complete' });
    expect(ada.transfer.status).toBe('complete');
  });

  it('goes with its message', async () => {
    await sendFile(true);
    const { seq } = itemOf(bob, ({ kind }) => kind === 'file');
    await (await forget(bob)).deleteHere(bob.friend.id, 'them', seq);
    await expectNoFile(bob);
    expect(bob.items).toEqual([]);
    expect(ada.transfer).toMatchObject({ status: 'complete', name: 'plans-for-the-kettle.txt' });
  });

  it('that is an offer is ended for the sender, too', async () => {
    await sendFile(false);
    const { seq } = itemOf(bob, ({ kind }) => kind === 'file');
    await (await forget(bob)).deleteHere(bob.friend.id, 'them', seq);
    await ada.until('ended', () => ada.transfer.status === 'cancelled');
    await expectNoFile(bob);
  });
});

describe('a conversation that is deleted', () => {
  it('leaves the friend and nothing of what was said, here', async () => {
    await say(ada, bob, SECRET);
    await say(bob, ada, 'the kettle!');
    await sendFile(true);
    expect(await (await forget(bob)).clear(bob.friend.id)).toBeNull();
    expect(bob.items).toEqual([]);
    expect(bob.friend).toMatchObject({ last: null, unread: 0, line: 'open' });
    await expectNoFile(bob);
    expect(kinds(ada)).toEqual(['text', 'text', 'file']);
    await say(ada, bob, 'and on it goes');
    expect(bob.texts).toEqual(['and on it goes']);
    bob.close();
    await bob.open();
    await bob.app.loadEarlier(bob.friend.id);
    expect(bob.texts).toEqual(['and on it goes']);
  });

  it('does not send what has not arrived, and the log goes on', async () => {
    await part();
    await ada.app.sendText(ada.friend.id, SECRET);
    await ada.app.offerFiles(ada.friend.id, [file('kettle.txt')]);
    await (await forget(ada)).clear(ada.friend.id);
    await expectNoFile(ada);
    await ada.app.sendText(ada.friend.id, 'only this');
    await meet(ada, bob, ada.friend.id);
    await bob.until('this', () => bob.texts.includes('only this'));
    expect(bob.texts).toEqual(['only this']);
    expect(bob.state.transfers.size).toBe(0);
  });
});

it('fails with a word, and can be done again, when storage fails', async () => {
  const { seq } = await say(ada, bob, SECRET);
  const actions = await forget(ada);
  const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await actions.deleteHere(ada.friend.id, 'me', seq)).toBe('storage-full');
  failing.mockRestore();
  expect(ada.texts).toEqual([SECRET]);
  expect(await actions.deleteHere(ada.friend.id, 'me', seq)).toBeNull();
  expect(ada.texts).toEqual([]);
});
