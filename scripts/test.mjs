/**
 * `npm test`: installs what is missing, then types, lint, unit tests, build, size and browser tests.
 * With `-- --slow` the slow tests instead. The last line is `N passed, N failed`, where every test
 * counts as one, and so does each of the other steps.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, CACHE, ensureInstalled, npm, ROOT, run, runBeside } from './setup.mjs';

const slow = process.argv.includes('--slow');
const totals = { passed: 0, failed: 0 };
/** @type {string[]} */
const failures = [];

/** @param {boolean} passed @param {string} name */
function count(passed, name) {
  if (passed) totals.passed += 1;
  else {
    totals.failed += 1;
    failures.push(name);
  }
}

/**
 * One step that passes or fails as a whole.
 * @param {string} name
 * @param {() => boolean | Promise<boolean>} work
 */
async function step(name, work) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  const passed = await Promise.resolve()
    .then(work)
    .catch((/** @type {unknown} */ error) => {
      console.error(error);
      return false;
    });
  return passed;
}

/** @param {string} name @param {() => boolean | Promise<boolean>} work */
async function countedStep(name, work) {
  const passed = await step(name, work);
  count(passed, name);
  return passed;
}

/** @typedef {'unit' | 'e2e' | 'net' | 'slow'} Project of vitest.config.ts */

/** @param {Project} project */
function resultsOf(project) {
  return join(CACHE, `results-${project}.json`);
}

/**
 * What runs a project, after any results of an earlier run are gone.
 * @param {Project} project
 */
function vitest(project) {
  const results = resultsOf(project);
  mkdirSync(CACHE, { recursive: true });
  rmSync(results, { force: true });
  return [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
  ];
}

/** @param {Project} project */
async function testStep(project) {
  const ended = await step(`${project} tests`, () => run(process.execPath, vitest(project)));
  countTests(project, ended);
}

/**
 * Counts the tests that a project's run has left in its report.
 * @param {Project} project
 * @param {boolean} ended well
 */
function countTests(project, ended) {
  const failedBefore = totals.failed;
  const report = readReport(resultsOf(project));
  for (const file of report?.testResults ?? []) {
    const path = relative(ROOT, file.name);
    // A file that could not be loaded has no tests of its own: it counts as one.
    if (file.assertionResults.length === 0 && file.status === 'failed') count(false, path);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count(true, '');
      if (test.status === 'failed') count(false, `${path}: ${test.fullName}`);
    }
  }
  // Errors outside of any test, or no report at all.
  if (!ended && totals.failed === failedBefore) count(false, `${project} tests as a whole`);
}

/**
 * Vitest's JSON report (the form that Jest made).
 * @param {string} path
 * @returns {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] } | null}
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

async function withBrowsers() {
  const { ensureBrowsers } = await import('./browsers.mjs');
  return step('browsers', async () => {
    for (const [kind, path] of Object.entries(await ensureBrowsers())) {
      console.log(`${kind}: ${path}`);
    }
    return true;
  });
}

/** Those over failing networks mostly wait, so they run beside the others, and are shown after them. */
async function browserTests() {
  const log = join(CACHE, 'net.log');
  const net = runBeside(process.execPath, vitest('net'), log);
  await testStep('e2e');
  const ended = await step('net tests', async () => {
    const endedWell = await net;
    console.log(readFileSync(log, 'utf8'));
    return endedWell;
  });
  countTests('net', ended);
}

async function everything() {
  if (!(await step('install', ensureInstalled))) return count(false, 'install');
  if (slow) {
    if (!(await countedStep('build', build))) return;
    if (await withBrowsers()) await testStep('slow');
    else count(false, 'browsers');
    return;
  }
  await countedStep('types', () => npm(['run', '--silent', 'types']));
  await countedStep('lint', () => npm(['run', '--silent', 'lint']));
  // Where nobody can be asked nothing has passed, so only what was found counts.
  const audited = await step('audit', () =>
    run(process.execPath, [join(ROOT, 'scripts/audit.mjs')]),
  );
  if (!audited) count(false, 'audit');
  await testStep('unit');
  if (!(await countedStep('build', build))) return;
  await countedStep('size', () =>
    run(process.execPath, [join(ROOT, 'scripts/size.mjs'), '--built']),
  );
  if (await withBrowsers()) await browserTests();
  else count(false, 'browsers');
}

await everything();
if (failures.length > 0) {
  console.log('\nFailed:');
  for (const name of failures) console.log(`  ${name}`);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
