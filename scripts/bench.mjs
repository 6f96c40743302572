/**
 * `npm run bench -- NAME`: runs bench/NAME.ts (no name: all). Each module exports a function of its
 * own name that resolves to the numbers; they are printed as one JSON line, the last of its output.
 */
import { join } from 'node:path';
import { requireBuild, requireInstalled, ROOT } from './setup.mjs';

const NAMES = ['cards', 'startup', 'transfer', 'latency', 'wan', 'memory', 'pairing', 'scan'];

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = asked.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${NAMES.join(', ')}.`);
  process.exit(1);
}

requireInstalled();
requireBuild();
const { ensureBrowsers } = await import('./browsers.mjs');
await ensureBrowsers();
const { runnerImport } = await import('vite');

for (const name of asked.length > 0 ? asked : NAMES) {
  console.log(`── ${name}`);
  const { module } = await runnerImport(join(ROOT, 'bench', `${name}.ts`), {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
  });
  console.log(JSON.stringify(await module[name]()));
}
