/** Measures what a net does to packets, by inside/meter.mjs in each home. */
import { createInterface } from 'node:readline';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Home } from './home.ts';

const PORT = 4500;

/** What came of so many packets. */
export interface Measured {
  readonly packets: number;
  readonly bytes: number;
  /** From the first that came to the last. */
  readonly spanMs: number;
  /** Median, one way; null when nothing came. */
  readonly delayMs: number | null;
  readonly inOrder: boolean;
}

/** How packets are sent. */
export interface Flood {
  readonly count: number;
  readonly bytes: number;
  readonly perSecond: number;
}

export class Meter {
  readonly #lines: AsyncIterator<string>;

  private constructor(
    private readonly home: Home,
    private readonly inside: ChildProcessWithoutNullStreams,
  ) {
    this.#lines = createInterface(inside.stdout)[Symbol.asyncIterator]();
  }

  static async at(home: Home): Promise<Meter> {
    return new Meter(home, await home.serve('meter.mjs', [String(PORT)]));
  }

  /** Sends to the other home, and says what came there. @param afterMs how long the last may take */
  async send(to: Meter, { count, bytes, perSecond }: Flood, afterMs = 300): Promise<Measured> {
    await to.#ask('read');
    await this.#ask(`send ${to.home.address} ${PORT} ${count} ${bytes} ${perSecond}`);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    return (await to.#ask('read')) as Measured;
  }

  async #ask(order: string): Promise<unknown> {
    this.inside.stdin.write(`${order}\n`);
    const { value } = (await this.#lines.next()) as { value: string };
    return JSON.parse(value);
  }
}
