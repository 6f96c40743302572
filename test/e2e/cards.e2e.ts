/** Cards by every way but the camera, in both browsers: saved, enlarged, copied, read from pictures. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PNG } from 'pngjs';
import { toBuffer } from 'qrcode';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCardText } from '../../src/wire/card-text.ts';
import type { BrowserKind } from './harness/browser.ts';
import { chooseWay, firstStart, seeConnected, showInvite } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { pressPaste, WAYS } from './harness/pictures.ts';
import { readQr } from './harness/qr.ts';
import { startServer, type TestServer } from './harness/server.ts';

const KINDS = ['chromium', 'firefox'] as const;
const OTHER = { chromium: 'firefox', firefox: 'chromium' } as const;
const NAMES = { chromium: 'Ada', firefox: 'Bob' } as const;

/** Pictures that hold no card, and what is said of them. */
const PICTURES = {
  'without a code': [() => Promise.resolve(wall()), 'No code was found in this picture.'],
  'that is none': [() => Promise.resolve(Buffer.from([0x89, 0x50, 0])), 'not a picture'],
  'of somebody else’s code': [() => toBuffer('https://example.com/menu'), 'no Twocan code in this'],
} as const;

/** Clean codes that the decoder misses at every usual size; their numbers make their text. */
const HARD = [12, 15, 27] as const;

const HEADING = { role: 'heading', name: 'Connect a friend' } as const;
const LARGE = { css: '.large', shown: true } as const;
const ENLARGE = { role: 'button', name: 'Show it large' } as const;

let server: TestServer;
let folder: string;
/** Ada and Bob, each with a folder for downloads, both on the screen that shows their invite. */
let people: Record<BrowserKind, Person>;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-cards-'));
  const [chromium, firefox] = await Promise.all(
    KINDS.map(async (kind) => {
      await mkdir(downloadsOf(kind));
      const person = await launch(kind, { downloads: downloadsOf(kind) });
      await firstStart(person, server.url, NAMES[kind]);
      await showInvite(person);
      await chooseWay(person, 'Far away');
      return person;
    }),
  );
  if (chromium === undefined || firefox === undefined) throw new Error('Two people are needed.');
  people = { chromium, firefox };
});

afterAll(async () => {
  await Promise.all(Object.values(people).map((person) => person.close()));
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  for (const person of Object.values(people)) person.assertClean();
});

function downloadsOf(kind: BrowserKind): string {
  return join(folder, `downloads-${kind}`);
}

/** A file among this test's own. @returns its path */
async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${name}.png`);
  await writeFile(path, bytes);
  return path;
}

/** A grey wall with a little light on it. */
function wall(): Buffer {
  const png = new PNG({ width: 400, height: 300 });
  for (const [i] of png.data.entries()) png.data[i] = i % 4 === 3 ? 255 : 150 + ((i >> 6) % 60);
  return PNG.sync.write(png);
}

/** A picture that a browser has downloaded. */
interface Saved {
  /** The name that the browser gave it. */
  readonly name: string;
  readonly path: string;
}

/** What was saved, by the link of its card. */
const saved = new Map<string, Saved>();

/** Saves the shown code as a person does, and follows the download; a second time it is known. */
async function savePicture(person: Person, kind: 'invite' | 'reply' = 'invite'): Promise<Saved> {
  const link = await person.cardLink(kind);
  const known = saved.get(link);
  if (known !== undefined) return known;
  await person.click({ role: 'button', name: 'Save picture' });
  await person.see({ role: 'button', name: 'Saved' });
  const downloads = downloadsOf(person.kind);
  for (;;) {
    // While it is on its way it has another name, or another file stands beside it.
    const [name = '', ...others] = await readdir(downloads);
    const from = join(downloads, name);
    if (others.length === 0 && name.endsWith('.png') && (await stat(from)).size > 0) {
      const path = join(folder, `saved-${saved.size}.png`);
      await rename(from, path);
      saved.set(link, { name, path });
      return { name, path };
    }
    await pause(50);
  }
}

async function startOver(person: Person): Promise<void> {
  await person.click({ role: 'button', name: 'Start over' });
  await person.cardLink('invite');
}

/** What a code holds, whichever way it is spelled. */
function cardIn(picture: Uint8Array): Uint8Array {
  return readCardText(readQr(picture));
}

/** The element that has the focus, through every shadow root: its text. */
async function focused(person: Person): Promise<string> {
  return person.page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.textContent.trim() ?? '';
  });
}

/** What is selected in the field that holds my link; empty unless the field has the focus. */
async function selectedLink(person: Person): Promise<string> {
  const field = await person.see({ role: 'textbox', name: 'Your link' });
  return field.evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLInputElement;
    const root = element.getRootNode() as ShadowRoot;
    if (root.activeElement !== element) return '';
    return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
  });
}

describe.each(KINDS)('in %s', (kind) => {
  const me = (): Person => people[kind];
  const friend = (): Person => people[OTHER[kind]];

  describe('my code', () => {
    it('is saved as a picture of the same card', async () => {
      const { name, path } = await savePicture(me());
      expect(name).toBe('twocan-invite.png');
      const picture = await readFile(path);
      expect(cardIn(picture)).toEqual(readCardText(await me().cardLink('invite')));
      // Below the code it says what it is.
      const { width, height } = PNG.sync.read(picture);
      expect(height).toBeGreaterThan(width * 1.1);
    });

    it('is shown large at a tap, and Escape puts it back where it was', async () => {
      const card = readCardText(await me().cardLink('invite'));
      const small = await (await me().see({ css: '[data-testid="my-card"]' })).boundingBox();
      await me().click(ENLARGE);
      const large = await me().see(LARGE);
      expect((await large.boundingBox())?.width).toBeGreaterThan((small?.width ?? 0) * 1.2);
      expect(cardIn(await large.screenshot())).toEqual(card);
      expect(await me().accessibilityProblems()).toEqual([]);
      await me().press('Escape');
      await me().seeGone(LARGE);
      expect(await focused(me())).toBe(ENLARGE.name);
    });

    it('is shown large by keyboard, and put back', async () => {
      await me().click(HEADING);
      for (let tabs = 0; (await focused(me())) !== ENLARGE.name; tabs += 1) {
        if (tabs > 40) throw new Error('No number of tabs leads to the code.');
        await me().press('Tab');
      }
      await me().press('Enter');
      await me().see(LARGE);
      expect(await focused(me())).toBe('Close');
      await me().press('Enter');
      await me().seeGone(LARGE);
      expect(await focused(me())).toBe(ENLARGE.name);
    });

    it('is copied as a link that can be pasted', async () => {
      await me().click({ role: 'button', name: 'Copy link' });
      await me().see({ role: 'button', name: 'Copied' });
      await pressPaste(me());
      await me().see({ text: 'That is your own invite.' });
    });

    it('stands there selected where copying is refused', async () => {
      await allowCopying(me(), false);
      try {
        await me().click({ css: '[data-testid="copy-link"]' });
        await me().see({ text: 'The browser did not let Twocan copy.' });
        expect(await selectedLink(me())).toBe(await me().cardLink('invite'));
      } finally {
        await allowCopying(me(), true);
      }
    });
  });

  describe('a picture', () => {
    it.each(Object.entries(PICTURES))('%s is called so', async (name, [make, sentence]) => {
      await WAYS.chosen(me(), await fileOf(name, await make()));
      await me().see({ text: sentence });
    });

    it.each(HARD)('that is hard to read is read (%i)', async (number) => {
      const [wrong, sentence] = PICTURES['that is none'];
      await WAYS.chosen(me(), await fileOf('broken', await wrong()));
      await me().see({ text: sentence });
      const code = `HTTPS://EXAMPLE.COM/${createHash('sha512').update(`${number}`).digest('hex')}`;
      const picture = await toBuffer(code.toUpperCase(), { width: 855 });
      await WAYS.chosen(me(), await fileOf('hard', picture));
      await me().see({ text: 'There is no Twocan code in this.' });
    });

    it.each(Object.entries(WAYS))(
      '%s is read, as the friend’s browser saved it',
      async (_, take) => {
        await take(me(), (await savePicture(friend())).path);
        await me().cardLink('reply');
        await startOver(me());
      },
    );
  });
});

it('two people meet by pictures alone', async () => {
  const { chromium: ada, firefox: bob } = people;
  await WAYS.chosen(bob, (await savePicture(ada)).path);
  const reply = await savePicture(bob, 'reply');
  expect(reply.name).toBe('twocan-reply.png');
  await WAYS.pasted(ada, reply.path);
  await Promise.all([seeConnected(ada, NAMES.firefox), seeConnected(bob, NAMES.chromium)]);
});

/** Gives or takes the right to write to the clipboard. */
async function allowCopying(person: Person, allowed: boolean): Promise<void> {
  if (person.kind === 'chromium') {
    const { origin } = new URL(server.url);
    await person.browser.defaultBrowserContext().setPermission(origin, {
      permission: { name: 'clipboard-write' },
      state: allowed ? 'granted' : 'denied',
    });
    return;
  }
  // Firefox lets every press of a button write: this is what a page gets where a policy forbids it.
  await person.page.evaluate((given) => {
    const { clipboard } = navigator;
    if (given) Reflect.deleteProperty(clipboard, 'writeText');
    else {
      clipboard.writeText = () =>
        Promise.reject(new DOMException('Clipboard write is not allowed.', 'NotAllowedError'));
    }
  }, allowed);
}
