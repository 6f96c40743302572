/** What every script needs first: the project's root, a Node that is new enough, the packages. */
import { spawn, spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder; scripts work whatever folder they are called from. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Everything that scripts make and that may be deleted at any time. */
export const CACHE = join(ROOT, '.cache');

/** @param {string} path relative to the root */
function modifiedMs(path) {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/**
 * Runs a program in the root with our own input and output.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {boolean} whether it ended with 0
 */
export function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options }).status === 0;
}

/**
 * Runs npm: the one that started us when there is one, so that no shell is needed on Windows.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {boolean} whether it ended with 0
 */
export function npm(args, options = {}) {
  const [command, all, shell] = npmCommand(args);
  return run(command, all, { shell, ...options });
}

/**
 * As `npm`, beside whatever comes next.
 * @param {string[]} args
 * @returns {Promise<boolean>} whether it ended with 0
 */
export function npmBeside(args) {
  const [command, all, shell] = npmCommand(args);
  const child = spawn(command, all, { cwd: ROOT, stdio: 'inherit', shell });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/**
 * @param {string[]} args
 * @returns {[string, string[], boolean]} program, its arguments, and whether it takes a shell
 */
function npmCommand(args) {
  const npmScript = process.env.npm_execpath;
  return npmScript?.endsWith('.js')
    ? [process.execPath, [npmScript, ...args], false]
    : ['npm', args, process.platform === 'win32'];
}

/**
 * Runs the command-line program of an installed package.
 * @param {string} path below node_modules
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {boolean} whether it ended with 0
 */
export function runInstalled(path, args, options = {}) {
  return run(process.execPath, [join(ROOT, 'node_modules', path), ...args], options);
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.replace('>=', '').split('.').map(Number);
  const [ourMajor, ourMinor] = process.versions.node.split('.').map(Number);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  console.error(
    `Twocan is built with Node ${major}.${minor} or newer; this is ${process.version}.`,
  );
  process.exit(1);
}

/**
 * Installs the packages when they are missing or older than the lock file.
 * @returns {boolean} whether they are there now
 */
export function ensureInstalled() {
  checkNode();
  // npm writes this file last, so a broken install counts as missing.
  const installedMs = modifiedMs('node_modules/.package-lock.json');
  const lockedMs = modifiedMs('package-lock.json');
  if (installedMs !== null && lockedMs !== null && installedMs >= lockedMs) return true;
  // Through a link npm would empty the folder of another checkout.
  if (lstatSync(join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a link, and older than package-lock.json: install where it leads.',
    );
    return false;
  }
  console.log('Installing packages …');
  // Where NODE_ENV says production, npm would leave out what the build is made with.
  return npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
}

/** Installs what is missing, or ends the script. */
export function requireInstalled() {
  if (ensureInstalled()) return;
  console.error('The packages could not be installed; see above.');
  process.exit(1);
}

/** Builds dist/, or ends the script. */
export function requireBuild() {
  if (build()) return;
  console.error('The build failed; see above.');
  process.exit(1);
}

/** Builds dist/. @returns {boolean} whether it worked */
export function build() {
  // Vite takes the caller's NODE_ENV, and a test runner's gives the libraries' development builds.
  const env = { ...process.env, NODE_ENV: 'production' };
  return runInstalled('vite/bin/vite.js', ['build', '--logLevel', 'warn'], { env });
}
