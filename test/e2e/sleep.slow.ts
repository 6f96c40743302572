/** A page that was asleep does not lose its friend. */
import { afterEach, describe, expect, it } from 'vitest';
import { meetByLink } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

/** How the line to the one friend stands. */
function lineOf(person: Person): Promise<string> {
  return person.page.evaluate(() => {
    const [friend] = document.querySelector('app-shell')?.store.get().friends.values() ?? [];
    return friend?.line ?? 'nobody';
  });
}

async function until(person: Person, line: string, limitMs: number): Promise<void> {
  const endMs = performance.now() + limitMs;
  while ((await lineOf(person)) !== line) {
    if (performance.now() > endMs) throw new Error(`It is ${await lineOf(person)}, not ${line}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a page that sleeps', () => {
  const people: Person[] = [];
  let server: TestServer | null = null;

  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.close()));
    await server?.stop();
  });

  it('seems shaky to its friend meanwhile, and is connected as soon as it wakes', async () => {
    server = await startServer();
    people.push(await launch('chromium', {}), await launch('firefox', {}));
    const [ada, bob] = people as [Person, Person];
    await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
    const devtools = await ada.page.createCDPSession();
    const setState = (state: 'frozen' | 'active'): Promise<unknown> =>
      devtools.send('Page.setWebLifecycleState', { state });
    await setState('frozen');
    await until(bob, 'shaky', 15_000);
    // Longer than it takes to give up a line whose path is dead as well.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(await lineOf(bob)).toBe('shaky');
    await setState('active');
    await until(ada, 'open', 5_000);
    await until(bob, 'open', 5_000);
  });
});
