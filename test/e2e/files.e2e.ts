/** Files between two real browsers: large, declined, cancelled, empty, and with names full of tricks. */
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { receivedHash } from './harness/app.ts';
import { couple } from './harness/couple.ts';
import type { Person } from './harness/person.ts';

const MIB = 1024 * 1024;

/** Large transfers share two cores with two browsers. */
const LARGE_TIMEOUT_MS = 120_000;

let folder: string;
let ada: Person;
let bob: Person;

const meet = couple();
beforeAll(async () => {
  ({ folder, ada, bob } = await meet());
});

afterEach(() => {
  ada.assertClean();
  bob.assertClean();
});

/** A file on disk. @returns its path and the SHA-256 of its bytes */
async function fileOf(name: string, bytes: Uint8Array): Promise<[string, string]> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return [path, createHash('sha256').update(bytes).digest('hex')];
}

async function offer(from: Person, path: string): Promise<void> {
  await from.chooseFiles([path], 'composer-bar input[type="file"], input[type="file"][multiple]');
}

/** The last file that this person received or sent, as the state has it. */
async function lastTransfer(
  person: Person,
): Promise<{ fileId: string; status: string; name: string }> {
  return person.page.evaluate(() => {
    const shell = document.querySelector('app-shell');
    const transfer = [...(shell?.store.get().transfers.values() ?? [])].at(-1);
    return {
      fileId: transfer?.fileId ?? '',
      status: transfer?.status ?? '',
      name: transfer?.name ?? '',
    };
  });
}

async function untilStatus(person: Person, status: string): Promise<void> {
  const endMs = Date.now() + LARGE_TIMEOUT_MS;
  for (;;) {
    const { status: now } = await lastTransfer(person);
    if (now === status) return;
    if (Date.now() > endMs) throw new Error(`${person.kind}: ${now}, not ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.each([
  ['Chromium to Firefox', (): [Person, Person] => [ada, bob]],
  ['Firefox to Chromium', (): [Person, Person] => [bob, ada]],
] as const)('%s', (direction, sides) => {
  it('64 MiB of random bytes arrive as they were, while chat goes on', async () => {
    const [from, to] = sides();
    const [path, hash] = await fileOf(`${direction}.bin`, randomBytes(64 * MIB));
    await offer(from, path);
    await to.click({ role: 'button', name: 'Accept' });
    await from.type({ role: 'textbox', name: 'Message' }, `during ${direction}`);
    await from.press('Enter');
    await to.see({ text: `during ${direction}` });
    await Promise.all([untilStatus(from, 'complete'), untilStatus(to, 'complete')]);
    expect(await receivedHash(to, (await lastTransfer(to)).fileId)).toBe(hash);
  });
});

describe('a file', () => {
  it('that is declined goes no further, and the sender learns it', async () => {
    const [path] = await fileOf('unwanted.txt', Buffer.from('no thanks'));
    await offer(ada, path);
    await bob.click({ role: 'button', name: 'Decline' });
    await untilStatus(ada, 'declined');
    await ada.see({ text: 'declined' });
  });

  it('that is cancelled by the receiver half way stops on both sides', async () => {
    const [path] = await fileOf('large.bin', randomBytes(96 * MIB));
    await offer(ada, path);
    await bob.click({ role: 'button', name: 'Accept' });
    await bob.click({ role: 'button', name: 'Cancel' });
    await Promise.all([untilStatus(ada, 'cancelled'), untilStatus(bob, 'cancelled')]);
  });

  it('that is empty arrives', async () => {
    const [path, hash] = await fileOf('empty.txt', new Uint8Array());
    await offer(ada, path);
    await bob.click({ role: 'button', name: 'Accept' });
    await Promise.all([untilStatus(ada, 'complete'), untilStatus(bob, 'complete')]);
    expect(await receivedHash(bob, (await lastTransfer(bob)).fileId)).toBe(hash);
  });

  it('with a name full of markup and path tricks is shown as text and saved under a safe name', async () => {
    const name = '<img src=x onerror=alert(1)> ..%2f..\\evil\u202Etxt.exe';
    await ada.page.evaluate(async (trick) => {
      const shell = document.querySelector('app-shell');
      const friend = [...(shell?.store.get().friends.keys() ?? [])][0] ?? '';
      const file = new File(['x'], `../../${trick}`);
      await shell?.app?.offerFiles(friend, [file]);
    }, name);
    await bob.see({ role: 'button', name: 'Accept' });
    const { name: shown } = await lastTransfer(bob);
    expect(shown).not.toMatch(/[/\\\u202E]/);
    expect(await bob.page.evaluate(() => document.querySelector('img[src="x"]'))).toBeNull();
    await bob.click({ role: 'button', name: 'Decline' });
  });

  it('that is a picture is shown once it is there', async () => {
    const png = await ada.picture({ css: 'conversation-header' });
    const [path] = await fileOf('picture.png', png);
    await offer(bob, path);
    await ada.click({ role: 'button', name: 'Accept' });
    await untilStatus(ada, 'complete');
    await ada.see({ role: 'button', name: 'Look at picture.png' });
  });
});
