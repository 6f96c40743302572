/**
 * `npm run size`: what a first visit costs, gzipped. Fails when the script of the first load is too
 * large or the scanner has crept into it. With `-- --json` the last line is one JSON object.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { requireBuild, requireInstalled, ROOT } from './setup.mjs';

/** A page that opens in about two seconds on a slow phone network (DESIGN: small first load). */
const FIRST_LOAD_LIMIT_KB = 90;

const DIST = join(ROOT, 'dist');

requireInstalled();
if (!process.argv.includes('--built')) requireBuild();

/** @type {Record<string, { file: string, name?: string, isEntry?: boolean, imports?: string[] }>} */
const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));

/** @param {string} file relative to dist */
const gzipBytes = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;

/** @param {Iterable<string>} files */
const gzipKb = (files) => {
  const bytes = [...files].reduce((sum, file) => sum + gzipBytes(file), 0);
  return Math.round(bytes / 10) / 100;
};

/**
 * The scripts that come with this chunk before it runs.
 * @param {string} key of the manifest
 * @param {Set<string>} files
 */
function collect(key, files) {
  const chunk = manifest[key];
  if (chunk === undefined || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
  return files;
}

const firstLoad = new Set();
for (const [key, chunk] of Object.entries(manifest)) {
  if (chunk.isEntry) collect(key, firstLoad);
}
const page = readFileSync(join(DIST, 'index.html'), 'utf8');
for (const [, file] of page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)) firstLoad.add(file);

const scanner = Object.values(manifest)
  .filter((chunk) => chunk.name === 'scanner')
  .map((chunk) => chunk.file);
const everything = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(DIST, join(entry.parentPath, entry.name)))
  .filter((file) => !file.split(sep).some((part) => /^[._]/.test(part)));

const sizes = {
  firstLoadGzipKb: gzipKb(firstLoad),
  scannerGzipKb: gzipKb(scanner),
  totalGzipKb: gzipKb(everything),
};

const problems = [];
if (sizes.firstLoadGzipKb > FIRST_LOAD_LIMIT_KB) {
  problems.push(`The first load takes more than ${FIRST_LOAD_LIMIT_KB} kB of script.`);
}
if (scanner.length === 0 || scanner.some((file) => firstLoad.has(file))) {
  problems.push('The scanner is not in a chunk of its own.');
}

for (const file of [...everything].sort()) {
  const mark = firstLoad.has(file.split(sep).join('/')) ? 'first load' : '';
  console.log(`${(gzipBytes(file) / 1000).toFixed(2).padStart(9)} kB  ${file}  ${mark}`.trimEnd());
}
console.log(
  `First load ${sizes.firstLoadGzipKb} of ${FIRST_LOAD_LIMIT_KB} kB, ` +
    `scanner ${sizes.scannerGzipKb} kB, everything ${sizes.totalGzipKb} kB (gzip).`,
);
for (const problem of problems) console.error(problem);
if (process.argv.includes('--json')) console.log(JSON.stringify(sizes));
process.exitCode = problems.length > 0 ? 1 : 0;
