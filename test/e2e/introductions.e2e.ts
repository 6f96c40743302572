/** Two friends of mine meet through me, without any code. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introductionMs } from './harness/introduction.ts';
import { seeConnected } from './harness/meet.ts';
import { startServer, type TestServer } from './harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

describe('an introduction', () => {
  it('ties a line between two who never exchanged a code', async () => {
    const kinds = ['chromium', 'chromium', 'firefox'] as const;
    const milliseconds = await introductionMs(server.url, kinds, async ({ ivy, people }) => {
      const [ada, bob] = people;
      await ivy.see({ text: 'Introduced: Bob and Ada' });
      for (const person of [ivy, ada, bob]) {
        expect(await person.accessibilityProblems()).toEqual([]);
      }
      await Promise.all(
        people.map((person) => person.click({ role: 'button', name: 'Open conversation' })),
      );
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      await ada.type({ role: 'textbox', name: 'Message' }, 'Ivy says you collect tins.');
      await ada.press('Enter');
      await bob.see({ text: 'Ivy says you collect tins.' });
      await ada.see({ text: 'A friend introduced you' });
      for (const person of [ivy, ada, bob]) person.assertClean();
    });
    console.log(`introductionMs ${milliseconds}`);
    expect(milliseconds).toBeLessThan(20_000);
  });
});
