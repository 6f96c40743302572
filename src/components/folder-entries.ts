/** Folders as a browser hands them over: dropped on the page, or chosen in its dialog. */
import { FOLDER_LIMITS, type FolderEntry, type FolderToSend } from '../app/folder-pack.ts';

/** What was dropped or chosen. */
export interface Chosen {
  readonly files: readonly File[];
  readonly folders: readonly FolderToSend[];
}

/**
 * What dropped items are and hold. To be called while the drop is handled: the items are empty after it.
 * Rejects with a DOMException when a folder cannot be read whole.
 */
export async function readDropped(items: Iterable<DataTransferItem>): Promise<Chosen> {
  const dropped = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }));
  const files: File[] = [];
  const folders: FolderToSend[] = [];
  for (const { file, entry } of dropped) {
    if (isDirectory(entry)) folders.push({ name: entry.name, entries: await entriesIn(entry) });
    else if (file !== null) files.push(file);
  }
  return { files, folders };
}

/** A folder chosen in the browser's dialog, which leaves out folders with nothing inside; null when there is nothing in it. */
export function chosenFolder(files: readonly File[]): FolderToSend | null {
  const [first] = files;
  if (first === undefined) return null;
  const [name = ''] = first.webkitRelativePath.split('/');
  const entries = files.map((file) => ({
    path: file.webkitRelativePath.slice(name.length + 1),
    file,
  }));
  return { name, entries };
}

/** Whether a folder can be chosen in this browser's dialog. */
export function canChooseFolder(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}

/** All that is in a folder, up to just past what may be sent: then it is refused and not cut. */
async function entriesIn(root: FileSystemDirectoryEntry): Promise<FolderEntry[]> {
  const found: FolderEntry[] = [];
  const walk = async (folder: FileSystemDirectoryEntry, names: readonly string[]) => {
    const inside = names.length > FOLDER_LIMITS.names ? [] : await readAll(folder);
    if (inside.length === 0 && names.length > 0) found.push({ path: names.join('/'), file: null });
    for (const entry of inside) {
      if (found.length > FOLDER_LIMITS.files) return;
      const path = [...names, entry.name];
      if (isDirectory(entry)) await walk(entry, path);
      else if (isFile(entry)) found.push({ path: path.join('/'), file: await fileOf(entry) });
    }
  };
  await walk(root, []);
  return found;
}

/** A reader gives some at a time (Chromium a hundred), and none at the end. */
async function readAll(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isDirectory(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
