/** How files are cut on the wire, and kept. PROTOCOL.md §5. */

/**
 * What is sealed, hashed, stored and acknowledged at once: large enough to be cheap, small enough to
 * lose on a cut. Every piece but a file's last has this length.
 */
export const PIECE_BYTES = 1_048_576;
