/**
 * What the app consists of, as hashes: the build puts the list into the service worker, and
 * `npm run fingerprint` says it to people. SECURITY.md, "Is this the app?".
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Of the hash of the sources in a version: enough that no two states of them share it by chance. */
const SOURCE_HASH_DIGITS = 8;

/** What a build is made of; tests, notes and tools change nothing in it. */
const SOURCES = [
  'index.html',
  'package-lock.json',
  'public',
  'scripts/csp.mjs',
  'scripts/licences.mjs',
  'scripts/shell-files.mjs',
  'scripts/single-file.mjs',
  'src',
  'vite.config.ts',
];

/** @param {Uint8Array | string} bytes @returns {string} in hexadecimal */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Every file below a folder, sorted by path.
 * @param {string} folder
 * @returns {Promise<string[]>} paths with slashes, relative to the folder
 */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * Every file of the built app. Files for the host alone are left out: hosts do not serve names that
 * begin with `_` or `.`.
 * @param {string} folder of the build
 * @returns {Promise<[path: string, sha256: string][]>} sorted by path
 */
export async function shellFiles(folder) {
  const paths = await filesBelow(folder);
  const served = paths.filter((path) => !path.split('/').some((part) => /^[._]/.test(part)));
  return Promise.all(
    served.map(async (path) => [path, sha256(await readFile(join(folder, path)))]),
  );
}

/**
 * The fingerprint of an app: SHA-256 of the lines that `sha256sum` prints for its files.
 * @param {readonly (readonly [path: string, sha256: string])[]} files sorted by path
 */
export function fingerprintOf(files) {
  return sha256(files.map(([path, hash]) => `${hash}  ${path}\n`).join(''));
}

/** @param {string} fingerprint @returns {string} in groups of four, as the app shows it */
export function inGroups(fingerprint) {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}

/**
 * The version of a build: that of package.json and a hash of what it is built from, so that no two
 * states of the sources share one, and two files that differ under one version are no accident.
 * @param {string} root of the checkout
 */
export async function versionOf(root) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const lines = [];
  for (const source of SOURCES) {
    // A folder has files below it; a file is one.
    const below = await filesBelow(join(root, source)).catch(() => null);
    const paths = below?.map((path) => `${source}/${path}`) ?? [source];
    for (const path of paths) lines.push(`${sha256(await readFile(join(root, path)))}  ${path}\n`);
  }
  return `${version}+${sha256(lines.join('')).slice(0, SOURCE_HASH_DIGITS)}`;
}
