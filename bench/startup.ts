/** From opening the address to the first screen: first visit, later visit, later visit offline. */
import { firstStart } from '../test/e2e/harness/meet.ts';
import { launch, type Person } from '../test/e2e/harness/person.ts';
import { startServer } from '../test/e2e/harness/server.ts';
import { median, rounded } from './statistics.ts';

const ROUNDS = 5;

export async function startup(): Promise<Record<string, number>> {
  const cold: number[] = [];
  const warm: number[] = [];
  const offline: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServer();
    const person = await launch('chromium');
    try {
      await markFirstScreen(person);
      cold.push(await openMs(person, server.url));
      await firstStart(person, server.url, 'Ann');
      await person.page.evaluate(async () => {
        await navigator.serviceWorker.ready;
      });
      warm.push(await openMs(person, server.url));
      await server.stop();
      offline.push(await openMs(person, server.url));
    } finally {
      await person.close();
      await server.stop();
    }
  }
  return {
    coldMs: rounded(median(cold)),
    warmMs: rounded(median(warm)),
    offlineMs: rounded(median(offline)),
  };
}

/** Sets a mark in the frame in which a screen stands for the first time. */
async function markFirstScreen({ page }: Person): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const look = (): void => {
      const shell = document.querySelector('app-shell')?.shadowRoot;
      const screen = shell?.querySelector('welcome-screen, friends-screen, friend-list');
      if (screen?.shadowRoot?.querySelector('button')) performance.mark('first-screen');
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

async function openMs(person: Person, url: string): Promise<number> {
  // Off the page first: the same address would only be a reload.
  await person.page.goto('about:blank');
  await person.open(url);
  return person.page.evaluate(async () => {
    while (performance.getEntriesByName('first-screen').length === 0) {
      await new Promise((next) => setTimeout(next, 10));
    }
    return performance.getEntriesByName('first-screen')[0]?.startTime ?? 0;
  });
}
