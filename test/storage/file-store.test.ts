import { afterEach, expect, it, vi } from 'vitest';
import { openFileStore } from '../../src/storage/file-store.ts';
import { IdbFileStore } from '../../src/storage/idb-file-store.ts';
import { freshKit, plainOpener } from './storage-kit.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ['there are no Workers', undefined],
  [
    'its Worker does not load',
    class {
      onerror: ((event: Event) => void) | null = null;
      postMessage(): void {
        setTimeout(() => this.onerror?.(new Event('error')));
      }
      terminate(): void {
        this.onerror = null;
      }
    },
  ],
])('keeps files in IndexedDB where OPFS cannot be used because %s', async (_why, Worker) => {
  vi.stubGlobal('Worker', Worker);
  const { database, vault } = await freshKit();
  const ports = {
    spawn: () => new globalThis.Worker('files.worker.js'),
    opener: plainOpener,
    mayCopyToDisk: () => true,
  };
  expect(await openFileStore(database, vault, ports)).toBeInstanceOf(IdbFileStore);
});
