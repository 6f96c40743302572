/** The licences of the libraries that Twocan ships, as one text: every package that is not for development. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The packages of the lock file that a build may take code from.
 * @param {string} root of the checkout
 * @returns {Promise<{ path: string, name: string, version: string, licence: string }[]>} sorted by path
 */
export async function shippedPackages(root) {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
    .map(([path, { version, license }]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? 'unknown',
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param {string} root of the checkout, with its packages installed */
export async function licences(root) {
  const parts = ['Twocan comes with these libraries. Its own licence is MIT.\n'];
  for (const { path, name, version, licence } of await shippedPackages(root)) {
    parts.push(`${name} ${version}: ${licence}\n\n${await textIn(join(root, path))}`);
  }
  return parts.join(`\n${'─'.repeat(72)}\n\n`);
}

/** What the package says of its licence, or nothing. @param {string} folder */
async function textIn(folder) {
  const names = (await readdir(folder))
    .filter((name) => /^(licen[cs]e|copying)/i.test(name))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => `${text.replaceAll('\r\n', '\n').trim()}\n`).join('\n');
}
