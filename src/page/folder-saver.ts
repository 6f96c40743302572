/** Hands a folder to the user's disk: into a folder of their choice where there is a picker, else as a zip file. */
import { MessengerError } from '../errors.ts';
import { download } from './file-saver.ts';

/** A file of the folder, or a folder in it with nothing inside; `path` is safe and no two are alike. */
export interface SavedEntry {
  readonly kind: 'file' | 'folder';
  readonly path: readonly string[];
  readonly modifiedMs: number;
  bytes(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export interface SavedFolder {
  readonly name: string;
  entries(): Promise<readonly SavedEntry[]>;
  /** A disk-backed copy of what comes out of a stream. */
  copy(bytes: ReadableStream<Uint8Array>): Promise<Blob>;
}

/** The part of the File System Access API that we use; TypeScript's DOM library lacks the picker. */
interface DirectoryPicker {
  showDirectoryPicker?: (
    this: Window,
    options: { mode: 'readwrite' },
  ) => Promise<FileSystemDirectoryHandle>;
}

/** The years that a zip file can write (its dates are those of MS-DOS). */
const ZIP_FIRST_MS = Date.UTC(1980, 0, 2);
const ZIP_LAST_MS = Date.UTC(2107, 11, 30);

/**
 * @returns false when the user closed the picker
 * @throws MessengerError as the source did ('folder-damaged', 'storage-*', 'file-no-space'), else 'file-save-failed'
 */
export async function saveFolder(folder: SavedFolder): Promise<boolean> {
  try {
    const picker = (window as DirectoryPicker).showDirectoryPicker;
    if (picker === undefined) {
      download(`${folder.name}.zip`, await folder.copy(await zipOf(folder)));
      return true;
    }
    // First of all: the browser lets a click open it for some seconds only.
    const chosen = await picker.call(window, { mode: 'readwrite' });
    await writeInto(chosen, folder.name, await folder.entries());
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    if (error instanceof MessengerError) throw error;
    throw new MessengerError('file-save-failed', { cause: error });
  }
}

/** The folder as a zip file, made while it is read. */
async function zipOf(folder: SavedFolder): Promise<ReadableStream<Uint8Array>> {
  const { makeZip } = await import('client-zip');
  const entries = await folder.entries();
  return makeZip(
    entries.map((entry) => {
      const name = [folder.name, ...entry.path].join('/');
      if (entry.kind === 'folder') return { name: `${name}/` };
      const atMs = Math.min(Math.max(entry.modifiedMs, ZIP_FIRST_MS), ZIP_LAST_MS);
      return { name, lastModified: new Date(atMs), input: entry.bytes() };
    }),
  );
}

/** Writes everything into a new folder; what cannot be written whole is taken away again. */
async function writeInto(
  parent: FileSystemDirectoryHandle,
  name: string,
  entries: readonly SavedEntry[],
): Promise<void> {
  const root = await makeFolder(parent, name);
  try {
    const folders = new Folders(root);
    for (const entry of entries) {
      if (entry.kind === 'folder') await folders.at(entry.path);
      else await writeFile(await folders.at(entry.path.slice(0, -1)), entry);
    }
  } catch (error) {
    await parent.removeEntry(root.name, { recursive: true }).catch(() => undefined);
    throw error;
  }
}

/** A folder that was not there before: what lies in another of that name is left alone. */
async function makeFolder(
  parent: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemDirectoryHandle> {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name} (${number})`;
    if (!(await isThere(parent, free))) {
      return allowed(free, (as) => parent.getDirectoryHandle(as, { create: true }));
    }
  }
}

async function isThere(parent: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await parent.getDirectoryHandle(name);
    return true;
  } catch (error) {
    const why = error instanceof DOMException ? error.name : '';
    return why === 'TypeMismatchError'; // A file of that name.
  }
}

/** The folders within the new one, each opened once. */
class Folders {
  readonly #known = new Map<string, FileSystemDirectoryHandle>();

  constructor(private readonly root: FileSystemDirectoryHandle) {}

  async at(path: readonly string[]): Promise<FileSystemDirectoryHandle> {
    const name = path.at(-1);
    if (name === undefined) return this.root;
    const key = path.join('/');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const parent = await this.at(path.slice(0, -1));
    const made = await allowed(name, (as) => parent.getDirectoryHandle(as, { create: true }));
    this.#known.set(key, made);
    return made;
  }
}

async function writeFile(folder: FileSystemDirectoryHandle, entry: SavedEntry): Promise<void> {
  const file = await allowed(entry.path.at(-1) ?? '', (as) =>
    folder.getFileHandle(as, { create: true }),
  );
  const writable = await file.createWritable();
  try {
    for await (const part of entry.bytes()) await writable.write(part);
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

/** Browsers refuse some names that a system acts upon ("a.lnk", "desktop.ini"): those get a harmless end. */
async function allowed<T>(name: string, make: (name: string) => Promise<T>): Promise<T> {
  try {
    return await make(name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return make(`${name}_`);
  }
}
