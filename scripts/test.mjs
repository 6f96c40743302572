/**
 * `npm test`: installs what is missing, then types, lint, unit tests, build, size and browser tests.
 * With `-- --slow` the slow tests instead. The last line is `N passed, N failed`, where every test
 * counts as one, and so does each of the other steps.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  build,
  CACHE,
  ensureInstalled,
  npm,
  npmBeside,
  ROOT,
  run,
  runInstalled,
} from './setup.mjs';

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

/** @param {'unit' | 'e2e' | 'slow'} project of vitest.config.ts */
async function testStep(project) {
  const results = join(CACHE, `results-${project}.json`);
  mkdirSync(CACHE, { recursive: true });
  rmSync(results, { force: true });
  const ended = await step(`${project} tests`, () =>
    runInstalled('vitest/vitest.mjs', [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
    ]),
  );
  const failedBefore = totals.failed;
  const report = readReport(results);
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

/** @param {'e2e' | 'slow'} project */
async function browserTests(project) {
  if (await withBrowsers()) await testStep(project);
  else count(false, 'browsers');
}

async function everything() {
  if (!(await step('install', ensureInstalled))) return count(false, 'install');
  if (slow) {
    if (await countedStep('build', build)) await browserTests('slow');
    return;
  }
  // Each takes one core.
  const types = npmBeside(['run', '--silent', 'types']);
  await countedStep('lint', () => npm(['run', '--silent', 'lint']));
  await countedStep('types', () => types);
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
  await browserTests('e2e');
}

await everything();
if (failures.length > 0) {
  console.log('\nFailed:');
  for (const name of failures) console.log(`  ${name}`);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
