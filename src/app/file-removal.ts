/** Removing what is kept of a file. */
import { MessengerError } from '../errors.ts';
import type { FileStore } from '../storage/stored-pieces.ts';
import type { FileEnds } from './file-ends.ts';
import { wireFileId } from './file-ids.ts';
import type { Outgoing } from './outgoing.ts';
import type { FileId, Transfer } from './state.ts';
import { isOver, type TransferBook } from './transfer-book.ts';

/** Everything that something of a file lies in. */
export interface KeptFiles {
  readonly book: TransferBook;
  readonly ends: FileEnds;
  readonly files: FileStore;
  readonly outgoing: Outgoing;
}

/** `named`: it is still told what it was. `told`: a friend who does not know is told that it is over. */
export interface Removal {
  readonly named: boolean;
  readonly told: boolean;
}

/**
 * Ends a file that is not over, and removes its pieces, or what sending would go on from. Resolves when
 * that is durable. @throws MessengerError 'storage-*': then it can be removed again
 */
export async function removeFile(
  { book, ends, files, outgoing }: KeptFiles,
  fileId: FileId,
  { named, told }: Removal,
): Promise<void> {
  const transfer = book.get(fileId);
  if (transfer === undefined) return;
  if (!isOver(transfer)) {
    const mine = transfer.direction === 'send';
    const outcome = mine ? 'cancelled-by-sender' : 'cancelled-by-receiver';
    if (told) {
      const error = await ends.end(fileId, outcome);
      if (error !== null) throw new MessengerError(error);
    } else await ends.endedByFriend(transfer.friendId, endOf(transfer));
  }
  if (transfer.direction === 'send') await outgoing.forget(fileId);
  else await files.remove(fileId);
  await book.strip(fileId, named);
}

/** What a friend who takes a file back says. */
function endOf({ fileId }: Transfer): Parameters<FileEnds['endedByFriend']>[1] {
  const outcome = 'cancelled-by-sender';
  return { kind: 'file-end', atMs: 0, fileId: wireFileId(fileId), outcome };
}

/**
 * From when the time of a file counts at the earliest, in milliseconds since 1970: while it is on its
 * way from now on, then from its end on. An offer to me that I leave runs out; one of mine waits.
 */
export function fileSinceMs({ book }: KeptFiles, fileId: FileId, nowMs: number): number {
  const transfer = book.get(fileId);
  const waits = transfer?.direction === 'send' && !isOver(transfer);
  if (waits || transfer?.status === 'active') return nowMs;
  return Math.min(nowMs, book.endedAtMs(fileId));
}
