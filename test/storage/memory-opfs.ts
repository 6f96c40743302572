/** An in-memory twin of the origin private file system: exclusive handles, room that can run out. */
import type { SyncDirectory, SyncFile } from '../../src/storage/file-slot.ts';
import type { SyncHandle } from '../../src/storage/sealed-file.ts';

export class MemoryFile implements SyncFile {
  bytes = new Uint8Array(0);
  locked = false;
  flushes = 0;
  handles = 0;

  constructor(readonly directory: MemoryDirectory) {}

  createSyncAccessHandle(): Promise<SyncHandle> {
    if (this.locked) return Promise.reject(failure('NoModificationAllowedError'));
    this.locked = true;
    this.handles++;
    return Promise.resolve(new MemoryHandle(this));
  }

  getFile(): Promise<File> {
    return Promise.resolve(new File([this.bytes], 'memory'));
  }
}

export class MemoryHandle implements SyncHandle {
  #closed = false;
  readonly #file: MemoryFile;

  constructor(file: MemoryFile) {
    this.#file = file;
  }

  read(into: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    this.#check();
    const part = this.#file.bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }

  write(from: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    this.#check();
    const { roomBytes, whenFull } = this.#file.directory;
    const length = Math.max(0, Math.min(from.length, roomBytes - at));
    this.#resize(Math.max(this.#file.bytes.length, at + length));
    this.#file.bytes.set(from.subarray(0, length), at);
    if (length < from.length && whenFull === 'throw') throw failure('QuotaExceededError');
    return length;
  }

  truncate(sizeBytes: number): void {
    this.#check();
    this.#resize(sizeBytes);
  }

  getSize(): number {
    this.#check();
    return this.#file.bytes.length;
  }

  flush(): void {
    this.#check();
    this.#file.flushes++;
  }

  close(): void {
    if (!this.#closed) this.#file.locked = false;
    this.#closed = true;
  }

  #resize(sizeBytes: number): void {
    if (sizeBytes === this.#file.bytes.length) return;
    const next = new Uint8Array(sizeBytes);
    next.set(this.#file.bytes.subarray(0, sizeBytes));
    this.#file.bytes = next;
  }

  #check(): void {
    if (this.#closed) throw failure('InvalidStateError');
  }
}

export class MemoryDirectory implements SyncDirectory {
  readonly files = new Map<string, MemoryFile>();
  roomBytes = Number.POSITIVE_INFINITY;
  /** Browsers either throw or write less than they were given. */
  whenFull: 'throw' | 'write less' = 'throw';

  getFileHandle(name: string, options?: { create: boolean }): Promise<SyncFile> {
    let file = this.files.get(name);
    if (file === undefined) {
      if (options?.create !== true) return Promise.reject(failure('NotFoundError'));
      file = new MemoryFile(this);
      this.files.set(name, file);
    }
    return Promise.resolve(file);
  }

  removeEntry(name: string): Promise<void> {
    if (this.files.get(name)?.locked === true) {
      return Promise.reject(failure('NoModificationAllowedError'));
    }
    return this.files.delete(name) ? Promise.resolve() : Promise.reject(failure('NotFoundError'));
  }

  async *keys(): AsyncGenerator<string, void, void> {
    for (const name of this.files.keys()) yield await Promise.resolve(name);
  }
}

function failure(name: string): DOMException {
  return new DOMException('in memory', name);
}
