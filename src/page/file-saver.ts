/** Hands a file to the user's disk: the save picker where there is one, else a download link. */
import { MessengerError } from '../errors.ts';
import type { SavedFolder } from './folder-saver.ts';

/** The part of the File System Access API that we use; TypeScript's DOM library lacks the picker. */
interface SavePicker {
  showSaveFilePicker?: (
    this: Window,
    options: { suggestedName: string },
  ) => Promise<FileSystemFileHandle>;
}

/** The browser has begun to read a download's blob long before this. */
const REVOKE_AFTER_MS = 60_000;

export class PageFileSaver {
  /**
   * @returns false when the user closed the picker
   * @throws MessengerError as the source did ('storage-*', 'file-no-space'), else 'file-save-failed'
   */
  async save(
    name: string,
    source: { stream(): ReadableStream<Uint8Array<ArrayBuffer>>; copy(): Promise<Blob> },
  ): Promise<boolean> {
    try {
      const picker = (window as SavePicker).showSaveFilePicker;
      if (picker === undefined) {
        download(name, await source.copy());
        return true;
      }
      const handle = await picker.call(window, { suggestedName: name });
      await source.stream().pipeTo(await handle.createWritable());
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false;
      if (error instanceof MessengerError) throw error;
      throw new MessengerError('file-save-failed', { cause: error });
    }
  }

  /** As saveFolder of folder-saver.ts, which comes when it is needed. */
  async saveFolder(folder: SavedFolder): Promise<boolean> {
    return (await import('./folder-saver.ts')).saveFolder(folder);
  }
}

/** Offers a file as a download of that name. */
export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
