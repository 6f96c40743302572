/** A backup between real browsers: saved in Chromium as a download, imported in Firefox on a fresh device. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { sendText } from './harness/app.ts';
import { devices, giveFile, hashOfFirstFile, type Devices } from './harness/devices.ts';
import type { Person } from './harness/person.ts';

const PASSPHRASE = 'two cans, one kettle, no wires';

const gather = devices();
let all: Devices;

beforeAll(async () => {
  all = await gather();
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
  const downloads = join(all.folder, 'downloads');
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
  const { ada, bob, fresh, url, folder } = all;
  await sendText(ada, 'the otter leaves at dawn');
  await sendText(bob, 'the harbour is awake');
  const hash = await giveFile(all);
  const path = await saved(ada);
  const bytes = await readFile(path);
  expect(bytes.includes('otter')).toBe(false);
  const cut = join(folder, 'cut.backup');
  await writeFile(cut, bytes.subarray(0, bytes.length - 100));

  await fresh.open(url);
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
  expect(await hashOfFirstFile(fresh)).toBe(hash);
  for (const person of [ada, bob, fresh]) person.assertClean();
}, 60_000);
