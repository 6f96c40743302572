/** Looking into received files without saving them: sounds are played out of the sealed store, text and documents read. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptFile, fileComplete, offerFile } from './harness/app.ts';
import { meetByLink } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

/** 8 bits at 44,100 Hz: a byte a sample, so that it lies in many pieces. */
const SAMPLES_PER_SECOND = 44_100;
const SECONDS = 300;

let server: TestServer;
let place: string;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  server = await startServer();
  place = await mkdtemp(join(tmpdir(), 'twocan-looks-'));
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

/** A sound as a WAV file (RIFF, PCM). */
function wav(): Buffer {
  const samples = Buffer.alloc(SECONDS * SAMPLES_PER_SECOND);
  for (let i = 0; i < samples.length; i += 1) samples[i] = (i >> 3) & 0xff;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  head.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A page with two words on it, as PDF 1.4. */
const PDF = Buffer.from(
  [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R',
    '/Resources<</Font<</F1 5 0 R>>>>>>endobj',
    '4 0 obj<</Length 42>>stream',
    'BT /F1 24 Tf 50 100 Td (Hello paper) Tj ET',
    'endstream endobj',
    '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
    'trailer<</Root 1 0 R>>',
  ].join('\n'),
);

async function receives(to: Person, from: Person, name: string, bytes: Buffer): Promise<void> {
  const path = join(place, name);
  await writeFile(path, bytes);
  const fileId = await offerFile(from, to, path);
  await acceptFile(to, fileId);
  await fileComplete(to, fileId);
}

/** Goes to the last minute of what plays. @returns what the player knows then, and copies on disk */
async function skipAhead(
  person: Person,
): Promise<{ duration: number; at: number; copies: number }> {
  const player = await person.see({ css: 'audio' });
  const { duration, at } = await player.evaluate(async (element, toSeconds) => {
    const audio = element as HTMLAudioElement;
    const done = new Promise((resolve) => audio.addEventListener('seeked', resolve));
    audio.muted = true;
    if (audio.readyState < HTMLMediaElement.HAVE_METADATA) {
      await new Promise((resolve) => audio.addEventListener('loadedmetadata', resolve));
    }
    audio.currentTime = toSeconds;
    await done;
    return { duration: audio.duration, at: audio.currentTime };
  }, SECONDS - 60);
  const copies = await person.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const copies = await root.getDirectoryHandle('twocan-copies');
    let count = 0;
    for await (const name of copies.keys()) count += name.length > 0 ? 1 : 0;
    return count;
  });
  return { duration, at, copies };
}

describe.each([
  ['Chromium', (): [Person, Person] => [ada, bob]],
  ['Firefox', (): [Person, Person] => [bob, ada]],
] as const)('in %s', (kind, sides) => {
  it('a sound is played from anywhere in it, without a copy', async () => {
    const [to, from] = sides();
    await receives(to, from, `${kind}.wav`, wav());
    await to.click({ role: 'button', name: 'Play' });
    const { duration, at, copies } = await skipAhead(to);
    expect(duration).toBeCloseTo(SECONDS, 0);
    expect(at).toBeGreaterThanOrEqual(SECONDS - 60);
    expect(copies).toBe(0);
    await to.click({ role: 'button', name: 'Close' });
  });

  it('markup is read as text', async () => {
    const [to, from] = sides();
    const text = '<img src=x onerror="document.title=1"><h1>Not a page</h1>';
    await receives(to, from, `${kind}.html`, Buffer.from(text));
    await to.click({ role: 'button', name: 'Read' });
    const shown = await to.see({ css: 'pre' });
    expect(
      await shown.evaluate((element) => [element.textContent, element.children.length]),
    ).toEqual([text, 0]);
    expect(await to.accessibilityProblems()).toEqual([]);
    await to.click({ role: 'button', name: 'Close' });
  });

  it('a document is read in a tab of its own, as a document and nothing else', async () => {
    const [to, from] = sides();
    await receives(to, from, `${kind}.pdf`, PDF);
    const opened = new Promise<Page | null>((resolve) => {
      to.browser.once('targetcreated', (target) => void target.page().then(resolve));
    });
    const card = `[aria-label="${kind}.pdf"]`;
    await to.click({ css: `${card} .actions .button:nth-child(2)` });
    const tab = await opened;
    if (tab === null) throw new Error('no tab was opened');
    await expect.poll(() => tab.url()).toMatch(/^blob:/);
    await expect.poll(() => tab.evaluate(() => document.contentType)).toBe('application/pdf');
    await tab.close();
  });
});
