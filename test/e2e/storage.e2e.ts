/** Storage in real browsers: what Node has no twin of, and what a killed browser leaves (full disks: full-disk.e2e.ts). */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { launch, type Person } from './harness/person.ts';
import { serveStoragePage, type StoragePage } from './storage-page/serve.ts';

let served: StoragePage;
let person: Person;

beforeAll(async () => {
  served = await serveStoragePage();
});

afterAll(() => served.close());

function open(page: Page): Promise<Page> {
  return served.open(page);
}

/** Kills the browser, so that nothing but what is on disk survives, and starts it again. */
async function crash(): Promise<Page> {
  await person.kill();
  await person.relaunch();
  return open(person.page);
}

/** Tests may read how fast it went; nothing depends on it. */
function report(what: string, pieces: number, ms: number | null): void {
  const rate = (pieces * PIECE_BYTES) / 1024 / 1024 / ((ms ?? Number.NaN) / 1_000);
  console.log(`${person.kind}: ${what} ${rate.toFixed(0)} MiB/s`);
}

describe.each(['chromium', 'firefox'] as const)('storage in %s', (kind) => {
  beforeAll(async () => {
    person = await launch(kind);
  });
  afterAll(async () => {
    await person.close();
  });

  it('keeps key, words and files over a crash of the browser, and cuts off a torn piece', async () => {
    let page = await open(person.page);
    expect(await page.evaluate(() => window.storagePage.kind())).toBe('opfs');
    const key = await page.evaluate(() => window.storagePage.vaultKey());
    const appendMs = await page.evaluate(() => window.storagePage.append(30));
    console.log(`${kind}: ${appendMs.toFixed(1)} ms a durable append`);
    report('writes', 32, await page.evaluate(() => window.storagePage.write('a', 0, 32)));
    await page.evaluate(() => window.storagePage.writeShort('a', 32, 777));
    await page.evaluate(() => window.storagePage.write('torn', 0, 3));
    for (const piece of [0, 3, 5]) {
      await page.evaluate((i) => window.storagePage.write('gaps', i, i + 1), piece);
    }

    page = await crash();
    expect(await page.evaluate(() => window.storagePage.vaultKey())).toEqual(key);
    const texts = await page.evaluate(() => window.storagePage.lastTexts(2));
    expect(texts).toEqual(['message 28', 'message 29']);
    expect(await page.evaluate(() => window.storagePage.pieces('a'))).toBe(33);
    const sizeBytes = 32 * PIECE_BYTES + 777;
    const tookMs = await page.evaluate((size) => window.storagePage.stream('a', size), sizeBytes);
    report('streams', 32, tookMs);
    expect(tookMs).not.toBeNull();

    expect(await page.evaluate(() => window.storagePage.pieces('gaps'))).toBe(1);
    expect(await page.evaluate(() => window.storagePage.later('gaps'))).toEqual([3, 5]);

    await page.evaluate(() => window.storagePage.tear('torn', 5_000));
    expect(await page.evaluate(() => window.storagePage.pieces('torn'))).toBe(2);
    await page.evaluate(() => window.storagePage.write('torn', 2, 3));
    expect(await page.evaluate(() => window.storagePage.readsAs('torn', 2))).toBe(true);
  });

  it('makes temporary copies on disk and removes them', async () => {
    const page = await open(person.page);
    await page.evaluate(() => window.storagePage.write('b', 0, 8));
    const sizeBytes = 8 * PIECE_BYTES;
    const copy = await page.evaluate((size) => window.storagePage.copy('b', size), sizeBytes);
    expect(copy).toEqual({ type: 'video/mp4', right: true });
    expect(await page.evaluate(() => window.storagePage.names('twocan-copies'))).toEqual(['b']);
    await page.evaluate(() => window.storagePage.dropPlainCopies());
    expect(await page.evaluate(() => window.storagePage.names('twocan-copies'))).toEqual([]);
    await page.evaluate(() => window.storagePage.sweep(['b']));
    expect(await page.evaluate(() => window.storagePage.names('twocan-pieces'))).toEqual(['b']);
  });

  it('keeps files in IndexedDB where there is nothing better', async () => {
    const page = await open(person.page);
    await page.evaluate(() => window.storagePage.withoutWorker());
    expect(await page.evaluate(() => window.storagePage.kind())).toBe('indexeddb');
    const wroteMs = await page.evaluate(() => window.storagePage.write('c', 0, 8));
    report('writes to IndexedDB', 8, wroteMs);
    await page.reload({ waitUntil: 'load' });
    await open(page);
    await page.evaluate(() => window.storagePage.withoutWorker());
    expect(await page.evaluate(() => window.storagePage.pieces('c'))).toBe(8);
    const sizeBytes = 8 * PIECE_BYTES;
    const copy = await page.evaluate((size) => window.storagePage.copy('c', size), sizeBytes);
    expect(copy).toEqual({ type: 'video/mp4', right: true });
    const tookMs = await page.evaluate((size) => window.storagePage.stream('c', size), sizeBytes);
    report('streams from IndexedDB', 8, tookMs);
    expect(tookMs).not.toBeNull();
    await page.evaluate(() => window.storagePage.sweep([]));
    expect(await page.evaluate(() => window.storagePage.pieces('c'))).toBe(0);
    await page.reload({ waitUntil: 'load' });
  });

  it('shares one key between two tabs, and hands files from one to the other', async () => {
    const tab = await open(person.page);
    const other = await open(await person.newTab(served.url));
    const key = await tab.evaluate(() => window.storagePage.vaultKey());
    expect(await other.evaluate(() => window.storagePage.vaultKey())).toEqual(key);
    await tab.evaluate(() => window.storagePage.write('e', 0, 2));
    expect(await other.evaluate(() => window.storagePage.pieces('e'))).toBe(2);
  });
});
