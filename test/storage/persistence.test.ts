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
  expect(await storageReport()).toEqual({ persisted: false, usageBytes: 5, quotaBytes: 100 });
});

it('knows nothing where the browser says nothing', async () => {
  const nothing = { persisted: null, usageBytes: null, quotaBytes: null };
  vi.stubGlobal('navigator', {});
  expect(await requestPersistence()).toBeNull();
  expect(await storageReport()).toEqual(nothing);
  const refuse = (): Promise<never> => Promise.reject(new DOMException('no', 'SecurityError'));
  vi.stubGlobal('navigator', { storage: { persist: refuse, persisted: refuse, estimate: refuse } });
  expect(await requestPersistence()).toBeNull();
  expect(await storageReport()).toEqual(nothing);
});
