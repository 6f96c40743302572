/** A UDP socket in a home, for tests of the networks themselves. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Host } from './host.ts';

/** Plenty for a packet between two namespaces and two processes on busy cores. */
const LOST_AFTER_MS = 2_000;

export class Socket {
  readonly #lines: string[] = [];
  #wake: () => void = () => undefined;

  private constructor(private readonly inside: ChildProcessWithoutNullStreams) {
    let rest = '';
    inside.stdout.on('data', (data: Buffer) => {
      const parts = (rest + data.toString()).split('\n');
      rest = parts.pop() ?? '';
      this.#lines.push(...parts);
      this.#wake();
    });
  }

  static async open(host: Host, port: number): Promise<Socket> {
    return new Socket(await host.serve('udp.mjs', [String(port)]));
  }

  send(address: string, port: number, text: string): void {
    this.inside.stdin.write(`${address} ${port} ${text}\n`);
  }

  /** @returns `ADDRESS PORT TEXT` of the next packet, or null when none comes */
  async receive(): Promise<string | null> {
    if (this.#lines.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOST_AFTER_MS);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.#lines.shift() ?? null;
  }
}
