import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let ada: Person;
let bob: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  ada = await Person.start(network, 'Ada');
  bob = await Person.start(network, 'Bob');
});

describe('pairing', () => {
  it('leads both into a conversation with names told over the line', async () => {
    await meet(ada, bob);
    await ada.until('name', () => ada.friend.name === 'Bob');
    await bob.until('name', () => bob.friend.name === 'Ada');
    expect(ada.state.pairing.step.status).toBe('connected');
    expect(bob.state.pairing.step.status).toBe('connected');
    expect(ada.friend.metBy).toBe('camera');
  });

  it.each<[string, () => Promise<Person>, string]>([
    [
      'my own invite',
      async () => {
        await ada.app.invite(null);
        await ada.app.takeCard(ada.card, 'text');
        return ada;
      },
      'card-own-invite',
    ],
    [
      'my own reply',
      async () => {
        await ada.app.invite(null);
        await bob.app.takeCard(ada.card, 'link');
        await bob.app.takeCard(bob.card, 'text');
        return bob;
      },
      'card-own-reply',
    ],
    [
      'a reply to a cancelled invite',
      async () => {
        await ada.app.invite(null);
        await bob.app.takeCard(ada.card, 'link');
        await ada.app.restartPairing();
        await ada.app.takeCard(bob.card, 'link');
        return ada;
      },
      'reply-unknown-invite',
    ],
    [
      'a shopping list',
      async () => {
        await ada.app.takeCard('milk, eggs and a new bicycle', 'text');
        return ada;
      },
      'card-not-a-card',
    ],
    [
      'half a card',
      async () => {
        await ada.app.invite(null);
        await bob.app.takeCard(ada.card.slice(0, -30), 'text');
        return bob;
      },
      'card-truncated',
    ],
  ])('says what is wrong with %s', async (_, act, code) => {
    const person = await act();
    expect(person.state.pairing.error).toBe(code);
    expect(person.state.friends.size).toBe(0);
  });

  it('keeps a reply good that is read twice by the same person', async () => {
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'link');
    const first = bob.card;
    await bob.app.takeCard(ada.card, 'link');
    expect(bob.card).toBe(first);
  });

  it('connects the first of two who read the same invite, and tells the second reply it is late', async () => {
    const eve = await Person.start(network, 'Eve');
    await ada.app.invite(null);
    const invite = ada.card;
    await bob.app.takeCard(invite, 'link');
    await eve.app.takeCard(invite, 'link');
    await ada.app.takeCard(bob.card, 'link');
    await bob.untilLine('open');
    await ada.app.takeCard(eve.card, 'link');
    expect(ada.state.pairing.error).toBe('reply-unknown-invite');
    expect(ada.state.friends.size).toBe(1);
  });

  it('ends with one friend each when both read the other’s invite', async () => {
    await ada.app.invite(null);
    await bob.app.invite(null);
    const [fromAda, fromBob] = [ada.card, bob.card];
    await ada.app.takeCard(fromBob, 'camera');
    await bob.app.takeCard(fromAda, 'camera');
    await ada.app.takeCard(bob.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    expect(ada.state.friends.size).toBe(1);
    expect(bob.state.friends.size).toBe(1);
  });

  it('refuses somebody else’s reply to an invite for a friend', async () => {
    await meet(ada, bob);
    ada.app.hangUp(ada.friend.id);
    const eve = await Person.start(network, 'Eve');
    await ada.app.invite(ada.friend.id);
    await eve.app.takeCard(ada.card, 'link');
    await ada.app.takeCard(eve.card, 'link');
    expect(ada.state.pairing.error).toBe('reply-wrong-friend');
    expect(ada.state.friends.size).toBe(1);
  });

  it('tells what is wrong with a card that was opened before the screen was there', async () => {
    await ada.app.openCard(`https://twocan.example/#${'x'.repeat(40)}`);
    await ada.app.invite(null);
    expect(ada.state.pairing.step.status).toBe('inviting');
    expect(ada.state.pairing.error).toBe('card-not-a-card');
    ada.app.show({ name: 'friends' });
    expect(ada.state.pairing.error).toBeNull();
  });

  it('says at the first start that a code waits, and takes it once there is a name', async () => {
    await ada.app.invite(null);
    const eve = await Person.arrive(network, 'Eve');
    expect(eve.state.phase).toEqual({ status: 'welcome', invited: false });
    const taken = eve.app.openCard(ada.card);
    expect(eve.state.phase).toEqual({ status: 'welcome', invited: true });
    await eve.app.welcome('Eve');
    await taken;
    expect(eve.shown.kind).toBe('reply');
  });

  it('does not meet a person whose reply was cancelled while it connected', async () => {
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'link');
    const taken = ada.app.takeCard(bob.card, 'link');
    ada.app.cancelPairing();
    await taken;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ada.state.friends.size).toBe(0);
    expect(ada.state.pairing.step.status).toBe('idle');
  });

  it('does not meet anyone by a reply that was cancelled after another pairing', async () => {
    const eve = await Person.start(network, 'Eve');
    await eve.app.invite(null);
    await ada.app.takeCard(eve.card, 'link');
    const forEve = ada.card;
    await ada.app.restartPairing();
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'link');
    await ada.app.takeCard(bob.card, 'link');
    await bob.untilLine('open');
    ada.app.cancelPairing();
    await eve.app.takeCard(forEve, 'link');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(eve.state.friends.size).toBe(0);
    expect(ada.state.friends.size).toBe(1);
  });

  it('keeps a reply waiting while another friend is met, and lets it connect later', async () => {
    const eve = await Person.start(network, 'Eve');
    await ada.app.invite(null);
    const invite = ada.card;
    await eve.app.invite(null);
    await ada.app.takeCard(eve.card, 'link');
    const forEve = ada.card;
    await bob.app.takeCard(invite, 'link');
    await ada.app.takeCard(bob.card, 'link');
    await bob.untilLine('open');
    await ada.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    ada.app.show({ name: 'friends' });
    await eve.app.takeCard(forEve, 'link');
    await eve.untilLine('open');
    expect(ada.state.friends.size).toBe(2);
    expect(ada.state.screen.name).toBe('friends');
  });

  it('forgets the cards of a friend who is removed', async () => {
    await meet(ada, bob);
    bob.app.hangUp(bob.friend.id);
    await Promise.all([ada.untilLine('away'), bob.untilLine('away')]);
    await ada.app.invite(ada.friend.id);
    await bob.app.takeCard(ada.card, 'link');
    await ada.app.removeFriend(ada.friend.id);
    await ada.app.takeCard(bob.card, 'link');
    expect(ada.state.pairing.error).toBe('reply-unknown-invite');
  });

  it('knows its own invite to a friend also after a reload', async () => {
    await meet(ada, bob);
    await ada.app.invite(ada.friend.id);
    const invite = ada.card;
    ada.close();
    await ada.open();
    await ada.app.takeCard(invite, 'link');
    expect(ada.state.pairing.error).toBe('card-own-invite');
  });

  it('gives every friend an identity of their own', async () => {
    const eve = await Person.start(network, 'Eve');
    await ada.app.invite(null);
    const first = ada.card;
    await bob.app.takeCard(first, 'link');
    await ada.app.takeCard(bob.card, 'link');
    await ada.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    await ada.app.invite(null);
    expect(ada.card).not.toBe(first);
    await eve.app.takeCard(ada.card, 'link');
    await ada.app.takeCard(eve.card, 'link');
    await eve.untilLine('open');
    expect(ada.state.friends.size).toBe(2);
  });
});
