/** Two Chromium people who have met, and files sent between them without touching the screens. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { randomFillSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Messenger } from '../src/app/messenger.ts';
import { meetByLink } from '../test/e2e/harness/meet.ts';
import { launch, type Person } from '../test/e2e/harness/person.ts';
import { startServer } from '../test/e2e/harness/server.ts';

/** The shell keeps the app; benchmarks reach it there. */
interface Shell extends Element {
  readonly app: Messenger;
}

const LOOK_EVERY_MS = 20;
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

/** Offers a file on disk to the one friend. @returns its identifier, once the receiver has the offer */
export async function offerFile(sender: Person, receiver: Person, path: string): Promise<string> {
  const known = await transferIds(receiver);
  const input = await sender.page.evaluateHandle(() => {
    const made = document.createElement('input');
    made.type = 'file';
    return made;
  });
  await input.uploadFile(path);
  await input.evaluate(async (field) => {
    const { app } = document.querySelector('app-shell') as Shell;
    const [friendId] = app.store.get().friends.keys();
    if (friendId !== undefined) await app.offerFiles(friendId, [...(field.files ?? [])]);
  });
  for (;;) {
    const added = (await transferIds(receiver)).find((id) => !known.includes(id));
    if (added !== undefined) return added;
    await pause();
  }
}

export async function acceptFile(receiver: Person, fileId: string): Promise<void> {
  await receiver.page.evaluate(async (id) => {
    await (document.querySelector('app-shell') as Shell).app.acceptFile(id);
  }, fileId);
}

/** Waits until the file is whole and checked; calls `whileWaiting` at every look. */
export async function fileComplete(
  receiver: Person,
  fileId: string,
  whileWaiting?: () => void,
): Promise<void> {
  for (;;) {
    const status = await receiver.page.evaluate((id) => {
      const { app } = document.querySelector('app-shell') as Shell;
      return app.store.get().transfers.get(id)?.status;
    }, fileId);
    if (status === 'complete') return;
    if (status !== 'active' && status !== 'offered') throw new Error(`The file is ${status}.`);
    whileWaiting?.();
    await pause();
  }
}

/** The process of a person's browser. */
export function pidOf(person: Person): number {
  const pid = person.browser.process()?.pid;
  if (pid === undefined) throw new Error('This browser is not running.');
  return pid;
}

async function transferIds(person: Person): Promise<string[]> {
  return person.page.evaluate(() => {
    const { app } = document.querySelector('app-shell') as Shell;
    return [...app.store.get().transfers.keys()];
  });
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
