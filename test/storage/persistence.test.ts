import { afterEach, expect, it, vi } from 'vitest';
import { requestPersistence, storageReport } from '../../src/storage/persistence.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('reports what the browser says', async () => {
  vi.stubGlobal('navigator', {
    storage: {
      persist: () => Promise.resolve(true),
      persisted: () => Promise.resolve(false),
      estimate: () => Promise.resolve({ usage: 5, quota: 100 }),
    },
  });
  expect(await requestPersistence()).toBe(true);
  expect(await storageReport()).toEqual({
    ...{ persisted: false, clearsUnused: false, usageBytes: 5, quotaBytes: 100 },
  });
});

it('tells of a browser that clears what was not used for seven days, unless the page is installed', async () => {
  const display = (isInstalled: boolean): void => {
    vi.stubGlobal('window', { matchMedia: () => ({ matches: isInstalled }) });
  };
  const storage = { persisted: () => Promise.resolve(false) };
  vi.stubGlobal('navigator', { vendor: 'Apple Computer, Inc.', storage });
  display(false);
  expect((await storageReport()).clearsUnused).toBe(true);
  display(true);
  expect((await storageReport()).clearsUnused).toBe(false);
  display(false);
  vi.stubGlobal('navigator', { vendor: 'Google Inc.', storage });
  expect((await storageReport()).clearsUnused).toBe(false);
});

it('knows nothing where the browser says nothing', async () => {
  const nothing = { persisted: null, clearsUnused: false, usageBytes: null, quotaBytes: null };
  vi.stubGlobal('navigator', {});
  expect(await requestPersistence()).toBeNull();
  expect(await storageReport()).toEqual(nothing);
  const refuse = (): Promise<never> => Promise.reject(new DOMException('no', 'SecurityError'));
  vi.stubGlobal('navigator', { storage: { persist: refuse, persisted: refuse, estimate: refuse } });
  expect(await requestPersistence()).toBeNull();
  expect(await storageReport()).toEqual(nothing);
});
