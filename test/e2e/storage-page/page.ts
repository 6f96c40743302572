/** A page with nothing but storage in it; storage.e2e.ts drives it through `window.storagePage`. */
import { randomBytes } from '../../../src/crypto/random.ts';
import { SecretboxVault } from '../../../src/crypto/vault.ts';
import { codeOf } from '../../../src/errors.ts';
import { guardSinks } from '../../../src/page/trusted-types.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { openFileStore } from '../../../src/storage/file-store.ts';
import { IdbLog } from '../../../src/storage/idb-log.ts';
import { OpfsFileStore } from '../../../src/storage/opfs-file-store.ts';
import type { FileStore } from '../../../src/storage/stored-pieces.ts';
import { openPiece } from '../../../src/transfer/pipeline.ts';
import { PIECE_BYTES } from '../../../src/wire/pieces.ts';
import { loadOrCreateVaultKey } from '../../../src/storage/vault-key.ts';

// The server's headers are the app's: without this no Worker may start.
guardSinks();
const database = await openDatabase();
const vaultKey = (await loadOrCreateVaultKey(database, randomBytes)).bytes;
const vault = new SecretboxVault(vaultKey, randomBytes);
const log = new IdbLog(database, vault);
const ports = {
  spawn: () =>
    new Worker(new URL('../../../src/files.worker.ts', import.meta.url), { type: 'module' }),
  opener: openPiece,
  mayCopyToDisk: () => true,
};
let store: FileStore = await openFileStore(database, vault, ports);

/** Piece `index` of every file: tells which one it is, everywhere. */
function piece(index: number, sizeBytes = PIECE_BYTES): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sizeBytes).fill(index + 1);
}

function isPiece(bytes: Uint8Array, index: number): boolean {
  return bytes.every((byte) => byte === index + 1);
}

const page = {
  vaultKey: (): number[] => Array.from(vaultKey),
  kind: (): string => (store instanceof OpfsFileStore ? 'opfs' : 'indexeddb'),

  /** As in a browser in which the Worker cannot be had. */
  async withoutWorker(): Promise<void> {
    const { Worker } = window;
    Reflect.deleteProperty(window, 'Worker');
    store = await openFileStore(database, vault, ports);
    window.Worker = Worker;
  },

  /** Writes whole pieces `from` to `to` − 1. @returns how long it took */
  async write(fileId: string, from: number, to: number): Promise<number> {
    const startMs = performance.now();
    for (let i = from; i < to; i++) await store.write(fileId, i, piece(i));
    return performance.now() - startMs;
  },
  writeShort: (fileId: string, index: number, sizeBytes: number): Promise<void> =>
    store.write(fileId, index, piece(index, sizeBytes)),
  /** Writes until there is no room. @returns the code of the failure */
  async writeUntilFull(fileId: string): Promise<string> {
    try {
      for (let i = 0; i < 200; i++) await store.write(fileId, i, piece(i));
      return 'never full';
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
  },
  pieces: async (fileId: string): Promise<number> => (await store.pieces(fileId)).inOrder,
  later: async (fileId: string): Promise<readonly number[]> => (await store.pieces(fileId)).later,
  async readsAs(fileId: string, index: number): Promise<boolean> {
    return isPiece(await store.read(fileId, index), index);
  },

  /** @returns how long it took to stream the whole file, or null when a byte was wrong */
  async stream(fileId: string, sizeBytes: number): Promise<number | null> {
    const startMs = performance.now();
    let index = 0;
    const reader = store.stream(fileId, sizeBytes).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!isPiece(next.value, index++)) return null;
    }
    return performance.now() - startMs;
  },
  /** Reads the copy piece by piece, as a download would. */
  async copy(fileId: string, sizeBytes: number): Promise<{ type: string; right: boolean }> {
    const file = await store.plainCopy(fileId, 'video/mp4', sizeBytes);
    let right = file.size === sizeBytes;
    for (let at = 0, i = 0; at < sizeBytes; at += PIECE_BYTES, i++) {
      const part = await file.slice(at, at + PIECE_BYTES).arrayBuffer();
      right &&= isPiece(new Uint8Array(part), i);
    }
    return { type: file.type, right };
  },
  dropPlainCopies: (): Promise<void> => store.dropPlainCopies(),
  sweep: (keep: string[]): Promise<void> => store.sweep(new Set(keep)),

  /** Names in a directory of the origin private file system. */
  async names(directory: string): Promise<string[]> {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle(directory)).keys()) names.push(name);
    return names;
  },
  /** What a crash in the middle of a write leaves: the file without its last bytes. */
  async tear(fileId: string, lostBytes: number): Promise<void> {
    const root = await navigator.storage.getDirectory();
    const files = await root.getDirectoryHandle('twocan-pieces');
    const handle = await files.getFileHandle(fileId);
    const { size } = await handle.getFile();
    const writable = await handle.createWritable({ keepExistingData: true });
    await writable.truncate(size - lostBytes);
    await writable.close();
  },

  /** @returns milliseconds an append */
  async append(count: number): Promise<number> {
    const startMs = performance.now();
    for (let i = 0; i < count; i++) {
      await log.append('conversation', { kind: 'text', atMs: i, text: `message ${i}` });
    }
    return (performance.now() - startMs) / count;
  },
  /** Appends long texts until there is no room. @returns the code of the failure */
  async appendUntilFull(): Promise<string> {
    const text = 'x'.repeat(16 * 1024);
    try {
      for (let i = 0; i < 200; i++) {
        await log.append('conversation', { kind: 'text', atMs: i, text });
      }
      return 'never full';
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
  },
  async lastTexts(limit: number): Promise<string[]> {
    const entries = await log.page('conversation', null, limit);
    return entries.map(({ entry }) => (entry.kind === 'text' ? entry.text : entry.kind));
  },
};

declare global {
  interface Window {
    storagePage: typeof page;
  }
}
window.storagePage = page;
