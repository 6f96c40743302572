/**
 * What stands before the files of a folder, which is sent as one file: their paths, sizes and dates.
 * PROTOCOL.md §5.1.
 *
 *     u32 length of the listing ‖ listing ‖ the files' bytes, in the order of the listing
 */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, MalformedBytes, utf8Encode } from './bytes.ts';
import { MAX_FOLDER_FILES, MAX_TIME_MS } from './frame.ts';

/** Bounds on what a sender may make us hold and walk through. Far above what people put into a folder. */
export const MAX_LISTING_BYTES = 8_388_608;
export const MAX_PATH_BYTES = 1_024;
/** Names in a path: file systems and zip programs stumble over more. */
export const MAX_PATH_NAMES = 32;

/** The length before the listing. */
export const LISTING_HEAD_BYTES = 4;

/** A file in a folder, or a folder in it with nothing inside. */
export interface Listed {
  /** Names joined by "/", without the folder's own; a folder ends in "/" and has no bytes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Length and listing. @throws RangeError for more, longer or other paths than may be listed */
export function encodeListing(entries: readonly Listed[]): Uint8Array<ArrayBuffer> {
  if (entries.length > MAX_FOLDER_FILES) throw new RangeError('too many paths');
  const writer = new ByteWriter();
  for (const { path, sizeBytes, modifiedMs } of entries) {
    if (!mayBeListed(path, sizeBytes)) throw new RangeError('not a path to list');
    writer.text(path, 1, MAX_PATH_BYTES).varint(sizeBytes).varint(modifiedMs, MAX_TIME_MS);
  }
  const listing = writer.done();
  if (listing.length > MAX_LISTING_BYTES) throw new RangeError('listing too long');
  return new ByteWriter().u32(listing.length).bytes(listing).done();
}

/** What the first LISTING_HEAD_BYTES say. @throws MessengerError 'folder-damaged' */
export function listingBytes(head: Uint8Array): number {
  return read(head, (reader) => {
    const length = reader.u32();
    if (length > MAX_LISTING_BYTES) throw new MalformedBytes('listing too long');
    return length;
  });
}

/**
 * Reads a listing, without the length before it. Paths are well formed, not harmless: names in them
 * may be anything but empty, "." and "..", and may come twice.
 * @throws MessengerError 'folder-damaged'
 */
export function decodeListing(listing: Uint8Array): Listed[] {
  return read(listing, (reader) => {
    const entries: Listed[] = [];
    while (reader.remaining > 0) {
      const path = reader.text(1, MAX_PATH_BYTES);
      const sizeBytes = reader.varint();
      if (!mayBeListed(path, sizeBytes)) throw new MalformedBytes('not a path to list');
      if (entries.length === MAX_FOLDER_FILES) throw new MalformedBytes('too many paths');
      entries.push({ path, sizeBytes, modifiedMs: reader.varint(MAX_TIME_MS) });
    }
    return entries;
  });
}

/** Whether a path is of a folder with nothing inside. */
export function isFolderPath(path: string): boolean {
  return path.endsWith('/');
}

/** The names of a path, in order. */
export function namesIn(path: string): string[] {
  return (isFolderPath(path) ? path.slice(0, -1) : path).split('/');
}

/** Whether a path with so many bytes may stand in a listing. */
export function mayBeListed(path: string, sizeBytes: number): boolean {
  const names = namesIn(path);
  return (
    names.length <= MAX_PATH_NAMES &&
    names.every((name) => name !== '' && name !== '.' && name !== '..') &&
    utf8Encode(path).length <= MAX_PATH_BYTES &&
    !(isFolderPath(path) && sizeBytes > 0)
  );
}

function read<T>(bytes: Uint8Array, from: (reader: ByteReader) => T): T {
  try {
    return from(new ByteReader(bytes));
  } catch (cause) {
    if (cause instanceof MalformedBytes) throw new MessengerError('folder-damaged', { cause });
    throw cause;
  }
}
