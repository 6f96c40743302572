/** Friends who meet again by one code, in one direction. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork, type MemoryDialerOptions } from '../../src/peer/memory-dialer.ts';
import type { Friend } from '../../src/app/state.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let ada: Person;
let bob: Person;

/** Both know each other, have exchanged certificates, and have gone their ways. */
async function met(
  ofAda: MemoryDialerOptions = {},
  ofBob: MemoryDialerOptions = {},
): Promise<void> {
  network = new MemoryNetwork();
  ada = await Person.start(network, 'Ada', ofAda);
  bob = await Person.start(network, 'Bob', ofBob);
  await meet(ada, bob);
  await Promise.all([ada.untilCertified(), bob.untilCertified()]);
  await part();
}

async function part(): Promise<void> {
  ada.app.hangUp(ada.friend.id);
  await Promise.all([ada.untilLine('away'), bob.untilLine('away')]);
}

const friendOf = (person: Person): Friend['id'] => person.friend.id;

/** Ada shows what meets Bob; Bob reads it. */
async function showAndRead(): Promise<void> {
  await ada.app.invite(friendOf(ada));
  await bob.app.takeCard(ada.card, 'camera');
}

describe('meeting again', () => {
  beforeEach(() => met());

  it('takes one code and no reply', async () => {
    await ada.app.invite(friendOf(ada));
    expect(ada.shown.kind).toBe('code');
    expect(ada.shown.sizeBytes).toBe(60);
    await bob.app.takeCard(ada.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    for (const person of [ada, bob]) {
      await person.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    }
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([1, 1]);
  });

  it('works in the other direction, after both pages were opened anew', async () => {
    ada.close();
    bob.close();
    await Promise.all([ada.open(), bob.open()]);
    await bob.app.invite(friendOf(bob));
    expect(bob.shown.kind).toBe('code');
    await ada.app.takeCard(bob.card, 'link');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
  });

  it('works again and again, each time with another code', async () => {
    const cards = new Set<string>();
    for (let n = 0; n < 3; n += 1) {
      await ada.app.invite(friendOf(ada));
      cards.add(ada.card);
      await bob.app.takeCard(ada.card, 'camera');
      await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
      await part();
    }
    expect(cards.size).toBe(3);
  });

  it('refuses a code that was read before, whatever became of it', async () => {
    await ada.app.invite(friendOf(ada));
    const code = ada.card;
    await bob.app.takeCard(code, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    await part();
    await bob.app.takeCard(code, 'link');
    expect(bob.state.pairing.error).toBe('code-used');
    bob.close();
    await bob.open();
    await bob.app.takeCard(code, 'link');
    expect(bob.state.pairing.error).toBe('code-used');
  });

  it('gives nothing to a third person who reads the code', async () => {
    const eve = await Person.start(network, 'Eve');
    await meet(bob, eve);
    await ada.app.invite(friendOf(ada));
    await eve.app.takeCard(ada.card, 'camera');
    expect(eve.state.pairing.error).toBe('code-not-for-me');
    expect(ada.friend.line).toBe('away');
    // And the code is still good for whom it is meant.
    await bob.app.takeCard(ada.card, 'camera');
    await ada.untilLine('open');
  });

  it('tells my own code from others', async () => {
    await ada.app.invite(friendOf(ada));
    await ada.app.takeCard(ada.card, 'camera');
    expect(ada.state.pairing.error).toBe('code-own');
    expect(ada.shown.kind).toBe('code');
  });

  it('lets two who show each other their codes at once end with one line', async () => {
    await Promise.all([ada.app.invite(friendOf(ada)), bob.app.invite(friendOf(bob))]);
    const [ofAda, ofBob] = [ada.card, bob.card];
    await Promise.all([ada.app.takeCard(ofBob, 'camera'), bob.app.takeCard(ofAda, 'camera')]);
    await settle();
    expect([ada.friend.line, bob.friend.line]).toEqual(['open', 'open']);
    await ada.app.sendText(friendOf(ada), 'still there?');
    await bob.app.loadEarlier(friendOf(bob));
    await bob.until('the text', () => bob.texts.includes('still there?'));
  });

  it('opens a code that is handed in twice at once, once', async () => {
    await ada.app.invite(friendOf(ada));
    const { card } = ada;
    await Promise.all([bob.app.takeCard(card, 'link'), bob.app.takeCard(card, 'link')]);
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    await bob.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    await settle();
    expect([ada.friend.line, bob.friend.line]).toEqual(['open', 'open']);
    expect(bob.state.pairing.error).toBeNull();
  });

  it('leads to the conversation when a code is read again whose line is open', async () => {
    await ada.app.invite(friendOf(ada));
    const { card } = ada;
    await bob.app.takeCard(card, 'camera');
    await bob.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    await bob.untilLine('open');
    bob.app.show({ name: 'friends' });
    await bob.app.openCard(card);
    expect(bob.state.screen).toEqual({ name: 'conversation', friendId: friendOf(bob) });
    expect(bob.state.pairing.error).toBeNull();
    expect(bob.friend.line).toBe('open');
  });

  it('says what is wrong with a card that is read where two are connected already', async () => {
    await ada.app.invite(friendOf(ada));
    await bob.app.takeCard(ada.card, 'camera');
    await bob.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    await bob.untilLine('open');
    await bob.app.takeCard('no card at all', 'text');
    const error = 'card-not-a-card';
    expect(bob.state.pairing).toMatchObject({ step: { status: 'inviting' }, error });
    expect(bob.friend.line).toBe('open');
  });

  it('by a code that was sent before ends the code on the screen, and not with an error', async () => {
    await ada.app.invite(friendOf(ada));
    const sent = ada.card;
    if (ada.state.pairing.step.status === 'inviting') {
      ada.app.giveInvite(ada.state.pairing.step.inviteId);
    }
    await ada.app.invite(friendOf(ada));
    expect(ada.card).not.toBe(sent);
    await bob.app.takeCard(sent, 'link');
    await ada.untilLine('open');
    await ada.until('connected', ({ pairing }) => pairing.step.status === 'connected');
    expect(ada.state.pairing.error).toBeNull();
    expect(ada.state.invites).toEqual([]);
  });

  it('shows an invite when the certificate has run out', async () => {
    ada.laterMs = 366 * 24 * 3_600_000;
    await ada.app.invite(friendOf(ada));
    expect(ada.shown.kind).toBe('invite');
  });

  it('renews a certificate on a line in time, and meets with the new one', async () => {
    ada.laterMs = 320 * 24 * 3_600_000;
    await showAndRead();
    await ada.untilLine('open');
    await ada.untilCertified(2);
    await part();
    ada.laterMs = 400 * 24 * 3_600_000;
    await ada.app.invite(friendOf(ada));
    expect(ada.shown.kind).toBe('code');
    await bob.app.takeCard(ada.card, 'camera');
    await ada.untilLine('open');
  });

  it('takes a code back with the card', async () => {
    await ada.app.invite(friendOf(ada));
    const code = ada.card;
    ada.app.cancelPairing();
    await bob.app.takeCard(code, 'camera');
    await bob.until('a way on', ({ pairing }) => pairing.step.status === 'inviting');
    expect(bob.state.pairing.error).toBe('code-needs-reply');
    expect(ada.friend.line).toBe('away');
  });
});

describe('where one code is not enough', () => {
  it('a browser that may not answer shows its own code to a friend who can', async () => {
    await met({}, { refusesDerivedCredentials: true });
    await showAndRead();
    expect(bob.state.pairing.error).toBe('code-needs-reply');
    expect(bob.shown.kind).toBe('code');
    await ada.app.takeCard(bob.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
  });

  it('two browsers that may not answer swap two cards', async () => {
    const refusing = { refusesDerivedCredentials: true };
    await met(refusing, refusing);
    await showAndRead();
    expect(bob.state.pairing.error).toBe('code-needs-reply');
    expect(bob.shown.kind).toBe('invite');
    await ada.app.takeCard(bob.card, 'camera');
    await bob.app.takeCard(ada.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([1, 1]);
  });

  it('two networks that let nobody in unasked swap two cards', async () => {
    await met({ behindNat: true }, { behindNat: true });
    await showAndRead();
    await bob.until('a way on', ({ pairing }) => pairing.step.status === 'inviting');
    expect(bob.state.pairing.error).toBe('code-needs-reply');
    expect(bob.shown.kind).toBe('invite');
    await ada.app.takeCard(bob.card, 'camera');
    await bob.app.takeCard(ada.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
  });
});

/** Lets everything run that does not wait for a person. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
