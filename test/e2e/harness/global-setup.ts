/**
 * Browser tests run against dist/: builds it when it is missing or older than what it is made of.
 * A build that TWOCAN_DIST names is taken as it is.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, ROOT } from '../../../scripts/setup.mjs';

const SOURCES = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'package.json',
  'scripts/csp.mjs',
  'scripts/hosting.mjs',
  'scripts/licences.mjs',
  'scripts/shell-files.mjs',
  'scripts/single-file.mjs',
];

function newestMs(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(path).map((name) => newestMs(join(path, name)));
  return Math.max(found.mtimeMs, ...inside);
}

export function setup(): void {
  if ((process.env['TWOCAN_DIST'] ?? '') !== '') return;
  const builtMs = statSync(join(ROOT, 'dist/sw.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const changedMs = Math.max(...SOURCES.map((path) => newestMs(join(ROOT, path))));
  if (builtMs < changedMs && !build()) throw new Error('The build failed.');
}
