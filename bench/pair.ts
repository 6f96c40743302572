/** Two Chromium people who have met, and a file for them. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { randomFillSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meetByLink } from '../test/e2e/harness/meet.ts';
import { launch, type Person } from '../test/e2e/harness/person.ts';
import { startServer } from '../test/e2e/harness/server.ts';

const MIB = 1024 * 1024;

/** Runs `work` with two people whose line is open, then cleans up. */
export async function withPair<T>(
  work: (sender: Person, receiver: Person) => Promise<T>,
): Promise<T> {
  const server = await startServer();
  const sender = await launch('chromium');
  const receiver = await launch('chromium');
  try {
    await meetByLink(server.url, [sender, 'Ann'], [receiver, 'Ben']);
    return await work(sender, receiver);
  } finally {
    await Promise.all([sender.close(), receiver.close()]);
    await server.stop();
  }
}

/** Runs `work` with a file of random bytes (the same MiB over and over), then removes it. */
export async function withFile<T>(sizeMiB: number, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'twocan-bench-'));
  const path = join(folder, 'random.bin');
  try {
    const block = randomFillSync(Buffer.alloc(MIB));
    const file = await open(path, 'w');
    for (let written = 0; written < sizeMiB; written += 1) await file.write(block);
    await file.close();
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The process of a person's browser. */
export function pidOf(person: Person): number {
  const pid = person.browser.process()?.pid;
  if (pid === undefined) throw new Error('This browser is not running.');
  return pid;
}
