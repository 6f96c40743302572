/** When files move: a person pauses them, lets them go on, and says which comes next. */
import { codeOf, type ErrorCode } from '../errors.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { wireFileId } from './file-ids.ts';
import type { TransferBook } from './transfer-book.ts';

export class FileTurns {
  constructor(
    private readonly book: TransferBook,
    private readonly transfersOf: (friendId: FriendId) => Transfers,
  ) {}

  /** Recorded first, so that it lasts over reloads. */
  async setPaused(fileId: FileId, paused: boolean): Promise<ErrorCode | null> {
    try {
      if (!(await this.book.pause(fileId, paused))) return null;
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
    const transfer = this.book.get(fileId);
    if (transfer === undefined) return null;
    const transfers = this.transfersOf(transfer.friendId);
    if (paused) transfers.pause(transfer.direction, wireFileId(fileId));
    else transfers.resume(transfer.direction, wireFileId(fileId));
    return null;
  }

  /** Not recorded: it counts as long as this page. */
  next(fileId: FileId): void {
    const transfer = this.book.get(fileId);
    if (transfer === undefined) return;
    this.transfersOf(transfer.friendId).next(transfer.direction, wireFileId(fileId));
  }
}
