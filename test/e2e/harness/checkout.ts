/** A checkout of its own in which `npm start` runs: its build and its cache touch nobody else's. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/setup.mjs';

/** What a build is made of. */
const PARTS = [
  'index.html',
  'package.json',
  'package-lock.json',
  'public',
  'scripts',
  'src',
  'tsconfig.json',
  'tsconfig.worker.json',
  'vite.config.ts',
];

/** What every start says last. */
const READY = 'Ctrl+C stops it.';

/** Installing is left out, so a start takes as long as a build; slow machines build for a while. */
const READY_WITHIN_MS = 60_000;

/** Copies the tree to a new folder, with the installed packages lent to it. @returns the folder */
export async function makeCheckout(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'twocan-checkout-'));
  for (const part of PARTS) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  // As old as can be: nothing may think that the packages are out of date and install into ours.
  await utimes(join(folder, 'package-lock.json'), 0, 0);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** `npm start` with these arguments, as somebody runs it in a terminal. */
export class Start {
  #printed = '';
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(checkout: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#process = spawn('npm', ['start', '--', ...args], {
      cwd: checkout,
      env: { ...process.env, ...env },
      // A group of its own, as a shell gives to what it starts: Ctrl+C reaches all of it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    this.#ended = new Promise((resolve) => this.#process.once('close', resolve));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#printed += text));
    }
  }

  /** Resolves when it says that it is ready. @throws Error with what it printed when it does not */
  static async ready(
    checkout: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Start> {
    const start = new Start(checkout, args, env);
    const endMs = performance.now() + READY_WITHIN_MS;
    while (!start.printed.includes(READY)) {
      const over = start.#process.exitCode !== null || performance.now() > endMs;
      if (over) {
        await start.stop();
        throw new Error(`npm start is not ready:\n${start.printed}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return start;
  }

  /** Everything that it has printed so far, output and errors. */
  get printed(): string {
    return this.#printed;
  }

  /** Presses Ctrl+C and waits until nothing of it is left. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    if (process.platform === 'win32') this.#process.kill('SIGINT');
    else process.kill(-pid, 'SIGINT');
    await this.#ended;
  }
}

export async function removeCheckout(folder: string): Promise<void> {
  await rm(join(folder, 'node_modules'));
  await rm(folder, { recursive: true });
}
