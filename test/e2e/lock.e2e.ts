/** The lock in real browsers: what stays readable behind it (nothing), what it shows, and erasing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { acceptFile, fileComplete, offerFile, sendText } from './harness/app.ts';
import { couple } from './harness/couple.ts';
import { dump, found } from './harness/dump.ts';
import type { Person } from './harness/person.ts';

const PASSPHRASE = 'two cans, one kettle, no wires';
/** What must not be readable: names, messages, a file’s name, type and content, and a draft. */
const NEEDLES = [
  'Ada of the kettle',
  'Bob of the harbour',
  'the otter leaves at dawn',
  'the harbour is awake',
  'behind the lock all is quiet',
  'plans-for-the-kettle',
  'what the kettle knows',
  'a draft that nobody saw',
  'text/plain',
];

let folder: string;
let ada: Person;
let bob: Person;

const meet = couple('Ada of the kettle', 'Bob of the harbour');
beforeAll(async () => {
  ({ folder, ada, bob } = await meet());
});

async function goTo(person: Person, name: 'settings' | 'friends'): Promise<void> {
  await person.page.evaluate((screen) => {
    document.querySelector('app-shell')?.app?.show({ name: screen });
  }, name);
}

async function setPassphrase(person: Person): Promise<void> {
  await goTo(person, 'settings');
  await person.click({ role: 'button', name: 'Set a passphrase' });
  await person.type({ css: 'input[type="password"]' }, PASSPHRASE);
  await person.click({ role: 'button', name: 'Save passphrase' });
  await person.see({ text: 'The passphrase is set.' });
}

async function unlock(person: Person, passphrase: string): Promise<void> {
  await person.fill({ css: 'input[type="password"]' }, passphrase);
  await person.click({ role: 'button', name: 'Unlock' });
}

/** The key as it lies there, and whether it is wrapped. */
async function keptKey(person: Person): Promise<{ version: number; key: Uint8Array }> {
  const { version, key } = await person.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('twocan');
      request.onsuccess = () => resolve(request.result);
    });
    return new Promise<{ version: number; key: number[] }>((resolve) => {
      const request = database.transaction('vault').objectStore('vault').get('key');
      request.onsuccess = () => {
        database.close();
        const record = request.result as { version: number; key: Uint8Array };
        resolve({ version: record.version, key: [...record.key] });
      };
    });
  });
  return { version, key: Uint8Array.from(key) };
}

it('leaves nothing readable behind it, shows nothing, and opens to the passphrase alone', async () => {
  // A whole session: chat both ways, a file, a draft.
  await sendText(ada, 'the otter leaves at dawn');
  await sendText(bob, 'the harbour is awake');
  const path = join(folder, 'plans-for-the-kettle.txt');
  await writeFile(path, 'what the kettle knows '.repeat(5_000));
  const fileId = await offerFile(ada, bob, path);
  await acceptFile(bob, fileId);
  await fileComplete(bob, fileId);
  await ada.see({ text: 'the harbour is awake' });
  await ada.type({ role: 'textbox', name: 'Message' }, 'a draft that nobody saw');

  for (const person of [ada, bob]) {
    // The page's policy lets WebAssembly run, so that the passphrase's second is well spent.
    const compiles = await person.page.evaluate(async () => {
      const nothing = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
      return (await WebAssembly.compile(nothing)) instanceof WebAssembly.Module;
    });
    expect(compiles).toBe(true);
    const { version, key } = await keptKey(person);
    expect(version).toBe(1);
    // The search finds what is there: the bare key.
    expect(found(await dump(person), [key])).toHaveLength(1);
    const beganMs = Date.now();
    await setPassphrase(person);
    console.log(`${person.kind}: a passphrase set in ${Date.now() - beganMs} ms`);

    // What comes afterwards is sealed as well, with the lines kept behind the lock.
    await person.click({ role: 'switch', name: 'Keep lines open while locked' });
    await person.click({ role: 'button', name: 'Lock now' });
    await person.see({ text: 'Locked' });
    await sendText(person === ada ? bob : ada, 'behind the lock all is quiet');
    await person.page.waitForFunction(() =>
      [...(document.querySelector('app-shell')?.store.get().friends.values() ?? [])].some(
        ({ last }) => last?.text === 'behind the lock all is quiet',
      ),
    );
    const shown = await person.text();
    for (const needle of NEEDLES) expect(shown).not.toContain(needle);
    expect(await person.page.title()).toBe('Twocan');
    expect(await person.accessibilityProblems()).toEqual([]);

    const kept = await dump(person);
    console.log(
      `${person.kind}: ${kept.records} records and ${kept.files} files, ${kept.hex.length / 2} bytes`,
    );
    expect(kept.records).toBeGreaterThan(5);
    expect(found(kept, [...NEEDLES, key])).toEqual([]);
    const wrapped = await keptKey(person);
    expect(wrapped.version).toBe(2);
    const cost = Buffer.from(wrapped.key);
    console.log(`${person.kind}: ${cost.readUInt32BE(1)} KiB, ${cost.readUInt32BE(5)} passes`);

    await unlock(person, 'two cans, one kettle, two wires');
    await person.see({ text: 'That is not the passphrase.' });
    await unlock(person, PASSPHRASE);
    await person.see({ text: 'Lock now' });
  }

  for (const person of [ada, bob]) {
    // A fresh start comes to the lock first, and holds nothing in memory either.
    await person.reload();
    await person.see({ text: 'Locked' });
    const friends = await person.page.evaluate(
      () => document.querySelector('app-shell')?.store.get().friends.size,
    );
    expect(friends).toBe(0);
    await unlock(person, PASSPHRASE);
    await goTo(person, 'friends');
    await person.click({ role: 'button', name: person === ada ? 'Bob of' : 'Ada of' });
    await person.see({ text: 'the otter leaves at dawn' });
    person.assertClean();
  }
});

it('forgets at once what is erased, and begins anew', async () => {
  for (const person of [ada, bob]) {
    const before = await keptKey(person);
    await goTo(person, 'settings');
    await person.click({ role: 'button', name: 'Erase everything' });
    const beganMs = Date.now();
    await person.click({ css: 'dialog[open] .primary' });
    await person.see({ text: 'What should friends call you?' });
    // Until the first screen of the fresh page stands; a busy machine takes longer, so it is not asserted.
    console.log(`${person.kind}: erased and begun anew in ${Date.now() - beganMs} ms`);
    const after = await dump(person);
    // The fresh page has made a key of its own, and nothing else.
    expect(after.records).toBe(1);
    expect(after.files).toBe(0);
    expect(found(after, [...NEEDLES, before.key])).toEqual([]);
    expect((await keptKey(person)).version).toBe(1);
    person.assertClean();
  }
});
