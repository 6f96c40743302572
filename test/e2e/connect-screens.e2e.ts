/** What newcomers stumbled over where people connect: notices that are missing or stay, codes that are small. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  chooseWay,
  firstStart,
  openInvite,
  openText,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

/** A usual phone on its side. */
const ON_ITS_SIDE = { width: 844, height: 390 };

let server: TestServer;
const people: Person[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

afterEach(async () => {
  for (const person of people) person.assertClean();
  await Promise.all(people.splice(0).map((person) => person.close()));
});

async function someone(viewport?: { width: number; height: number }): Promise<Person> {
  const person = await launch('chromium', viewport === undefined ? {} : { viewport });
  people.push(person);
  return person;
}

it('a link that is opened while somebody thinks of a name is told of, and taken then', async () => {
  const [ada, bob] = await Promise.all([someone(), someone()]);
  await firstStart(bob, server.url, 'Bob');
  const link = await showInvite(bob);
  await ada.open(server.url);
  await ada.see({ role: 'button', name: 'Start' });
  expect(await ada.sees({ text: 'A friend’s code came with your link.' })).toBe(false);
  await ada.page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await ada.see({ text: 'A friend’s code came with your link.' });
  await ada.click({ role: 'button', name: 'Start' });
  await ada.cardLink('reply');
});

it('who is far away hears of servers where none is set, and a server makes a fresh invite', async () => {
  const ada = await someone();
  await firstStart(ada, server.url, 'Ada');
  const before = await showInvite(ada);
  await chooseWay(ada, 'Far away');
  await ada.click({ role: 'button', name: 'Servers of your own' });
  await ada.see({ role: 'heading', name: 'Settings' });
  await ada.click({ role: 'button', name: 'Add a server' });
  // Nobody answers there, and nobody is asked but this machine.
  await ada.fill({ role: 'textbox', name: 'Address of the server' }, 'stun:127.0.0.1:9');
  await ada.click({ role: 'button', name: 'Save server' });
  await ada.see({ role: 'button', name: 'Test stun:127.0.0.1:9' });
  await ada.click({ role: 'button', name: 'Close' });
  expect(await showInvite(ada)).not.toBe(before);
  await chooseWay(ada, 'Far away');
  await ada.see({ role: 'heading', name: 'Send your invite' });
  expect(await ada.sees({ role: 'button', name: 'Servers of your own' })).toBe(false);
});

it('on a phone on its side the code takes the height, and the ways are in sight', async () => {
  const ada = await someone(ON_ITS_SIDE);
  await firstStart(ada, server.url, 'Ada');
  await showInvite(ada);
  const card = await (await ada.see({ css: '[data-testid="my-card"]' })).boundingBox();
  expect(card?.height).toBeGreaterThan(ON_ITS_SIDE.height * 0.75);
  expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(ON_ITS_SIDE.height);
  await chooseWay(ada, 'Far away');
  await ada.see({ role: 'heading', name: 'Send your invite' });
  expect(await ada.accessibilityProblems()).toEqual([]);
});

const PHONE = { width: 390, height: 844 };
const WRONG = { css: '[data-error]', shown: true } as const;

it('face to face, what is wrong with something pasted is said in sight of where it was pasted', async () => {
  const ada = await someone(PHONE);
  await firstStart(ada, server.url, 'Ada');
  await showInvite(ada);
  await openText(ada, 'no card at all');
  const notice = await (await ada.see(WRONG)).boundingBox();
  const field = await (await ada.see({ css: '[data-testid="paste-field"]' })).boundingBox();
  expect(notice?.y).toBeGreaterThan(0);
  expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThanOrEqual(field?.y ?? 0);
});

it('a camera that fails leaves its place beside the code', async () => {
  const ada = await someone();
  await firstStart(ada, server.url, 'Ada');
  await showInvite(ada);
  await ada.click({ css: '[data-testid="scan-start"]' });
  await ada.see(WRONG);
  const card = await (await ada.see({ css: '[data-testid="my-card"]' })).boundingBox();
  const start = await (await ada.see({ css: '[data-testid="scan-start"]' })).boundingBox();
  expect(start?.y).toBeCloseTo(card?.y ?? 0, 0);
});

it('the same link opened again leads to the friend; an invite that nobody has is not listed', async () => {
  const [ada, bob] = await Promise.all([someone(), someone()]);
  await firstStart(ada, server.url, 'Ada');
  await firstStart(bob, server.url, 'Bob');
  const invite = await showInvite(ada);
  const reply = await openInvite(bob, invite);
  await pasteCard(ada, reply);
  await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  for (const [person, link, friend] of [
    [ada, reply, 'Bob'],
    [bob, invite, 'Ada'],
  ] as const) {
    await person.click({ role: 'button', name: 'Settings' });
    await person.see({ role: 'heading', name: 'Settings' });
    await person.page.evaluate((to) => location.assign(to), link);
    await seeConnected(person, friend);
    await person.see({ text: 'Connected' });
  }
  await showInvite(ada);
  await ada.click({ role: 'button', name: 'Bob' });
  // A page that is left says goodbye; one that is cut off is looked for.
  await bob.page.goto('about:blank');
  await ada.click({ role: 'button', name: 'Meet again' });
  await ada.cardLink('code');
  expect(await ada.sees({ role: 'heading', name: 'Open invites' })).toBe(false);
});
