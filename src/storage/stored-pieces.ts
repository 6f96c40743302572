/** Where the pieces of received files are kept. */
import type { FileId } from './repositories.ts';

/** A piece as it came from a friend, sealed for its way. */
export interface SealedPiece {
  readonly piece: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** In a buffer of its own. */
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** What the piece must hash to. */
  readonly sha256: Uint8Array;
}

/** Opens such a piece. `plain` is null when it does not open or its hash differs; `spent` is the buffer it came in. */
export type PieceOpener = (
  piece: SealedPiece,
) => Promise<{ readonly plain: Uint8Array<ArrayBuffer> | null; readonly spent: ArrayBuffer }>;

/** What became of a received piece. */
export interface ReceivedPiece {
  /** False when it did not open, its hash differs, it is here already, or further off than a window reaches. */
  readonly stored: boolean;
  /** The buffer that it came in, to be used again. */
  readonly spent: ArrayBuffer;
}

/** The pieces of a file that are stored whole and durably. */
export interface StoredPieces {
  /** Pieces 0 to inOrder − 1 are, piece inOrder is not. */
  readonly inOrder: number;
  /** Those after the first missing one, in order: no further than a window reaches. */
  readonly later: readonly number[];
}

/**
 * Received files, sealed piece by piece (wire/pieces.ts), in OPFS where there is one, else in IndexedDB.
 * A file exists from its first piece on; one that was never written has 0 pieces.
 * Lack of room rejects with 'file-no-space', everything else with 'storage-*'.
 */
export interface FileStore {
  /** What is there. A piece torn by a crash is not counted. */
  pieces(fileId: FileId): Promise<StoredPieces>;
  /**
   * Stores a missing piece; resolves when it is durable. Takes the bytes: their whole buffer is
   * transferred and must not be used afterwards. After 'file-no-space' the pieces before stand and
   * the same piece may be written again.
   * @throws RangeError (as a rejection) unless `piece` is missing, is less than WINDOW_PIECES past the first
   *   missing one, has 1 to PIECE_BYTES bytes and follows no shorter piece
   */
  write(fileId: FileId, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * Opens, checks and stores a piece, where its bytes are to lie, so that they move once. Takes its whole
   * buffer and gives it back empty. Several may be given without waiting, in any order.
   * Rejects as `write` does.
   */
  receive(fileId: FileId, piece: SealedPiece): Promise<ReceivedPiece>;
  /** One opened piece. @throws MessengerError 'storage-corrupt' when it is missing or does not open */
  read(fileId: FileId, piece: number): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The whole file, one opened piece a time, each read about when the one before was taken: for saving
   * through the save picker. Fails with 'storage-corrupt' unless exactly `sizeBytes` are there, so
   * that nobody saves half a file unawares.
   */
  stream(fileId: FileId, sizeBytes: number): ReadableStream<Uint8Array<ArrayBuffer>>;
  /**
   * An opened, temporary copy on disk, whose File can be linked to, played and shown without being
   * held in memory: for browsers without a save picker, and for previews. A second call gives the
   * same copy. `mediaType` becomes the File's type as it is given: the caller decides what is safe.
   * Rejects as `stream` fails, and with 'file-no-space'.
   */
  plainCopy(fileId: FileId, mediaType: string, sizeBytes: number): Promise<File>;
  /**
   * What comes out of a stream as a temporary copy, in place of the one before. Rejects as the stream
   * fails, and with 'file-no-space'; what was written then goes with the other copies. What is `sealed`
   * lies on the disk also where nothing opened may.
   */
  copyOf(fileId: FileId, bytes: ReadableStream<Uint8Array>, what?: 'sealed'): Promise<File>;
  /**
   * Removes all temporary copies: at every start, and once nothing shows or downloads one any more
   * (their Files become unreadable).
   */
  dropPlainCopies(): Promise<void>;
  /** Removes the file and its temporary copy. */
  remove(fileId: FileId): Promise<void>;
  /** Removes what belongs to none of `keep`: files of removed friends, leftovers of crashes. */
  sweep(keep: ReadonlySet<FileId>): Promise<void>;
}
