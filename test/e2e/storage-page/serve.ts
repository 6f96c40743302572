/** Builds the page with nothing but storage in it and serves it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { startServer } from '../harness/server.ts';
import type {} from './page.ts';

export interface StoragePage {
  readonly url: string;
  /** Loads it where it is not loaded yet. */
  open(page: Page): Promise<Page>;
  close(): Promise<void>;
}

export async function serveStoragePage(): Promise<StoragePage> {
  const dist = await mkdtemp(join(tmpdir(), 'twocan-storage-page-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: dist, emptyOutDir: true, target: 'es2022', modulePreload: false },
  });
  const server = await startServer('/', dist);
  return {
    url: server.url,
    async open(page) {
      if (page.url() !== server.url) await page.goto(server.url, { waitUntil: 'load' });
      // Polled by time, since a tab behind another paints no frames.
      await page.waitForFunction(() => 'storagePage' in window, { polling: 50 });
      return page;
    },
    async close() {
      await server.stop();
      await rm(dist, { recursive: true, force: true });
    },
  };
}
