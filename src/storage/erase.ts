/** Erases everything that this origin keeps on the device but the app's own files. */
import { MessengerError } from '../errors.ts';
import { DATABASE_NAME, type Database } from './database.ts';
import { translate } from './storage-errors.ts';

/** Another tab's Worker lets go of its file handles within this time. */
const HANDLE_WAIT_MS = 1_000;
const HANDLE_RETRY_MS = 50;
/** A frozen tab may keep an empty database from being deleted; it goes when the tab does. */
const DELETE_WAIT_MS = 500;

/**
 * First all records in one transaction, and with them the vault key: from then on nothing that is left
 * can be read, whatever happens next. Then the database itself, and all files.
 * @throws MessengerError 'storage-*' when something is left
 */
export async function eraseAll(database: Database, name = DATABASE_NAME): Promise<void> {
  await database.clear();
  database.close();
  await Promise.all([deleteDatabase(name), eraseFiles()]);
}

/** Resolves when it is gone, or is empty and will go. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    const timer = setTimeout(resolve, DELETE_WAIT_MS);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    request.onsuccess = () => end(resolve);
    request.onerror = () => end(() => reject(translate(request.error)));
  });
}

async function eraseFiles(): Promise<void> {
  const root = await navigator.storage.getDirectory().catch(() => null);
  // Without OPFS there is nothing in it.
  if (root === null) return;
  for (let waitedMs = 0; ; waitedMs += HANDLE_RETRY_MS) {
    const names: string[] = [];
    for await (const each of root.keys()) names.push(each);
    if (names.length === 0) return;
    if (waitedMs >= HANDLE_WAIT_MS) throw new MessengerError('storage-blocked');
    const removals = names.map((each) => root.removeEntry(each, { recursive: true }));
    const results = await Promise.allSettled(removals);
    if (results.some(({ status }) => status === 'rejected')) {
      await new Promise((resolve) => setTimeout(resolve, HANDLE_RETRY_MS));
    }
  }
}
