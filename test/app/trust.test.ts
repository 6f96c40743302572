/** How sure I am of who a friend is: by the way the cards went, by comparing, and when keys change. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CardSource } from '../../src/app/messenger.ts';
import type { Friend, FriendId } from '../../src/app/state.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { inviteId, meet, Person } from './person.ts';

let network: MemoryNetwork;
let ada: Person;
let bob: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  [ada, bob] = await Promise.all([Person.start(network, 'Ada'), Person.start(network, 'Bob')]);
});

/** Ada invites, Bob replies; each card goes the way that is said. */
async function meetBy(inviteWay: CardSource, replyWay: CardSource): Promise<void> {
  await ada.app.invite(null);
  await bob.app.takeCard(ada.card, inviteWay);
  await ada.app.takeCard(bob.card, replyWay);
  await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
}

const verified = (person: Person): string | null => person.friend.trust?.verified ?? null;
const friendsOf = (person: Person): Friend[] => [...person.state.friends.values()];

describe('a friend is verified in person', () => {
  it('when both cards went from screen to camera, on both sides, and after a reload', async () => {
    await meetBy('camera', 'camera');
    expect([verified(ada), verified(bob)]).toEqual(['in-person', 'in-person']);
    ada.close();
    await ada.open();
    expect(verified(ada)).toBe('in-person');
  });

  it.each<[CardSource, CardSource]>([
    ['link', 'camera'],
    ['text', 'text'],
    ['image', 'image'],
  ])(
    'not by a card that came as %s to who reads no screen; the reply came by %s',
    async (...ways) => {
      await meetBy(...ways);
      expect(verified(bob)).toBeNull();
    },
  );

  it('not when my invite left the screen in any other way, though I read the reply by camera', async () => {
    await ada.app.invite(null);
    const { card } = ada;
    ada.app.giveInvite(inviteId(ada));
    await bob.app.takeCard(card, 'camera');
    await ada.app.takeCard(bob.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    // What Bob knows is true: he read her screen, and his reply was only ever on his.
    expect([verified(ada), verified(bob)]).toEqual([null, 'in-person']);
  });

  it('not when my reply left the screen in any other way', async () => {
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'camera');
    bob.app.giveReply();
    await ada.app.takeCard(bob.card, 'text');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    expect([verified(ada), verified(bob)]).toEqual([null, null]);
  });

  it('later, too, when friends who met by link meet again face to face', async () => {
    await meetBy('link', 'text');
    ada.app.hangUp(ada.friend.id);
    await bob.untilLine('away');
    await ada.app.invite(ada.friend.id);
    const { kind } = ada.shown;
    await bob.app.takeCard(ada.card, 'camera');
    if (kind !== 'code') await ada.app.takeCard(bob.card, 'camera');
    await Promise.all([ada.untilLine('open'), bob.untilLine('open')]);
    // A code goes one way only: it changes nothing.
    expect(verified(ada)).toBe(kind === 'code' ? null : 'in-person');
  });
});

describe('the safety number', () => {
  it('is the same for both, and a scan of the other’s code verifies, with a line and without', async () => {
    await meetBy('link', 'text');
    const [mine, theirs] = await Promise.all([ada.app.trust(), bob.app.trust()]);
    const shown = theirs.safety(bob.friend.id);
    expect(mine.safety(ada.friend.id).number).toEqual(shown.number);
    ada.app.hangUp(ada.friend.id);
    await ada.untilLine('away');
    expect(await mine.scan(ada.friend.id, shown.code[0]?.text ?? '')).toBe('match');
    expect(verified(ada)).toBe('compared');
    // What one side found the other does not know.
    expect(verified(bob)).toBeNull();
    ada.close();
    await ada.open();
    expect(verified(ada)).toBe('compared');
  });

  it('of another friend does not verify, nor does one’s own', async () => {
    await meetBy('link', 'text');
    const eve = await Person.start(network, 'Eve');
    await meet(eve, bob);
    const trust = await ada.app.trust();
    const ofEve = (await eve.app.trust()).safety(eve.friend.id).code[0]?.text ?? '';
    const own = trust.safety(ada.friend.id).code[0]?.text ?? '';
    expect(await trust.scan(ada.friend.id, ofEve)).toBe('mismatch');
    expect(await trust.scan(ada.friend.id, own)).toBe('own');
    expect(await trust.scan(ada.friend.id, 'https://twocan.example/#EIUg')).toBe('none');
    expect(verified(ada)).toBeNull();
  });

  it('compared by eye can be taken back', async () => {
    await meetBy('link', 'text');
    const trust = await ada.app.trust();
    expect(await trust.compared(ada.friend.id, true)).toBeNull();
    expect(verified(ada)).toBe('compared');
    await trust.compared(ada.friend.id, false);
    expect(verified(ada)).toBeNull();
  });
});

describe('somebody who comes under a friend’s name with other keys', () => {
  let known: FriendId;
  let other: Person;

  /** Another device says that it is Bob, spelt so that nobody sees the difference. */
  async function another(name: string): Promise<Friend> {
    other = await Person.start(network, name);
    await ada.app.invite(null);
    await other.app.takeCard(ada.card, 'link');
    await ada.app.takeCard(other.card, 'text');
    await ada.until('both', ({ friends }) => friends.size === 2);
    await ada.until('their name', ({ friends }) =>
      [...friends.values()].every((friend) => friend.name !== ''),
    );
    const [found] = friendsOf(ada).filter(({ id }) => id !== known);
    if (found === undefined) throw new Error('nobody came');
    return found;
  }

  beforeEach(async () => {
    await meetBy('camera', 'camera');
    await ada.until('name', () => ada.friend.name === 'Bob');
    known = ada.friend.id;
  });

  it.each(['Bob', 'BOB ', 'Воb', 'B0b', 'Bób', 'B.o.b ✅', 'B\u200bo\u202eb'])(
    'as %j is another person, and nothing is sent to either until I say who it is',
    async (name) => {
      const { id, trust } = await another(name);
      expect(trust).toMatchObject({ claims: known, verified: null });
      expect(await ada.app.sendText(id, 'hello')).toBe('friend-undecided');
      expect(await ada.app.sendText(known, 'hello')).toBe('friend-undecided');
      expect(await ada.app.offerFiles(id, [new File(['x'], 'x')])).toBe('friend-undecided');
      // Who was verified stays so, and who came does not become it.
      expect(ada.state.friends.get(known)?.trust?.verified).toBe('in-person');
    },
  );

  it('under another name is nobody’s business', async () => {
    const { id, trust } = await another('Bobby');
    expect(trust?.claims).toBeNull();
    expect(await ada.app.sendText(id, 'hello')).toBeNull();
  });

  it('is asked about when a friend takes the name later, and no more when they leave it', async () => {
    const { id } = await another('Mallory');
    await other.app.updateSettings({ name: 'Bob' });
    await ada.until('claim', ({ friends }) => friends.get(id)?.trust?.claims === known);
    await other.app.updateSettings({ name: 'Mallory' });
    await ada.until('none', ({ friends }) => friends.get(id)?.trust?.claims === null);
    expect(await ada.app.sendText(known, 'hello')).toBeNull();
  });

  it('may be somebody of that name: both go on, and are not asked about again', async () => {
    const { id } = await another('Bob');
    const trust = await ada.app.trust();
    await trust.decide(id, 'others');
    expect(await ada.app.sendText(id, 'hello')).toBeNull();
    expect(await ada.app.sendText(known, 'hello')).toBeNull();
    ada.close();
    await ada.open();
    for (const { trust: each } of friendsOf(ada)) expect(each?.claims).toBeNull();
    await other.app.updateSettings({ name: 'Bob!' });
    expect(await ada.app.sendText(known, 'hello')).toBeNull();
  });

  it('is the same person only once verified; then the old keys are done with', async () => {
    const { id } = await another('Bob');
    const trust = await ada.app.trust();
    await expect(trust.decide(id, 'same')).rejects.toThrow(TypeError);
    const theirs = (await other.app.trust()).safety(other.friend.id).code[0]?.text ?? '';
    expect(await trust.scan(id, theirs)).toBe('match');
    expect(await trust.decide(id, 'same')).toBeNull();
    expect(await ada.app.sendText(id, 'welcome back')).toBeNull();
    expect(await ada.app.sendText(known, 'hello')).toBe('friend-undecided');
    await ada.until('cut', ({ friends }) => friends.get(known)?.line === 'away');
    // Whoever holds the old device is not let in again.
    await ada.app.invite(known);
    const { kind } = ada.shown;
    await bob.app.takeCard(ada.card, 'camera');
    if (kind !== 'code') await ada.app.takeCard(bob.card, 'camera');
    await ada.until('refused', ({ pairing }) => pairing.error === 'friend-moved');
    expect(ada.state.friends.get(known)?.line).toBe('away');
  });

  it('is no question any more when one of the two is removed', async () => {
    const { id } = await another('Bob');
    await ada.app.removeFriend(id);
    expect(await ada.app.sendText(known, 'hello')).toBeNull();
  });

  it('is still a question after a reload', async () => {
    const { id } = await another('Bob');
    ada.close();
    await ada.open();
    expect(ada.state.friends.get(id)?.trust?.claims).toBe(known);
    expect(await ada.app.sendText(known, 'hello')).toBe('friend-undecided');
  });
});
