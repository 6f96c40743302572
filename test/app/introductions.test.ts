/** Three people: one introduces the others, who then need nobody; and friends who find each other again. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import type { FriendId, Introduction } from '../../src/app/state.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let ivy: Person;
let ada: Person;
let bob: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  [ivy, ada, bob] = await Promise.all([
    Person.start(network, 'Ivy'),
    Person.start(network, 'Ada'),
    Person.start(network, 'Bob'),
  ]);
  await meet(ivy, ada);
  await meet(ivy, bob);
  await ivy.until('names', ({ friends }) => [...friends.values()].every(({ name }) => name !== ''));
});

/** How a person knows somebody. */
function idOf(person: Person, name: string): FriendId {
  const friend = [...person.state.friends.values()].find((one) => one.name === name);
  if (friend === undefined) throw new Error(`${person.name} knows no ${name}`);
  return friend.id;
}

const lineOf = (person: Person, name: string): string | undefined =>
  [...person.state.friends.values()].find((one) => one.name === name)?.line;

async function untilLine(person: Person, name: string, line: 'open' | 'away'): Promise<void> {
  await vi.waitFor(() => expect(lineOf(person, name)).toBe(line), { timeout: 5_000 });
}

async function asked(person: Person): Promise<Introduction> {
  await person.until('asked', ({ introductions }) => introductions.length > 0);
  const [introduction] = person.state.introductions;
  if (introduction === undefined) throw new Error('nobody asks');
  return introduction;
}

async function introduceAndAgree(): Promise<void> {
  expect(ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'))).toBeNull();
  for (const person of [ada, bob]) person.app.answerIntroduction((await asked(person)).id, true);
}

async function introduceAgreedBy(...people: Person[]): Promise<void> {
  for (const person of people) person.app.answerIntroduction((await asked(person)).id, true);
}

describe('an introduction', () => {
  it('leads two friends of mine to a line of their own, without any card', async () => {
    await introduceAndAgree();
    await Promise.all([untilLine(ada, 'Bob', 'open'), untilLine(bob, 'Ada', 'open')]);
    expect(ada.state.friends.get(idOf(ada, 'Bob'))?.metBy).toBe('introduction');
    expect(ada.state.introductions).toMatchObject([{ status: 'met', friendId: idOf(ada, 'Bob') }]);
    expect(ivy.state.introductions).toMatchObject([{ role: 'introducer', status: 'passed' }]);
    // And it stands without the one who made it.
    ivy.close();
    await ada.app.sendText(idOf(ada, 'Bob'), 'just us');
    await bob.app.loadEarlier(idOf(bob, 'Ada'));
    await bob.until('the text', ({ conversations }) =>
      (conversations.get(idOf(bob, 'Ada'))?.items ?? []).some(
        (item) => item.kind === 'text' && item.text === 'just us',
      ),
    );
  });

  it('asks both first, by the names that the introducer knows', async () => {
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    expect(await asked(ada)).toMatchObject({ name: 'Bob', status: 'asked', via: idOf(ada, 'Ivy') });
    expect(await asked(bob)).toMatchObject({ name: 'Ada', status: 'asked' });
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([1, 1]);
  });

  it('tells the introducer that somebody declined, and the other nothing', async () => {
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    ada.app.answerIntroduction((await asked(ada)).id, true);
    bob.app.answerIntroduction((await asked(bob)).id, false);
    await ivy.until('declined', ({ introductions }) => introductions[0]?.status === 'declined');
    await settle();
    expect(ada.state.introductions).toMatchObject([{ status: 'agreed' }]);
    expect(bob.state.introductions).toEqual([]);
  });

  it('cannot be made without a line to both', async () => {
    bob.close();
    await untilLine(ivy, 'Bob', 'away');
    expect(ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'))).toBe('line-lost');
    expect(ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Ada'))).toBe('line-lost');
  });

  it('ends when the introducer goes before it is done', async () => {
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    ada.app.answerIntroduction((await asked(ada)).id, true);
    ivy.close();
    await ada.until('ended', ({ introductions }) => introductions[0]?.status === 'ended');
    ada.app.dismissIntroduction((await asked(ada)).id);
    expect(ada.state.introductions).toEqual([]);
  });

  it('is not made more often than people can bear', async () => {
    for (let n = 0; n < 20; n += 1) ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    await asked(ada);
    await settle();
    // Asked again about the same person, the question before gives way.
    expect(ada.state.introductions).toHaveLength(1);
    expect(ivy.state.introductions).toHaveLength(8);
  });

  it('asked again after a refusal takes the place of the one before', async () => {
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    ada.app.answerIntroduction((await asked(ada)).id, true);
    bob.app.answerIntroduction((await asked(bob)).id, false);
    const { id } = await asked(ada);
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    await ada.until('another', ({ introductions }) => introductions[0]?.id !== id);
    await introduceAgreedBy(ada, bob);
    await untilLine(ada, 'Bob', 'open');
    await ada.until('met', ({ introductions }) => introductions[0]?.status === 'met');
    expect(ada.state.introductions).toHaveLength(1);
  });
});

describe('when somebody is removed', () => {
  it('an introduction of theirs comes to nothing, and nobody is left waiting for an error', async () => {
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    ada.app.answerIntroduction((await asked(ada)).id, true);
    await settle();
    await ivy.app.removeFriend(idOf(ivy, 'Ada'));
    bob.app.answerIntroduction((await asked(bob)).id, true);
    await bob.until('ended', ({ introductions }) => introductions[0]?.status === 'ended');
    expect(lineOf(ivy, 'Bob')).toBe('open');
  });

  it('an introduction by the removed friend ends', async () => {
    ivy.app.introduce(idOf(ivy, 'Ada'), idOf(ivy, 'Bob'));
    ada.app.answerIntroduction((await asked(ada)).id, true);
    await ada.app.removeFriend(idOf(ada, 'Ivy'));
    expect(ada.state.introductions).toEqual([]);
  });
});

describe('friends who have lost touch', () => {
  /** Ada and Bob know each other, allow being found, and part. */
  async function lostTouch(
    adaAllows: boolean,
    bobAllows: boolean,
    ivyAllows = true,
  ): Promise<void> {
    await meetAs(ada, bob);
    for (const name of ['Ada', 'Bob']) await ivy.app.allowFinding(idOf(ivy, name), ivyAllows);
    await ada.app.allowFinding(idOf(ada, 'Bob'), adaAllows);
    await bob.app.allowFinding(idOf(bob, 'Ada'), bobAllows);
    await vi.waitFor(() => {
      expect(ada.state.friends.get(idOf(ada, 'Bob'))?.theyAllowFinding).toBe(bobAllows);
      expect(bob.state.friends.get(idOf(bob, 'Ada'))?.theyAllowFinding).toBe(adaAllows);
    });
  }

  it('find each other through a common friend when both allowed it', async () => {
    await lostTouch(true, true);
    // Away for a moment only: watched from before it.
    const parted = bob.until('away', () => lineOf(bob, 'Ada') === 'away');
    ada.app.hangUp(idOf(ada, 'Bob'));
    await parted;
    await Promise.all([untilLine(ada, 'Bob', 'open'), untilLine(bob, 'Ada', 'open')]);
    // The friends they were, under the identities they had.
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([2, 2]);
    expect(ivy.state.introductions).toEqual([]);
    expect(ada.state.introductions).toEqual([]);
  });

  it.each([
    [true, false],
    [false, true],
    [false, false],
  ])('do not when they allowed it as %s and %s', async (adaAllows, bobAllows) => {
    await lostTouch(adaAllows, bobAllows);
    ada.app.hangUp(idOf(ada, 'Bob'));
    await untilLine(bob, 'Ada', 'away');
    await settle();
    expect([lineOf(ada, 'Bob'), lineOf(bob, 'Ada')]).toEqual(['away', 'away']);
  });

  it('do not through one who does not let them: nobody may notice that they share a friend', async () => {
    await lostTouch(true, true, false);
    ada.app.hangUp(idOf(ada, 'Bob'));
    await untilLine(bob, 'Ada', 'away');
    await settle();
    expect([lineOf(ada, 'Bob'), lineOf(bob, 'Ada')]).toEqual(['away', 'away']);
  });

  it('stay apart when one has removed the other', async () => {
    await lostTouch(true, true);
    bob.close();
    await untilLine(ada, 'Bob', 'away');
    await ada.app.removeFriend(idOf(ada, 'Bob'));
    await bob.open();
    await meetAs(bob, ivy, idOf(bob, 'Ivy'));
    await settle();
    expect([...ada.state.friends.values()].map(({ name }) => name)).toEqual(['Ivy']);
  });

  it('stay apart when one has blocked the other', async () => {
    await lostTouch(true, true);
    expect(await ada.app.setQuiet(idOf(ada, 'Bob'), 'blocked')).toBeNull();
    await untilLine(bob, 'Ada', 'away');
    bob.close();
    await bob.open();
    // Bob looks for Ada through Ivy, who is both's friend.
    await meetAs(bob, ivy, idOf(bob, 'Ivy'));
    await settle();
    expect([lineOf(ada, 'Bob'), lineOf(bob, 'Ada')]).toEqual(['away', 'away']);
    expect([ada.state.introductions, ivy.state.introductions]).toEqual([[], []]);
  });

  it('may change their mind as often as they like', async () => {
    await lostTouch(true, true);
    for (let n = 0; n < 40; n += 1) await ada.app.allowFinding(idOf(ada, 'Bob'), n % 2 === 0);
    await settle();
    expect([lineOf(ada, 'Bob'), lineOf(bob, 'Ada')]).toEqual(['open', 'open']);
  });

  it('remember what was allowed after a reload', async () => {
    await lostTouch(true, true);
    ada.close();
    await ada.open();
    expect(ada.state.friends.get(idOf(ada, 'Bob'))).toMatchObject({
      ...{ iAllowFinding: true, theyAllowFinding: true },
    });
  });
});

/** Both cards carried, among several friends. */
async function meetAs(a: Person, b: Person, friendId: FriendId | null = null): Promise<void> {
  await a.app.invite(friendId);
  const { kind } = a.shown;
  await b.app.takeCard(a.card, 'camera');
  if (kind !== 'code') await a.app.takeCard(b.card, 'camera');
  await untilLine(a, b.name, 'open');
  await untilLine(b, a.name, 'open');
}

/** Lets everything run that does not wait for a person. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
