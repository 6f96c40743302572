/** How files end before they are whole: taken back, cancelled or declined, by either side. */
import { codeOf, type ErrorCode } from '../errors.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';
import type { FileEndOutcome, LogEntry } from '../wire/frame.ts';
import { localFileId, wireFileId, type Direction } from './file-ids.ts';
import type { Clock } from './ports.ts';
import type { Transfer } from './state.ts';
import { isOver, type TransferBook } from './transfer-book.ts';

export interface FileEndsPorts {
  readonly book: TransferBook;
  readonly clock: Clock;
  /** Appends an entry to my log with a friend. */
  write(friendId: FriendId, entry: LogEntry): Promise<void>;
  /** Resolves when nothing of the file is sent or written any more. */
  stop(transfer: Transfer): Promise<void>;
  /** Undoes `stop`. */
  goOn(transfer: Transfer): void;
  /** Removes what is kept of it. Never rejects. */
  remove(transfer: Transfer): Promise<void>;
}

export class FileEnds {
  /** Files that I am ending at this moment. */
  readonly #ending = new Set<FileId>();

  constructor(private readonly ports: FileEndsPorts) {}

  isEnding(fileId: FileId): boolean {
    return this.#ending.has(fileId);
  }

  /** Ends a file for both. @returns null, or why it could not be recorded: then it goes on */
  async end(fileId: FileId, outcome: FileEndOutcome): Promise<ErrorCode | null> {
    const { book } = this.ports;
    const transfer = book.get(fileId);
    if (transfer === undefined || isOver(transfer) || this.#ending.has(fileId)) return null;
    this.#ending.add(fileId);
    try {
      await this.ports.stop(transfer);
      // The last piece may have been faster.
      const now = book.get(fileId);
      if (now === undefined || isOver(now)) return null;
      // A page that dies in the middle leaves the rest to the next one.
      await book.intend(fileId, outcome);
      // The friend is told first: an end that only this device knew of could never be told again.
      await this.tell(transfer.friendId, wireFileId(fileId), outcome);
      await this.#record(fileId, outcome);
      return null;
    } catch (error) {
      const now = book.get(fileId);
      await book.intend(fileId, null).catch(() => undefined);
      if (now !== undefined && !isOver(now)) this.ports.goOn(now);
      return codeOf(error, 'storage-unavailable');
    } finally {
      this.#ending.delete(fileId);
    }
  }

  /** Ends what an earlier page was ending; an end that was told already is told once more, to the same end. */
  async finish(): Promise<void> {
    for (const [fileId, outcome] of this.ports.book.unended()) await this.end(fileId, outcome);
  }

  /** An entry of a friend ends a file. Resolves when that is recorded durably. */
  async endedByFriend(
    friendId: FriendId,
    { fileId: wireId, outcome }: LogEntry & { kind: 'file-end' },
  ): Promise<void> {
    // Each side can only end what is its business: the sender an offer of theirs, the receiver of mine.
    const direction: Direction = outcome === 'cancelled-by-sender' ? 'receive' : 'send';
    await this.#record(localFileId(friendId, direction, wireId), outcome);
  }

  /** Writes the end of a file into my log. */
  tell(friendId: FriendId, wireId: Uint8Array, outcome: FileEndOutcome): Promise<void> {
    const atMs = this.ports.clock.nowMs();
    return this.ports.write(friendId, { kind: 'file-end', atMs, fileId: wireId, outcome });
  }

  /** Once recorded nothing begins any more; what began before is stopped, and only then its pieces go. */
  async #record(fileId: FileId, outcome: FileEndOutcome): Promise<void> {
    const transfer = this.ports.book.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    const status = outcome === 'declined' ? 'declined' : 'cancelled';
    if (!(await this.ports.book.change(fileId, { status, error: null }))) return;
    await this.ports.stop(transfer);
    await this.ports.remove(transfer);
  }
}
