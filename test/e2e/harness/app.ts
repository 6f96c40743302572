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

/** Waits until the file is whole and checked; calls `whileWaiting` now and then meanwhile. */
export async function fileComplete(
  receiver: Person,
  fileId: string,
  whileWaiting: () => void = () => undefined,
): Promise<void> {
  const timer = setInterval(whileWaiting, 200);
  try {
    // The page tells: asking it all the time would cost what is being measured.
    const status = await receiver.page.evaluate(
      (id) =>
        new Promise<string | undefined>((resolve) => {
          const { store } = (document.querySelector('app-shell') as Shell).app;
          const look = (): void => {
            const now = store.get().transfers.get(id)?.status;
            if (now !== 'active' && now !== 'offered') resolve(now);
          };
          store.subscribe(look);
          look();
        }),
      fileId,
    );
    if (status !== 'complete') throw new Error(`The file is ${status ?? 'gone'}.`);
  } finally {
    clearInterval(timer);
  }
}

/** SHA-256 of a complete file, in hexadecimal, read back piece by piece as saving does; or why not. */
export async function receivedHash(receiver: Person, fileId: string): Promise<string> {
  return receiver.page.evaluate(async (id) => {
    const { app } = document.querySelector('app-shell') as Shell;
    // The save picker needs a person: a picker that writes into memory stands in for it.
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const writable = (): WritableStream =>
      new WritableStream<Uint8Array<ArrayBuffer>>({ write: (chunk) => void chunks.push(chunk) });
    const picker = (): Promise<unknown> =>
      Promise.resolve({ createWritable: () => Promise.resolve(writable()) });
    Object.assign(window, { showSaveFilePicker: picker });
    const error = await app.saveFile(id);
    if (error !== null) return error;
    const whole = await new Blob(chunks).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }, fileId);
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
