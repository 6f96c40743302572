/** A friend with the right keys who asks for whatever they like to be deleted. */
import { beforeEach, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import type { LogEntry } from '../../src/wire/frame.ts';
import { meet, Person } from './person.ts';
import { plainDump } from './plain-dump.ts';

let ada: Person;
let eve: Person;

beforeEach(async () => {
  const network = new MemoryNetwork();
  [ada, eve] = await Promise.all([Person.start(network, 'Ada'), Person.start(network, 'Eve')]);
  await meet(ada, eve);
  for (const person of [ada, eve]) await person.app.loadEarlier(person.friend.id);
});

/** Eve's log says what she likes: her own app would ask before, and number better. */
async function write(entry: LogEntry): Promise<void> {
  const forgetting = await eve.app.forgetting();
  const { ports } = forgetting as unknown as {
    ports: { write(friendId: string, entry: LogEntry): Promise<void> };
  };
  await ports.write(eve.friend.id, entry);
}

it('who asks to delete everything deletes nothing of mine, and nothing twice', async () => {
  await eve.app.sendText(eve.friend.id, 'from Eve');
  await ada.app.sendText(ada.friend.id, 'from Ada');
  await ada.app.offerFiles(ada.friend.id, [new File(['x'.repeat(9)], 'a.txt')]);
  await eve.until('both', () => eve.items.length === 3);
  await ada.until('both', () => ada.items.length === 3);
  for (let round = 0; round < 40; round += 1) {
    for (const seq of [1, 2, 3, round + 1, 10_000 + round, 2 ** 53 - 1]) {
      await write({ kind: 'delete', atMs: 1, seq });
    }
  }
  await eve.app.sendText(eve.friend.id, 'the end');
  await ada.until('the end', () => ada.texts.includes('the end'));
  const seen = ada.items.map((item) => (item.kind === 'text' ? item.text : item.kind));
  expect(seen.toSorted()).toEqual(['deleted', 'file', 'from Ada', 'the end']);
  expect(ada.transfer).toMatchObject({ status: 'offered', name: 'a.txt' });
  expect((await plainDump(ada)).text).toContain('from Ada');
  expect(ada.friend.line).toBe('open');
});

it('who chooses anew without end ends with what I choose', async () => {
  for (let round = 1; round <= 60; round += 1) {
    const wild = { round: round * 1e12, seconds: round % 7, follows: round % 2 === 0 };
    await write({ kind: 'vanish', atMs: 1, ...wild });
  }
  await eve.app.sendText(eve.friend.id, 'of 4 seconds');
  await ada.until('all', () => ada.texts.includes('of 4 seconds'));
  await ada.until('the last', () => ada.friend.vanish?.inForce.round === 60);
  expect(ada.friend.vanish?.inForce).toEqual({ round: 60, seconds: 4 });
  const error = await (await ada.app.forgetting()).vanishAfter(ada.friend.id, 0);
  expect(error).toBeNull();
  expect(ada.friend.vanish?.inForce).toEqual({ round: 61, seconds: 0 });
  await ada.app.sendText(ada.friend.id, 'stays');
  expect((await plainDump(ada)).vanishing).toBe(1);
});
