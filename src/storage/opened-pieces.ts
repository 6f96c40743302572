/** Getting a whole file out of a store, piece by piece. */
import { MessengerError } from '../errors.ts';
import { concat } from '../wire/bytes.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';

/** Reads one opened piece, as `FileStore.read` does. */
export type ReadPiece = (piece: number) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * The pieces of a file of `sizeBytes` in order.
 * @throws MessengerError 'storage-corrupt' at the first that is missing, damaged or of another length
 */
export async function* openedPieces(
  read: ReadPiece,
  sizeBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
    const bytes = await read(at / PIECE_BYTES);
    if (bytes.length !== Math.min(PIECE_BYTES, sizeBytes - at)) {
      throw new MessengerError('storage-corrupt');
    }
    yield bytes;
  }
}

/** The same as a stream, which reads one piece ahead and no further. */
export function streamPieces(
  read: ReadPiece,
  sizeBytes: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = openedPieces(read, sizeBytes);
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return();
    },
  });
}

/** What goes to disk at once: many small parts of a stream cost a call each. */
const BLOCK_BYTES = 1_048_576;

/** A stream's bytes in blocks of about BLOCK_BYTES, each in a buffer of its own. */
export async function* blocksOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  // Safari cannot iterate over a stream.
  const reader = stream.getReader();
  try {
    let parts: Uint8Array[] = [];
    let gathered = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (value !== undefined) parts.push(value);
      gathered += value?.length ?? 0;
      if (gathered >= BLOCK_BYTES || (done && gathered > 0)) {
        yield concat(...parts);
        parts = [];
        gathered = 0;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}

/** A file of parts that the browser holds, and moves to its own disk space as it sees fit. */
export async function fileOfParts(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  name: string,
  mediaType = '',
): Promise<File> {
  const blobs: Blob[] = [];
  for await (const part of parts) blobs.push(new Blob([part]));
  return new File(blobs, name, { type: mediaType });
}
