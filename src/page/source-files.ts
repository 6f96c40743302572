/** Files of the user's disk that can be found again after a reload: the File System Access API, where there is one. */
import { MessengerError } from '../errors.ts';

/** The part of the API that we use; TypeScript's DOM library lacks picker and permissions. */
interface Pickers {
  showOpenFilePicker?: (
    this: Window,
    options: { multiple: boolean },
  ) => Promise<FileSystemFileHandle[]>;
}
interface Permissions {
  queryPermission(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission(options: { mode: 'read' }): Promise<PermissionState>;
}

/** `SourceFiles` of the app over the browser; everywhere but in Chromium there is no such picker. */
export class PageSourceFiles {
  get canPick(): boolean {
    return 'showOpenFilePicker' in window;
  }

  async pick(): Promise<{ file: File; handle: unknown }[]> {
    const picker = (window as Pickers).showOpenFilePicker;
    if (picker === undefined) return [];
    try {
      const handles = await picker.call(window, { multiple: true });
      return await Promise.all(
        handles.map(async (handle) => ({ file: await handle.getFile(), handle })),
      );
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return [];
      throw new MessengerError('file-unreadable', { cause: error });
    }
  }

  async open(handle: unknown, mayAsk: boolean): Promise<File | null> {
    // What was stored by another browser's version, or is damaged, opens nothing.
    if (!isFileHandle(handle)) throw new MessengerError('file-unreadable');
    const mode = { mode: 'read' } as const;
    try {
      const answer = mayAsk ? handle.requestPermission(mode) : handle.queryPermission(mode);
      if ((await answer) !== 'granted') return null;
      return await handle.getFile();
    } catch (cause) {
      throw new MessengerError('file-unreadable', { cause });
    }
  }
}

function isFileHandle(value: unknown): value is FileSystemFileHandle & Permissions {
  return (
    typeof FileSystemFileHandle === 'function' &&
    value instanceof FileSystemFileHandle &&
    'requestPermission' in value
  );
}
