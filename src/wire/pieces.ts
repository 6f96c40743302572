/** How files are cut on the wire, and kept. PROTOCOL.md §5. */

/**
 * What is sealed, hashed, stored and acknowledged at once. Every piece but a file's last has this
 * length. Buffers of 1 MiB come fresh from the system in Chromium, page by page, and cost WebCrypto
 * four times as much a byte (4.9 core-ms per MiB against 1.3 here); below this size little is gained.
 */
export const PIECE_BYTES = 524_288;

/**
 * Pieces under way and not yet acknowledged, over all files of a line: 16 MiB keep 20 MiB/s at 0.8 s busy.
 * So no piece is stored further than this past the first that is missing.
 */
export const WINDOW_PIECES = 32;
