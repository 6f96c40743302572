/** Two friends, and a new device that everything of one of them goes to, for all tests of a file. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acceptFile, fileComplete, offerFile, receivedHash } from './app.ts';
import { gathering } from './gathering.ts';
import { meetByLink } from './meet.ts';
import type { Person } from './person.ts';

/** Several chunks of a backup, and pieces of the store. */
const FILE_BYTES = 1_300_000;

export interface Devices {
  /** In Chromium; her downloads go to `folder`/downloads. */
  readonly ada: Person;
  /** In Chromium. */
  readonly bob: Person;
  /** In Firefox, which knows nothing yet. */
  readonly fresh: Person;
  readonly url: string;
  readonly folder: string;
}

/** @returns lets Ada and Bob meet; all that came goes after the last test */
export function devices(): () => Promise<Devices> {
  const gather = gathering();
  return async () => {
    const { url, folder, come } = await gather();
    const [ada, bob, fresh] = await Promise.all([
      come('chromium', { downloads: join(folder, 'downloads') }),
      come('chromium'),
      come('firefox'),
    ]);
    await meetByLink(url, [ada, 'Ada'], [bob, 'Bob']);
    return { ada, bob, fresh, url, folder };
  };
}

/** Bob gives Ada a file. @returns its SHA-256, hexadecimal */
export async function giveFile({ ada, bob, folder }: Devices): Promise<string> {
  const content = Uint8Array.from({ length: FILE_BYTES }, (_, at) => (at * 7) % 256);
  await writeFile(join(folder, 'map.bin'), content);
  const fileId = await offerFile(bob, ada, join(folder, 'map.bin'));
  await acceptFile(ada, fileId);
  await fileComplete(ada, fileId);
  return createHash('sha256').update(content).digest('hex');
}

/** The SHA-256 of the first file that somebody has, hexadecimal. */
export async function hashOfFirstFile(person: Person): Promise<string> {
  const fileId = await person.page.evaluate(
    () => [...(document.querySelector('app-shell')?.store.get().transfers.keys() ?? [])][0] ?? '',
  );
  return receivedHash(person, fileId);
}
