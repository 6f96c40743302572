/** Messages that disappear: chosen by either side, counted from reading, gone from storage. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Forgetting } from '../../src/app/forgetting.ts';
import { Vanishing } from '../../src/app/vanishing.ts';
import { MessengerError } from '../../src/errors.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { NO_RULE } from '../../src/wire/entry-content.ts';
import { BackupKit, restoreOn } from './backup-kit.ts';
import { meet, Person } from './person.ts';
import { plainDump } from './plain-dump.ts';

const SECRET = 'the kettle is under the stairs';
const HOUR_MS = 3_600_000;

let ada: Person;
let bob: Person;

beforeEach(async () => {
  const network = new MemoryNetwork();
  [ada, bob] = await Promise.all([Person.start(network, 'Ada'), Person.start(network, 'Bob')]);
  await meet(ada, bob);
  for (const person of [ada, bob]) await person.app.loadEarlier(person.friend.id);
});

/** What is seen: texts, and rules with their author and seconds. */
const seen = (person: Person): string[] =>
  person.items.map((item) => {
    if (item.kind === 'vanish') return `${item.author} ${item.seconds}`;
    return item.kind === 'text' ? item.text : item.kind;
  });

async function choose(from: Person, to: Person, seconds: number): Promise<void> {
  const error = await (await from.app.forgetting()).vanishAfter(from.friend.id, seconds);
  expect(error).toBeNull();
  await to.until('choice', () => to.friend.vanish?.inForce.seconds === seconds);
}

async function say(from: Person, to: Person, text: string): Promise<void> {
  await from.app.sendText(from.friend.id, text);
  await to.until('message', () => to.texts.includes(text));
  await acknowledged(from);
}

/** What they wrote has arrived, and their page has noted when. */
async function acknowledged(person: Person): Promise<void> {
  await person.until('ack', () => person.items.every(({ delivery }) => delivery === 'delivered'));
  await look(person);
}

/** It is so much later for somebody, and their page notices. */
async function later(person: Person, ms: number): Promise<void> {
  person.laterMs += ms;
  await look(person);
}

async function look(person: Person): Promise<void> {
  person.wakes.onWake?.('back');
  const forgetting = await person.app.forgetting();
  if (forgetting instanceof Forgetting) await forgetting.vanishing.look();
}

async function reopen(person: Person): Promise<void> {
  person.close();
  await person.open();
  await person.app.loadEarlier(person.friend.id);
}

const expectGone = async (person: Person): Promise<void> => {
  const left = await plainDump(person);
  expect(left.text).not.toContain('kettle');
  expect(left.vanishing).toBe(0);
  expect(person.texts).not.toContain(SECRET);
};

describe('a choice', () => {
  it('holds for both sides from then on, and both are told', async () => {
    await say(ada, bob, 'before');
    await choose(ada, bob, 3_600);
    await say(ada, bob, 'after');
    await say(bob, ada, 'mine, too');
    expect(seen(ada)).toEqual(['before', 'me 3600', 'after', 'mine, too']);
    expect(seen(bob)).toEqual(['before', 'them 3600', 'after', 'mine, too']);
    expect((await plainDump(ada)).vanishing).toBe(2);
    expect((await plainDump(bob)).vanishing).toBe(2);
    await reopen(bob);
    expect(bob.friend.vanish?.inForce).toEqual({ round: 1, seconds: 3_600 });
    expect(seen(bob)).toEqual(['before', 'them 3600', 'after', 'mine, too']);
  });

  it('is taken back by the other side, from then on', async () => {
    await choose(ada, bob, 3_600);
    await say(bob, ada, 'goes');
    await choose(bob, ada, 0);
    await say(ada, bob, 'stays');
    await say(bob, ada, 'stays as well');
    expect(seen(ada)).toEqual(['me 3600', 'goes', 'them 0', 'stays', 'stays as well']);
    for (const person of [ada, bob]) expect((await plainDump(person)).vanishing).toBe(1);
  });

  it('made by both at once ends with one, the same on both sides', async () => {
    ada.app.hangUp(ada.friend.id);
    await Promise.all([ada.untilLine('away'), bob.untilLine('away')]);
    await (await ada.app.forgetting()).vanishAfter(ada.friend.id, 86_400);
    await (await bob.app.forgetting()).vanishAfter(bob.friend.id, 60);
    await meet(ada, bob, ada.friend.id);
    await ada.until('one', () => ada.friend.vanish?.inForce.seconds === 60);
    await say(ada, bob, 'of a minute');
    await say(bob, ada, 'of a minute, too');
    expect(seen(ada)).toEqual(['me 86400', 'them 60', 'of a minute', 'of a minute, too']);
    expect(seen(bob)).toEqual(['me 60', 'of a minute', 'of a minute, too']);
    for (const person of [ada, bob]) {
      expect(person.friend.vanish?.inForce).toEqual({ round: 1, seconds: 60 });
    }
  });
});

describe('a message that disappears', () => {
  it('counts from reading at the receiver, and from the acknowledgement at its author', async () => {
    await choose(ada, bob, 3_600);
    await say(ada, bob, SECRET);
    await later(bob, 5 * HOUR_MS);
    expect(bob.texts).toContain(SECRET); // Nobody has read it.
    await later(ada, HOUR_MS - 60_000);
    expect(ada.texts).toContain(SECRET);
    await later(ada, 61_000);
    await expectGone(ada);
    await bob.app.markRead(bob.friend.id);
    await later(bob, HOUR_MS - 60_000);
    expect(bob.texts).toContain(SECRET);
    await later(bob, 61_000);
    await expectGone(bob);
    expect(bob.friend.last).toBeNull();
    // The numbers of the log are as they were.
    await say(ada, bob, 'and on it goes');
    await say(bob, ada, 'on and on');
  });

  it('is not acknowledged, so it waits for the friend however long that takes', async () => {
    await choose(ada, bob, 60);
    ada.app.hangUp(ada.friend.id);
    await Promise.all([ada.untilLine('away'), bob.untilLine('away')]);
    await ada.app.sendText(ada.friend.id, SECRET);
    await later(ada, 30 * HOUR_MS);
    expect(ada.texts).toContain(SECRET);
    await meet(ada, bob, ada.friend.id);
    await bob.until('message', () => bob.texts.includes(SECRET));
    await acknowledged(ada);
    await later(ada, 61_000);
    await expectGone(ada);
  });

  it('goes on counting over a restart, and is gone when that took too long', async () => {
    await choose(ada, bob, 3_600);
    await say(ada, bob, SECRET);
    await bob.app.markRead(bob.friend.id);
    await look(bob);
    bob.laterMs += HOUR_MS - 60_000;
    await reopen(bob);
    await look(bob);
    expect(bob.texts).toContain(SECRET);
    bob.laterMs += 61_000;
    await reopen(bob);
    await look(bob);
    await expectGone(bob);
  });

  it('disappears while nobody does anything', async () => {
    await choose(ada, bob, 1);
    await say(ada, bob, SECRET);
    await bob.app.markRead(bob.friend.id);
    for (const person of [ada, bob]) {
      await person.until('gone', () => !person.texts.includes(SECRET));
      await expectGone(person);
    }
  });

  it('stays no longer than its time when the clock is set back', async () => {
    await choose(ada, bob, 3_600);
    await say(ada, bob, SECRET);
    await bob.app.markRead(bob.friend.id);
    await look(bob);
    await later(bob, -1_000 * HOUR_MS);
    expect(bob.texts).toContain(SECRET);
    await later(bob, HOUR_MS + 1_000);
    await expectGone(bob);
  });
});

describe('a file that disappears', () => {
  const content = new Uint8Array(700_000).fill(7);

  it('goes with its pieces and its name, counted from when it is here', async () => {
    await choose(ada, bob, 3_600);
    const file = new File([content], 'kettle.png', { type: 'image/png' });
    await ada.app.offerFiles(ada.friend.id, [file]);
    await bob.until('offer', () => seen(bob).includes('file'));
    await acknowledged(ada);
    await bob.app.markRead(bob.friend.id);
    await look(bob);
    // Accepted at the last moment: it is looked at for its whole time.
    await later(bob, HOUR_MS - 1_000);
    await later(ada, HOUR_MS - 1_000);
    await bob.app.acceptFile(bob.transfer.fileId);
    await ada.until('sent', () => ada.transfer.status === 'complete');
    await later(bob, HOUR_MS - 60_000);
    expect(bob.transfer.name).toBe('kettle.png');
    for (const person of [ada, bob]) await later(person, HOUR_MS + 1_000);
    for (const person of [ada, bob]) {
      await expectGone(person);
      expect(await plainDump(person)).toMatchObject({ pieces: 0, sending: [] });
      expect(seen(person)).toEqual([person === ada ? 'me 3600' : 'them 3600']);
    }
  });

  it('that was read and left runs out, and its sender is told', async () => {
    await choose(ada, bob, 60);
    await ada.app.offerFiles(ada.friend.id, [new File([content], 'kettle.bin')]);
    await bob.until('offer', () => seen(bob).includes('file'));
    await acknowledged(ada);
    await later(ada, HOUR_MS);
    expect(ada.transfer.status).toBe('offered'); // It waits for an answer.
    await bob.app.markRead(bob.friend.id);
    await look(bob);
    await later(bob, 61_000);
    await expectGone(bob);
    await ada.until('ended', () => ada.transfer.status === 'cancelled');
    await later(ada, HOUR_MS);
    await later(ada, 61_000);
    await expectGone(ada);
  });
});

it('a conversation with something to disappear is deleted as any other', async () => {
  await choose(ada, bob, 3_600);
  await say(ada, bob, SECRET);
  await (await bob.app.forgetting()).clear(bob.friend.id);
  await expectGone(bob);
  expect(bob.items).toEqual([]);
  // What was chosen is still so.
  expect(bob.friend.vanish?.inForce.seconds).toBe(3_600);
  await say(bob, ada, 'this goes, too');
  expect((await plainDump(bob)).vanishing).toBe(1);
});

it('one that cannot be removed holds up no other', async () => {
  const entries = [1, 2].map((seq) => {
    return { conversationId: 'c', author: 'me', seq, seconds: 1, sinceMs: 0 };
  });
  const gone: number[] = [];
  const vanishing = new Vanishing({
    repository: {
      all: () => Promise.resolve({ entries, rules: new Map() }),
      put: () => Promise.resolve(),
      rule: () => Promise.resolve(NO_RULE),
    },
    clock: { nowMs: () => 10_000 },
    begunSeq: () => null,
    expire: ({ seq }) => {
      if (seq === 1) return Promise.reject(new MessengerError('storage-unavailable'));
      gone.push(seq);
      return Promise.resolve(null);
    },
  });
  await vanishing.load();
  vanishing.end();
  expect(gone).toEqual([2]);
});

it('what counts goes on counting from where it began, on a device that was restored', async () => {
  await choose(ada, bob, 3_600);
  await say(ada, bob, SECRET);
  await bob.app.markRead(bob.friend.id);
  await look(bob);
  await say(ada, bob, 'unread');
  await later(bob, HOUR_MS / 2);
  const bytes = await (await BackupKit.of(bob)).save();
  bob.close();

  const fresh = await Person.arrive(bob.network, 'Bob’s new device');
  fresh.laterMs = bob.laterMs + HOUR_MS / 2 - 60_000;
  await restoreOn(fresh, bytes);
  await look(fresh);
  await fresh.app.loadEarlier(fresh.friend.id);
  expect(fresh.texts).toEqual(expect.arrayContaining([SECRET, 'unread']));
  await later(fresh, 60_000);
  expect(fresh.texts).not.toContain(SECRET);
  expect(fresh.texts).toContain('unread');
});
