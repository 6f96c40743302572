/** Which pieces of a file are here: all up to the first that is missing, and some after it. */
import { WINDOW_PIECES } from './pieces.ts';

export class PiecesHere {
  #inOrder: number;
  readonly #later = new Set<number>();

  /**
   * @param inOrder pieces 0 to inOrder − 1 are here
   * @param others further ones, in any order
   */
  constructor(inOrder = 0, others: Iterable<number> = []) {
    this.#inOrder = inOrder;
    for (const piece of others) this.add(piece);
  }

  /** As a `file want` says it (PROTOCOL.md §3): the first piece that is missing, and bits for those after it. */
  static ofBits(inOrder: number, bits: number): PiecesHere {
    const here = new PiecesHere(inOrder);
    for (let n = 0; n < WINDOW_PIECES - 1; n++) {
      if ((bits & (1 << n)) !== 0) here.add(inOrder + 1 + n);
    }
    return here;
  }

  /** Pieces 0 to inOrder − 1 are here, piece inOrder is not. */
  get inOrder(): number {
    return this.#inOrder;
  }

  /** Those after the first missing one, in order. */
  get later(): readonly number[] {
    return [...this.#later].sort((a, b) => a - b);
  }

  /** Bit n says that piece inOrder + 1 + n is here; further ones, which no window allows, are left out. */
  get bits(): number {
    let bits = 0;
    for (const piece of this.#later) {
      const n = piece - this.#inOrder - 1;
      if (n < WINDOW_PIECES - 1) bits |= 1 << n;
    }
    return bits;
  }

  /** One past the last piece that is here. */
  get end(): number {
    return this.#later.size === 0 ? this.#inOrder : Math.max(...this.#later) + 1;
  }

  has(piece: number): boolean {
    return piece < this.#inOrder || this.#later.has(piece);
  }

  /** It is missing, and no further past the first missing one than a window reaches. */
  isNear(piece: number): boolean {
    return piece < this.#inOrder + WINDOW_PIECES && !this.has(piece);
  }

  add(piece: number): void {
    if (piece >= this.#inOrder) this.#later.add(piece);
    this.#close();
  }

  remove(piece: number): void {
    for (let after = piece + 1; after < this.#inOrder; after++) this.#later.add(after);
    this.#later.delete(piece);
    this.#inOrder = Math.min(this.#inOrder, piece);
  }

  copy(): PiecesHere {
    return new PiecesHere(this.#inOrder, this.#later);
  }

  /** Counts what follows without a gap. */
  #close(): void {
    while (this.#later.delete(this.#inOrder)) this.#inOrder += 1;
  }
}
