/**
 * `npm run audit`: asks the registry about known weaknesses of what ships. Where the registry cannot be
 * asked it says so and passes: the workflows in .github ask where it must answer.
 */
import { spawnSync } from 'node:child_process';
import { ROOT } from './setup.mjs';

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: ROOT,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const found = totalOf(asked.stdout);
if (found === null) {
  console.log('Skipped: the registry does not answer questions about weaknesses here.');
} else {
  console.log(`${found} known weaknesses in what ships.`);
  if (found > 0) console.log(asked.stdout);
  process.exitCode = found > 0 ? 1 : 0;
}

/** @param {string} text what npm printed @returns {number | null} null when it could not ask */
function totalOf(text) {
  try {
    return JSON.parse(text).metadata?.vulnerabilities?.total ?? null;
  } catch {
    return null;
  }
}
