/** Deleting for both and disappearing in real browsers: on the screens, and in what the browsers keep. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { acceptFile, fileComplete, offerFile, sendText } from './harness/app.ts';
import { couple } from './harness/couple.ts';
import { dump } from './harness/dump.ts';
import type { Person } from './harness/person.ts';
import { plain } from './harness/plain.ts';

const SECRET = 'the otter sleeps under the pier';
const FLEETING = 'the otter leaves at dawn';
const FILE = 'otter-plans.txt';

let folder: string;
let ada: Person;
let bob: Person;

const meet = couple();
beforeAll(async () => {
  ({ folder, ada, bob } = await meet());
});

/** Opens the menu of the last message. */
async function openLastMenu(person: Person): Promise<void> {
  const last = await person.see({ css: '.row:last-of-type .options' });
  // As the keyboard does it: the button need not be under a pointer.
  await last.evaluate((button) => {
    if (button instanceof HTMLElement) button.focus();
  });
  await person.press('Enter');
}

/** Asks through the menu for the last message to be deleted on both sides. */
async function deleteLastForBoth(person: Person): Promise<void> {
  await openLastMenu(person);
  await person.click({ role: 'button', name: 'Delete for both' });
  const dialog = await person.see({ css: 'dialog[open]', shown: true });
  const words = await dialog.evaluate((element) => element.textContent);
  expect(words).toContain('Nobody can make sure that no copy was kept.');
  expect(await person.accessibilityProblems()).toEqual([]);
  await person.click({ css: 'dialog[open] .primary' });
}

/** Nothing of it is left: neither seen, nor in a record that the key opens, nor in a file. */
async function expectNothingOf(person: Person, needle: string): Promise<void> {
  await person.seeGone({ text: needle });
  expect((await plain(person)).text).not.toContain(needle);
}

it('deletes a message and a file for both, and says who did', async () => {
  await sendText(ada, 'this stays');
  await sendText(ada, SECRET);
  await bob.see({ text: SECRET });
  // The search finds what is there.
  for (const person of [ada, bob]) expect((await plain(person)).text).toContain(SECRET);
  await deleteLastForBoth(ada);
  await bob.see({ text: 'Ada deleted a message' });
  await ada.see({ text: 'You deleted a message' });
  for (const person of [ada, bob]) await expectNothingOf(person, 'the otter');

  const path = join(folder, FILE);
  await writeFile(path, 'what the otter plans '.repeat(40_000));
  const fileId = await offerFile(ada, bob, path);
  await acceptFile(bob, fileId);
  await fileComplete(bob, fileId);
  await ada.see({ text: 'Delivered' });
  expect((await dump(bob)).files).toBeGreaterThan(0);
  await deleteLastForBoth(ada);
  for (const person of [ada, bob]) {
    await person.seeGone({ css: 'file-card' });
    await expectNothingOf(person, FILE);
    expect((await dump(person)).files).toBe(0);
  }
  await bob.see({ text: 'this stays' });
});

it('lets messages disappear on both sides once they were read', async () => {
  await ada.page.evaluate(async () => {
    const app = document.querySelector('app-shell')?.app;
    const [friendId] = app?.store.get().friends.keys() ?? [];
    if (friendId !== undefined) await (await app?.forgetting())?.vanishAfter(friendId, 2);
  });
  await ada.see({ text: 'You set messages to disappear 2 seconds after they are read' });
  await bob.see({ text: 'Ada set messages to disappear 2 seconds after they are read' });
  const before = (await plain(bob)).entries;
  await sendText(ada, FLEETING);
  await bob.page.waitForFunction(
    (count) => document.querySelector('app-shell')?.store.get().friends.size === count,
    {},
    1,
  );
  for (const person of [ada, bob]) {
    await person.page.waitForFunction(
      (text) => {
        const conversations = document.querySelector('app-shell')?.store.get().conversations;
        const items = [...(conversations?.values() ?? [])].flatMap((one) => one.items);
        return !items.some((item) => item.kind === 'text' && item.text === text);
      },
      {},
      FLEETING,
    );
  }
  await expect.poll(async () => (await plain(bob)).entries, { timeout: 20_000 }).toBe(before + 1);
  for (const person of [ada, bob]) {
    await expect.poll(async () => (await plain(person)).vanishing, { timeout: 20_000 }).toBe(0);
    await expectNothingOf(person, FLEETING);
  }
  // Nor does a fresh page know of it.
  await bob.reload();
  await bob.see({ text: 'this stays' });
  expect(await bob.sees({ text: FLEETING })).toBe(false);
  for (const person of [ada, bob]) person.assertClean();
});
