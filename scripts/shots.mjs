/** `npm run shots`: pictures of every screen, phone and desktop, light and dark, in shots/. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requireBuild, requireInstalled, ROOT } from './setup.mjs';

const FOLDER = join(ROOT, 'shots');

requireInstalled();
requireBuild();
const { ensureBrowsers } = await import('./browsers.mjs');
await ensureBrowsers();
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const { runnerImport } = await import('vite');
const { module } = await runnerImport(join(ROOT, 'test/e2e/shots.ts'), {
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
});
const made = await module.takeShots(FOLDER);
console.log(`${made} pictures in shots/`);
