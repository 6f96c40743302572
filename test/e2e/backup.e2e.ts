/** A backup between real browsers: saved in Chromium as a download, imported in Firefox on a fresh device. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Messenger } from '../../src/app/messenger.ts';
import { acceptFile, fileComplete, offerFile, receivedHash, sendText } from './harness/app.ts';
import { meetByLink } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const PASSPHRASE = 'two cans, one kettle, no wires';
/** Several chunks of the backup, and pieces of the store. */
const FILE_BYTES = 1_300_000;

/** The shell keeps the app, so the page can reach it there. */
interface Shell extends Element {
  readonly app: Messenger;
}

let server: TestServer;
let folder: string;
let ada: Person;
let bob: Person;
let fresh: Person;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-backup-'));
  await mkdir(join(folder, 'downloads'));
  [ada, bob, fresh] = await Promise.all([
    launch('chromium', { downloads: join(folder, 'downloads') }),
    launch('chromium'),
    launch('firefox'),
  ]);
  await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
});

afterAll(async () => {
  await Promise.all([ada.close(), bob.close(), fresh.close()]);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Saves a backup as a person does where there is no save picker. @returns where it lies */
async function saved(person: Person): Promise<string> {
  await person.page.evaluate(() => {
    // A picker needs a person: without one the browser downloads.
    Object.assign(window, { showSaveFilePicker: undefined });
    document.querySelector('app-shell')?.app?.show({ name: 'settings' });
  });
  await person.click({ role: 'button', name: 'Make a backup' });
  await person.type({ css: 'input[type="password"]' }, PASSPHRASE);
  await person.see({ role: 'switch', name: /With 1 file that you received/ });
  await person.click({ role: 'button', name: 'Save the backup' });
  await person.see({ text: /The backup is saved/ });
  const downloads = join(folder, 'downloads');
  return vi.waitFor(
    async () => {
      const [name = '', ...others] = await readdir(downloads);
      expect(others).toEqual([]);
      expect(name).toMatch(/^Twocan \d{4}-\d\d-\d\d\.backup$/);
      return join(downloads, name);
    },
    { timeout: 10_000 },
  );
}

async function look(person: Person, path: string, passphrase: string): Promise<void> {
  const chooser = await person.see({ css: 'input[type=file]' });
  await (chooser as ElementHandle<HTMLInputElement>).uploadFile(path);
  await person.fill({ css: 'input[type="password"]' }, passphrase);
  await person.click({ role: 'button', name: 'Look into it' });
}

it('brings friends, history and a received file to another browser, and nothing otherwise', async () => {
  await sendText(ada, 'the otter leaves at dawn');
  await sendText(bob, 'the harbour is awake');
  const content = Buffer.from(Uint8Array.from({ length: FILE_BYTES }, (_, at) => (at * 7) % 256));
  await writeFile(join(folder, 'map.bin'), content);
  const fileId = await offerFile(bob, ada, join(folder, 'map.bin'));
  await acceptFile(ada, fileId);
  await fileComplete(ada, fileId);
  const path = await saved(ada);
  const bytes = await readFile(path);
  expect(bytes.includes('otter')).toBe(false);
  const cut = join(folder, 'cut.backup');
  await writeFile(cut, bytes.subarray(0, bytes.length - 100));

  await fresh.open(server.url);
  await fresh.click({ role: 'button', name: 'I have a backup' });
  await look(fresh, cut, PASSPHRASE);
  await fresh.see({ text: /This backup is damaged/ });
  await look(fresh, path, 'another passphrase');
  await fresh.see({ text: /That is not the passphrase/ });
  await look(fresh, path, PASSPHRASE);
  await fresh.see({ text: /A backup of Ada/ });
  await fresh.see({ text: '1 friend' });
  await fresh.see({ text: '2 messages' });
  await fresh.click({ role: 'button', name: 'Import' });

  await fresh.click({ css: 'friend-row' });
  await fresh.see({ text: 'the otter leaves at dawn' });
  await fresh.see({ text: 'the harbour is awake' });
  const fileHere = await fresh.page.evaluate(() => {
    const { app } = document.querySelector('app-shell') as Shell;
    return [...app.store.get().transfers.keys()][0] ?? '';
  });
  expect(await receivedHash(fresh, fileHere)).toBe(
    createHash('sha256').update(content).digest('hex'),
  );
  for (const person of [ada, bob, fresh]) person.assertClean();
}, 60_000);
