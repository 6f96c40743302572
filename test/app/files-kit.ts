/** One person's files over storage in memory that can be held up, broken and looked into. */
import { Files } from '../../src/app/files.ts';
import type { FilesPorts } from '../../src/app/files-ports.ts';
import type { FileSaver } from '../../src/app/ports.ts';
import { initialState } from '../../src/app/initial-state.ts';
import { localFileId } from '../../src/app/file-ids.ts';
import type { AppState, FileId, Transfer } from '../../src/app/state.ts';
import { Store } from '../../src/app/store.ts';
import { MessengerError } from '../../src/errors.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type {
  FileStore,
  ReceivedPiece,
  SealedPiece,
  StoredPieces,
} from '../../src/storage/stored-pieces.ts';
import { PiecesHere } from '../../src/wire/pieces-here.ts';
import type { TransferRecord, TransferRepository } from '../../src/storage/repositories.ts';
import type { SourceRepository } from '../../src/storage/source-repository.ts';
import { openPiece, sealHere } from '../../src/transfer/pipeline.ts';
import type { LogEntry } from '../../src/wire/frame.ts';
import { MemoryDisk } from './memory-disk.ts';

export const FRIEND = 'f'.repeat(22);

/** A wire identifier of its own for every number. */
export function wireIdOf(n: number): Uint8Array {
  const id = new Uint8Array(16);
  new DataView(id.buffer).setUint32(12, n);
  return id;
}

export function receivedId(n: number): FileId {
  return localFileId(FRIEND, 'receive', wireIdOf(n));
}

export function offerEntry(
  n: number,
  change: Partial<LogEntry & { kind: 'file-offer' }> = {},
): LogEntry & { kind: 'file-offer' } {
  return {
    ...{ kind: 'file-offer', atMs: 1, fileId: wireIdOf(n), name: `${n}.bin` },
    ...{ mediaType: '', sizeBytes: 5, modifiedMs: 1, ...change },
  };
}

export function takeBackEntry(n: number): LogEntry {
  return { kind: 'file-end', atMs: 2, fileId: wireIdOf(n), outcome: 'cancelled-by-sender' };
}

export class MemoryTransfers implements TransferRepository {
  readonly records = new Map<FileId, TransferRecord>();
  /** Every writing waits for this. */
  gate: Promise<void> = Promise.resolve();
  failWith: ErrorCode | null = null;

  all(): Promise<TransferRecord[]> {
    return Promise.resolve([...this.records.values()]);
  }

  get(fileId: FileId): Promise<TransferRecord | null> {
    return Promise.resolve(this.records.get(fileId) ?? null);
  }

  async put(record: TransferRecord): Promise<void> {
    await this.gate;
    if (this.failWith !== null) throw new MessengerError(this.failWith);
    this.records.set(record.fileId, record);
  }
}

export class MemoryFiles implements FileStore {
  /** Pieces by index, perhaps with gaps. */
  readonly stored = new Map<FileId, Uint8Array<ArrayBuffer>[]>();
  /** Files that nothing can be done with. */
  readonly locked = new Set<FileId>();
  /** How often it was asked how much of a file is there. */
  asked = 0;
  /** Removing leftovers waits for this. */
  tidying: Promise<void> = Promise.resolve();
  swept: ReadonlySet<FileId> | null = null;

  pieces(fileId: FileId): Promise<StoredPieces> {
    this.asked += 1;
    return this.#use(fileId, (pieces) => {
      const { inOrder, later } = new PiecesHere(0, Object.keys(pieces).map(Number));
      return { inOrder, later };
    });
  }

  async receive(fileId: FileId, coming: SealedPiece): Promise<ReceivedPiece> {
    const { plain, spent } = await openPiece(coming);
    if (plain !== null) await this.write(fileId, coming.piece, plain);
    return { stored: plain !== null, spent };
  }

  write(fileId: FileId, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#use(fileId, (before) => {
      const pieces = before.slice();
      pieces[piece] = bytes;
      this.stored.set(fileId, pieces);
    });
  }

  read(fileId: FileId, piece: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#use(fileId, (pieces) => {
      const bytes = pieces[piece];
      if (bytes === undefined) throw new MessengerError('storage-corrupt');
      return bytes;
    });
  }

  stream(fileId: FileId): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new Blob(this.stored.get(fileId) ?? []).stream();
  }

  plainCopy(fileId: FileId, type: string): Promise<File> {
    return Promise.resolve(new File(this.stored.get(fileId) ?? [], fileId, { type }));
  }

  async copyOf(fileId: FileId, bytes: ReadableStream<Uint8Array>): Promise<File> {
    return new File([await new Response(bytes).blob()], fileId);
  }

  dropPlainCopies(): Promise<void> {
    return this.tidying;
  }

  remove(fileId: FileId): Promise<void> {
    return this.#use(fileId, () => {
      this.stored.delete(fileId);
    });
  }

  async sweep(keep: ReadonlySet<FileId>): Promise<void> {
    await this.tidying;
    this.swept = keep;
    for (const fileId of this.stored.keys()) if (!keep.has(fileId)) this.stored.delete(fileId);
  }

  async #use<T>(
    fileId: FileId,
    work: (pieces: readonly Uint8Array<ArrayBuffer>[]) => T,
  ): Promise<T> {
    await Promise.resolve();
    if (this.locked.has(fileId)) throw new MessengerError('storage-unavailable');
    return work(this.stored.get(fileId) ?? []);
  }
}

export class MemorySources implements SourceRepository {
  readonly kept = new Map<FileId, unknown>();
  readonly blocks = new Map<FileId, Map<number, Uint8Array>>();

  handles(): Promise<Map<FileId, unknown>> {
    return Promise.resolve(new Map(this.kept));
  }

  keepHandle(fileId: FileId, handle: unknown): Promise<void> {
    this.kept.set(fileId, handle);
    return Promise.resolve();
  }

  hashes(fileId: FileId): Promise<Map<number, Uint8Array>> {
    return Promise.resolve(new Map(this.blocks.get(fileId)));
  }

  keepHashes(fileId: FileId, block: number, hashes: Uint8Array): Promise<void> {
    const blocks = this.blocks.get(fileId) ?? new Map<number, Uint8Array>();
    this.blocks.set(fileId, blocks.set(block, hashes.slice()));
    return Promise.resolve();
  }

  remove(fileId: FileId): Promise<void> {
    this.kept.delete(fileId);
    this.blocks.delete(fileId);
    return Promise.resolve();
  }

  sweep(keep: ReadonlySet<FileId>): Promise<void> {
    for (const fileId of this.kept.keys()) if (!keep.has(fileId)) this.kept.delete(fileId);
    for (const fileId of this.blocks.keys()) if (!keep.has(fileId)) this.blocks.delete(fileId);
    return Promise.resolve();
  }
}

export class FilesKit {
  readonly transfers = new MemoryTransfers();
  readonly stored = new MemoryFiles();
  readonly sources = new MemorySources();
  readonly disk = new MemoryDisk();
  /** What the browser says of the disk. */
  room: { usageBytes: number | null; quotaBytes: number | null } = {
    usageBytes: null,
    quotaBytes: null,
  };
  /** Up to which size files of a friend come without asking. */
  readonly takes = new Map<string, number>();
  /** What was written into my log. */
  readonly written: LogEntry[] = [];
  /** What happens before an entry is written. */
  writing: () => Promise<void> = () => Promise.resolve();
  /** What becomes of a folder that is saved. */
  saveFolder: FileSaver['saveFolder'] = () => Promise.resolve(true);
  nowMs = 1_000;
  store!: Store<AppState>;
  files!: Files;
  /** How often the state was made anew. */
  changes = 0;

  constructor() {
    this.reload();
  }

  /** The page anew over the same storage; `files.load()` is the caller's. */
  reload(): void {
    this.store = new Store<AppState>({
      ...initialState('test'),
      settings: {
        name: 'Ada',
        theme: 'system',
        autoAcceptImages: true,
        servers: [],
        relayOnly: false,
      },
    });
    this.store.subscribe(() => (this.changes += 1));
    let ids = 0;
    const ports: FilesPorts = {
      files: this.stored,
      transfers: this.transfers,
      saver: { save: () => Promise.resolve(true), saveFolder: (folder) => this.saveFolder(folder) },
      player: () => Promise.resolve({ open: () => null }),
      sources: this.sources,
      sourceFiles: this.disk,
      persistence: {
        storageReport: () => Promise.resolve({ persisted: true, ...this.room }),
        requestPersistence: () => Promise.resolve(true),
      },
      random: (length) => new Uint8Array(length).fill((ids += 1)),
      clock: { nowMs: () => this.nowMs },
      sealPipeline: sealHere,
    };
    this.files = new Files(this.store, ports, {
      write: async (_, entry) => {
        await this.writing();
        this.written.push(entry);
      },
      setTakes: (friendId, takesUpToBytes) => {
        this.takes.set(friendId, takesUpToBytes);
        return Promise.resolve();
      },
    });
  }

  get shown(): Transfer[] {
    return [...this.store.get().transfers.values()];
  }

  status(fileId: FileId): string | undefined {
    return this.store.get().transfers.get(fileId)?.status;
  }

  /** How the record stands. */
  recorded(fileId: FileId): string | undefined {
    return this.transfers.records.get(fileId)?.status;
  }
}

export function receivedRecord(n: number, change: Partial<TransferRecord> = {}): TransferRecord {
  return {
    ...{ fileId: receivedId(n), friendId: FRIEND, direction: 'receive', name: `${n}.bin` },
    ...{ mediaType: '', sizeBytes: 5, modifiedMs: 1, status: 'offered', error: null, ...change },
  };
}

/** A promise and what settles it. */
export function held(): { readonly promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

/** Lets everything that is ready run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
