/** Picks where received files are kept. */
import type { Database } from './database.ts';
import { IdbFileStore } from './idb-file-store.ts';
import { OpfsFileStore } from './opfs-file-store.ts';
import type { FileStore, Vault } from './repositories.ts';

/**
 * The file store of this browser: OPFS where it works, as tried on a small file, else IndexedDB (some
 * private modes, older browsers). Which one can change from start to start; files in the other stay
 * where they are until it is back.
 */
export async function openFileStore(database: Database, vault: Vault): Promise<FileStore> {
  const opfs = new OpfsFileStore(
    vault,
    () => new Worker(new URL('./opfs-files.worker.ts', import.meta.url), { type: 'module' }),
  );
  try {
    // Another tab may be trying at the same time, so each has a name of its own.
    await opfs.probe(`probe-${crypto.randomUUID()}`);
    return opfs;
  } catch {
    opfs.close();
    return new IdbFileStore(database, vault);
  }
}
