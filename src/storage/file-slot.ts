/** One sealed file in use: its tasks run one after another over one handle, let go when idle. */
import { importPieceKey } from './piece-seal.ts';
import { SealedFile, type SyncHandle } from './sealed-file.ts';
import { nameOf } from './storage-errors.ts';

/** The part of a FileSystemFileHandle that is used here. */
export interface SyncFile {
  createSyncAccessHandle(): Promise<SyncHandle>;
  getFile(): Promise<File>;
}

/** The part of a FileSystemDirectoryHandle that is used here. */
export interface SyncDirectory {
  getFileHandle(name: string, options?: { create: boolean }): Promise<SyncFile>;
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

/**
 * A handle locks its file against all other tabs, so it is let go when nothing was done for a while;
 * long enough that a running transfer keeps its handle from piece to piece.
 */
const IDLE_MS = 2_000;
/** A tab that is being replaced has let go of its handles by then. */
const LOCK_WAIT_MS = 2 * IDLE_MS;
const LOCK_RETRY_MS = 100;

/** Holds at most one handle, and only while the file is in use. */
export class FileSlot {
  readonly #directory: SyncDirectory;
  readonly #name: string;
  readonly #onIdle: () => void;
  #file: SealedFile | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param onIdle called after the handle was let go; the slot may be forgotten then */
  constructor(directory: SyncDirectory, name: string, onIdle: () => void) {
    this.#directory = directory;
    this.#name = name;
    this.#onIdle = onIdle;
  }

  /** Runs a task on the file, or resolves to null when there is none and it is not to be made. */
  use<T>(
    key: Uint8Array,
    ifMissing: 'create' | 'null',
    task: (file: SealedFile) => Promise<T>,
  ): Promise<T | null> {
    return this.#enqueue(async () => {
      this.#file ??= await this.#open(key, ifMissing === 'create');
      return this.#file === null ? null : task(this.#file);
    });
  }

  /** Deletes the file, if it is there. */
  remove(): Promise<void> {
    return this.#enqueue(async () => {
      this.#letGo();
      await removeIfThere(this.#directory, this.#name);
    });
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    clearTimeout(this.#idleTimer);
    this.#waiting++;
    const turn = this.#tail.then(task).catch((error: unknown) => {
      // A handle that failed (its file was cleared away, say) may work when opened anew.
      if (error instanceof DOMException) this.#letGo();
      throw error;
    });
    this.#tail = turn.then(
      () => this.#ended(),
      () => this.#ended(),
    );
    return turn;
  }

  #ended(): void {
    this.#waiting--;
    if (this.#waiting > 0) return;
    this.#idleTimer = setTimeout(() => {
      this.#letGo();
      this.#onIdle();
    }, IDLE_MS);
  }

  #letGo(): void {
    this.#file?.close();
    this.#file = null;
  }

  async #open(key: Uint8Array, create: boolean): Promise<SealedFile | null> {
    let entry: SyncFile;
    try {
      entry = await this.#directory.getFileHandle(this.#name, { create });
    } catch (error) {
      if (!create && nameOf(error) === 'NotFoundError') return null;
      throw error;
    }
    const handle = await lock(entry);
    try {
      return new SealedFile(handle, await importPieceKey(key));
    } catch (error) {
      handle.close();
      throw error;
    }
  }
}

/** Deletes an entry of a directory; none is fine. */
export async function removeIfThere(directory: SyncDirectory, name: string): Promise<void> {
  try {
    await directory.removeEntry(name);
  } catch (error) {
    if (nameOf(error) !== 'NotFoundError') throw error;
  }
}

/** Waits a while for a handle that another tab still holds. */
async function lock(entry: SyncFile): Promise<SyncHandle> {
  for (let waitedMs = 0; ; waitedMs += LOCK_RETRY_MS) {
    try {
      return await entry.createSyncAccessHandle();
    } catch (error) {
      if (nameOf(error) !== 'NoModificationAllowedError' || waitedMs >= LOCK_WAIT_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}
