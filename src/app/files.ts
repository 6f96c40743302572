/**
 * Files as a person handles them: offered, accepted, declined, cancelled, saved, looked at.
 * Offers and ends are entries of the log, so they wait for an absent friend like any message;
 * the bytes are the Transfers' business (src/transfer).
 */
import { codeOf, MessengerError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { FriendId } from '../storage/repositories.ts';
import { MAX_REPEATED_ENDS } from '../transfer/receives.ts';
import { Transfers } from '../transfer/transfers.ts';
import type { FileOffer, TransferEvent } from '../transfer/transfer-event.ts';
import { FILE_ID_BYTES } from '../wire/frame.ts';
import type { FileEndOutcome, LogEntry } from '../wire/frame.ts';
import { localFileId, wireFileId } from './file-ids.ts';
import type { Direction } from './file-ids.ts';
import { previewOf, saveReceived } from './file-views.ts';
import { describe, described, ImagesAtOnce, MAX_OPEN_OFFERS } from './offers.ts';
import type { Ports } from './ports.ts';
import { pieceSink } from './piece-sink.ts';
import type { AppState, FileId, Transfer } from './state.ts';
import type { Store } from './store.ts';
import { isOver, TransferBook } from './transfer-book.ts';

export type FilesPorts = Pick<
  Ports,
  'files' | 'transfers' | 'saver' | 'random' | 'clock' | 'sealPipeline'
>;

export class Files {
  readonly #book: TransferBook;
  readonly #transfers = new Map<FriendId, Transfers>();
  readonly #imagesAtOnce = new ImagesAtOnce();
  /** Files that this page can send. A reloaded page has none. */
  readonly #sources = new Map<FileId, File>();
  /** Files that I am ending at this moment. */
  readonly #ending = new Set<FileId>();
  /** Resolves when leftovers are gone: what comes new before that would be taken for one. */
  #tidied: Promise<void> = Promise.resolve();

  /** @param write appends an entry to my log with a friend */
  constructor(
    private readonly store: Store<AppState>,
    private readonly ports: FilesPorts,
    private readonly write: (friendId: FriendId, entry: LogEntry) => Promise<void>,
  ) {
    this.#book = new TransferBook(store, ports.transfers, ports.clock);
  }

  /** Reads what was going on; what cannot go on says so. */
  async load(): Promise<void> {
    await this.#book.load((fileId) => this.ports.files.pieces(fileId));
  }

  /** Removes what earlier pages left behind, in the background. Whatever fails waits for the next start. */
  tidy(): void {
    const { files } = this.ports;
    const kept = this.#book.kept();
    this.#tidied = quietly(files.dropPlainCopies()).then(() => quietly(files.sweep(kept)));
  }

  /** The transfers with one friend; accepted files go on with the next line. */
  transfersOf(friendId: FriendId): Transfers {
    const known = this.#transfers.get(friendId);
    if (known !== undefined) return known;
    const transfers = new Transfers({
      random: this.ports.random,
      // Steady: rates must not jump when the wall clock is set.
      clock: { nowMs: () => performance.now() },
      seal: this.ports.sealPipeline,
      sinkFor: (wireId) => {
        const fileId = localFileId(friendId, 'receive', wireId);
        return pieceSink(this.ports.files, fileId, () => this.#complete(fileId));
      },
      report: (event) => this.#onEvent(friendId, event),
    });
    this.#transfers.set(friendId, transfers);
    for (const transfer of this.#book.of(friendId)) {
      if (transfer.direction === 'receive' && transfer.status === 'active') this.#start(transfer);
    }
    for (const transfer of this.#book.lastReceived(friendId, MAX_REPEATED_ENDS)) {
      transfers.received(offerOf(transfer));
    }
    return transfers;
  }

  /** Offers files, each with an entry of its own. @returns null, or why one could not be offered */
  async offer(friendId: FriendId, files: readonly File[]): Promise<ErrorCode | null> {
    try {
      for (const file of files) await this.#offer(friendId, file);
      return null;
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
  }

  /** Accepts an offer, or asks again for what is missing after a failure. @returns null, or why not */
  async accept(fileId: FileId): Promise<ErrorCode | null> {
    const transfer = this.#book.get(fileId);
    if (transfer?.direction !== 'receive') return null;
    if (transfer.status !== 'offered' && transfer.status !== 'failed') return null;
    try {
      await this.#tidied;
      await this.#book.change(fileId, { status: 'active', error: null });
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
    // It may have been ended meanwhile, by either side; then nothing happens.
    const now = this.#book.get(fileId);
    if (now?.status === 'active' && !this.#ending.has(fileId)) this.#start(now);
    return null;
  }

  /** @returns null, or why it could not be recorded: then the offer stands as before */
  decline(fileId: FileId): Promise<ErrorCode | null> {
    return this.#end(fileId, 'declined');
  }

  /** Ends a file from either side. @returns null, or why it could not be recorded: then it goes on */
  cancel(fileId: FileId): Promise<ErrorCode | null> {
    const isMine = this.#book.get(fileId)?.direction === 'send';
    return this.#end(fileId, isMine ? 'cancelled-by-sender' : 'cancelled-by-receiver');
  }

  /** Hands a received file to the user's disk. @returns null, or why not */
  async save(fileId: FileId): Promise<ErrorCode | null> {
    const transfer = this.#book.get(fileId);
    if (transfer?.status !== 'complete' || transfer.direction !== 'receive') return null;
    return saveReceived(this.ports, transfer, this.#tidied);
  }

  /** An image to show, of a type that cannot carry script and a size that can be drawn; null when there is none. */
  async preview(fileId: FileId): Promise<Blob | null> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined) return null;
    return previewOf(this.ports.files, transfer, this.#sources.get(fileId) ?? null);
  }

  /**
   * An entry of a friend about a file. Resolves when what it says is recorded durably; keeping an
   * entry again changes nothing.
   */
  async keep(friendId: FriendId, entry: LogEntry): Promise<void> {
    if (entry.kind === 'file-offer') await this.#offered(friendId, entry);
    if (entry.kind === 'file-end') await this.#endedByFriend(friendId, entry);
  }

  /** Drops everything of a friend who is removed. Records went with the friend. */
  async forget(friendId: FriendId): Promise<void> {
    this.#transfers.delete(friendId);
    for (const transfer of this.#book.forget(friendId)) {
      this.#sources.delete(transfer.fileId);
      await this.#removePieces(transfer);
    }
  }

  async #offer(friendId: FriendId, file: File): Promise<void> {
    const wireId = this.ports.random(FILE_ID_BYTES);
    const fileId = localFileId(friendId, 'send', wireId);
    const what = describe(file);
    // The record comes first: without its entry it is seen by nobody, an entry without it by both.
    const direction = 'send';
    await this.#book.add({ ...what, fileId, friendId, direction, status: 'offered', error: null });
    this.#sources.set(fileId, file);
    this.transfersOf(friendId).offer(wireId, file);
    const atMs = this.ports.clock.nowMs();
    try {
      await this.write(friendId, { kind: 'file-offer', atMs, fileId: wireId, ...what });
    } catch (error) {
      await this.#stop(fileId);
      await quietly(this.#book.change(fileId, { status: 'cancelled', error: null }));
      throw error;
    }
  }

  async #offered(friendId: FriendId, entry: LogEntry & { kind: 'file-offer' }): Promise<void> {
    const fileId = localFileId(friendId, 'receive', entry.fileId);
    if (this.#book.get(fileId) !== undefined) return; // Offered twice: the first one counts.
    if (this.#book.openReceives(friendId) >= MAX_OPEN_OFFERS) {
      await this.#writeEnd(friendId, entry.fileId, 'declined');
      return;
    }
    const what = described(entry);
    const direction = 'receive';
    await this.#book.add({ ...what, fileId, friendId, direction, status: 'offered', error: null });
    const mayCome = this.store.get().settings?.autoAcceptImages === true;
    if (!mayCome || !this.#imagesAtOnce.takes(friendId, what, performance.now())) return;
    // If that cannot be recorded, it asks like any other offer.
    await this.accept(fileId);
  }

  async #endedByFriend(
    friendId: FriendId,
    { fileId: wireId, outcome }: LogEntry & { kind: 'file-end' },
  ): Promise<void> {
    // Each side can only end what is its business: the sender an offer of theirs, the receiver of mine.
    const direction: Direction = outcome === 'cancelled-by-sender' ? 'receive' : 'send';
    const fileId = localFileId(friendId, direction, wireId);
    await this.#recordEnd(fileId, outcome);
  }

  async #end(fileId: FileId, outcome: FileEndOutcome): Promise<ErrorCode | null> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined || isOver(transfer) || this.#ending.has(fileId)) return null;
    this.#ending.add(fileId);
    const source = this.#sources.get(fileId);
    try {
      await this.#stop(fileId);
      // The last piece may have been faster.
      const now = this.#book.get(fileId);
      if (now === undefined || isOver(now)) return null;
      // The friend is told first: an end that only this device knew of could never be told again.
      await this.#writeEnd(transfer.friendId, wireFileId(fileId), outcome);
      await this.#recordEnd(fileId, outcome);
      return null;
    } catch (error) {
      this.#goOn(fileId, source);
      return codeOf(error, 'storage-unavailable');
    } finally {
      this.#ending.delete(fileId);
    }
  }

  #writeEnd(friendId: FriendId, wireId: Uint8Array, outcome: FileEndOutcome): Promise<void> {
    const atMs = this.ports.clock.nowMs();
    return this.write(friendId, { kind: 'file-end', atMs, fileId: wireId, outcome });
  }

  /** Once recorded nothing begins any more; what began before is stopped, and only then its pieces go. */
  async #recordEnd(fileId: FileId, outcome: FileEndOutcome): Promise<void> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    const status = outcome === 'declined' ? 'declined' : 'cancelled';
    if (!(await this.#book.change(fileId, { status, error: null }))) return;
    await this.#stop(fileId);
    await this.#removePieces(transfer);
  }

  /** Resolves when nothing of the file is sent or written any more. */
  async #stop(fileId: FileId): Promise<void> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined) return;
    this.#sources.delete(fileId);
    await this.#transfers.get(transfer.friendId)?.cancel(wireFileId(fileId));
  }

  /** Undoes `#stop`. */
  #goOn(fileId: FileId, source: File | undefined): void {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    if (source !== undefined) {
      this.#sources.set(fileId, source);
      this.transfersOf(transfer.friendId).offer(wireFileId(fileId), source);
    }
    if (transfer.direction === 'receive' && transfer.status === 'active') this.#start(transfer);
  }

  /** Pieces that cannot be removed now are swept away at the next start. */
  async #removePieces({ fileId, direction }: Transfer): Promise<void> {
    if (direction === 'receive') await quietly(this.ports.files.remove(fileId));
  }

  /** The file is whole: recorded before the sender is told. */
  async #complete(fileId: FileId): Promise<void> {
    const isComplete = await this.#book.change(fileId, { status: 'complete', error: null });
    // It was ended a moment before: its pieces go, so nobody may be told that they are here.
    if (!isComplete) throw new MessengerError('file-sender-gone');
  }

  #start(transfer: Transfer): void {
    this.transfersOf(transfer.friendId).accept(offerOf(transfer));
  }

  #onEvent(friendId: FriendId, event: TransferEvent): void {
    const fileId = localFileId(friendId, event.direction, event.fileId);
    const { status, error } = event;
    this.#book.progress(fileId, event, performance.now());
    // Not recorded it is shown all the same: the next page asks or is told again.
    this.#book
      .change(fileId, { status, error })
      .catch(() => this.#book.show(fileId, { status, error }));
  }
}

function offerOf({ fileId, sizeBytes }: Pick<Transfer, 'fileId' | 'sizeBytes'>): FileOffer {
  return { fileId: wireFileId(fileId), sizeBytes };
}

/** For housekeeping, which may fail: the next start does it again. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
