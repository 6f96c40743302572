/** Every way to a friend, for everyone: sent, saved, printed, mangled, several at once, by keyboard alone. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guests } from './harness/guests.ts';
import {
  chooseWay,
  firstStart,
  openInvite,
  openText,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import type { Person, PersonOptions } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

/** The smallest screen that WCAG 2.2 asks for (1.4.10, reflow). */
const SMALL = { width: 320, height: 640 };

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-ways-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const visitor = guests();

async function someone(name: string, options: PersonOptions = {}): Promise<Person> {
  const person = await visitor('chromium', options);
  await firstStart(person, server.url, name);
  return person;
}

/** What the screen's live region says now. */
async function said(person: Person): Promise<string> {
  const region = await person.see({ css: 'connect-screen' });
  return region.evaluate(
    (screen) => screen.shadowRoot?.querySelector('[role="status"]')?.textContent.trim() ?? '',
  );
}

/** The words of the element that has the focus, through every shadow root. */
async function focused(person: Person): Promise<string> {
  return person.page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const name = active?.getAttribute('aria-label') ?? active?.textContent ?? '';
    return `${active?.id ?? ''} ${name}`.replace(/\s+/g, ' ').trim();
  });
}

/** Presses Tab until the focus is there. */
async function tabTo(person: Person, target: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (target.test(await focused(person))) return;
    await person.press('Tab');
  }
  throw new Error(`Sixty presses of Tab do not lead to ${String(target)}.`);
}

async function expectUsable(person: Person, state: string): Promise<void> {
  expect(await person.accessibilityProblems(), state).toEqual([]);
  const sideways = await person.page.evaluate(() => {
    const wider = (root: ParentNode): string[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.classList.contains('body') && element.scrollWidth > element.clientWidth
          ? [element.className]
          : []),
        ...(element.shadowRoot ? wider(element.shadowRoot) : []),
      ]);
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? ['document'] : wider(document);
  });
  expect(sideways, `${state} scrolls sideways`).toEqual([]);
}

describe('for everyone', () => {
  it('two people pair by keyboard alone, and every step is said', async () => {
    const [ada, bob] = await Promise.all([someone('Ada'), someone('Bob')]);
    await tabTo(ada, /Connect a friend/);
    await ada.press('Enter');
    const invite = await ada.cardLink('invite');
    expect(await said(ada)).toMatch(/invite is ready/);
    await tabTo(ada, /^Far away/);
    await ada.press('Enter');
    await ada.see({ role: 'heading', name: 'Send your invite' });

    const reply = await openInvite(bob, invite);
    expect(await said(bob)).toMatch(/Your reply is ready/);
    expect(await focused(bob)).toMatch(/Send your reply back|Connect a friend/);

    await tabTo(ada, /^paste/);
    await ada.page.keyboard.sendCharacter(reply.slice(0, 20));
    await ada.page.keyboard.sendCharacter(reply.slice(20, 40));
    await ada.page.keyboard.sendCharacter(reply.slice(40));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    ada.assertClean();
    bob.assertClean();
  });

  it.each(['ltr', 'rtl'])('every state fits 320 px and has no barriers, %s', async (direction) => {
    const [ada, bob] = await Promise.all([
      someone('Ada', { viewport: SMALL, reducedMotion: true }),
      someone('Bob'),
    ]);
    await ada.page.evaluate((dir) => {
      document.documentElement.dir = dir;
    }, direction);
    const theirs = await showInvite(bob);
    await showInvite(ada);
    await expectUsable(ada, 'face to face');
    await openText(ada, 'no card at all');
    await ada.see({ role: 'alert' });
    await expectUsable(ada, 'face to face, error');
    await chooseWay(ada, 'Far away');
    await ada.click({ role: 'button', name: 'Save as file' });
    await ada.see({ role: 'heading', name: 'Open invites' });
    await expectUsable(ada, 'far away, with open invites');

    const back = await ada.see({ role: 'button', name: 'Back' });
    const middle = ((await back.boundingBox())?.x ?? 0) + 22;
    expect(middle > SMALL.width / 2).toBe(direction === 'rtl');

    await pasteCard(ada, theirs);
    await ada.cardLink('reply');
    await expectUsable(ada, 'reply');
    ada.assertClean();
  });
});

describe('far away', () => {
  it('a reply that a chat program has broken and quoted is read', async () => {
    const [ada, bob] = await Promise.all([someone('Ada'), someone('Bob')]);
    const reply = await openInvite(bob, await showInvite(ada));
    const lines = reply.match(/.{1,60}/g) ?? [];
    const mangled = `On Monday Bob wrote:\r\n> Here is my Twocan reply:\r\n> <${lines.join('\r\n> ')}>\r\n> \r\n> Bob\r\n`;
    // A field of one line would join them by itself: pasted anywhere on the page they stay broken.
    await ada.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, mangled);
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  });

  it('a card travels as a file', async () => {
    const [ada, bob] = await Promise.all([someone('Ada'), someone('Bob', { downloads: folder })]);
    await openInvite(bob, await showInvite(ada));
    await bob.click({ role: 'button', name: 'Save as file' });
    let saved: string | undefined;
    while (saved === undefined) {
      await pause(50);
      saved = (await readdir(folder)).find((name) => name.endsWith('.txt'));
    }
    expect(saved).toBe('twocan-reply.txt');
    await ada.chooseFiles([join(folder, saved)], '[data-testid="picture-input"]');
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  });

  it('the share sheet gets a note and the link; closing it is no failure, and gives nothing away', async () => {
    const ada = await someone('Ada');
    // Browsers without a window have none.
    await ada.page.evaluateOnNewDocument(() => {
      const sheet = { given: null as ShareData | null, isClosed: true };
      Object.assign(window, { sheet });
      navigator.share = (data) => {
        sheet.given = data ?? null;
        if (!sheet.isClosed) return Promise.resolve();
        return Promise.reject(new DOMException('Nobody was chosen.', 'AbortError'));
      };
    });
    await ada.reload();
    const link = await showInvite(ada);
    await chooseWay(ada, 'Far away');
    await ada.click({ role: 'button', name: 'Send link' });
    const given = await ada.page.waitForFunction('window.sheet.given');
    expect(await given.jsonValue()).toMatchObject({
      url: link,
      text: expect.stringMatching(/send me the reply/) as string,
    });
    expect(await ada.sees({ role: 'alert' })).toBe(false);
    expect(await ada.sees({ role: 'heading', name: 'Open invites' })).toBe(false);
    await ada.page.evaluate('window.sheet.isClosed = false');
    await ada.click({ role: 'button', name: 'Send link' });
    await ada.see({ role: 'heading', name: 'Open invites' });
  });

  it('a reply to a page that was closed says whose it is; a fresh invite is one press away', async () => {
    const [ada, bob] = await Promise.all([someone('Ada'), someone('Bob')]);
    const invite = await showInvite(ada);
    await chooseWay(ada, 'Far away');
    await ada.click({ css: '#for' });
    await ada.page.keyboard.type('Bob');
    await ada.click({ role: 'button', name: 'Save as file' });
    const reply = await openInvite(bob, invite);
    await ada.open('about:blank');
    await ada.open(reply);
    await ada.see({ text: 'This answers your invite for' });
    await ada.click({ role: 'button', name: 'Fresh invite for Bob' });
    await ada.seeGone({ text: 'This answers your invite for' });
    await pasteCard(ada, await openInvite(bob, await ada.cardLink('invite'), reply));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  });

  it('what is printed is the card alone, with the steps in words and a picture', async () => {
    const ada = await someone('Ada');
    const link = await showInvite(ada);
    await chooseWay(ada, 'Far away');
    await ada.page.emulateMediaType('print');
    await ada.see({ role: 'heading', name: 'An invite to talk over Twocan' });
    expect(await ada.sees({ role: 'button' })).toBe(false);
    expect(await ada.text()).toContain(link);
    expect(await ada.text()).toMatch(/From Ada ?, .*\d{4}/);
    const code = await ada.see({ css: 'card-sheet' });
    const width = await code.evaluate(
      (sheet) => sheet.shadowRoot?.querySelector('card-qr')?.getBoundingClientRect().width ?? 0,
    );
    expect(width).toBeGreaterThan(350);
    await ada.page.emulateMediaType('screen');

    // Whoever prints has given the invite away, by whatever menu.
    await ada.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await ada.see({ role: 'heading', name: 'Open invites' });
  });

  it('several invites are listed, named, shown again and taken back', async () => {
    const [ada, bob] = await Promise.all([someone('Ada'), someone('Bob')]);
    const first = await showInvite(ada);
    await chooseWay(ada, 'Far away');
    await ada.click({ css: '#for' });
    await ada.page.keyboard.type('Mum');
    await ada.click({ role: 'button', name: 'Save as file' });
    await ada.click({ role: 'button', name: 'Another invite' });
    await ada.see({ role: 'button', name: 'Show the invite for Mum' });
    const second = await ada.cardLink('invite');
    expect(second).not.toBe(first);

    await ada.click({ role: 'button', name: 'Rename the invite for Mum' });
    await ada.page.keyboard.type('Dad');
    await ada.press('Enter');
    await ada.click({ role: 'button', name: 'Show the invite for Dad' });
    await ada.page.waitForFunction(
      (link) =>
        [...document.querySelectorAll('app-shell')].some(({ store }) => {
          const { step } = store.get().pairing;
          return step.status === 'inviting' && step.card.link === link;
        }),
      {},
      first,
    );

    await ada.click({ role: 'button', name: 'Take back the invite for Dad' });
    await ada.see({ role: 'heading', name: 'Take back the invite for Dad?' });
    await ada.click({ role: 'button', name: /^Take back$/ });
    await ada.seeGone({ text: 'Dad' });

    const late = await openInvite(bob, first);
    await pasteCard(ada, late);
    await ada.see({ role: 'alert' });
    await bob.close();
  });
});
