import type { TransferLine } from './line.ts';
import type { FileSender, Want } from './sender.ts';
import { PieceWindow } from './window.ts';

interface Turn {
  readonly sender: FileSender;
  readonly want: Want;
}

/** The sends of one line, one after another in the order of their wants. Ends with its line. */
export class SendQueue {
  readonly #window = new PieceWindow();
  #turns: Turn[] = [];
  #busy = false;
  #ended = false;

  constructor(private readonly line: TransferLine) {}

  /** Serves a want. A newer want of the same file replaces the older one, running or not. */
  add(sender: FileSender, want: Want): void {
    this.remove(sender);
    sender.stop();
    this.#turns.push({ sender, want });
    void this.#run();
  }

  /** Takes a file out that has not had its turn yet. @returns what was wanted of it; null when it was not there */
  remove(sender: FileSender): Want | null {
    const removed = this.#turns.find((turn) => turn.sender === sender);
    this.#turns = this.#turns.filter((turn) => turn !== removed);
    return removed?.want ?? null;
  }

  /** Lets a file that waits for its turn have the next one. */
  next(sender: FileSender): void {
    const want = this.remove(sender);
    if (want !== null) this.#turns.unshift({ sender, want });
  }

  /** The line is gone. */
  end(): void {
    this.#ended = true;
    this.#turns = [];
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let turn = this.#turns.shift(); turn && !this.#ended; turn = this.#turns.shift()) {
      await turn.sender.stream(this.line, this.#window, turn.want);
    }
    this.#busy = false;
  }
}
