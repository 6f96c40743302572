/**
 * `npm run fingerprint`: builds the app and prints its version and fingerprint, which the app shows in
 * its settings. With an address, `npm run fingerprint -- https://…`, it also asks that host for every
 * file and names those that are not what this checkout builds.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { requireBuild, requireInstalled, ROOT } from './setup.mjs';
import { fingerprintOf, inGroups, shellFiles, versionOf } from './shell-files.mjs';

const [address] = process.argv.slice(2);
requireInstalled();
requireBuild();
const files = await shellFiles(join(ROOT, 'dist'));
console.log(`Version      ${await versionOf(ROOT)}`);
console.log(`Fingerprint  ${inGroups(fingerprintOf(files))}`);
if (address !== undefined) await compare(address);

/** @param {string} base the address of the page */
async function compare(base) {
  const wrong = [];
  for (const [path, hash] of files) {
    // As browsers ask for it: some hosts redirect `index.html`.
    const url = new URL(path === 'index.html' ? './' : path, base);
    const answer = await fetch(url).catch(() => null);
    const bytes = answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    const same = bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash;
    if (!same) wrong.push(`${bytes === null ? 'missing' : 'differs'}  ${path}`);
  }
  console.log(
    wrong.length === 0
      ? `${base} serves exactly these ${files.length} files.`
      : `${base} serves something else:\n${wrong.join('\n')}`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
