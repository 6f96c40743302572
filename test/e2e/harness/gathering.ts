/** Browsers, their server and a folder for files, for all tests of a file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { launch, type Person } from './person.ts';
import { startServer } from './server.ts';

export interface Gathering {
  readonly url: string;
  readonly folder: string;
  /** As `launch`. */
  readonly come: (...args: Parameters<typeof launch>) => Promise<Person>;
}

/** @returns begins it; all that came goes after the last test */
export function gathering(): () => Promise<Gathering> {
  const leaving: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    // Pages before their server, as a page that lost it complains.
    for (const leave of leaving.splice(0).reverse()) await leave();
  });
  return async () => {
    const server = await startServer();
    leaving.push(() => server.stop());
    const folder = await mkdtemp(join(tmpdir(), 'twocan-gathering-'));
    leaving.push(() => rm(folder, { recursive: true, force: true }));
    const come: Gathering['come'] = async (...args) => {
      const person = await launch(...args);
      leaving.push(() => person.close());
      return person;
    };
    return { url: server.url, folder, come };
  };
}
