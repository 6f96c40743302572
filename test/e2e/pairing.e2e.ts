/** Pairing in two real browsers: by camera, by link, late, and with whatever else people hold up. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind } from './harness/browser.ts';
import { writeCameraFile } from './harness/camera.ts';
import { guests, guestsOf } from './harness/guests.ts';
import {
  firstStart,
  meetByLink,
  openInvite,
  openText,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import { startServer, type TestServer } from './harness/server.ts';

/** Both directions; late.slow.ts in test/net waits in all four pairings, and longer. */
const PAIRINGS: [BrowserKind, BrowserKind][] = [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
];

/** Longer than any browser's own patience with an unanswered handshake (FACTS name 5 to 14 s). */
const LATE_MS = 20_000;

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-pairing-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const someone = guests();

describe('by camera', () => {
  it('each reads the other’s code from the screen, one of them in a dim room', async () => {
    const [cameraOfAda, cameraOfBob] = [join(folder, 'ada.y4m'), join(folder, 'bob.y4m')];
    const [ada, bob] = await Promise.all([
      someone('chromium', { camera: cameraOfAda }),
      someone('chromium', { camera: cameraOfBob }),
    ]);
    await firstStart(ada, server.url, 'Ada');
    await firstStart(bob, server.url, 'Bob');

    await showInvite(ada);
    const [invite, grain] = [await ada.picture({ css: '[data-testid="my-card"]' }), 40];
    await writeCameraFile(cameraOfBob, invite, { grain });
    // Where the camera is allowed it starts by itself.
    await bob.click({ role: 'button', name: 'Connect a friend' });

    await bob.cardLink('reply');
    await writeCameraFile(cameraOfAda, await bob.picture({ css: '[data-testid="my-card"]' }));
    // Ada's camera had nothing to show when it was started.
    await ada.click({ css: '[data-testid="scan-start"]' });

    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    const streaming = await bob.page.evaluate(() =>
      [...document.querySelectorAll('video')].some((video) => video.srcObject !== null),
    );
    expect(streaming).toBe(false);
    ada.assertClean();
    bob.assertClean();
  });
});

// They wait more than they work, so both wait at once.
describe.concurrent('by link', () => {
  it.for(PAIRINGS)(
    '%s invites %s, and they are connected, also when the reply comes 20 s late',
    async ([inviterKind, replierKind], test) => {
      const come = guestsOf(test);
      const [ada, bob] = await Promise.all([come(inviterKind), come(replierKind)]);
      await Promise.all([firstStart(ada, server.url, 'Ada'), firstStart(bob, server.url, 'Bob')]);
      const reply = await openInvite(bob, await showInvite(ada));
      await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      await pasteCard(ada, reply);
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      ada.assertClean();
      bob.assertClean();
    },
  );
});

describe('a newcomer', () => {
  it('who came by an invite’s link gets back to the list, and stays connected', async () => {
    const [ada, bob] = await Promise.all([
      someone('chromium'),
      someone('chromium', { viewport: { width: 390, height: 844 } }),
    ]);
    await firstStart(ada, server.url, 'Ada');
    await bob.open(await showInvite(ada));
    await bob.see({ text: 'came with your link' });
    await bob.reload();
    await bob.fill({ role: 'textbox', name: 'What should friends call you?' }, 'Bob');
    await bob.click({ role: 'button', name: 'Start' });
    await pasteCard(ada, await bob.cardLink('reply'));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    await bob.page.goBack({ waitUntil: 'load' }).catch(() => undefined);
    await bob.see({ role: 'button', name: 'Connect a friend' });
    await bob.see({ text: 'Connected' });
    ada.assertClean();
    bob.assertClean();
  });
});

describe('without a network', () => {
  it('two people who opened the page once can pair and chat', async () => {
    const [ada, bob] = await Promise.all([someone('chromium'), someone('firefox')]);
    const own = await startServer();
    try {
      await firstStart(ada, own.url, 'Ada');
      await firstStart(bob, own.url, 'Bob');
      for (const person of [ada, bob]) {
        await person.page.evaluate(async () => {
          await navigator.serviceWorker.ready;
        });
      }
      await own.stop();
      await Promise.all([ada.reload(), bob.reload()]);
      const reply = await openInvite(bob, await showInvite(ada));
      await pasteCard(ada, reply);
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      await ada.type({ role: 'textbox', name: 'Message' }, 'no network here');
      await ada.press('Enter');
      await bob.see({ text: 'no network here' });
    } finally {
      await own.stop().catch(() => undefined);
    }
    ada.assertClean();
    bob.assertClean();
  });
});

describe('what else people hold up', () => {
  it('is told apart, each with its own sentence', async () => {
    const ada = await someone('chromium');
    await firstStart(ada, server.url, 'Ada');
    const invite = await showInvite(ada);
    const altered = invite.slice(0, -9) + (invite.at(-9) === 'A' ? 'B' : 'A') + invite.slice(-8);
    for (const [text, sentence] of [
      ['https://example.com/a-menu', 'There is no Twocan code in this.'],
      [invite, 'That is your own invite.'],
      [invite.slice(0, -40), 'Part of this code is missing.'],
      [altered, 'This code was changed on its way to you.'],
    ] as const) {
      await openText(ada, text);
      await ada.see({ text: sentence });
    }
    ada.assertClean();
  });

  it('a reply opened in another tab goes to the tab that waits for it', async () => {
    const [ada, bob] = await Promise.all([someone('chromium'), someone('chromium')]);
    await firstStart(ada, server.url, 'Ada');
    await firstStart(bob, server.url, 'Bob');
    const reply = await openInvite(bob, await showInvite(ada));
    const second = await ada.newTab(reply);
    await second.waitForFunction(
      () => document.querySelector('app-shell')?.shadowRoot?.querySelector('phase-screen') !== null,
    );
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    ada.assertClean();
  });

  it('a phone on its side and a small window still show everything', async () => {
    const [ada, bob] = await Promise.all([
      someone('chromium', { viewport: { width: 320, height: 568 } }),
      someone('firefox', { viewport: { width: 844, height: 390 } }),
    ]);
    await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
    const overflow = await ada.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
