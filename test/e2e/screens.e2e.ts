/** A whole session, screen by screen: axe finds nothing serious, nothing leaves the page's own origin. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guests } from './harness/guests.ts';
import {
  firstStart,
  openInvite,
  openText,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import type { Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const PHONE = { width: 390, height: 844 };

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

const someone = guests();

/** What axe finds on the screen that stands now. */
async function expectAccessible(person: Person, screen: string): Promise<void> {
  expect(await person.accessibilityProblems(), screen).toEqual([]);
}

describe.each([
  ['chromium, light, wide', { kind: 'chromium', theme: 'light' }],
  ['chromium, dark, phone', { kind: 'chromium', theme: 'dark', viewport: PHONE }],
  ['firefox, light, phone', { kind: 'firefox', theme: 'light', viewport: PHONE }],
] as const)('in %s', (_, { kind, ...options }) => {
  it('every screen is accessible and asks nobody for anything', async () => {
    const [ada, bob] = await Promise.all([someone(kind, options), someone('chromium')]);

    await ada.open(server.url);
    await ada.see({ role: 'button', name: 'Start' });
    await expectAccessible(ada, 'welcome');
    await firstStart(ada, server.url, 'Ada');
    await expectAccessible(ada, 'empty list');

    await ada.click({ role: 'button', name: 'Settings' });
    await ada.see({ role: 'heading', name: 'Settings' });
    await expectAccessible(ada, 'settings');
    await ada.page.goBack();

    await firstStart(bob, server.url, 'Bob');
    const invite = await showInvite(bob);
    await showInvite(ada);
    await expectAccessible(ada, 'invite');
    await openText(ada, 'not a card at all');
    await ada.see({ role: 'alert' });
    await expectAccessible(ada, 'error');
    const reply = await openInvite(ada, invite);
    await expectAccessible(ada, 'reply');

    await pasteCard(bob, reply);
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    await expectAccessible(ada, 'empty conversation');
    await bob.type({ role: 'textbox', name: 'Message' }, 'look: https://example.com/');
    await bob.press('Enter');
    await ada.see({ text: 'https://example.com/' });
    await bob.page.evaluate(async () => {
      const shell = document.querySelector('app-shell');
      const [friendId = ''] = shell?.store.get().friends.keys() ?? [];
      await shell?.app?.offerFiles(friendId, [new File(['x'], 'notes.txt')]);
    });
    await ada.see({ role: 'button', name: 'Accept' });
    await expectAccessible(ada, 'conversation with an offer');
    await ada.click({ role: 'button', name: 'Accept' });
    await ada.see({ role: 'button', name: 'Save' });
    await ada.page.goBack();
    await ada.click({ role: 'button', name: 'Transfers' });
    await ada.see({ role: 'heading', name: 'Done' });
    await expectAccessible(ada, 'transfers');
    await ada.click({ role: 'button', name: 'From Bob' });
    await ada.see({ role: 'button', name: 'Save' });
    await bob.reload();
    await ada.see({ text: 'is away' });
    await expectAccessible(ada, 'away');

    ada.assertClean();
    bob.assertClean();
  });
});
