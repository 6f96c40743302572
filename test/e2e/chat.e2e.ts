/** Talking in two real browsers: both ways, over reloads, and what was written while apart. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guests } from './harness/guests.ts';
import { meetByLink, seeConnected } from './harness/meet.ts';
import type { Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

const someone = guests();

async function adaAndBob(): Promise<[Person, Person]> {
  const [ada, bob] = await Promise.all([someone('chromium'), someone('firefox')]);
  await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
  return [ada, bob];
}

async function say(person: Person, text: string): Promise<void> {
  await person.type({ role: 'textbox', name: 'Message' }, text);
  await person.press('Enter');
}

/** How often a message with this text stands in the conversation. */
async function times(person: Person, text: string): Promise<number> {
  const all = await person.text();
  return all.split(text).length - 1;
}

describe('two friends', () => {
  it('chat both ways, and both have the history after a reload', async () => {
    const [ada, bob] = await adaAndBob();
    await say(ada, 'hello from Ada');
    await bob.see({ text: 'hello from Ada' });
    await say(bob, 'hello from <b>Bob</b>');
    await ada.see({ text: 'hello from <b>Bob</b>' });
    await ada.see({ css: '[data-delivery="delivered"]' });
    await ada.reload();
    await ada.click({ role: 'button', name: 'Bob' });
    await ada.see({ text: 'hello from Ada' });
    await ada.see({ text: 'hello from <b>Bob</b>' });
    await bob.see({ text: 'Away' });
    ada.assertClean();
    bob.assertClean();
  });

  it('get what was written while apart once they meet again, once', async () => {
    const [ada, bob] = await adaAndBob();
    await say(ada, 'before');
    await bob.see({ text: 'before' });
    await bob.reload();
    await ada.see({ text: 'is away' });
    await say(ada, 'written while apart');
    await ada.see({ css: '[data-delivery="sending"]' });
    await ada.reload();

    await ada.click({ role: 'button', name: 'Bob' });
    await ada.click({ role: 'button', name: 'Meet again' });
    // They know each other: one code, and no reply.
    await bob.open(await ada.cardLink('code'));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    await bob.see({ text: 'written while apart' });
    await ada.see({ css: '[data-delivery="delivered"]' });
    await ada.seeGone({ css: '[data-delivery="sending"]' });
    // In the conversation, in the list of friends, and for a second where screen readers hear it.
    expect(await times(bob, 'written while apart')).toBeLessThanOrEqual(3);
    const bubbles = await bob.page.evaluate(() => {
      const shell = document.querySelector('app-shell')?.shadowRoot;
      const list = shell
        ?.querySelector('conversation-screen')
        ?.shadowRoot?.querySelector('message-list')?.shadowRoot;
      return [...(list?.querySelectorAll('text-bubble') ?? [])].map(
        (bubble) => bubble.shadowRoot?.querySelector('.text')?.textContent,
      );
    });
    expect(bubbles).toEqual(['before', 'written while apart']);
    ada.assertClean();
    bob.assertClean();
  });

  it('learn at once that the other closed the page, and can look it all up in a killed browser', async () => {
    const [ada, bob] = await adaAndBob();
    await say(ada, 'kept');
    await bob.see({ text: 'kept' });
    await ada.see({ css: '[data-delivery="delivered"]' });
    await bob.kill();
    await bob.relaunch();
    await bob.open(server.url);
    await bob.click({ role: 'button', name: 'Ada' });
    await bob.see({ text: 'kept' });
    ada.assertClean();
    bob.assertClean();
  });
});
