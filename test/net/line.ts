/** A line between two networks whose delay, loss, rate and cuts a test controls while browsers run. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { World } from './world.ts';

/** What a line does to packets; the same both ways. What is left out is not done. */
export interface Shape {
  /** Added to every round trip, half of it each way. */
  readonly roundTripMs?: number;
  /** Of every hundred packets so many are lost, each way by itself. */
  readonly lossPercent?: number;
  /** What the line carries at most, counted in bytes of IP. */
  readonly rateMbit?: number;
  /** What may wait for the line at its rate; more is lost. */
  readonly queueKiB?: number;
}

/** What small routers hold: at 20 Mbit/s a tenth of a second. */
const QUEUE_KIB = 256;

/** The same losses in every run, as far as the same packets come in the same order. */
const SEED = 1;

/** The kernel's 1,000 frames overflow when the forwarder gets no core for some 50 ms at 20 MiB/s. */
const KERNEL_QUEUE_FRAMES = 10_000;

export class Line {
  #shape: Shape = {};
  #isCut = false;

  private constructor(private readonly forwarder: ChildProcessWithoutNullStreams) {}

  /** Connects two bridges of the world's own network. */
  static async between(world: World, near: string, far: string): Promise<Line> {
    const ends = [`${near}-end`, `${far}-end`] as const;
    const forwarder = await world.serve('', 'line.py', [...ends, String(SEED)]);
    await world.run(
      '',
      [near, far]
        .map(
          (bridge) =>
            `ip link set ${bridge}-end txqueuelen ${KERNEL_QUEUE_FRAMES} master ${bridge} up`,
        )
        .join('\n'),
    );
    return new Line(forwarder);
  }

  /** Takes the place of what the line did before; `{}` makes it a plain wire again. */
  async shape(shape: Shape): Promise<void> {
    this.#shape = shape;
    await this.#tell();
  }

  /** Loses everything, also what is under way. Nobody is told, links stay up. */
  async cut(): Promise<void> {
    this.#isCut = true;
    await this.#tell();
  }

  /** Ends a cut; the shape is as before. */
  async mend(): Promise<void> {
    this.#isCut = false;
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const { roundTripMs = 0, lossPercent = 0, rateMbit = null, queueKiB = QUEUE_KIB } = this.#shape;
    const told = { delayMs: roundTripMs / 2, lossPercent, rateMbit, queueKiB, cut: this.#isCut };
    const done = once(this.forwarder.stdout, 'data');
    this.forwarder.stdin.write(`${JSON.stringify(told)}\n`);
    await done;
  }
}
