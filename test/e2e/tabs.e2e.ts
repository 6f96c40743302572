/** A page's life in real browsers: two tabs of one browser, and what friends see when a page goes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Target } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Messenger } from '../../src/app/messenger.ts';
import type { BrowserKind } from './harness/browser.ts';
import { meetByLink, seeConnected, showInvite } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const TAKE_OVER = { role: 'button', name: 'Use Twocan here' } as const;
const NAMES = { chromium: 'Ada', firefox: 'Bob' } as const;

/** Friends see a page go in this time. Without a word from it they would need 5 to 15 s. */
const AWAY_WITHIN_MS = 2_000;

let server: TestServer;
/** Ada and Bob, who change places: friends from the start. */
let people: Record<BrowserKind, Person>;

beforeAll(async () => {
  server = await startServer();
  const [chromium, firefox] = await Promise.all([launch('chromium'), launch('firefox')]);
  people = { chromium, firefox };
  await meetByLink(server.url, [chromium, NAMES.chromium], [firefox, NAMES.firefox]);
});

afterAll(async () => {
  await Promise.all(Object.values(people).map((person) => person.close()));
  await server.stop();
});

/** Goes to the conversation with this friend. */
async function choose(person: Person, friend: Person): Promise<void> {
  await person.click({ role: 'button', name: NAMES[friend.kind] });
}

async function say(person: Person, text: string): Promise<void> {
  await person.type({ role: 'textbox', name: 'Message' }, text);
  await person.press('Enter');
  await person.see({ css: 'text-bubble' });
}

/** The line of the one friend. */
async function line(person: Person): Promise<{ line?: string; lineError?: string | null }> {
  return person.page.evaluate(() => {
    const shell = document.querySelector('app-shell') as (Element & { app: Messenger }) | null;
    const [friend] = shell?.app.store.get().friends.values() ?? [];
    return { line: friend?.line ?? 'none', lineError: friend?.lineError ?? null };
  });
}

/** @param since when the other side went, by `performance.now()` */
async function seesGo(person: Person, since: number): Promise<void> {
  while ((await line(person)).line !== 'away') {
    expect(performance.now() - since).toBeLessThan(AWAY_WITHIN_MS);
    await pause(20);
  }
  const tookMs = performance.now() - since;
  expect(tookMs).toBeLessThan(AWAY_WITHIN_MS);
  console.log(`${person.kind}: the friend saw it go after ${tookMs.toFixed(0)} ms`);
  await person.see({ text: 'Away' });
  // A line that broke would be called so a little later at the latest.
  await pause(300);
  expect(await line(person)).toEqual({ line: 'away', lineError: null });
}

/** Opens a link in the page that stands there: only the fragment changes, so the page stays. */
async function follow(page: Page, link: string): Promise<void> {
  await page.evaluate((to) => location.assign(to), link);
}

/** The friend asks this person back onto the line. @returns the code that they send */
async function askAgain(person: Person, friend: Person): Promise<string> {
  await choose(friend, person);
  await friend.click({ role: 'button', name: 'Meet again' });
  return friend.cardLink('code');
}

async function seeEachOther(person: Person, friend: Person): Promise<void> {
  await Promise.all([
    seeConnected(person, NAMES[friend.kind]),
    seeConnected(friend, NAMES[person.kind]),
  ]);
}

describe.each([
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const)('in %s, with a friend in %s,', (kind, friendKind) => {
  let me: Person;
  let friend: Person;
  let first: Page;
  let second: Page;
  const [words, moreWords] = [`in ${kind}, first tab`, `in ${kind}, second tab`];

  beforeAll(async () => {
    me = people[kind];
    friend = people[friendKind];
    // What codes stand on goes over the line as soon as it opens.
    await pause(1_500);
    first = me.page;
    await me.reload();
    await follow(first, await askAgain(me, friend));
    await seeEachOther(me, friend);
  });

  afterAll(async () => me.lookAt(await me.newTab(server.url)));

  it('a second tab takes over with what was written meanwhile, and the friend sees it', async () => {
    second = await me.newTab(server.url);
    await me.lookAt(second);
    await me.see({ text: 'Twocan is open in another tab' });
    await me.lookAt(first);
    await say(me, words);
    await friend.see({ text: words });

    await me.lookAt(second);
    const since = performance.now();
    await me.click(TAKE_OVER);
    await seesGo(friend, since);
    await choose(me, friend);
    await me.see({ text: words });
    await say(me, moreWords);
    await me.lookAt(first);
    await me.see(TAKE_OVER);
  });

  it('the first tab takes it back, with what was written in the second', async () => {
    await me.click(TAKE_OVER);
    await choose(me, friend);
    await me.see({ text: words });
    await me.see({ text: moreWords });
    await me.lookAt(second);
    await me.see(TAKE_OVER);
  });

  it('a card opened in a tab that stands elsewhere goes to the one that waits for it', async () => {
    await me.lookAt(first);
    await me.reload();
    const reply = await askAgain(me, friend);
    await me.lookAt(second);
    await follow(second, reply);
    await me.see({ text: 'Your other tab has it' });
    expect(await second.evaluate(() => location.hash)).toBe('');
    await me.lookAt(first);
    await seeEachOther(me, friend);
    await friend.see({ text: moreWords });
  });

  it('a page that goes elsewhere says goodbye, and is alive when it comes back', async () => {
    const since = performance.now();
    await first.goto('about:blank');
    await seesGo(friend, since);
    await first.goBack({ waitUntil: 'load' });
    await follow(first, await askAgain(me, friend));
    await seeEachOther(me, friend);
  });

  it('a page that is closed says goodbye', async () => {
    const since = performance.now();
    await first.close({ runBeforeUnload: false });
    await seesGo(friend, since);
  });

  it('a window that closes itself says goodbye', async () => {
    const opened = new Promise<Target>((resolve) => me.browser.once('targetcreated', resolve));
    await second.evaluate((url) => void window.open(url), server.url);
    const popup = await (await opened).page();
    if (popup === null) throw new Error('No window was opened.');
    await me.lookAt(popup);
    await follow(popup, await askAgain(me, friend));
    await seeEachOther(me, friend);
    const since = performance.now();
    await popup.evaluate(() => void setTimeout(() => window.close()));
    await seesGo(friend, since);
    me.assertClean();
    friend.assertClean();
  });
});

it('a card opened while the first tab is frozen comes along to the second', async () => {
  const { chromium: me, firefox: friend } = people;
  await friend.reload();
  const invite = await showInvite(friend);
  const first = me.page;
  const second = await me.newTab('about:blank');
  await me.lookAt(second);
  // The debugger holds the page before its next line of script, as a phone does that puts it to sleep.
  const devtools = await first.createCDPSession();
  await devtools.send('Debugger.enable');
  await devtools.send('Debugger.pause');
  await me.open(invite);
  await me.click(TAKE_OVER);
  await me.cardLink('reply');
  expect(await second.evaluate(() => location.hash)).toBe('');
  await devtools.send('Debugger.disable');
  await me.lookAt(first);
  await me.see(TAKE_OVER);
  me.assertClean();
});
