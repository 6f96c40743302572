/**
 * Sealed files in the origin private file system (File System Standard, WHATWG), by synchronous
 * handles, which exist in Workers only: files.worker.ts runs this there. The directories come in
 * by constructor, so that everything but the browser's own part is tested in Node.
 */
import { MessengerError } from '../errors.ts';
import { FileSlot, removeIfThere, type SyncDirectory } from './file-slot.ts';
import { openedPieces } from './opened-pieces.ts';
import type { PieceOpener, ReceivedPiece, SealedPiece, StoredPieces } from './stored-pieces.ts';
import type { FileId } from './repositories.ts';
import { nameOf } from './storage-errors.ts';

/**
 * What the page may ask of the Worker. `key` is the file's 32 bytes from `Vault.fileKey`; the rest is
 * as in FileStore. Errors are still the browser's: `answer` in opfs-messages.ts translates them.
 */
export class OpfsFiles {
  readonly #files: SyncDirectory;
  readonly #copies: SyncDirectory;
  readonly #opener: PieceOpener;
  readonly #slots = new Map<FileId, FileSlot>();
  /** Temporary copies made, or being made, since the start. */
  readonly #made = new Map<FileId, Promise<void>>();

  /** @param copies holds nothing but temporary copies: `dropPlainCopies` empties it */
  constructor(files: SyncDirectory, copies: SyncDirectory, opener: PieceOpener) {
    this.#files = files;
    this.#copies = copies;
    this.#opener = opener;
  }

  /** Tries what the rest needs on a file named `name`. Rejects where synchronous handles do not work. */
  async probe(name: string): Promise<void> {
    const entry = await this.#copies.getFileHandle(name, { create: true });
    const handle = await entry.createSyncAccessHandle();
    try {
      handle.write(new Uint8Array(1), { at: 0 });
      handle.flush();
      // The first implementations gave a promise here.
      if (handle.getSize() !== 1) throw new MessengerError('storage-unavailable');
    } finally {
      handle.close();
      await this.#copies.removeEntry(name);
    }
  }

  async pieces(fileId: FileId, key: Uint8Array): Promise<StoredPieces> {
    const here = await this.#slot(fileId).use(key, 'null', (file) => file.pieces());
    return { inOrder: here?.inOrder ?? 0, later: here?.later ?? [] };
  }

  async write(
    fileId: FileId,
    key: Uint8Array,
    piece: number,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    await this.#slot(fileId).use(key, 'create', (file) => file.write(piece, bytes));
  }

  async receive(fileId: FileId, key: Uint8Array, coming: SealedPiece): Promise<ReceivedPiece> {
    // Opened while those before it are written.
    const opened = this.#opener(coming);
    opened.catch(() => undefined);
    const stored = await this.#slot(fileId).use(key, 'create', async (file) => {
      const { plain } = await opened;
      if (plain === null || !(await file.pieces()).isNear(coming.piece)) return false;
      await file.write(coming.piece, plain);
      return true;
    });
    return { stored: stored === true, spent: (await opened).spent };
  }

  async read(fileId: FileId, key: Uint8Array, piece: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#slot(fileId).use(key, 'null', (file) => file.read(piece));
    if (bytes === null) throw new MessengerError('storage-corrupt');
    return bytes;
  }

  /** The disk-backed File of the temporary copy, which is made when it is not there yet. */
  async plainCopy(fileId: FileId, key: Uint8Array, sizeBytes: number): Promise<File> {
    let making = this.#made.get(fileId);
    if (making === undefined) {
      making = this.#copy(fileId, key, sizeBytes);
      this.#made.set(fileId, making);
      making.catch(() => this.#made.delete(fileId));
    }
    await making;
    const entry = await this.#copies.getFileHandle(fileId);
    return entry.getFile();
  }

  /** Writes a part of a temporary copy, which begins anew at 0. @returns the whole of it so far, disk-backed */
  async writeCopy(fileId: FileId, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<File> {
    const entry = await this.#copies.getFileHandle(fileId, { create: true });
    const handle = await entry.createSyncAccessHandle();
    try {
      if (at === 0) handle.truncate(0);
      if (handle.write(bytes, { at }) < bytes.length) throw new MessengerError('file-no-space');
    } finally {
      handle.close();
    }
    return entry.getFile();
  }

  async dropPlainCopies(): Promise<void> {
    await Promise.allSettled(this.#made.values());
    this.#made.clear();
    for (const name of await namesIn(this.#copies)) {
      try {
        await removeIfThere(this.#copies, name);
      } catch (error) {
        // Another tab is writing it at this moment; it goes at the next start.
        if (nameOf(error) !== 'NoModificationAllowedError') throw error;
      }
    }
  }

  async remove(fileId: FileId): Promise<void> {
    await this.#slot(fileId).remove();
    // A copy in the making fails at its next piece; it cleans up after itself.
    await Promise.allSettled([this.#made.get(fileId)]);
    this.#made.delete(fileId);
    await removeIfThere(this.#copies, fileId);
  }

  async sweep(keep: ReadonlySet<FileId>): Promise<void> {
    for (const name of await namesIn(this.#files)) {
      if (!keep.has(name)) await this.remove(name);
    }
  }

  async #copy(fileId: FileId, key: Uint8Array, sizeBytes: number): Promise<void> {
    const entry = await this.#copies.getFileHandle(fileId, { create: true });
    const handle = await entry.createSyncAccessHandle();
    let at = 0;
    try {
      handle.truncate(0);
      for await (const bytes of openedPieces((piece) => this.read(fileId, key, piece), sizeBytes)) {
        const written = handle.write(bytes, { at });
        if (written < bytes.length) throw new MessengerError('file-no-space');
        at += written;
      }
      handle.flush();
      handle.close();
    } catch (error) {
      handle.close();
      await removeIfThere(this.#copies, fileId);
      throw error;
    }
  }

  #slot(fileId: FileId): FileSlot {
    const known = this.#slots.get(fileId);
    if (known !== undefined) return known;
    const slot = new FileSlot(this.#files, fileId, () => this.#slots.delete(fileId));
    this.#slots.set(fileId, slot);
    return slot;
  }
}

/** All names first, so that removing does not disturb the listing. */
async function namesIn(directory: SyncDirectory): Promise<string[]> {
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  return names;
}
