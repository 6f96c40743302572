/** One received file as the transfer room sees it. */
import type { FileStore } from '../storage/stored-pieces.ts';
import type { PieceSink } from '../transfer/line.ts';
import type { FileId } from './state.ts';

/** @param complete records durably that the file is whole */
export function pieceSink(
  files: FileStore,
  fileId: FileId,
  complete: () => Promise<void>,
): PieceSink {
  return {
    pieces: () => files.pieces(fileId),
    receive: (piece) => files.receive(fileId, piece),
    read: (piece) => files.read(fileId, piece),
    clear: () => files.remove(fileId),
    complete,
  };
}
