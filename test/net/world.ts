/**
 * A world of its own: networks and processes that touch nothing else on this machine and are gone
 * with whoever made them.
 *
 *   test ──pipe──> cat, process 1 of the world's own process, mount and network namespaces
 *
 * When the pipe closes, by `end` or because the test died in whatever way, cat ends. The kernel then
 * kills every process of the world, and with the last of them go its networks, links and filters. The
 * names of networks lie on a file system that only this world sees, so any number of worlds may be
 * at once.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const ENTER = fileURLToPath(new URL('inside/enter.sh', import.meta.url));

const HOLD = [
  ...['--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-ec'],
  // Whoever ignores the end of children need not bury them: process 1 inherits every orphan.
  'mkdir -p /run/netns; mount -t tmpfs tmpfs /run/netns; exec env --ignore-signal=CHLD cat',
];

/** Everything that is held by this process. */
const worlds = new Set<World>();

// A test runner that was killed leaves the process that runs the tests without anybody to tell.
process.once('disconnect', () => {
  for (const world of worlds) void world.end();
});

export class World {
  private constructor(private readonly holder: ChildProcessWithoutNullStreams) {}

  static async begin(): Promise<World> {
    const holder = spawn('unshare', HOLD);
    const world = new World(holder);
    worlds.add(world);
    // What cat is told comes back once everything before it is done.
    holder.stdin.write('ready\n');
    await world.#firstLine(holder, 'the world');
    return world;
  }

  /** What enter.sh must know to start `program` in one of the networks ('' for the world's own). */
  env(network: string, program: string): NodeJS.ProcessEnv {
    return {
      ...process.env,
      TWOCAN_WORLD: String(this.holder.pid),
      TWOCAN_NETWORK: network,
      TWOCAN_PROGRAM: program,
    };
  }

  /** Starts a program; it lives as long as the world unless it ends by itself. */
  spawn(network: string, program: string, args: readonly string[]): ChildProcessWithoutNullStreams {
    return spawn(ENTER, args, { env: this.env(network, program) });
  }

  /** Starts a program of our own, from inside/, and waits until it says that it is ready. */
  async serve(
    network: string,
    script: string,
    args: readonly string[],
  ): Promise<ChildProcessWithoutNullStreams> {
    const path = fileURLToPath(new URL(`inside/${script}`, import.meta.url));
    const program = script.endsWith('.py') ? 'python3' : process.execPath;
    const child = this.spawn(network, program, [path, ...args]);
    await this.#firstLine(child, script);
    return child;
  }

  /** Runs shell commands to their end. @returns what they print @throws Error with what they complain about */
  async run(network: string, commands: string): Promise<string> {
    const child = this.spawn(network, 'sh', ['-euc', commands]);
    child.stdin.end();
    let [printed, complained] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    child.stderr.on('data', (data: Buffer) => (complained += data.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`In network "${network}": ${commands}\n${complained}`);
    return printed;
  }

  /** Ends everything in the world, as the death of this process would. */
  async end(): Promise<void> {
    worlds.delete(this);
    if (this.holder.exitCode !== null || this.holder.signalCode !== null) return;
    const gone = once(this.holder, 'exit');
    this.holder.stdin.end();
    await gone;
  }

  async #firstLine(child: ChildProcessWithoutNullStreams, name: string): Promise<void> {
    let complained = '';
    child.stderr.on('data', (data: Buffer) => (complained += data.toString()));
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => {
        throw new Error(`${name} ended before it was ready: ${complained}`);
      }),
    ]);
  }
}
