/** A received file on disk: sealed pieces one after another, all but the last of full length. */
import { MessengerError } from '../errors.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import { checkIndex, checkNext, openPiece, SEAL_BYTES, sealPiece } from './piece-seal.ts';

/** The part of a FileSystemSyncAccessHandle that is used here. */
export interface SyncHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(from: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(sizeBytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** Piece i lies at i · SLOT_BYTES. */
export const SLOT_BYTES = PIECE_BYTES + SEAL_BYTES;

/** Calls must not overlap: the owner runs one after another. */
export class SealedFile {
  readonly #handle: SyncHandle;
  readonly #key: CryptoKey;
  #sizeBytes = 0;

  private constructor(handle: SyncHandle, key: CryptoKey) {
    this.#handle = handle;
    this.#key = key;
  }

  /**
   * Takes over an open handle. A piece counts as stored once it is on disk whole, and only the last
   * can be torn (each was flushed before the next began): it is opened, and cut off if it does not.
   */
  static async open(handle: SyncHandle, key: CryptoKey): Promise<SealedFile> {
    const file = new SealedFile(handle, key);
    file.#sizeBytes = handle.getSize();
    const last = file.pieces - 1;
    if (last < 0) return file;
    try {
      await file.read(last);
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      handle.truncate(last * SLOT_BYTES);
      handle.flush();
      file.#sizeBytes = last * SLOT_BYTES;
    }
    return file;
  }

  /** Pieces stored, whole and durable. */
  get pieces(): number {
    return Math.ceil(this.#sizeBytes / SLOT_BYTES);
  }

  /**
   * Seals and appends one piece and waits for the disk. When there is no room the file is as before.
   * @throws RangeError for a piece that cannot come next; what the handle throws otherwise, and a
   *   MessengerError 'file-no-space' for a write cut short
   */
  async write(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { pieces } = this;
    const lastBytes = this.#sizeBytes - (pieces - 1) * SLOT_BYTES - SEAL_BYTES;
    checkNext(piece, bytes.length, { pieces, lastBytes });
    const at = piece * SLOT_BYTES;
    const { nonce, box } = await sealPiece(this.#key, piece, bytes);
    try {
      this.#append(nonce, at);
      this.#append(box, at + nonce.length);
      this.#handle.flush();
    } catch (error) {
      this.#handle.truncate(at);
      throw error;
    }
    this.#sizeBytes = at + nonce.length + box.length;
  }

  #append(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    const written = this.#handle.write(bytes, { at });
    if (written < bytes.length) throw new MessengerError('file-no-space');
  }

  /** @throws MessengerError 'storage-corrupt' when the piece is missing or does not open */
  async read(piece: number): Promise<Uint8Array<ArrayBuffer>> {
    checkIndex(piece);
    const at = piece * SLOT_BYTES;
    const sealed = new Uint8Array(Math.max(0, Math.min(SLOT_BYTES, this.#sizeBytes - at)));
    const got = this.#handle.read(sealed, { at });
    return openPiece(this.#key, piece, sealed.subarray(0, got));
  }

  close(): void {
    this.#handle.close();
  }
}
