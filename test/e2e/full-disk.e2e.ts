/** A disk with no room left, in real browsers: files and words say so, and what is there stays whole. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type Person } from './harness/person.ts';
import { serveStoragePage, type StoragePage } from './storage-page/serve.ts';

/** Room for some file pieces of half a MiB, and soon full. */
const QUOTA_BYTES = 10 * 1024 * 1024;

/** In KiB, for all origins together; Firefox gives each a fifth of it, but 10 MiB at least. */
const FIREFOX_LIMIT = { 'dom.quotaManager.temporaryStorage.fixedLimit': 40 * 1024 };

let served: StoragePage;

beforeAll(async () => {
  served = await serveStoragePage();
});

afterAll(() => served.close());

describe.each(['chromium', 'firefox'] as const)('a full disk in %s', (kind) => {
  let person: Person;

  beforeAll(async () => {
    person = await launch(kind, { preferences: FIREFOX_LIMIT });
    if (kind === 'chromium') {
      // Before the page begins to store: Chromium keeps in mind how much room there was.
      const devtools = await person.page.createCDPSession();
      const { origin } = new URL(served.url);
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA_BYTES });
    }
    await served.open(person.page);
  });
  afterAll(() => person.close());

  it.each(['opfs', 'indexeddb'])('is called so, and leaves whole what is in %s', async (store) => {
    const { page } = person;
    if (store === 'indexeddb') await page.evaluate(() => window.storagePage.withoutWorker());
    expect(await page.evaluate(() => window.storagePage.kind())).toBe(store);

    expect(await page.evaluate(() => window.storagePage.writeUntilFull('a'))).toBe('file-no-space');
    const pieces = await page.evaluate(() => window.storagePage.pieces('a'));
    expect(pieces).toBeGreaterThan(0);
    expect(await page.evaluate((i) => window.storagePage.readsAs('a', i), pieces - 1)).toBe(true);
    expect(await page.evaluate(() => window.storagePage.writeUntilFull('b'))).toBe('file-no-space');

    if (store === 'indexeddb') {
      // Again and again: Firefox is not the same after the first time.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        expect(await page.evaluate(() => window.storagePage.appendUntilFull())).toBe(
          'storage-full',
        );
      }
    }

    await page.evaluate(() => window.storagePage.sweep([]));
    expect(await page.evaluate(() => window.storagePage.pieces('a'))).toBe(0);
    // Firefox's IndexedDB gives room back only when it is idle for long.
    if (kind === 'firefox' && store === 'indexeddb') return;
    await page.evaluate(() => window.storagePage.write('c', 0, 2));
    await page.evaluate(() => window.storagePage.append(1));
    expect(await page.evaluate(() => window.storagePage.lastTexts(1))).toEqual(['message 0']);
    await page.evaluate(() => window.storagePage.sweep([]));
  });
});
