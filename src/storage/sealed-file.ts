/**
 * A received file on disk: piece i lies at i · SLOT_BYTES, and all but the last have full length. Pieces
 * come in any order within a window, so there may be gaps, which are zeros.
 */
import { MessengerError } from '../errors.ts';
import { PiecesHere } from '../wire/pieces-here.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../wire/pieces.ts';
import {
  checkIndex,
  checkPlace,
  NONCE_BYTES,
  openPiece,
  SEAL_BYTES,
  sealPiece,
} from './piece-seal.ts';

/** The part of a FileSystemSyncAccessHandle that is used here. */
export interface SyncHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(from: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(sizeBytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

export const SLOT_BYTES = PIECE_BYTES + SEAL_BYTES;

/** Calls must not overlap: the owner runs one after another. */
export class SealedFile {
  readonly #handle: SyncHandle;
  readonly #key: CryptoKey;
  #sizeBytes: number;
  readonly #here: PiecesHere;
  /** What a crash may have torn was looked at. */
  #isChecked = false;

  /** Takes over an open handle. */
  constructor(handle: SyncHandle, key: CryptoKey) {
    this.#handle = handle;
    this.#key = key;
    this.#sizeBytes = handle.getSize();
    const end = Math.ceil(this.#sizeBytes / SLOT_BYTES);
    const near = Math.max(0, end - WINDOW_PIECES);
    this.#here = new PiecesHere(near);
    for (let piece = near; piece < end; piece++) if (this.#isBegun(piece)) this.#here.add(piece);
  }

  /**
   * The pieces that are stored whole and durably. Each was flushed before the next began, so a crash can
   * have torn one, but nobody knows which came last: all that can be it are opened, once.
   */
  async pieces(): Promise<PiecesHere> {
    if (!this.#isChecked) {
      const end = this.#here.end;
      for (let piece = Math.max(0, end - WINDOW_PIECES); piece < end; piece++) {
        if (this.#here.has(piece) && !(await this.#opens(piece))) this.#drop(piece);
      }
      this.#isChecked = true;
    }
    return this.#here;
  }

  /**
   * Seals and stores one piece and waits for the disk. When there is no room the file is as before.
   * @throws RangeError for a piece that has no place; what the handle throws otherwise, and a
   *   MessengerError 'file-no-space' for a write cut short
   */
  async write(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const lastBytes = this.#sizeBytes - (this.#here.end - 1) * SLOT_BYTES - SEAL_BYTES;
    checkPlace(piece, bytes.length, this.#here, lastBytes);
    const at = piece * SLOT_BYTES;
    const { nonce, box } = await sealPiece(this.#key, piece, bytes);
    try {
      // The nonce last: a piece without one was never there.
      this.#put(box, at + nonce.length);
      this.#put(nonce, at);
      this.#handle.flush();
    } catch (error) {
      this.#handle.truncate(this.#sizeBytes);
      throw error;
    }
    this.#sizeBytes = Math.max(this.#sizeBytes, at + nonce.length + box.length);
    this.#here.add(piece);
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

  #put(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    const written = this.#handle.write(bytes, { at });
    if (written < bytes.length) throw new MessengerError('file-no-space');
  }

  /** A gap has zeros where a piece has its nonce. */
  #isBegun(piece: number): boolean {
    const nonce = new Uint8Array(NONCE_BYTES);
    this.#handle.read(nonce, { at: piece * SLOT_BYTES });
    return nonce.some((byte) => byte !== 0);
  }

  async #opens(piece: number): Promise<boolean> {
    try {
      await this.read(piece);
      return true;
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      return false;
    }
  }

  /** Makes a gap of it, or the end of the file. */
  #drop(piece: number): void {
    this.#here.remove(piece);
    const { end } = this.#here;
    if (piece < end) this.#put(new Uint8Array(NONCE_BYTES), piece * SLOT_BYTES);
    else this.#handle.truncate((this.#sizeBytes = end * SLOT_BYTES));
    this.#handle.flush();
  }
}
