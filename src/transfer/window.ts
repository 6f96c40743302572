import { WINDOW_PIECES } from '../wire/pieces.ts';

/**
 * Counts the pieces of one line that are not yet acknowledged, over all its files. The sender waits
 * when the window is full; the receiver keeps the same count, so that a peer cannot fill its memory.
 */
export class PieceWindow {
  readonly #waiting: (() => void)[] = [];
  #free = WINDOW_PIECES;

  /** Takes the place of one piece; first come, first served. */
  take(): Promise<void> {
    if (this.tryTake()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Takes the place of one piece when there is one. */
  tryTake(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /** Gives places back. */
  give(pieces: number): void {
    this.#free += pieces;
    while (this.#waiting.length > 0 && this.tryTake()) this.#waiting.shift()?.();
  }
}
