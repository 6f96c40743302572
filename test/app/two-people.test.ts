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

describe('chat', () => {
  async function openBoth(): Promise<void> {
    await ada.app.loadEarlier(ada.friend.id);
    await bob.app.loadEarlier(bob.friend.id);
  }

  it('goes both ways and is delivered', async () => {
    await meet(ada, bob);
    await openBoth();
    await ada.app.sendText(ada.friend.id, 'hello');
    await bob.app.sendText(bob.friend.id, '<b>hi</b>');
    await ada.until('both', () => ada.texts.length === 2);
    await ada.until('delivered', () => ada.items.every((item) => item.delivery === 'delivered'));
    await bob.until('both', () => bob.texts.length === 2);
    expect(new Set(bob.texts)).toEqual(new Set(['hello', '<b>hi</b>']));
    expect(bob.friend.unread).toBe(1);
    await bob.app.markRead(bob.friend.id);
    expect(bob.friend.unread).toBe(0);
  });

  it('keeps what is written while apart, and delivers it once when they meet again', async () => {
    await meet(ada, bob);
    await openBoth();
    ada.app.hangUp(ada.friend.id);
    await bob.untilLine('away');
    await ada.app.sendText(ada.friend.id, 'are you there?');
    expect(ada.items.at(-1)?.delivery).toBe('sending');
    await meet(ada, bob, ada.friend.id);
    await bob.until('message', () => bob.texts.includes('are you there?'));
    expect(bob.texts).toEqual(['are you there?']);
    expect(ada.state.friends.size).toBe(1);
    expect(bob.state.friends.size).toBe(1);
  });

  it('has its history after the page was closed', async () => {
    await meet(ada, bob);
    for (let i = 0; i < 130; i += 1) await ada.app.sendText(ada.friend.id, `message ${i}`);
    await bob.until('last', () => bob.friend.last?.text === 'message 129');
    bob.close();
    await bob.open();
    expect(bob.friend).toMatchObject({ name: 'Ada', line: 'away', unread: 100 });
    expect(bob.friend.last?.text).toBe('message 129');
    await bob.app.loadEarlier(bob.friend.id);
    expect(bob.texts).toHaveLength(60);
    await bob.app.loadEarlier(bob.friend.id);
    await bob.app.loadEarlier(bob.friend.id);
    expect(bob.texts).toEqual(Array.from({ length: 130 }, (_, i) => `message ${i}`));
  });

  it('says why a message cannot be kept', async () => {
    await meet(ada, bob);
    expect(await ada.app.sendText(ada.friend.id, 'x'.repeat(40_000))).toBe('text-too-long');
    expect(await ada.app.sendText(ada.friend.id, '   ')).toBeNull();
  });

  it('notices a line that is cut', async () => {
    await meet(ada, bob);
    network.wires[0]?.cut();
    await ada.untilLine('away');
    expect(ada.friend.lineError).toBe('line-lost');
  });

  it('tells a new name to a friend on the line', async () => {
    await meet(ada, bob);
    await ada.app.updateSettings({ name: 'Ada Lovelace' });
    await bob.until('name', () => bob.friend.name === 'Ada Lovelace');
  });

  it('removes a friend with everything', async () => {
    await meet(ada, bob);
    await ada.app.sendText(ada.friend.id, 'hello');
    await ada.app.removeFriend(ada.friend.id);
    expect(ada.state.friends.size).toBe(0);
    await bob.untilLine('away');
    await ada.open();
    expect(ada.state.friends.size).toBe(0);
  });
});

describe('files', () => {
  const content = new Uint8Array(3_000_000).map((_, i) => (i * 7919) >> 3);
  const file = (name: string, type = ''): File =>
    new File([content], name, { type, lastModified: 1 });

  it('arrive whole after they were accepted', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('../../etc/<b>passwd</b>.txt')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    expect(bob.transfer.status).toBe('offered');
    await bob.app.acceptFile(bob.transfer.fileId);
    await bob.until('complete', () => bob.transfer.status === 'complete');
    await ada.until('complete', () => ada.transfer.status === 'complete');
    expect(await bob.app.saveFile(bob.transfer.fileId)).toBeNull();
    const [[name, saved] = []] = bob.saved;
    expect(name).not.toMatch(/[/\\]/);
    // Compared by Buffer: an equality matcher takes half a minute over three million numbers.
    expect(saved !== undefined && Buffer.from(content).equals(saved)).toBe(true);
  });

  it('are declined, and the sender learns it', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('a.bin')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    await bob.app.declineFile(bob.transfer.fileId);
    await ada.until('declined', () => ada.transfer.status === 'declined');
  });

  it('are taken back by the sender', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('a.bin')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    await ada.app.cancelFile(ada.transfer.fileId);
    await bob.until('cancelled', () => bob.transfer.status === 'cancelled');
    await bob.app.acceptFile(bob.transfer.fileId);
    expect(bob.transfer.status).toBe('cancelled');
  });

  it('wait for an absent friend and go on with the next line', async () => {
    await meet(ada, bob);
    ada.app.hangUp(ada.friend.id);
    await ada.app.offerFiles(ada.friend.id, [file('later.bin')]);
    await bob.untilLine('away');
    await meet(ada, bob, ada.friend.id);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    await bob.app.acceptFile(bob.transfer.fileId);
    await bob.until('complete', () => bob.transfer.status === 'complete');
  });

  it('say so when the sender has reloaded the page', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('lost.bin')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    ada.close();
    await ada.open();
    expect(ada.transfer).toMatchObject({ status: 'failed', error: 'file-sender-gone' });
    await bob.untilLine('away');
    await meet(ada, bob, ada.friend.id);
    await bob.app.acceptFile(bob.transfer.fileId);
    await bob.until('gone', () => bob.transfer.error === 'file-sender-gone');
  });

  it('come at once when they are small images and the setting says so', async () => {
    await meet(ada, bob);
    await bob.app.updateSettings({ autoAcceptImages: true });
    await ada.app.offerFiles(ada.friend.id, [file('photo.png', 'image/png')]);
    await bob.until('complete', ({ transfers }) =>
      [...transfers.values()].some(({ status }) => status === 'complete'),
    );
    const preview = await bob.app.preview(bob.transfer.fileId);
    expect(preview?.type).toBe('image/png');
    expect(preview?.size).toBe(content.length);
    await ada.app.offerFiles(ada.friend.id, [file('vector.svg', 'image/svg+xml')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 2);
    expect(bob.transfer.status).toBe('offered');
  });
});
