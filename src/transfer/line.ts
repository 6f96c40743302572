/** What file transfer needs of the world around it. The session, the file store and the page provide it. */
import type { Chunk } from '../wire/envelope.ts';
import type { FileFrame } from '../wire/frame.ts';

/** `line`: behind what was sent before it; `lane`: by whatever lane has room, in no order. */
export type ChunkRoute = 'line' | 'lane';

/**
 * A sealed line as file transfer sees it, with its lanes. What goes by the line arrives in the order of the calls.
 * Both methods resolve when there is room for more and reject with MessengerError 'line-lost' once the line is closed.
 */
export interface TransferLine {
  sendFrame(frame: FileFrame): Promise<void>;
  /** The bytes of a chunk must stay as they are until this resolves. */
  sendChunk(chunk: Chunk, by: ChunkRoute): Promise<void>;
  /** The AES-256-GCM key (32 bytes) of one stream of one file. PROTOCOL.md §5.4. */
  streamKey(fileId: Uint8Array, streamId: Uint8Array): Uint8Array;
}

/** A sealed piece whose chunks and hash have all come. */
export interface SealedPieceIn {
  readonly piece: number;
  /** 32 bytes, of its stream. */
  readonly key: Uint8Array;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** What the sender says the piece hashes to. */
  readonly sha256: Uint8Array;
}

/** The pieces of one received file on this device. All methods reject with MessengerError 'storage-*'. */
export interface PieceSink {
  /** Those that are stored durably: 0 to inOrder − 1, and further ones. */
  pieces(): Promise<{ readonly inOrder: number; readonly later: readonly number[] }>;
  /**
   * Opens the piece, checks its hash and stores it; resolves when it is durable. `stored` is false when it
   * does not open, has another hash or no place there. Called without waiting for those before, in any
   * order. Takes the buffer of `sealed` and gives it back as `spent`.
   */
  receive(piece: SealedPieceIn): Promise<{ readonly stored: boolean; readonly spent: ArrayBuffer }>;
  /** One stored piece. */
  read(piece: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Drops all pieces: together they were not the file. */
  clear(): Promise<void>;
  /** The file is whole and verified. Resolves when that is recorded durably; only then the sender is told. */
  complete(): Promise<void>;
}

/** A file to send: a browser's `File`, or anything like one that can be posted to a Worker. */
export interface FileSource {
  readonly size: number;
  readonly lastModified: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
