/** What the pieces of a file that is sent hashed to when they were first read. */

/**
 * The hashes of one file, SHA-256 of each piece (32 bytes). A piece that hashes to another later tells
 * that the file changed; those that are known need not be read again for the root.
 */
export interface PieceHashes {
  /** Undefined for a piece that was not read yet. */
  get(piece: number): Uint8Array | undefined;
  /** Keeps the hash of a piece that has none; returns at once, also where it is stored in the background. */
  put(piece: number, hash: Uint8Array): void;
}

/** Hashes that live as long as the page. */
export class MemoryPieceHashes implements PieceHashes {
  readonly #hashes: (Uint8Array | undefined)[] = [];

  get(piece: number): Uint8Array | undefined {
    return this.#hashes[piece];
  }

  put(piece: number, hash: Uint8Array): void {
    this.#hashes[piece] = hash;
  }
}
