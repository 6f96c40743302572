/** Friends who met before, both browsers closed since: one code, in either direction, and the line stands. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { sendText } from './harness/app.ts';
import type { BrowserKind } from './harness/browser.ts';
import { guests } from './harness/guests.ts';
import { meetByLink, pasteCard, seeConnected } from './harness/meet.ts';
import type { Person, PersonOptions } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const PAIRINGS: [BrowserKind, BrowserKind][] = [
  ['chromium', 'chromium'],
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
  ['firefox', 'firefox'],
];

/** A Chromium to come, which lets no page write into its own description (FACTS, "Reconnecting friends"). */
const FORBIDDING: PersonOptions = {
  args: ['--force-fieldtrials=WebRTC-NoSdpMangleUfrag/Enabled/'],
};

/** Certificates go over the line as soon as it opens, in a round trip; nothing on screen tells of it. */
const EXCHANGED_MS = 2_000;

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

const someone = guests();

/** Two who know each other and have opened their browsers anew. */
async function friends(
  [adaKind, ofAda]: [BrowserKind, PersonOptions?],
  [bobKind, ofBob]: [BrowserKind, PersonOptions?],
): Promise<[Person, Person]> {
  const [ada, bob] = await Promise.all([someone(adaKind, ofAda), someone(bobKind, ofBob)]);
  await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
  await new Promise((resolve) => setTimeout(resolve, EXCHANGED_MS));
  await Promise.all([ada.relaunch(), bob.relaunch()]);
  await Promise.all([ada.open(server.url), bob.open(server.url)]);
  return [ada, bob];
}

/** Opens the conversation and asks for a code. @returns its link */
async function askForCode(person: Person, friend: string): Promise<string> {
  await person.click({ role: 'button', name: friend });
  await person.click({ role: 'button', name: 'Meet again' });
  return person.cardLink('code');
}

describe.each(PAIRINGS)('%s and %s, both started anew', (adaKind, bobKind) => {
  it('meet by one code, in either direction', async () => {
    const [ada, bob] = await friends([adaKind], [bobKind]);
    const link = await askForCode(ada, 'Bob');
    const startMs = performance.now();
    await bob.open(link);
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    console.log(`${adaKind} → ${bobKind}: ${Math.round(performance.now() - startMs)} ms`);
    await sendText(ada, 'here again');
    await bob.see({ text: 'here again' });

    await Promise.all([ada.reload(), bob.reload()]);
    await bob.open(server.url);
    await ada.open(await askForCode(bob, 'Ada'));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    await sendText(bob, 'and back');
    await ada.see({ text: 'and back' });
    ada.assertClean();
    bob.assertClean();
  });
});

describe('a browser that may not answer codes', () => {
  it('shows a code of its own to a friend who can', async () => {
    const [ada, bob] = await friends(['chromium'], ['chromium', FORBIDDING]);
    await bob.open(await askForCode(ada, 'Bob'));
    await pasteCard(ada, await bob.cardLink('code'));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  });

  it('swaps two cards with another of its kind', async () => {
    const [ada, bob] = await friends(['chromium', FORBIDDING], ['chromium', FORBIDDING]);
    await bob.open(await askForCode(ada, 'Bob'));
    const reply = await openReply(ada, await bob.cardLink('invite'));
    await pasteCard(bob, reply);
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  });
});

/** Takes an invite in on the screen where a code is shown. */
async function openReply(person: Person, invite: string): Promise<string> {
  await pasteCard(person, invite);
  return person.cardLink('reply');
}
