/** Two people who do whatever people do with cards, in any order and at once: they can always begin anew. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { Person } from './person.ts';

/** As many as are open at a time (open-cards.ts). */
const MAX_OPEN_INVITES = 8;

/** What somebody does; `card` counts through everything that was ever shown, by either of the two. */
type Act =
  | { readonly type: 'invite' | 'meet again' | 'another' | 'restart' | 'cancel' }
  | { readonly type: 'give' | 'take back' | 'show' | 'hang up' | 'reload' | 'junk' }
  | { readonly type: 'read'; readonly card: number };

interface Step {
  readonly who: 0 | 1;
  readonly act: Act;
  /** The next does not wait for this one. */
  readonly atOnce: boolean;
}

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('invite', 'meet again', 'another', 'restart', 'cancel'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('give', 'take back', 'show', 'hang up', 'reload', 'junk'),
    }),
  },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('read'), card: fc.nat(40) }) },
);

const steps = fc.array(
  fc.record({ who: fc.constantFrom(0 as const, 1 as const), act, atOnce: fc.boolean() }),
  { minLength: 4, maxLength: 16 },
);

/** Every card that was shown, so that the latest is found first. */
function note(cards: string[], { state }: Person): void {
  const { step } = state.pairing;
  const link = step.status === 'inviting' || step.status === 'replying' ? step.card.link : null;
  if (link !== null && !cards.includes(link)) cards.unshift(link);
}

async function perform(person: Person, what: Act, cards: readonly string[]): Promise<void> {
  const { app, state } = person;
  const { step } = state.pairing;
  const shown = step.status === 'inviting' ? step.inviteId : '';
  const [friend = null] = state.friends.keys();
  switch (what.type) {
    case 'invite':
      await app.invite(null);
      break;
    case 'meet again':
      await app.invite(friend);
      break;
    case 'another':
      await app.inviteAnother();
      break;
    case 'restart':
      await app.restartPairing();
      break;
    case 'cancel':
      app.cancelPairing();
      break;
    case 'give':
      app.giveInvite(shown);
      break;
    case 'take back':
      app.cancelInvite(shown);
      break;
    case 'show':
      app.showInvite(state.invites[0]?.id ?? '');
      break;
    case 'hang up':
      if (friend !== null) app.hangUp(friend);
      break;
    case 'reload':
      person.close();
      await person.open();
      break;
    case 'junk':
      await app.takeCard('no card at all', 'text');
      break;
    case 'read':
      await app.takeCard(cards[what.card % Math.max(1, cards.length)] ?? '', 'camera');
  }
}

/** What holds whatever was done. */
function expectSense({ state }: Person): void {
  const { step, stale, error } = state.pairing;
  expect(state.invites.length).toBeLessThanOrEqual(MAX_OPEN_INVITES);
  const ids = state.invites.map(({ id }) => id);
  if (step.status === 'inviting') expect(ids).toContain(step.inviteId);
  if (step.status === 'connected') expect(state.friends.has(step.friendId)).toBe(true);
  if (stale !== null) expect(error).toBe('reply-unknown-invite');
}

const openLines = ({ state }: Person): number =>
  [...state.friends.values()].filter(({ line }) => line === 'open').length;

async function live(history: readonly Step[]): Promise<void> {
  const network = new MemoryNetwork();
  const ada = await Person.start(network, 'Ada');
  const bob = await Person.start(network, 'Bob');
  const people = [ada, bob] as const;
  const cards: string[] = [];
  try {
    let pending: Promise<void>[] = [];
    for (const { who, act: what, atOnce } of history) {
      // A page that goes has let go of what it was doing; nothing else is told apart from it.
      if (what.type === 'reload') await Promise.all(pending);
      pending.push(perform(people[who], what, cards));
      if (!atOnce || what.type === 'reload') {
        await Promise.all(pending);
        pending = [];
      }
      for (const person of people) {
        note(cards, person);
        expectSense(person);
      }
    }
    await Promise.all(pending);
    await beginAnew(ada, bob);
    await vi.waitFor(() => expect(openLines(ada)).toBe(openLines(bob)));
    people.forEach(expectSense);
  } finally {
    for (const person of people) person.close();
  }
}

/** Two cards carried, and something said over the line that they led to. */
async function beginAnew(ada: Person, bob: Person): Promise<void> {
  await ada.app.inviteAnother();
  await bob.app.takeCard(ada.card, 'camera');
  await ada.app.takeCard(bob.card, 'camera');
  const [hers, his] = await Promise.all([friendMet(ada), friendMet(bob)]);
  await ada.app.sendText(hers, 'at last');
  await bob.app.loadEarlier(his);
  await bob.until('the text', ({ conversations }) =>
    (conversations.get(his)?.items ?? []).some(
      (item) => item.kind === 'text' && item.text === 'at last',
    ),
  );
}

/** Whom the screen says one is connected to. */
async function friendMet(person: Person): Promise<string> {
  await person.until('connected', ({ pairing }) => pairing.step.status === 'connected');
  const { step } = person.state.pairing;
  return step.status === 'connected' ? step.friendId : '';
}

describe('whatever two people do with their cards', () => {
  it('makes sense at every moment, and they can begin anew', async () => {
    await fc.assert(fc.asyncProperty(steps, live), { numRuns: 100, endOnFailure: true });
  }, 120_000);
});
