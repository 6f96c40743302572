/** Two people who write to each other all the time, and what came of what they wrote. */
import type { Person } from '../../e2e/harness/person.ts';
import { sendText } from '../../e2e/harness/app.ts';

/** What is missing at the end, and what is there more than once. */
export interface Count {
  readonly lost: number;
  readonly doubled: number;
}

const LOOK_EVERY_MS = 20;

/** One person's letters to the other. */
class Pen {
  readonly #written: string[] = [];

  constructor(
    private readonly from: Person,
    private readonly to: Person,
  ) {}

  async write(): Promise<string> {
    const text = `letter ${this.#written.length}`;
    this.#written.push(text);
    await sendText(this.from, text);
    return text;
  }

  /** Writes a letter and waits until it was read. @returns whether it came in time */
  async reaches(limitMs: number): Promise<boolean> {
    const endMs = performance.now() + limitMs;
    const text = await this.write();
    while (!(await isThere(this.to, text))) {
      if (performance.now() > endMs) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return true;
  }

  async count(): Promise<Count> {
    const there = await allThere(this.to);
    const distinct = new Set(there);
    return {
      lost: this.#written.filter((text) => !distinct.has(text)).length,
      doubled: there.length - distinct.size,
    };
  }
}

export class Letters {
  readonly #pens: readonly Pen[];
  #isWriting = false;
  #written: Promise<unknown> = Promise.resolve();

  constructor(ada: Person, bob: Person) {
    this.#pens = [new Pen(ada, bob), new Pen(bob, ada)];
  }

  /** Both begin to write, and do until `stop`. */
  start(everyMs: number): void {
    this.#isWriting = true;
    const keepWriting = async (pen: Pen): Promise<void> => {
      while (this.#isWriting) {
        await pen.write();
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    };
    this.#written = Promise.all(this.#pens.map(keepWriting));
  }

  async stop(): Promise<void> {
    this.#isWriting = false;
    await this.#written;
  }

  /** Whether what both write now is read in time. */
  async reach(limitMs: number): Promise<boolean> {
    const reached = await Promise.all(this.#pens.map((pen) => pen.reaches(limitMs)));
    return reached.every(Boolean);
  }

  async count(): Promise<Count> {
    const counts = await Promise.all(this.#pens.map((pen) => pen.count()));
    return {
      lost: counts.reduce((sum, { lost }) => sum + lost, 0),
      doubled: counts.reduce((sum, { doubled }) => sum + doubled, 0),
    };
  }
}

/** Whether the friend's text is in the conversation that is on screen. */
function isThere(person: Person, wanted: string): Promise<boolean> {
  return person.page.evaluate((text) => {
    const store = document.querySelector('app-shell')?.store;
    const [conversation] = store?.get().conversations.values() ?? [];
    const items = conversation?.items ?? [];
    return items.some(
      (item) => item.author === 'them' && item.kind === 'text' && item.text === text,
    );
  }, wanted);
}

/** Everything that the friend wrote, from the first letter on. */
function allThere(person: Person): Promise<string[]> {
  return person.page.evaluate(async () => {
    const app = document.querySelector('app-shell')?.app;
    if (!app) return [];
    const [[friendId, conversation] = []] = app.store.get().conversations;
    if (friendId === undefined) return [];
    let now = conversation;
    while (now?.hasEarlier === true) {
      await app.loadEarlier(friendId);
      await new Promise((resolve) => setTimeout(resolve, 0));
      now = app.store.get().conversations.get(friendId);
    }
    return (now?.items ?? []).flatMap((item) =>
      item.author === 'them' && item.kind === 'text' ? [item.text] : [],
    );
  });
}
