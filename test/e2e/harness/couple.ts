/** Two people who have met, with a folder for their files, for all tests of a file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { meetByLink } from './meet.ts';
import { launch, type Person } from './person.ts';
import { startServer } from './server.ts';

export interface Couple {
  /** In Chromium. */
  readonly ada: Person;
  /** In Firefox. */
  readonly bob: Person;
  readonly folder: string;
}

/** @returns lets two people of these names meet; all that came goes after the last test */
export function couple(adaName = 'Ada', bobName = 'Bob'): () => Promise<Couple> {
  const leaving: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    // Pages before their server, as a page that lost it complains.
    for (const leave of leaving.splice(0).reverse()) await leave();
  });
  return async () => {
    const server = await startServer();
    leaving.push(() => server.stop());
    const folder = await mkdtemp(join(tmpdir(), 'twocan-couple-'));
    leaving.push(() => rm(folder, { recursive: true, force: true }));
    const [ada, bob] = await Promise.all([launch('chromium'), launch('firefox')]);
    leaving.push(() => Promise.all([ada.close(), bob.close()]));
    await meetByLink(server.url, [ada, adaName], [bob, bobName]);
    return { ada, bob, folder };
  };
}
