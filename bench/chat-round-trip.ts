/** How long a message takes to be stored by the friend and known to be, asked of the app itself. */
import type { Messenger } from '../src/app/messenger.ts';
import type { Person } from '../test/e2e/harness/person.ts';

interface Shell extends Element {
  readonly app: Messenger;
}

/** Between two messages, so that each finds the line as it is and not busy with the one before. */
const PAUSE_MS = 50;

/** Sends `count` short messages, one after another. @returns milliseconds of each until it was delivered */
export async function chatRoundTripsMs(person: Person, count: number): Promise<number[]> {
  return person.page.evaluate(
    async (messages, pauseMs) => {
      const { app } = document.querySelector('app-shell') as Shell;
      const [friendId] = app.store.get().friends.keys();
      if (friendId === undefined) throw new Error('Nobody to write to.');
      /** The last item is mine and has arrived. */
      const isDelivered = (text: string): boolean => {
        const last = app.store.get().conversations.get(friendId)?.items.at(-1);
        return last?.kind === 'text' && last.text === text && last.delivery === 'delivered';
      };
      const took: number[] = [];
      for (let n = 0; n < messages; n += 1) {
        const text = `${Date.now()} ${n}`;
        const sinceMs = performance.now();
        const delivered = new Promise<void>((resolve) => {
          const unsubscribe = app.store.subscribe(() => {
            if (!isDelivered(text)) return;
            unsubscribe();
            resolve();
          });
        });
        await app.sendText(friendId, text);
        await delivered;
        took.push(performance.now() - sinceMs);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      return took;
    },
    count,
    PAUSE_MS,
  );
}
