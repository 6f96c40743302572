/** The app as one file that two browsers open from disk: it pairs by text, chats, sends a file, locks. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/setup.mjs';
import { acceptFile, fileComplete, offerFile, receivedHash } from './harness/app.ts';
import { guests } from './harness/guests.ts';
import { firstStart, pasteCard, seeConnected, showInvite } from './harness/meet.ts';
import type { Person } from './harness/person.ts';

/** As Firefox is for people: under remote control it treats all files as one origin. */
const FILES_APART = {
  preferences: {
    'remote.prefs.recommended': false,
    'security.fileuri.strict_origin_policy': true,
  },
};

const PASSPHRASE = 'two cans on one disk';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twocan-single-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const someone = guests();

/** What `npm run build:single` does. @returns the path of the one file */
async function buildSingle(name: string): Promise<string> {
  const out = join(folder, name);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = ['build', '--mode', 'single', '--outDir', out, '--logLevel', 'warn'];
  // A test runner's NODE_ENV gives the libraries' development builds.
  const env = { ...process.env, NODE_ENV: 'production' };
  const built = spawnSync(process.execPath, [vite, ...args], { cwd: ROOT, env, encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
  expect(await readdir(out)).toEqual(['twocan.html']);
  return join(out, 'twocan.html');
}

async function say(from: Person, to: Person, text: string): Promise<void> {
  await from.type({ role: 'textbox', name: 'Message' }, text);
  await from.press('Enter');
  await to.see({ text });
}

it('is the same bytes at every build, and all of Twocan but what needs a host', async () => {
  const path = await buildSingle('one');
  const html = await readFile(path, 'utf8');
  const again = await readFile(await buildSingle('two'), 'utf8');
  // Not the file itself, which is long.
  expect(again === html).toBe(true);
  // Nothing is fetched: the policy names hashes, and what is not in the file is nowhere.
  const head = html.slice(0, html.indexOf('<script'));
  expect(head.match(/\s(?:src|href)="(?!data:)[^"]*/g) ?? []).toEqual([]);
  expect(/script-src '([^-]+)-[^ ]+' 'wasm-unsafe-eval';/.exec(head)?.[1]).toBe('sha256');

  const [ada, bob] = await Promise.all([someone('chromium'), someone('firefox', FILES_APART)]);
  const url = pathToFileURL(path).href;
  await firstStart(ada, url, 'Ada');
  await firstStart(bob, url, 'Bob');
  const invite = await showInvite(ada);
  expect(invite).toMatch(/^[\w-]+$/);
  await bob.click({ role: 'button', name: 'Connect a friend' });
  await pasteCard(bob, invite);
  await pasteCard(ada, await bob.cardLink('reply'));
  await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
  await say(ada, bob, 'from disk to disk');
  await say(bob, ada, 'and back');

  // More than a piece, so that Workers have something to do.
  const bytes = new Uint8Array(700_000).map((_, n) => n % 251);
  const sent = join(folder, 'strings.bin');
  await writeFile(sent, bytes);
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  for (const [from, to] of [
    [ada, bob],
    [bob, ada],
  ] as const) {
    const file = await offerFile(from, to, sent);
    await acceptFile(to, file);
    await fileComplete(to, file);
    expect(await receivedHash(to, file)).toBe(hash);
  }

  // It says what is different, and locks: Argon2id runs in a Worker made of text.
  for (const person of [ada, bob]) {
    await person.click({ role: 'button', name: 'Settings' });
    await person.see({ role: 'heading', name: 'Twocan as one file' });
    await person.click({ role: 'button', name: 'Set a passphrase' });
    await person.type({ css: 'input[type="password"]' }, PASSPHRASE);
    await person.click({ role: 'button', name: 'Save passphrase' });
    await person.see({ text: 'The passphrase is set.' });
    expect(await person.accessibilityProblems()).toEqual([]);
    await person.reload();
    await person.fill({ css: 'input[type="password"]' }, PASSPHRASE);
    await person.click({ role: 'button', name: 'Unlock' });
    await person.see({ role: 'button', name: 'Connect a friend' });
  }
  await ada.click({ role: 'button', name: 'Bob' });
  await ada.see({ text: 'and back' });
  ada.assertClean();
  bob.assertClean();
});
