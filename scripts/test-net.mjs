/**
 * `npm run test:net -- [case…]`: what becomes of lines and files when networks fail, case by case
 * (test/net/faults/cases.ts; `CASE+file`: while a file is on its way). Linux, as root.
 *
 *   --all       also cuts of 10 and 60 minutes
 *   --nat       both people behind routers of their own
 *   --together  all at the same time; only what needs the cores is done by one after the other
 *   --pairings  all four pairings of browsers, instead of Chromium and Firefox
 *   --json      ends with one line, an array of {case, lost, doubled, hashEqual, healMs, openMs}
 *
 * Ends with 1 when anything was lost, doubled or altered, or did not heal within a minute.
 */
import { join } from 'node:path';
import { requireBuild, requireInstalled, ROOT } from './setup.mjs';

const FLAGS = ['--all', '--nat', '--together', '--pairings', '--json'];

const asked = process.argv.slice(2);
const flags = asked.filter((argument) => argument.startsWith('-'));
const unknown = flags.filter((flag) => !FLAGS.includes(flag));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${FLAGS.join(', ')}.`);
  process.exit(1);
}

requireInstalled();
// A build that TWOCAN_DIST names is taken as it is.
if (!process.env.TWOCAN_DIST) requireBuild();
const { ensureBrowsers } = await import('./browsers.mjs');
await ensureBrowsers();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(join(ROOT, 'test/net/faults/main.ts'), {
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
});

// At these puppeteer closes its browsers, and nobody ends. With this process go its browsers, and the
// kernel takes down every network of theirs and all that runs there (test/net/world.ts).
for (const [signal, number] of /** @type {const} */ ([
  ['SIGTERM', 15],
  ['SIGHUP', 1],
])) {
  process.once(signal, () => process.exit(128 + number));
}

const KINDS = ['chromium', 'firefox'];
const pairings = flags.includes('--pairings')
  ? KINDS.flatMap((ada) => KINDS.map((bob) => [ada, bob]))
  : [KINDS];
try {
  const { results, areWell } = await module.faults({
    names: asked.filter((argument) => !argument.startsWith('-')),
    all: flags.includes('--all'),
    nat: flags.includes('--nat'),
    together: flags.includes('--together'),
    pairings,
  });
  if (flags.includes('--json')) console.log(JSON.stringify(results));
  else console.table(results);
  process.exitCode = areWell ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
