/** Killed browsers at 10, 50 and 90 %, either side, in all pairings. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BrowserKind } from './harness/browser.ts';
import { MAX_SENT_TWICE, runResume, type ResumeCase } from './resume-cases.ts';
import { startServer, type TestServer } from './harness/server.ts';

const KINDS: readonly BrowserKind[] = ['chromium', 'firefox'];

const CASES: readonly ResumeCase[] = KINDS.flatMap((sender) =>
  KINDS.flatMap((receiver) =>
    (['sender', 'receiver'] as const).flatMap((dies) =>
      [10, 50, 90].map((percent) => ({ sender, receiver, dies, percent })),
    ),
  ),
);

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it.each(CASES)('$sender to $receiver, the $dies killed at $percent %', async (one) => {
  const { sentTwice, hashEqual } = await runResume(server.url, one);
  console.log(JSON.stringify({ ...one, sentTwice, hashEqual }));
  expect(hashEqual).toBe(true);
  expect(sentTwice).toBeLessThanOrEqual(MAX_SENT_TWICE);
});
