/** How a line stands is said alike in the list and above the conversation, in words and by the string. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineState } from '../../src/app/keeping.ts';
import { meetByLink } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

/** Beside a list there is room for a conversation. */
const WIDE = { width: 1280, height: 800 };

let server: TestServer;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  server = await startServer();
  const options = { viewport: WIDE, reducedMotion: true };
  [ada, bob] = await Promise.all([launch('chromium', options), launch('firefox', options)]);
  await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
});

afterAll(async () => {
  await Promise.all([ada.close(), bob.close()]);
  await server.stop();
});

/** What is to be seen of the line to the one friend. */
interface Shown {
  /** In the list, and above the conversation. */
  readonly words: readonly [string, string];
  readonly strings: readonly [string, string];
  /** Of the bars above the messages that say what can be done. */
  readonly actions: readonly string[];
}

/** Lets the line stand like that on this side's screens. @returns what they show then */
function show(person: Person, line: LineState, broke: boolean): Promise<Shown> {
  return person.page.evaluate(
    async (state, lineError) => {
      const shell = document.querySelector('app-shell');
      shell?.store.update((now) => ({
        ...now,
        friends: new Map(
          [...now.friends].map(([id, friend]) => [id, { ...friend, line: state, lineError }]),
        ),
      }));
      /** All elements, also those inside of others. */
      const all = function* (root: ParentNode): Generator<Element> {
        for (const element of root.querySelectorAll('*')) {
          yield element;
          if (element.shadowRoot !== null) yield* all(element.shadowRoot);
        }
      };
      // Drawn with the next frame, whatever draws a part of it draws it in the same.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      const within = (host: string, wanted: string): Element[] =>
        [...all(document)]
          .filter((element) => element.localName === host)
          .flatMap((element) => [...all(element.shadowRoot ?? element)])
          .filter((element) => element.matches(wanted));
      const text = ([element]: Element[]): string =>
        element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
      const string = ([element]: Element[]): string => element?.getAttribute('state') ?? '';
      return {
        words: [
          text(within('friend-row', '.state > *:last-child')),
          text(within('conversation-header', '.line')),
        ],
        strings: [
          string(within('friend-row', 'string-line')),
          string(within('conversation-header', 'string-line')),
        ],
        actions: within('conversation-screen', 'notice-bar').map(
          (bar) => bar.getAttribute('action') ?? '',
        ),
      } as const;
    },
    line,
    broke ? ('line-lost' as const) : null,
  );
}

const CASES = [
  ['open', false, ['Connected', 'Connected'], 'taut', []],
  ['shaky', false, ['Connected, but shaky', 'Connected, but shaky'], 'loose', []],
  ['looking', false, ['Looking for them', 'Looking for them'], 'drawing', ['Stop looking']],
  ['away', false, ['Away', 'Away'], 'slack', ['Meet again']],
  ['away', true, ['The line broke', 'Away'], 'slack', ['Meet again']],
] as const;

describe.each([
  ['Chromium', () => ada],
  ['Firefox', () => bob],
] as const)('in %s', (_, person) => {
  it.each(CASES)('a line that is %s (broke: %s)', async (line, broke, words, string, actions) => {
    const shown = await show(person(), line, broke);
    // How sure I am of the friend stands behind it.
    expect(shown.words[0].split(', ').slice(0, -1).join(', ')).toBe(words[0]);
    // How the friends met, and which way the line runs, stand behind it.
    expect(shown.words[1].startsWith(words[1])).toBe(true);
    expect(shown.strings).toEqual([string, string]);
    expect(shown.actions).toEqual(actions);
    expect(await person().accessibilityProblems()).toEqual([]);
  });
});
