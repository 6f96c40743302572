/** Two people who have met, with a folder for their files, for all tests of a file. */
import { gathering } from './gathering.ts';
import { meetByLink } from './meet.ts';
import type { Person } from './person.ts';

export interface Couple {
  /** In Chromium. */
  readonly ada: Person;
  /** In Firefox. */
  readonly bob: Person;
  readonly folder: string;
}

/** @returns lets two people of these names meet; all that came goes after the last test */
export function couple(adaName = 'Ada', bobName = 'Bob'): () => Promise<Couple> {
  const gather = gathering();
  return async () => {
    const { url, folder, come } = await gather();
    const [ada, bob] = await Promise.all([come('chromium'), come('firefox')]);
    await meetByLink(url, [ada, adaName], [bob, bobName]);
    return { ada, bob, folder };
  };
}
