/** A slow human: the reply is applied three minutes after it was made, in all four pairings at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind } from './harness/browser.ts';
import { firstStart, openInvite, pasteCard, seeConnected, showInvite } from './harness/meet.ts';
import { launch } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const LATE_MS = 180_000;

/** What a person waits for without doubt, once the reply is in. */
const PROMPT_MS = 10_000;

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

describe.each<[BrowserKind, BrowserKind]>([
  ['chromium', 'chromium'],
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
  ['firefox', 'firefox'],
])('%s invites %s', (inviterKind, replierKind) => {
  it('and a reply that comes three minutes late still connects', async () => {
    const [ada, bob] = await Promise.all([launch(inviterKind), launch(replierKind)]);
    try {
      await firstStart(ada, server.url, 'Ada');
      await firstStart(bob, server.url, 'Bob');
      const reply = await openInvite(bob, await showInvite(ada));
      await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      const sinceMs = Date.now();
      await pasteCard(ada, reply);
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      const tookMs = Date.now() - sinceMs;
      console.log(`${inviterKind} → ${replierKind}: open after ${tookMs} ms`);
      expect(tookMs).toBeLessThan(PROMPT_MS);
      ada.assertClean();
      bob.assertClean();
    } finally {
      await Promise.all([ada.close(), bob.close()]);
    }
  });
});
