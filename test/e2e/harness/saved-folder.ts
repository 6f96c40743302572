/** Folders as they come to the user's disk: pickers and downloads need a person, so stand-ins take them. */
import type { Messenger } from '../../../src/app/messenger.ts';
import type { Person } from './person.ts';
import { unzip } from './unzip.ts';

/** The shell keeps the app, so the page can reach it there. */
interface Shell extends Element {
  readonly app: Messenger;
}

/** Saves the last folder where there is no folder picker. @returns the texts in the zip file, by path */
export async function savedAsZip(person: Person): Promise<Map<string, string>> {
  const base64 = await person.page.evaluate(async () => {
    const { app } = document.querySelector('app-shell') as Shell;
    // The page's policy lets nobody fetch a blob, so it is taken where its address is made.
    let downloaded = new Blob();
    URL.createObjectURL = (blob: Blob): string => {
      downloaded = blob;
      return 'blob:taken';
    };
    HTMLAnchorElement.prototype.click = () => undefined;
    const error = await app.saveFile([...app.store.get().transfers.keys()].at(-1) ?? '');
    if (error !== null) throw new Error(error);
    const bytes = new Uint8Array(await downloaded.arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  });
  return unzip(Buffer.from(base64, 'base64'));
}

/** Saves the last folder into one that was chosen. @returns the texts in it, by path */
export async function savedInto(person: Person): Promise<Map<string, string>> {
  const saved = await person.page.evaluate(async () => {
    const { app } = document.querySelector('app-shell') as Shell;
    const root = await navigator.storage.getDirectory();
    const chosen = await root.getDirectoryHandle('chosen', { create: true });
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(chosen) });
    const error = await app.saveFile([...app.store.get().transfers.keys()].at(-1) ?? '');
    if (error !== null) throw new Error(error);
    const found: [string, string][] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
        else found.push([path + name, await (await handle.getFile()).text()]);
      }
    };
    await walk(chosen, '');
    await root.removeEntry('chosen', { recursive: true });
    return found;
  });
  return new Map(saved.sort());
}
