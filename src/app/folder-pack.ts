/** A folder of mine as the one file that it is sent as. PROTOCOL.md §5.2. */
import { MessengerError } from '../errors.ts';
import { encodeListing, MAX_PATH_NAMES, type Listed } from '../wire/folder-listing.ts';
import { MAX_FOLDER_FILES } from '../wire/frame.ts';

/** What may be sent: so many files, and so many names from the folder to a file. */
export const FOLDER_LIMITS = { files: MAX_FOLDER_FILES, names: MAX_PATH_NAMES } as const;

/** A folder as a person chose it. */
export interface FolderToSend {
  readonly name: string;
  readonly entries: readonly FolderEntry[];
}

/** What is in it: paths are names joined by "/", without the folder's own; null is a folder with nothing inside. */
export interface FolderEntry {
  readonly path: string;
  readonly file: File | null;
}

/** A folder ready to be sent. */
export interface PackedFolder {
  /** Refers to the files, whose bytes are read when they are sent. */
  readonly file: File;
  /** Nothing opens it again as it is. */
  readonly handle: null;
  readonly folderFiles: number;
}

/**
 * The same files give the same bytes, whatever order they come in, so that sending can go on after the
 * folder was chosen again.
 * @throws MessengerError 'folder-too-large'
 */
export function packFolder({ name, entries }: FolderToSend): PackedFolder {
  const sorted = entries
    .map((entry) => ({ ...toListed(entry), file: entry.file }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = sorted.map(({ file }) => file).filter((file) => file !== null);
  const lastModified = sorted.reduce((newest, one) => Math.max(newest, one.modifiedMs), 0);
  return {
    file: new File([listingOf(sorted), ...files], name, { lastModified }),
    handle: null,
    folderFiles: files.length,
  };
}

function toListed({ path, file }: FolderEntry): Listed {
  if (file === null) return { path: `${path}/`, sizeBytes: 0, modifiedMs: 0 };
  const modifiedMs = Math.max(0, Math.trunc(file.lastModified));
  return { path, sizeBytes: file.size, modifiedMs };
}

function listingOf(entries: readonly Listed[]): Uint8Array<ArrayBuffer> {
  try {
    return encodeListing(entries);
  } catch (cause) {
    if (cause instanceof RangeError) throw new MessengerError('folder-too-large', { cause });
    throw cause;
  }
}
