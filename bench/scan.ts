/** How fast and how surely the product's scanner reads each kind of card, as cameras see it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { launch, type Person } from '../test/e2e/harness/person.ts';
import { startServer } from '../test/e2e/harness/server.ts';
import { qrBits, sampleCards } from './cards.ts';
import { sampleCodes } from './code-sizes.ts';
import type { Condition, Trial } from './scan-page/page.ts';
import { median } from './statistics.ts';

const SIZES = [
  [640, 480],
  [1280, 720],
] as const;
const CONDITIONS: readonly Condition[] = ['clean', 'blur', 'tilt', 'glare', 'noise', 'heavy-noise'];
const TRIALS = 3;
/** Who holds a code longer than this gives up. */
const TIMEOUT_MS = 3_000;

/** What came of all trials of one kind of card at one size under one condition. */
interface Outcome {
  /** Median of those that were read; null when none was. */
  readonly ms: number | null;
  /** Share that was read in time. */
  readonly success: number;
}

/** Keys are `kind condition size`, and `successRate` over all. */
export async function scan(): Promise<Record<string, Outcome | number>> {
  const dist = await mkdtemp(join(tmpdir(), 'twocan-scan-page-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('scan-page', import.meta.url)),
    base: './',
    logLevel: 'error',
    build: { outDir: dist, emptyOutDir: true, target: 'es2022', modulePreload: false },
  });
  const server = await startServer('/', dist);
  const person = await launch('chromium');
  try {
    await person.open(server.url);
    await person.page.waitForFunction(() => 'scanTrial' in window);
    return await allTrials(person);
  } finally {
    await person.close();
    await server.stop();
    await rm(dist, { recursive: true, force: true });
  }
}

async function allTrials(person: Person): Promise<Record<string, Outcome | number>> {
  const outcomes: Record<string, Outcome | number> = {};
  const successes: number[] = [];
  for (const [kind, card] of Object.entries({ ...sampleCards(), ...sampleCodes() })) {
    for (const [width, height] of SIZES) {
      for (const condition of CONDITIONS) {
        const trial = { ...qrBits(card), width, height, condition, timeoutMs: TIMEOUT_MS };
        const outcome = await tryOut(person, trial);
        outcomes[`${kind} ${condition} ${width}x${height}`] = outcome;
        successes.push(outcome.success);
        console.log(
          `${kind}, ${condition}, ${width}x${height}: ${outcome.ms} ms, ${outcome.success}`,
        );
      }
    }
  }
  const sum = successes.reduce((total, success) => total + success, 0);
  return { ...outcomes, successRate: Math.round((100 * sum) / successes.length) / 100 };
}

async function tryOut(person: Person, trial: Trial): Promise<Outcome> {
  const read: number[] = [];
  for (let n = 0; n < TRIALS; n += 1) {
    const ms = await person.page.evaluate((given) => window.scanTrial(given), trial);
    if (ms !== null) read.push(ms);
  }
  const success = Math.round((100 * read.length) / TRIALS) / 100;
  return { ms: read.length === 0 ? null : Math.round(median(read)), success };
}
