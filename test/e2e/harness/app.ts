/** What the app does, asked of it directly: for benchmarks and pictures, where screens do not matter. */
import type { Messenger } from '../../../src/app/messenger.ts';
import type { Person } from './person.ts';

/** The shell keeps the app, so the page can reach it there. */
interface Shell extends Element {
  readonly app: Messenger;
}

const LOOK_EVERY_MS = 20;

/** Writes to the one friend. */
export async function sendText(person: Person, text: string): Promise<void> {
  await person.page.evaluate(async (message) => {
    const { app } = document.querySelector('app-shell') as Shell;
    const [friendId] = app.store.get().friends.keys();
    if (friendId !== undefined) await app.sendText(friendId, message);
  }, text);
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

async function transferIds(person: Person): Promise<string[]> {
  return person.page.evaluate(() => {
    const { app } = document.querySelector('app-shell') as Shell;
    return [...app.store.get().transfers.keys()];
  });
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
