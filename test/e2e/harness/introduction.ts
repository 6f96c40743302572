/** Three people: one has met the other two by link, and introduces them to each other. */
import type { BrowserKind } from './browser.ts';
import { firstStart, openInvite, pasteCard, seeConnected, showInvite } from './meet.ts';
import { launch, type Person } from './person.ts';

export interface Introduction {
  /** From both agreements to both lines open. */
  readonly milliseconds: number;
  readonly ivy: Person;
  /** The two who were introduced; each still sees the conversation with Ivy. */
  readonly people: readonly [Person, Person];
}

/**
 * Lets Ivy introduce Ada and Bob, each in a browser of their own.
 * @param kinds the browsers of Ivy, Ada and Bob
 * @param then looks at the three while they are connected
 * @returns milliseconds from both agreements to both lines open
 */
export async function introductionMs(
  url: string,
  kinds: readonly [BrowserKind, BrowserKind, BrowserKind] = ['chromium', 'chromium', 'chromium'],
  then: (outcome: Introduction) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const people = await Promise.all(kinds.map((kind) => launch(kind)));
  const [ivy, ada, bob] = people;
  try {
    if (!ivy || !ada || !bob) throw new Error('An introduction takes three.');
    await Promise.all([
      firstStart(ivy, url, 'Ivy'),
      firstStart(ada, url, 'Ada'),
      firstStart(bob, url, 'Bob'),
    ]);
    await meet(ivy, ada, 'Ada');
    await meet(ivy, bob, 'Bob');

    await ivy.click({ role: 'button', name: 'More about this friend' });
    await ivy.click({ role: 'button', name: 'Introduce Bob to' });
    await ivy.click({ role: 'button', name: /^Ada$/ });
    await ada.see({ text: 'Ivy wants to introduce you to Bob.' });
    await bob.see({ text: 'Ivy wants to introduce you to Ada.' });
    await Promise.all(
      [ada, bob].map((person) => person.click({ role: 'button', name: /^Connect$/ })),
    );
    const sinceMs = performance.now();
    await Promise.all([
      ada.see({ text: 'You and Bob are connected' }),
      bob.see({ text: 'You and Ada are connected' }),
    ]);
    const milliseconds = Math.round(performance.now() - sinceMs);
    await then({ milliseconds, ivy, people: [ada, bob] });
    return milliseconds;
  } finally {
    await Promise.all(people.map((person) => person.close()));
  }
}

/** The one goes back to the list and meets somebody by link. Both end in their conversation. */
async function meet(ivy: Person, friend: Person, name: string): Promise<void> {
  const reply = await openInvite(friend, await showInvite(ivy));
  await pasteCard(ivy, reply);
  await Promise.all([seeConnected(ivy, name), seeConnected(friend, 'Ivy')]);
}
