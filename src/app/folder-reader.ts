/** What is in a received folder, read from its pieces one at a time. */
import { MessengerError } from '../errors.ts';
import { concat } from '../wire/bytes.ts';
import {
  decodeListing,
  isFolderPath,
  LISTING_HEAD_BYTES,
  listingBytes,
} from '../wire/folder-listing.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import { safePaths } from './folder-names.ts';

/** Reads one piece, as `FileStore.read` does. */
type ReadPiece = (piece: number) => Promise<Uint8Array<ArrayBuffer>>;

/** A file of a received folder, or a folder with nothing inside. */
export interface ReceivedEntry {
  readonly kind: 'file' | 'folder';
  /** Safe names from the folder's root, no two paths alike. */
  readonly path: readonly string[];
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Its bytes, read about when they are taken. Fails with 'storage-*'. */
  bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;
}

/** What an offer said. */
export interface OfferedFolder {
  readonly sizeBytes: number;
  readonly files: number;
}

/** Rejects with MessengerError 'folder-damaged' when it is not what the offer said, or 'storage-*'. */
export async function readFolder(
  offered: OfferedFolder,
  readPiece: ReadPiece,
): Promise<ReceivedEntry[]> {
  const range = pieceReader(offered.sizeBytes, readPiece);
  const listing = await readListing(offered.sizeBytes, range);
  const listed = decodeListing(listing);
  const paths = safePaths(listed.map(({ path }) => path));
  let end = LISTING_HEAD_BYTES + listing.length;
  const entries = listed.map(({ path, sizeBytes, modifiedMs }, n): ReceivedEntry => {
    const start = end;
    end += sizeBytes;
    return {
      kind: isFolderPath(path) ? 'folder' : 'file',
      path: paths[n] ?? [],
      sizeBytes,
      modifiedMs,
      bytes: () => range(start, start + sizeBytes),
    };
  });
  const files = entries.filter(({ kind }) => kind === 'file').length;
  if (end !== offered.sizeBytes || files !== offered.files) {
    throw new MessengerError('folder-damaged');
  }
  return entries;
}

type ReadRange = (
  start: number,
  end: number,
) => AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;

async function readListing(sizeBytes: number, range: ReadRange): Promise<Uint8Array> {
  if (sizeBytes < LISTING_HEAD_BYTES) throw new MessengerError('folder-damaged');
  const length = listingBytes(await whole(range(0, LISTING_HEAD_BYTES)));
  const end = LISTING_HEAD_BYTES + length;
  if (end > sizeBytes) throw new MessengerError('folder-damaged');
  return whole(range(LISTING_HEAD_BYTES, end));
}

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return concat(...all);
}

/** Reads ranges of bytes. The last piece is kept: small files lie in one by the hundred. */
function pieceReader(sizeBytes: number, readPiece: ReadPiece): ReadRange {
  let last: { readonly piece: number; readonly bytes: Promise<Uint8Array<ArrayBuffer>> } | null =
    null;
  const read = async (piece: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (last?.piece !== piece) last = { piece, bytes: readPiece(piece) };
    const bytes = await last.bytes;
    const expected = Math.min(PIECE_BYTES, sizeBytes - piece * PIECE_BYTES);
    if (bytes.length !== expected) throw new MessengerError('storage-corrupt');
    return bytes;
  };
  return async function* range(start, end) {
    for (let at = start; at < end;) {
      const piece = Math.floor(at / PIECE_BYTES);
      const from = piece * PIECE_BYTES;
      const bytes = (await read(piece)).subarray(at - from, Math.min(end - from, PIECE_BYTES));
      yield bytes;
      at += bytes.length;
    }
  };
}
