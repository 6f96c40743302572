/** The file store over IndexedDB, where there is no OPFS: one sealed record a piece. */
import { MessengerError } from '../errors.ts';
import { concat } from '../wire/bytes.ts';
import { PiecesHere } from '../wire/pieces-here.ts';
import { WINDOW_PIECES } from '../wire/pieces.ts';
import type { Database, ReadTransaction, WriteTransaction } from './database.ts';
import { blocksOf, fileOfParts, openedPieces, streamPieces } from './opened-pieces.ts';
import {
  checkIndex,
  checkPlace,
  importPieceKey,
  openPiece,
  SEAL_BYTES,
  sealPiece,
} from './piece-seal.ts';
import type {
  FileStore,
  PieceOpener,
  ReceivedPiece,
  SealedPiece,
  StoredPieces,
} from './stored-pieces.ts';
import type { FileId, Vault } from './repositories.ts';

/** FileStore over the store `pieces`, by file and index. */
export class IdbFileStore implements FileStore {
  #lastWrite: Promise<unknown> = Promise.resolve();
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #opener: PieceOpener;

  constructor(database: Database, vault: Vault, opener: PieceOpener) {
    this.#database = database;
    this.#vault = vault;
    this.#opener = opener;
  }

  async pieces(fileId: FileId): Promise<StoredPieces> {
    const { inOrder, later } = await this.#database.read(['pieces'], (tx) => piecesIn(tx, fileId));
    return { inOrder, later };
  }

  write(fileId: FileId, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#inTurn(() => this.#write(fileId, piece, bytes));
  }

  receive(fileId: FileId, coming: SealedPiece): Promise<ReceivedPiece> {
    const opened = this.#opener(coming);
    opened.catch(() => undefined);
    return this.#inTurn(async () => {
      const { plain, spent } = await opened;
      const here = await this.#database.read(['pieces'], (tx) => piecesIn(tx, fileId));
      if (plain === null || !here.isNear(coming.piece)) return { stored: false, spent };
      await this.#write(fileId, coming.piece, plain);
      return { stored: true, spent };
    });
  }

  /** Pieces given one after another without waiting must not overtake each other while sealed. */
  #inTurn<T>(write: () => Promise<T>): Promise<T> {
    const written = this.#lastWrite.then(write);
    this.#lastWrite = written.catch(() => undefined);
    return written;
  }

  async #write(fileId: FileId, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    checkIndex(piece);
    const { length } = bytes;
    // Sealing comes first: a transaction does not wait for anything but its own requests.
    const { nonce, box } = await sealPiece(await this.#key(fileId), piece, bytes);
    const sealed = concat(nonce, box);
    try {
      await this.#database.write(['pieces'], async (tx) => {
        const last = await tx.objectStore('pieces').openCursor(allOf(fileId), 'prev');
        const lastBytes = (last?.value.length ?? 0) - SEAL_BYTES;
        checkPlace(piece, length, await piecesIn(tx, fileId), lastBytes);
        await tx.objectStore('pieces').put(sealed, [fileId, piece]);
      });
    } catch (error) {
      throw error instanceof MessengerError && error.code === 'storage-full'
        ? new MessengerError('file-no-space', { cause: error })
        : error;
    }
  }

  async read(fileId: FileId, piece: number): Promise<Uint8Array<ArrayBuffer>> {
    checkIndex(piece);
    const sealed = await this.#database.read(['pieces'], (tx) =>
      tx.objectStore('pieces').get([fileId, piece]),
    );
    if (!(sealed instanceof Uint8Array)) throw new MessengerError('storage-corrupt');
    return openPiece(await this.#key(fileId), piece, new Uint8Array(sealed));
  }

  stream(fileId: FileId, sizeBytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamPieces((piece) => this.read(fileId, piece), sizeBytes);
  }

  plainCopy(fileId: FileId, mediaType: string, sizeBytes: number): Promise<File> {
    const pieces = openedPieces((piece) => this.read(fileId, piece), sizeBytes);
    return fileOfParts(pieces, fileId, mediaType);
  }

  copyOf(fileId: FileId, bytes: ReadableStream<Uint8Array>): Promise<File> {
    return fileOfParts(blocksOf(bytes), fileId);
  }

  /** The copies belong to whoever holds them. */
  dropPlainCopies(): Promise<void> {
    return Promise.resolve();
  }

  remove(fileId: FileId): Promise<void> {
    return this.#database.write(['pieces'], (tx) => tx.objectStore('pieces').delete(allOf(fileId)));
  }

  sweep(keep: ReadonlySet<FileId>): Promise<void> {
    return this.#database.write(['pieces'], async (tx) => {
      for (const fileId of await storedFiles(tx)) {
        if (!keep.has(fileId)) await tx.objectStore('pieces').delete(allOf(fileId));
      }
    });
  }

  /** There is nothing but the database, which is somebody else's. */
  close(): void {
    this.#lastWrite = Promise.resolve();
  }

  #key(fileId: FileId): Promise<CryptoKey> {
    return importPieceKey(this.#vault.fileKey(fileId));
  }
}

/** All pieces of a file: an array is greater than every number, as keys are ordered. */
function allOf(fileId: FileId): IDBKeyRange {
  return IDBKeyRange.bound([fileId], [fileId, []]);
}

/** What is there: a gap is never further from the last piece than a window reaches. */
async function piecesIn(
  tx: ReadTransaction<'pieces'> | WriteTransaction<'pieces'>,
  fileId: FileId,
): Promise<PiecesHere> {
  const store = tx.objectStore('pieces');
  const last = await store.openKeyCursor(allOf(fileId), 'prev');
  if (last === null) return new PiecesHere();
  const near = Math.max(0, last.key[1] + 1 - WINDOW_PIECES);
  const keys = await store.getAllKeys(IDBKeyRange.bound([fileId, near], last.key));
  return new PiecesHere(
    near,
    keys.map(([, piece]) => piece),
  );
}

/** Jumps from file to file without visiting their pieces. */
async function storedFiles(tx: WriteTransaction<'pieces'>): Promise<FileId[]> {
  const files: FileId[] = [];
  let cursor = await tx.objectStore('pieces').openKeyCursor();
  while (cursor !== null) {
    const [fileId] = cursor.key;
    files.push(fileId);
    cursor = await cursor.continue([fileId, Number.POSITIVE_INFINITY]);
  }
  return files;
}
