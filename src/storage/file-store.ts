/** Picks where received files are kept. */
import type { Database } from './database.ts';
import { OpfsFileStore, type FileWorker } from './opfs-file-store.ts';
import type { FileStore, PieceOpener } from './stored-pieces.ts';
import type { Vault } from './repositories.ts';

export interface FileStorePorts {
  /** Starts the Worker that holds OPFS files (files.worker.ts). */
  readonly spawn: () => FileWorker;
  /** Opens received pieces where there is no such Worker. */
  readonly opener: PieceOpener;
  /** Whether opened copies may lie on the disk for a while: behind a passphrase nothing may. */
  readonly mayCopyToDisk: () => boolean;
}

/** Whoever opens a file store can close it. */
export interface OpenedFileStore extends FileStore {
  /** Lets go of everything at once: whatever runs is cut off. */
  close(): void;
}

/**
 * The file store of this browser: OPFS where it works, as tried on a small file, else IndexedDB (some
 * private modes, older browsers). Which one can change from start to start; files in the other stay
 * where they are until it is back.
 */
export async function openFileStore(
  database: Database,
  vault: Vault,
  ports: FileStorePorts,
): Promise<OpenedFileStore> {
  const opfs = new OpfsFileStore(vault, ports.spawn, ports.mayCopyToDisk);
  try {
    // Another tab may be trying at the same time, so each has a name of its own.
    await opfs.probe(`probe-${crypto.randomUUID()}`);
    return opfs;
  } catch {
    opfs.close();
    // Few browsers need it, so the others do not fetch it first.
    const { IdbFileStore } = await import('./idb-file-store.ts');
    return new IdbFileStore(database, vault, ports.opener);
  }
}
