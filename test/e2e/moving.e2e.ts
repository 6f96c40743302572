/** Everything moves from Chromium to Firefox, directly over their line; a friend is met from the new device. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Messenger } from '../../src/app/messenger.ts';
import { acceptFile, fileComplete, offerFile, receivedHash, sendText } from './harness/app.ts';
import {
  firstStart,
  meetByLink,
  openInvite,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

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
  folder = await mkdtemp(join(tmpdir(), 'twocan-moving-'));
  [ada, bob, fresh] = await Promise.all([
    launch('chromium'),
    launch('chromium'),
    launch('firefox'),
  ]);
  await Promise.all([
    meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']),
    firstStart(fresh, server.url, 'New phone'),
  ]);
});

afterAll(async () => {
  await Promise.all([ada.close(), bob.close(), fresh.close()]);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it('brings friends, history and files to a new device, and ends the old one', async () => {
  await sendText(ada, 'the otter leaves at dawn');
  await bob.see({ text: 'the otter leaves at dawn' });
  const content = Buffer.from(Uint8Array.from({ length: FILE_BYTES }, (_, at) => (at * 7) % 256));
  await writeFile(join(folder, 'map.bin'), content);
  const fileId = await offerFile(bob, ada, join(folder, 'map.bin'));
  await acceptFile(ada, fileId);
  await fileComplete(ada, fileId);

  // Two devices of one person meet as friends do.
  await ada.page.evaluate(() => (document.querySelector('app-shell') as Shell).app.back());
  await pasteCard(ada, await openInvite(fresh, await showInvite(ada)));
  await Promise.all([seeConnected(ada, 'New phone'), seeConnected(fresh, 'Ada')]);

  await ada.click({ role: 'button', name: 'More about this friend' });
  await ada.click({ role: 'button', name: 'Move everything to this device …' });
  await ada.see({ text: /1 received file, 1.2 MB|1 received file, 1.3 MB/ });
  await ada.click({ role: 'button', name: 'Ask the other device' });
  await fresh.click({ role: 'button', name: 'See what that means' });
  await fresh.see({ text: /Say yes only if/ });
  await fresh.click({ role: 'button', name: 'Yes, take everything over' });
  await ada.see({ role: 'heading', name: 'Everything has moved' });
  await ada.open(server.url);
  await ada.see({ role: 'heading', name: 'Everything has moved' });

  await fresh.click({ role: 'button', name: 'Bob' });
  await fresh.see({ text: 'the otter leaves at dawn' });
  const fileHere = await fresh.page.evaluate(() => {
    const { app } = document.querySelector('app-shell') as Shell;
    return [...app.store.get().transfers.keys()][0] ?? '';
  });
  expect(await receivedHash(fresh, fileHere)).toBe(
    createHash('sha256').update(content).digest('hex'),
  );

  await fresh.click({ role: 'button', name: 'Meet again' });
  const reply = await openInvite(bob, await fresh.cardLink('invite'));
  await pasteCard(fresh, reply);
  await Promise.all([seeConnected(fresh, 'Bob'), seeConnected(bob, 'Ada')]);
  await sendText(fresh, 'from the new device');
  await bob.see({ text: 'from the new device' });
  for (const person of [ada, bob, fresh]) person.assertClean();
}, 60_000);
