/** People who come in a test and leave with it. */
import { afterEach, type TestContext } from 'vitest';
import type { BrowserKind } from './browser.ts';
import { launch, type Person, type PersonOptions } from './person.ts';

/** @returns launches a browser, as `launch` does, and closes it after the test that runs now */
export function guests(): (kind: BrowserKind, options?: PersonOptions) => Promise<Person> {
  const here: Person[] = [];
  afterEach(async () => {
    await Promise.all(here.splice(0).map((person) => person.close()));
  });
  return async (kind, options = {}) => {
    const person = await launch(kind, options);
    here.push(person);
    return person;
  };
}

/** As `guests`, for a test that runs beside others. */
export function guestsOf({
  onTestFinished,
}: TestContext): (kind: BrowserKind, options?: PersonOptions) => Promise<Person> {
  return async (kind, options = {}) => {
    const person = await launch(kind, options);
    onTestFinished(() => person.close());
    return person;
  };
}
