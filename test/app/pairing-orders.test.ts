/** Everything in every order: cards cancelled, late, read twice, crossed, and pages that are gone. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { toHex } from '../../src/wire/bytes.ts';
import { decodeCard } from '../../src/wire/card-codec.ts';
import { readCardLink } from '../../src/wire/card-text.ts';
import { held } from './files-kit.ts';
import { giveTo, meet, Person } from './person.ts';

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

describe('a reply to a page that is gone', () => {
  it('is told whom the invite was for, and a fresh one is a step away', async () => {
    const card = await giveTo(ada, 'Bob from work');
    await bob.app.takeCard(card, 'link');
    ada.close();
    await ada.open();
    await ada.app.openCard(bob.card);
    expect(ada.state.pairing.error).toBe('reply-unknown-invite');
    expect(ada.state.pairing.stale).toEqual({ label: 'Bob from work', friendId: null });
    await ada.app.invite(null);
    expect(step(ada)).toBe('inviting');
    expect(ada.state.pairing.stale).toEqual({ label: 'Bob from work', friendId: null });
  });

  it('is not what is spoken of any more when something else is read', async () => {
    const card = await giveTo(ada, 'Bob from work');
    await bob.app.takeCard(card, 'link');
    ada.close();
    await ada.open();
    await ada.app.openCard(bob.card);
    await ada.app.takeCard('no card at all', 'text');
    expect(ada.state.pairing).toMatchObject({ error: 'card-not-a-card', stale: null });
  });

  it('that is opened while the page makes its first invite loses nothing of that', async () => {
    const card = await giveTo(ada, 'Bob from work');
    await bob.app.takeCard(card, 'link');
    ada.close();
    const { promise: gathered, release } = held();
    const dialers = network.dialer.bind(network);
    network.dialer = (options) => {
      const dialer = dialers(options);
      return { ...dialer, invite: () => gathered.then(() => dialer.invite()) };
    };
    await ada.open();
    const made = ada.app.invite(null);
    await ada.app.openCard(bob.card);
    release();
    await made;
    expect(ada.state.pairing).toMatchObject({
      step: { status: 'inviting' },
      error: 'reply-unknown-invite',
      stale: { label: 'Bob from work', friendId: null },
    });
  });

  it('to an invite for a friend names the friend', async () => {
    await meet(ada, bob);
    await ada.until('name', () => ada.friend.name === 'Bob');
    const { id } = ada.friend;
    ada.app.hangUp(id);
    // Certificates have run out, so that an invite it must be.
    ada.laterMs = 366 * 24 * 3_600_000;
    await ada.app.invite(id);
    await bob.app.takeCard(ada.card, 'link');
    ada.close();
    await ada.open();
    await ada.app.openCard(bob.card);
    expect(ada.state.pairing.stale).toEqual({ label: 'Bob', friendId: id });
  });
});

describe('the same card', () => {
  it('read twice by one person gives the same reply', async () => {
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'camera');
    const { card } = bob;
    await bob.app.takeCard(ada.card, 'link');
    expect(bob.card).toBe(card);
  });

  it('read by two people connects the first who is answered; the other is told to ask anew', async () => {
    const cleo = await Person.start(network, 'Cleo');
    await ada.app.invite(null);
    const { card } = ada;
    await bob.app.takeCard(card, 'camera');
    await cleo.app.takeCard(card, 'camera');
    await ada.app.takeCard(cleo.card, 'camera');
    await open(ada, cleo);
    await ada.app.takeCard(bob.card, 'camera');
    expect(ada.state.pairing.error).toBe('reply-unknown-invite');
    expect(ada.state.friends.size).toBe(1);
    expect(step(bob)).toBe('replying');
  });

  it.each(['invite', 'reply'] as const)(
    'an %s opened again by those whom it connected leads to the conversation',
    async (kind) => {
      await ada.app.invite(null);
      const invite = ada.card;
      await bob.app.takeCard(invite, 'link');
      const reply = bob.card;
      await ada.app.takeCard(reply, 'link');
      await open(ada, bob);
      const [again, who] = kind === 'invite' ? [invite, bob] : [reply, ada];
      who.app.show({ name: 'friends' });
      await who.app.openCard(again);
      expect(who.state.screen).toEqual({ name: 'conversation', friendId: who.friend.id });
      expect(who.state.pairing).toMatchObject({ error: null, stale: null });
      expect(who.friend.line).toBe('open');
    },
  );

  it('a reply opened again once the line has ended says whose it was', async () => {
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'link');
    const reply = bob.card;
    await ada.app.takeCard(reply, 'link');
    await open(ada, bob);
    await ada.until('name', () => ada.friend.name === 'Bob');
    bob.app.hangUp(bob.friend.id);
    await ada.untilLine('away');
    await ada.app.openCard(reply);
    expect(ada.state.pairing.stale).toEqual({ label: 'Bob', friendId: ada.friend.id });
  });

  it('a reply read twice connects once', async () => {
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'camera');
    await Promise.all([ada.app.takeCard(bob.card, 'camera'), ada.app.takeCard(bob.card, 'camera')]);
    await open(ada, bob);
    expect(ada.state.friends.size).toBe(1);
  });
});

describe('two who invite each other at once', () => {
  beforeEach(async () => {
    await Promise.all([ada.app.invite(null), bob.app.invite(null)]);
  });

  it.each([
    ['both read each other’s invite, then both replies', [0, 1, 2, 3]],
    ['one reads both before the other reads anything', [0, 2, 1, 3]],
    ['replies in the other order', [1, 0, 3, 2]],
  ])('end with one friend and one line: %s', async (_, order) => {
    const invites = { ada: ada.card, bob: bob.card };
    const replies: { ada?: string; bob?: string } = {};
    const acts = [
      async () => {
        await ada.app.takeCard(invites.bob, 'camera');
        if (step(ada) === 'replying') replies.ada = ada.card;
      },
      async () => {
        await bob.app.takeCard(invites.ada, 'camera');
        if (step(bob) === 'replying') replies.bob = bob.card;
      },
      async () => {
        if (replies.bob) await ada.app.takeCard(replies.bob, 'camera');
      },
      async () => {
        if (replies.ada) await bob.app.takeCard(replies.ada, 'camera');
      },
    ];
    for (const n of order) await acts[n]?.();
    await settle();
    await open(ada, bob);
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([1, 1]);
    await ada.app.sendText(ada.friend.id, 'hello');
    await bob.app.loadEarlier(bob.friend.id);
    await bob.until('the text', () => bob.texts.includes('hello'));
    expect(ada.state.invites).toEqual([]);
  });

  it('do so when both replies are read in the same instant', async () => {
    const [ofAda, ofBob] = [ada.card, bob.card];
    await Promise.all([ada.app.takeCard(ofBob, 'camera'), bob.app.takeCard(ofAda, 'camera')]);
    const [fromAda, fromBob] = [ada.card, bob.card];
    await Promise.all([ada.app.takeCard(fromBob, 'camera'), bob.app.takeCard(fromAda, 'camera')]);
    await settle();
    await open(ada, bob);
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([1, 1]);
    await bob.app.sendText(bob.friend.id, 'one line');
    await ada.app.loadEarlier(ada.friend.id);
    await ada.until('the text', () => ada.texts.includes('one line'));
  });
});

describe('an identity', () => {
  it('is another on every card', async () => {
    const cards = [await giveTo(ada, 'one'), await giveTo(ada, 'two')];
    await bob.app.invite(null);
    await ada.app.takeCard(bob.card, 'camera');
    cards.push(ada.card);
    const keys = cards.map((card) => toHex(decodeCard(readCardLink(card)).identityKey));
    expect(new Set(keys).size).toBe(3);
  });

  it('that answered somebody is not shown to anybody else', async () => {
    await ada.app.invite(null);
    const { card } = ada;
    await bob.app.invite(null);
    await ada.app.takeCard(bob.card, 'camera');
    const key = (link: string): string => toHex(decodeCard(readCardLink(link)).identityKey);
    expect(key(ada.card)).toBe(key(card));
    ada.app.show({ name: 'friends' });
    ada.app.cancelPairing();
    await ada.app.invite(null);
    expect(key(ada.card)).not.toBe(key(card));
  });

  it('of an invite that was given away answers nobody else', async () => {
    await giveTo(ada, 'Cleo');
    await bob.app.invite(null);
    await ada.app.takeCard(bob.card, 'camera');
    await bob.app.takeCard(ada.card, 'camera');
    await open(ada, bob);
    // Cleo's invite still stands.
    expect(ada.state.invites.map(({ label }) => label)).toEqual(['Cleo']);
  });
});
