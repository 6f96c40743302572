/**
 * What a page that offers a file leaves to the pages after it, so that sending can go on: the browser's
 * handle of the file, where it gives one, and the hashes of the pieces that were read.
 */
import type { FileId } from './repositories.ts';

/** Hashes of so many pieces make one record: 2 KiB for 32 MiB of a file. */
export const HASHES_PER_BLOCK = 64;
export const HASH_BYTES = 32;
export const BLOCK_BYTES = HASHES_PER_BLOCK * HASH_BYTES;
/** Of a longer file (128 GiB) the hashes that follow are not kept: 8 MiB are enough to hold in memory. */
export const MAX_HASH_BLOCKS = 4_096;

/** All methods reject with MessengerError 'storage-*'. */
export interface SourceRepository {
  /** All handles: objects of the browser (FileSystemFileHandle) that nobody can seal. */
  handles(): Promise<Map<FileId, unknown>>;
  /** @throws TypeError (as a rejection) for what the browser cannot store */
  keepHandle(fileId: FileId, handle: unknown): Promise<void>;
  /** Blocks of BLOCK_BYTES by their index, zeros for hashes that are not known; damaged ones are left out. */
  hashes(fileId: FileId): Promise<Map<number, Uint8Array>>;
  /** Takes the place of the block before. @throws RangeError (as a rejection) for another length or index */
  keepHashes(fileId: FileId, block: number, hashes: Uint8Array): Promise<void>;
  /** Nothing more is sent of the file. */
  remove(fileId: FileId): Promise<void>;
  /** Removes what belongs to none of `keep`: leftovers of crashes. */
  sweep(keep: ReadonlySet<FileId>): Promise<void>;
}
