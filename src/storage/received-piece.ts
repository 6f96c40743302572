/** What goes into a file store as it came, and what comes back. */

/** A piece as it came from a friend, sealed for its way. */
export interface SealedPiece {
  readonly piece: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** In a buffer of its own. */
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** What the piece must hash to. */
  readonly sha256: Uint8Array;
}

/** Opens such a piece. `plain` is null when it does not open or its hash differs; `spent` is the buffer it came in. */
export type PieceOpener = (
  piece: SealedPiece,
) => Promise<{ readonly plain: Uint8Array<ArrayBuffer> | null; readonly spent: ArrayBuffer }>;

/** What became of a received piece. */
export interface ReceivedPiece {
  /** False when it did not open, its hash differs, or it is not the next. */
  readonly stored: boolean;
  /** The buffer that it came in, to be used again. */
  readonly spent: ArrayBuffer;
}
