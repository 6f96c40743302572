/** A file of 4 GiB, sparse so that it costs the sender's disk nothing. Some ten minutes. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meetByLink } from './harness/meet.ts';
import { memoryOfSending } from './harness/memory.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const SIZE_MIB = 4096;
const MIB = 1024 * 1024;
/** What collecting garbage later or sooner makes of it; a window of pieces that leaked would be twice that. */
const MAX_GROWTH_MIB = 8;

let server: TestServer;
let folder: string;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-large-'));
  [ada, bob] = await Promise.all([launch('chromium'), launch('chromium')]);
});
afterAll(async () => {
  await Promise.all([ada.close(), bob.close()]);
  await rm(folder, { recursive: true, force: true });
  await server.stop();
});

it('passes with the memory of both pages flat', { timeout: 3_600_000 }, async () => {
  const path = join(folder, 'sparse.bin');
  const file = await open(path, 'w');
  await file.truncate(SIZE_MIB * MIB);
  await file.close();
  await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
  const memory = await memoryOfSending(ada, bob, path, SIZE_MIB);
  console.log(JSON.stringify(memory));
  expect(memory.sender.growthMiB).toBeLessThan(MAX_GROWTH_MIB);
  expect(memory.receiver.growthMiB).toBeLessThan(MAX_GROWTH_MIB);
});
