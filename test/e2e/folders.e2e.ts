/** A folder of many small files between two real browsers: one card, the same structure, the same bytes. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { savedAsZip, savedInto } from './harness/saved-folder.ts';
import { meetByLink } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const FILES = 1_000;
const FILE_BYTES = 2_000;
const FILES_IN_FOLDER = 50;

let server: TestServer;
let place: string;
let ada: Person;
let bob: Person;
/** What is in the folder, by path. */
const contents = new Map<string, string>();

beforeAll(async () => {
  server = await startServer();
  place = await mkdtemp(join(tmpdir(), 'twocan-folder-'));
  for (let n = 0; n < FILES; n += 1) {
    const path = `day ${Math.floor(n / FILES_IN_FOLDER)}/größe/${n}.txt`;
    contents.set(path, `${n} `.repeat(FILE_BYTES).slice(0, FILE_BYTES));
  }
  for (const [path, content] of contents) {
    const file = join(place, 'Holiday', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  [ada, bob] = await Promise.all([launch('chromium'), launch('firefox')]);
  await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
});

afterAll(async () => {
  await Promise.all([ada.close(), bob.close()]);
  await server.stop();
  await rm(place, { recursive: true, force: true });
});

afterEach(() => {
  ada.assertClean();
  bob.assertClean();
});

/** Waits until the card says so. @returns how long that took */
async function sees(person: Person, text: string): Promise<number> {
  const sinceMs = Date.now();
  await person.see({ text });
  return Date.now() - sinceMs;
}

describe('a folder of 1,000 small files', () => {
  it('goes from Chromium to Firefox as one card, and is saved there as a zip file', async () => {
    await ada.chooseFiles([join(place, 'Holiday')], 'input[webkitdirectory]');
    await bob.see({ text: '1,000 files' });
    await bob.click({ role: 'button', name: 'Accept' });
    const arrivesMs = await sees(bob, 'Received');
    const sinceMs = Date.now();
    const saved = await savedAsZip(bob);
    console.log(JSON.stringify({ arrivesMs, savedMs: Date.now() - sinceMs }));
    expect(saved).toEqual(new Map([...contents].map(([path, text]) => [`Holiday/${path}`, text])));
  });

  it('goes from Firefox to Chromium, and is saved there as a folder', async () => {
    await bob.page.evaluate(
      async (entries) => {
        const { app } = document.querySelector('app-shell') ?? {};
        const [friendId = ''] = app?.store.get().friends.keys() ?? [];
        const files = entries.map(([path, text]) => ({ path, file: new File([text], 'x') }));
        await app?.files.offerFolder(friendId, { name: 'Back', entries: files });
      },
      [...contents],
    );
    await ada.click({ role: 'button', name: 'Accept' });
    const arrivesMs = await sees(ada, 'Received');
    const sinceMs = Date.now();
    const saved = await savedInto(ada);
    console.log(JSON.stringify({ arrivesMs, savedMs: Date.now() - sinceMs }));
    expect(saved).toEqual(new Map([...contents].map(([path, text]) => [`Back/${path}`, text])));
  });
});
