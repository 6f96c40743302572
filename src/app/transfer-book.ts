/** The transfers' records in storage and their view in the state, kept alike. */
import type { ErrorCode } from '../errors.ts';
import { ERROR_CODES } from '../errors.ts';
import type { FriendId, TransferRecord, TransferRepository } from '../storage/repositories.ts';
import type { AppState, FileId, Transfer } from './state.ts';
import { bytesInPieces } from '../transfer/pieces.ts';
import type { Store } from './store.ts';
import { safeFileName } from '../wire/file-name.ts';

type Progress = Pick<Transfer, 'doneBytes' | 'rateBytesPerSecond' | 'secondsLeft'>;
type Outcome = Pick<Transfer, 'status' | 'error'>;

/** Eyes follow three numbers a second; drawing each of ten pieces a second costs a tenth of the line. */
const SHOW_EVERY_MS = 300;

export class TransferBook {
  /** When the progress of a transfer was last shown. */
  readonly #shownAtMs = new Map<FileId, number>();

  constructor(
    private readonly store: Store<AppState>,
    private readonly repository: TransferRepository,
  ) {}

  /**
   * Reads all records. A file that a reloaded page was sending is not there any more.
   * @param piecesOf how many pieces of a received file are stored
   * @returns the received files whose pieces are worth keeping
   */
  async load(piecesOf: (fileId: FileId) => Promise<number>): Promise<FileId[]> {
    const kept: FileId[] = [];
    for (const record of await this.repository.all()) {
      const transfer = toTransfer(record);
      if (transfer.direction === 'send') {
        this.#put(isOpen(transfer) ? { ...transfer, ...SENDER_GONE } : transfer);
        continue;
      }
      const doneBytes = isOpen(transfer)
        ? bytesInPieces(transfer.sizeBytes, await piecesOf(transfer.fileId))
        : transfer.doneBytes;
      this.#put({ ...transfer, doneBytes });
      if (isOpen(transfer) || transfer.status === 'complete') kept.push(transfer.fileId);
    }
    return kept;
  }

  get(fileId: FileId): Transfer | undefined {
    return this.store.get().transfers.get(fileId);
  }

  of(friendId: FriendId): Transfer[] {
    return [...this.store.get().transfers.values()].filter((one) => one.friendId === friendId);
  }

  async add(record: TransferRecord): Promise<void> {
    await this.repository.put(record);
    this.#put(toTransfer(record));
  }

  /** Records how a transfer stands; resolves when that is durable. */
  async change(fileId: FileId, outcome: Outcome): Promise<void> {
    const transfer = this.get(fileId);
    if (transfer === undefined) return;
    const record = await this.repository.get(fileId);
    if (record !== null) await this.repository.put({ ...record, ...outcome });
    const still = this.get(fileId);
    if (still === undefined) return;
    const doneBytes = outcome.status === 'complete' ? still.sizeBytes : still.doneBytes;
    this.#put({ ...still, ...STILL, ...outcome, doneBytes });
  }

  /** Shows how far a transfer got, unless the last time is too short ago and it still moves. */
  progress(fileId: FileId, progress: Progress, nowMs: number): void {
    const transfer = this.get(fileId);
    if (transfer === undefined) return;
    const moves = progress.rateBytesPerSecond !== null && transfer.status === 'active';
    if (moves && nowMs - (this.#shownAtMs.get(fileId) ?? -Infinity) < SHOW_EVERY_MS) return;
    this.#shownAtMs.set(fileId, nowMs);
    const { doneBytes, rateBytesPerSecond, secondsLeft } = progress;
    this.#put({ ...transfer, doneBytes, rateBytesPerSecond, secondsLeft });
  }

  /** Lets a removed friend's transfers go. @returns them */
  forget(friendId: FriendId): Transfer[] {
    const gone = this.of(friendId);
    this.store.update((state) => {
      const transfers = new Map(state.transfers);
      for (const { fileId } of gone) transfers.delete(fileId);
      return { ...state, transfers };
    });
    return gone;
  }

  #put(transfer: Transfer): void {
    this.store.update((state) => ({
      ...state,
      transfers: new Map(state.transfers).set(transfer.fileId, transfer),
    }));
  }
}

const STILL = { rateBytesPerSecond: null, secondsLeft: null } as const;
const SENDER_GONE = { status: 'failed', error: 'file-sender-gone' } as const;

/** Pieces may still come. */
function isOpen({ status }: { status: TransferRecord['status'] }): boolean {
  return status === 'offered' || status === 'active' || status === 'failed';
}

function toTransfer(record: TransferRecord): Transfer {
  const { fileId, friendId, direction, mediaType, sizeBytes, status } = record;
  // What a friend calls a file is never trusted with a path or with hidden characters.
  const name = safeFileName(record.name);
  const error = ERROR_CODES.find((code): code is ErrorCode => code === record.error) ?? null;
  const doneBytes = status === 'complete' ? sizeBytes : 0;
  return {
    fileId,
    friendId,
    direction,
    name,
    mediaType,
    sizeBytes,
    status,
    error,
    doneBytes,
    ...STILL,
  };
}
