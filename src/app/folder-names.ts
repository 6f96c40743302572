/** Where the files of a friend's folder go: every name harmless, no two alike in one folder. Pure. */
import { safeFileName } from '../wire/file-name.ts';
import { isFolderPath, namesIn } from '../wire/folder-listing.ts';

/** One folder while its names are given out. */
interface Place {
  /** Folders in it, by the name that the sender gave. */
  readonly folders: Map<string, { readonly name: string; readonly place: Place }>;
  /** Names in use, alike for file systems that take large and small letters for the same; the next number to try. */
  readonly taken: Map<string, number>;
}

/** @returns for each path the safe names that it is saved under, in the same order */
export function safePaths(paths: readonly string[]): string[][] {
  const root = newPlace();
  return paths.map((path) => {
    const names = namesIn(path);
    const folders = isFolderPath(path) ? names : names.slice(0, -1);
    let place = root;
    const safe = folders.map((name) => {
      const inside = folderIn(place, name);
      place = inside.place;
      return inside.name;
    });
    const file = isFolderPath(path) ? undefined : names.at(-1);
    return file === undefined ? safe : [...safe, freeName(place, safeFileName(file))];
  });
}

/** The name with a number before its ending, as file managers write a second one. */
export function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return `${stem} (${number})${name.slice(stem.length)}`;
}

function newPlace(): Place {
  return { folders: new Map(), taken: new Map() };
}

/** The same folder each time that the sender names it. */
function folderIn(place: Place, name: string): { readonly name: string; readonly place: Place } {
  const known = place.folders.get(name);
  if (known !== undefined) return known;
  const folder = { name: freeName(place, safeFileName(name)), place: newPlace() };
  place.folders.set(name, folder);
  return folder;
}

function freeName({ taken }: Place, name: string): string {
  let free = name;
  let number = taken.get(keyOf(name)) ?? 1;
  for (; taken.has(keyOf(free)); number += 1) free = numbered(name, number + 1);
  taken.set(keyOf(name), number);
  taken.set(keyOf(free), taken.get(keyOf(free)) ?? 1);
  return free;
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
