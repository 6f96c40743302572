/** Friends who are too much: muted, blocked, and removed, as people do it and see it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFile, fileComplete, offerFile, sendText } from './harness/app.ts';
import type { BrowserKind } from './harness/browser.ts';
import { guests } from './harness/guests.ts';
import { meetByLink, openInvite, pasteCard, seeConnected } from './harness/meet.ts';
import type { Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-quiet-'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
const someone = guests();

/** What is said of a code that no friend made, as a blocked one is none, and of a blocked friend's card. */
const REFUSED_CODE = 'This code is for somebody else';
const REFUSED_CARD = 'This comes from a friend whom you have blocked';

interface Shown {
  readonly kind: 'code' | 'invite';
  readonly link: string;
}

/** What a browser shows a friend to meet again: a code, or a card where it has no certificate for one yet. */
async function cardOf(person: Person): Promise<Shown> {
  const [code, invite] = ['[data-kind="code"]', '[data-kind="invite"]'];
  const card = await person.see({ css: `[data-testid="my-card"]:is(${code}, ${invite})` });
  return card.evaluate((element): Shown => {
    const { kind, link = '' } = (element as HTMLElement).dataset;
    return { kind: kind === 'code' ? 'code' : 'invite', link };
  });
}

async function chooseInMenu(person: Person, action: string): Promise<void> {
  await person.click({ role: 'button', name: 'More about this friend' });
  await person.click({ role: 'button', name: action });
}

interface Notified {
  notified: string[];
}

/** Lets the page believe that nobody looks at it and that notifications are welcome, and keeps them. */
async function hideAndListen(person: Person): Promise<void> {
  await person.page.evaluate(() => {
    const notified: string[] = [];
    class Notification {
      static readonly permission = 'granted';
      constructor(title: string) {
        notified.push(title);
      }
      close(): void {
        // Nothing to close.
      }
    }
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    Object.assign(window, { Notification, notified });
  });
}

function notified(person: Person): Promise<string[]> {
  return person.page.evaluate(() => (window as unknown as Notified).notified);
}

describe.each<[BrowserKind, BrowserKind]>([
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
])('in %s, a friend in %s', (first, second) => {
  it('who is muted is heard without a notification; blocked, they have no way back; removed, nothing of them is left', async () => {
    const [ann, ben] = await Promise.all([someone(first), someone(second)]);
    await meetByLink(server.url, [ann, 'Ann'], [ben, 'Ben']);

    // Muted: what arrives counts nowhere and calls for nobody.
    await hideAndListen(ann);
    await chooseInMenu(ann, 'Mute');
    const receive = async (name: string): Promise<void> => {
      const path = join(folder, `${first}-${name}`);
      await writeFile(path, name);
      const file = await offerFile(ben, ann, path);
      await acceptFile(ann, file);
      await fileComplete(ann, file);
    };
    await receive('muted.txt');
    await chooseInMenu(ann, 'Unmute');
    await receive('heard.txt');
    await ann.page.waitForFunction('window.notified.length > 0');
    const [told, ...more] = await notified(ann);
    expect(told).toContain('heard.txt');
    expect(more).toEqual([]);

    // Blocked: the line ends, and neither a code nor a card of theirs opens another.
    await chooseInMenu(ann, 'Block');
    await ann.see({ text: 'You have blocked Ben' });
    expect(await ann.accessibilityProblems()).toEqual([]);
    await ben.see({ text: 'is away' });
    await sendText(ben, 'Sorry for all the files');
    await ben.click({ role: 'button', name: 'Meet again' });
    const back = await cardOf(ben);
    await ann.open(back.link);
    await ann.see({ text: back.kind === 'code' ? REFUSED_CODE : REFUSED_CARD });
    await ben.see({ css: '[data-testid="my-card"]' });

    // Unblocked, the same card lets them back, with what waited.
    await ann.open(server.url);
    await ann.click({ role: 'button', name: 'Ben' });
    await ann.see({ text: 'You have blocked Ben' });
    await chooseInMenu(ann, 'Unblock');
    await ann.seeGone({ text: 'You have blocked Ben' });
    if (back.kind === 'code') await ann.open(back.link);
    else await pasteCard(ben, await openInvite(ann, back.link));
    await Promise.all([seeConnected(ann, 'Ben'), seeConnected(ben, 'Ann')]);
    await ann.see({ text: 'Sorry for all the files' });

    // Removed: nothing of them is left here, and their codes are a stranger's.
    await chooseInMenu(ann, 'Remove friend');
    await ann.click({ role: 'button', name: /^Remove$/ });
    await ann.seeGone({ text: 'Ben' });
    await ben.see({ text: 'is away' });
    await ann.reload();
    await ann.see({ role: 'button', name: 'Connect a friend' });
    expect(await ann.text()).not.toMatch(/Ben|Sorry/);
    ann.assertClean();
    ben.assertClean();
  });
});
