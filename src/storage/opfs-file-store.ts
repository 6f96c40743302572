/** The file store over OPFS: the page's half, which asks the Worker that holds the handles. */
import { MessengerError } from '../errors.ts';
import { blocksOf, fileOfParts, openedPieces, streamPieces } from './opened-pieces.ts';
import type { OpfsFiles } from './opfs-files.ts';
import type { OpfsMethod, OpfsReply, OpfsRequest } from './opfs-messages.ts';
import type { FileStore, ReceivedPiece, SealedPiece, StoredPieces } from './stored-pieces.ts';
import type { FileId, Vault } from './repositories.ts';

/** The part of a Worker that is used here. */
export interface FileWorker {
  postMessage(message: OpfsRequest, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<OpfsReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * When the Worker dies, calls under way reject with 'storage-unavailable' and the next call starts
 * another: what was acknowledged is on disk.
 */
export class OpfsFileStore implements FileStore {
  readonly #vault: Vault;
  readonly #spawn: () => FileWorker;
  readonly #mayCopyToDisk: () => boolean;
  readonly #calls = new Map<number, Call>();
  #worker: FileWorker | null = null;
  #lastId = 0;

  /**
   * @param spawn starts the Worker, files.worker.ts
   * @param mayCopyToDisk whether opened copies may lie in OPFS; else the browser holds their parts
   */
  constructor(vault: Vault, spawn: () => FileWorker, mayCopyToDisk: () => boolean = () => true) {
    this.#vault = vault;
    this.#spawn = spawn;
    this.#mayCopyToDisk = mayCopyToDisk;
  }

  /** Rejects where OPFS or its synchronous handles do not work. @param name a name not in use */
  async probe(name: string): Promise<void> {
    await this.#call('probe', [name]);
  }

  pieces(fileId: FileId): Promise<StoredPieces> {
    return this.#call('pieces', [fileId, this.#vault.fileKey(fileId)]);
  }

  write(fileId: FileId, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const key = this.#vault.fileKey(fileId);
    return this.#call('write', [fileId, key, piece, bytes], [bytes.buffer]);
  }

  receive(fileId: FileId, piece: SealedPiece): Promise<ReceivedPiece> {
    const key = this.#vault.fileKey(fileId);
    return this.#call('receive', [fileId, key, piece], [piece.sealed.buffer]);
  }

  read(fileId: FileId, piece: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#call('read', [fileId, this.#vault.fileKey(fileId), piece]);
  }

  stream(fileId: FileId, sizeBytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamPieces((piece) => this.read(fileId, piece), sizeBytes);
  }

  async plainCopy(fileId: FileId, mediaType: string, sizeBytes: number): Promise<File> {
    if (!this.#mayCopyToDisk()) {
      const pieces = openedPieces((piece) => this.read(fileId, piece), sizeBytes);
      return fileOfParts(pieces, fileId, mediaType);
    }
    const key = this.#vault.fileKey(fileId);
    const copy = await this.#call('plainCopy', [fileId, key, sizeBytes]);
    // A File of a File refers to the same bytes on disk; only so can it get a type.
    return new File([copy], fileId, { type: mediaType });
  }

  async copyOf(fileId: FileId, bytes: ReadableStream<Uint8Array>, what?: 'sealed'): Promise<File> {
    if (what !== 'sealed' && !this.#mayCopyToDisk()) return fileOfParts(blocksOf(bytes), fileId);
    let at = 0;
    let copy = await this.#call('writeCopy', [fileId, at, new Uint8Array(0)]);
    for await (const block of blocksOf(bytes)) {
      const { length } = block;
      copy = await this.#call('writeCopy', [fileId, at, block], [block.buffer]);
      at += length;
    }
    return copy;
  }

  dropPlainCopies(): Promise<void> {
    return this.#call('dropPlainCopies', []);
  }

  remove(fileId: FileId): Promise<void> {
    return this.#call('remove', [fileId]);
  }

  sweep(keep: ReadonlySet<FileId>): Promise<void> {
    return this.#call('sweep', [keep]);
  }

  /** Ends the Worker, which lets go of all files at once. The next call starts another. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const call of this.#calls.values()) call.reject(new MessengerError('storage-unavailable'));
    this.#calls.clear();
  }

  #call<Method extends OpfsMethod>(
    method: Method,
    args: Parameters<OpfsFiles[Method]>,
    transfer: Transferable[] = [],
  ): ReturnType<OpfsFiles[Method]> {
    const id = ++this.#lastId;
    const result = new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, method, args }, transfer);
      this.#calls.set(id, { resolve, reject });
    });
    // The Worker runs this very method and replies with what it resolves to.
    return result as ReturnType<OpfsFiles[Method]>;
  }

  #start(): FileWorker {
    const worker = this.#spawn();
    worker.onmessage = ({ data }) => this.#settle(data);
    worker.onerror = () => this.close();
    worker.onmessageerror = () => this.close();
    return worker;
  }

  #settle(reply: OpfsReply): void {
    const call = this.#calls.get(reply.id);
    this.#calls.delete(reply.id);
    if (reply.status === 'done') call?.resolve(reply.value);
    else if (reply.status === 'failed') call?.reject(new MessengerError(reply.code));
    else call?.reject(new RangeError(reply.message));
  }
}
