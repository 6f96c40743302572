/** Folders as a browser hands them over: dropped on the page, or chosen in its dialog. */
import { FOLDER_LIMITS, type FolderEntry, type FolderToSend } from '../app/folder-pack.ts';

/** Whether a dropped item is a folder. */
export function isFolder(item: DataTransferItem): boolean {
  return item.webkitGetAsEntry()?.isDirectory === true;
}

/**
 * Reads dropped folders. To be called while the drop is handled: items are empty after it.
 * Rejects with a DOMException when one cannot be read whole.
 */
export async function readFolders(items: readonly DataTransferItem[]): Promise<FolderToSend[]> {
  const roots = items.map((item) => item.webkitGetAsEntry()).filter(isDirectory);
  const folders: FolderToSend[] = [];
  for (const root of roots) folders.push({ name: root.name, entries: await entriesIn(root) });
  return folders;
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
