/** Who a friend is, in real browsers: marks, numbers, codes that cameras compare, and other keys. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind } from './harness/browser.ts';
import { cameraOf, type Camera } from './harness/either-camera.ts';
import { guests } from './harness/guests.ts';
import { firstStart, meetByLink, openInvite, pasteCard, seeConnected } from './harness/meet.ts';
import type { Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const PHONE = { width: 390, height: 844 };
/** In the header of a conversation. */
const mark = (sureness: string) => ({ css: `.sure svg.trust.${sureness}` });
const CODE = { css: '[data-testid="my-card"][data-kind="safety"]' } as const;

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-trust-'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
const someone = guests();

/** Goes from the conversation to where keys are compared. @returns the number that stands there */
async function openSafety(person: Person): Promise<string> {
  await person.click({ css: 'button.sure' });
  await person.see({ css: 'ol[data-number] li' });
  const number = await person.see({ css: 'ol[data-number]' });
  return number.evaluate((list) => (list as HTMLElement).dataset['number'] ?? '');
}

describe.each<[BrowserKind, BrowserKind]>([
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
])('friends who met by link, in %s and %s', (first, second) => {
  it('are not verified until they compare sixty digits, and stay so after a reload', async () => {
    const [ann, ben] = await Promise.all([
      someone(first),
      someone(second, { viewport: PHONE, theme: 'dark' }),
    ]);
    await meetByLink(server.url, [ann, 'Ann'], [ben, 'Ben']);
    for (const person of [ann, ben]) await person.see(mark('unverified'));
    const [ofAnn, ofBen] = [await openSafety(ann), await openSafety(ben)];
    expect(ofAnn).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(ofBen).toBe(ofAnn);
    for (const person of [ann, ben]) expect(await person.accessibilityProblems()).toEqual([]);
    await ben.click({ role: 'button', name: 'They differ' });
    await ben.see({ text: 'These keys do not match' });
    await ann.click({ role: 'button', name: 'They are the same' });
    await ann.see({ role: 'heading', name: 'Number compared' });
    await ann.click({ role: 'button', name: 'Back' });
    await ann.see(mark('compared'));
    await ann.reload();
    await ann.see({ css: 'svg.trust.compared' });
    for (const person of [ann, ben]) person.assertClean();
  });
});

/** Somebody with a camera that sees nothing yet. */
async function withCamera(kind: BrowserKind): Promise<[Person, Camera]> {
  const camera = await cameraOf(kind, await mkdtemp(join(folder, 'camera-')));
  const person = await someone(kind, camera.options);
  await camera.prepare(person);
  return [person, camera];
}

describe.each<[BrowserKind, BrowserKind]>([
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
])('a scan in %s of the code on a screen in %s', (scanning, showing) => {
  it('verifies in one step, without a line; one’s own code does not', async () => {
    const [ann, camera] = await withCamera(scanning);
    const ben = await someone(showing);
    await meetByLink(server.url, [ann, 'Ann'], [ben, 'Ben']);
    await Promise.all([openSafety(ann), openSafety(ben)]);
    const bens = await ben.picture(CODE);
    const own = await ann.picture(CODE);
    await ben.close();
    await camera.show(ann, own);
    await ann.click({ css: '[data-testid="scan-start"]' });
    await ann.see({ text: 'That is your own code' });
    await ann.see({ css: '.standing.unverified' });
    await camera.show(ann, bens);
    await ann.click({ css: '[data-testid="scan-start"]' });
    await ann.see({ text: 'The codes match' });
    await ann.see({ role: 'heading', name: 'Number compared' });
    ann.assertClean();
  });
});

describe('a code of other keys', () => {
  it('is answered with an alarm that says what to do, and verifies nobody', async () => {
    const [ann, camera] = await withCamera('chromium');
    const [ben, eve] = [await someone('firefox'), await someone('chromium')];
    await meetByLink(server.url, [ann, 'Ann'], [ben, 'Ben']);
    await firstStart(eve, server.url, 'Eve');
    // Ben's other friend: her code is of his keys for her.
    await ben.click({ role: 'button', name: 'Connect a friend' });
    const reply = await openInvite(eve, await ben.cardLink('invite'));
    await pasteCard(ben, reply);
    await seeConnected(eve, 'Ben');
    await Promise.all([openSafety(ann), openSafety(eve)]);
    await camera.show(ann, await eve.picture(CODE));
    await ann.click({ css: '[data-testid="scan-start"]' });
    await ann.see({ text: 'These keys do not match' });
    await ann.see({ css: '.standing.unverified' });
    expect(await ann.accessibilityProblems()).toEqual([]);
  });
});

describe.each<BrowserKind>(['chromium', 'firefox'])('in %s', (kind) => {
  it('who comes under a friend’s name with other keys is a question first', async () => {
    const [ann, ben, other] = await Promise.all([
      someone(kind),
      someone(kind === 'chromium' ? 'firefox' : 'chromium'),
      someone('chromium'),
    ]);
    await meetByLink(server.url, [ann, 'Ann'], [ben, 'Ben']);
    // To everybody's eyes the same name; the letter is Cyrillic, the mark is gone.
    await firstStart(other, server.url, 'Вen ✅');
    await ann.click({ role: 'button', name: 'Connect a friend' });
    const reply = await openInvite(other, await ann.cardLink('invite'));
    await pasteCard(ann, reply);
    await ann.see({ css: 'held-notice' });
    expect(await ann.sees({ css: 'composer-bar' })).toBe(false);
    expect(await ann.sees({ text: '✅' })).toBe(false);
    expect(await ann.accessibilityProblems()).toEqual([]);
    await ann.click({ css: '.bar.alarm .button' });
    await ann.see({ css: 'safety-who' });
    const numbers = await ann.page.evaluate(
      () =>
        document
          .querySelector('app-shell')
          ?.shadowRoot?.querySelector('safety-screen')
          ?.shadowRoot?.querySelector('safety-who')
          ?.shadowRoot?.querySelectorAll('safety-number').length,
    );
    expect(numbers).toBe(2);
    expect(await ann.accessibilityProblems()).toEqual([]);
    await ann.click({ role: 'button', name: 'They are two people' });
    await ann.see({ css: 'composer-bar' });
    ann.assertClean();
  });
});
