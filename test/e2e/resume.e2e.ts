/** Killed browsers: two of the cases in resume.slow.ts, the worst for each side. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAX_SENT_TWICE, runResume, type ResumeCase } from './resume-cases.ts';
import { startServer, type TestServer } from './harness/server.ts';

const CASES: readonly ResumeCase[] = [
  { sender: 'chromium', receiver: 'firefox', dies: 'sender', percent: 50 },
  { sender: 'firefox', receiver: 'chromium', dies: 'receiver', percent: 10 },
];

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it.each(CASES)('$sender to $receiver, the $dies killed at $percent %', async (one) => {
  const { sentTwice, hashEqual } = await runResume(server.url, one);
  console.log(`${one.sender} to ${one.receiver}, ${one.dies} killed: ${sentTwice} sent twice`);
  expect(hashEqual).toBe(true);
  expect(sentTwice).toBeLessThanOrEqual(MAX_SENT_TWICE);
});
