/** Several open invites: each with a label, listed, shown again, taken back; and those that nobody has. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { giveTo, inviteId, Person } from './person.ts';

let network: MemoryNetwork;
let ada: Person;
let bob: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  ada = await Person.start(network, 'Ada');
  bob = await Person.start(network, 'Bob');
});

/** Lets everything run that does not wait for a person. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

const step = (person: Person): string => person.state.pairing.step.status;

async function open(...people: Person[]): Promise<void> {
  await Promise.all(people.map((person) => person.untilLine('open')));
}

describe('several invites', () => {
  it('stay open side by side, each with its label, and each reply finds its own', async () => {
    const labels = ['Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana', 'Ivo', 'Jo'];
    const cards: string[] = [];
    for (const label of labels) cards.push(await giveTo(ada, label));
    expect(ada.state.invites.map(({ label }) => label)).toEqual(labels);
    expect(new Set(cards).size).toBe(8);
    // In another order than they were made.
    for (const n of [5, 0, 7]) {
      const friend = await Person.start(network, `friend ${n}`);
      await friend.app.takeCard(cards[n] ?? '', 'link');
      await ada.app.takeCard(friend.card, 'text');
      await open(friend);
    }
    await ada.until('names', ({ friends }) => friends.size === 3);
    expect(ada.state.invites.map(({ label }) => label)).toEqual([
      'Dan',
      'Eve',
      'Finn',
      'Gus',
      'Ivo',
    ]);
  });

  it('name a friend as I called them until they say their name', async () => {
    const card = await giveTo(ada, 'Grandma');
    await bob.app.takeCard(card, 'link');
    const names: string[] = [];
    ada.store.subscribe(({ friends }) => {
      for (const { name } of friends.values()) names.push(name);
    });
    await ada.app.takeCard(bob.card, 'text');
    await ada.until('name', () => ada.state.friends.size > 0 && ada.friend.name === 'Bob');
    expect(names[0]).toBe('Grandma');
  });

  it('can be shown again and taken back one by one', async () => {
    const first = await giveTo(ada, 'first');
    const firstId = inviteId(ada);
    await ada.app.inviteAnother();
    expect(ada.card).not.toBe(first);
    ada.app.showInvite(firstId);
    expect(ada.card).toBe(first);
    ada.app.cancelInvite(firstId);
    await settle();
    expect(ada.card).not.toBe(first);
    await bob.app.takeCard(first, 'link');
    await ada.app.takeCard(bob.card, 'link');
    expect(ada.state.pairing.error).toBe('reply-unknown-invite');
    expect(ada.state.pairing.stale).toBeNull();
  });

  it('give way to a ninth, oldest first', async () => {
    for (let n = 0; n < 9; n += 1) await giveTo(ada, `${n}`);
    expect(ada.state.invites.map(({ label }) => label)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
    ]);
  });

  it('that nobody has are replaced by the next, and do not pile up', async () => {
    const given = await giveTo(ada, 'Bob');
    const givenId = inviteId(ada);
    await ada.app.inviteAnother();
    await ada.app.inviteAnother();
    await ada.app.inviteAnother();
    const labels = (): string[] => ada.state.invites.map(({ label }) => label);
    expect(labels()).toEqual(['Bob', '']);
    // The one on the screen is the one that stays.
    expect(ada.state.invites.at(-1)?.id).toBe(inviteId(ada));
    ada.app.showInvite(givenId);
    expect(labels()).toEqual(['Bob']);
    expect(ada.card).toBe(given);
  });

  it('that were named are meant for somebody, and stay', async () => {
    await ada.app.invite(null);
    ada.app.labelInvite(inviteId(ada), 'Cleo');
    await ada.app.inviteAnother();
    expect(ada.state.invites.map(({ label }) => label)).toEqual(['Cleo', '']);
  });

  it('are made anew when servers were entered, unless somebody has them', async () => {
    const given = await giveTo(ada, 'Bob');
    await ada.app.inviteAnother();
    const { card } = ada;
    await ada.app.updateSettings({ theme: 'dark' });
    expect(ada.card).toBe(card);
    const server = { url: 'stun:stun.example.org', username: '', credential: '' };
    await ada.app.updateSettings({ servers: [server] });
    expect(step(ada)).toBe('idle');
    expect(ada.state.invites.map(({ card: { link } }) => link)).toEqual([given]);
    await ada.app.invite(null);
    expect(ada.card).not.toBe(card);
  });

  it('stay open when the screen is cancelled, if they were given away', async () => {
    const card = await giveTo(ada, 'Bob');
    ada.app.cancelPairing();
    await bob.app.takeCard(card, 'link');
    await ada.app.takeCard(bob.card, 'link');
    await open(ada, bob);
  });

  it('that were not given away end with the screen', async () => {
    await ada.app.invite(null);
    const { card } = ada;
    ada.app.cancelPairing();
    expect(ada.state.invites).toEqual([]);
    await bob.app.takeCard(card, 'link');
    await ada.app.takeCard(bob.card, 'link');
    expect(ada.state.pairing.error).toBe('reply-unknown-invite');
  });
});
