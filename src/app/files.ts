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
import type { TransferEvent } from '../transfer/transfer-event.ts';
import type { LogEntry } from '../wire/frame.ts';
import { FileEnds } from './file-ends.ts';
import { localFileId, wireFileId } from './file-ids.ts';
import type { FileActions } from './file-actions.ts';
import type { KeptFiles } from './file-removal.ts';
import { FileTurns } from './file-turns.ts';
import type { Look } from './file-look.ts';
import type { FolderToSend } from './folder-pack.ts';
import { Incoming } from './incoming.ts';
import { Outgoing, type Picked } from './outgoing.ts';
import type { FilesHooks, FilesPorts } from './files-ports.ts';
import { pieceSink } from './piece-sink.ts';
import { outcomeOf } from './outcome.ts';
import type { AppState, FileId, Transfer } from './state.ts';
import type { Store } from './store.ts';
import { TransferBook } from './transfer-book.ts';
import { offerOf } from './transfer-records.ts';

export class Files implements FileActions {
  readonly #book: TransferBook;
  readonly #outgoing: Outgoing;
  readonly #incoming: Incoming;
  readonly #ends: FileEnds;
  readonly #turns: FileTurns;
  readonly #transfers = new Map<FriendId, Transfers>();
  /** Resolves when leftovers are gone: what comes new before that would be taken for one. */
  #tidied: Promise<void> = Promise.resolve();

  constructor(
    store: Store<AppState>,
    private readonly ports: FilesPorts,
    private readonly hooks: FilesHooks,
  ) {
    const book = new TransferBook(store, ports.transfers, ports.clock);
    const { sources, sourceFiles, persistence } = ports;
    this.#book = book;
    const transfersOf = (friendId: FriendId): Transfers => this.transfersOf(friendId);
    this.#turns = new FileTurns(book, transfersOf);
    this.#outgoing = new Outgoing({
      ...{ book, sources, sourceFiles, transfersOf, random: ports.random, clock: ports.clock },
      write: (friendId, entry) => hooks.write(friendId, entry),
    });
    this.#incoming = new Incoming({
      ...{ store, book, persistence },
      tidied: () => this.#tidied,
      isEnding: (fileId) => this.#ends.isEnding(fileId),
      start: (transfer) => this.#start(transfer),
      decline: (friendId, wireId) => this.#ends.tell(friendId, wireId, 'declined'),
    });
    this.#ends = new FileEnds({
      ...{ book, clock: ports.clock },
      write: (friendId, entry) => hooks.write(friendId, entry),
      stop: (transfer) => this.#stop(transfer),
      goOn: (transfer) => this.#start(transfer),
      remove: (transfer) => this.#remove(transfer),
    });
  }

  get canPick(): boolean {
    return this.ports.sourceFiles.canPick;
  }

  pick(): Promise<Picked[]> {
    return this.ports.sourceFiles.pick();
  }

  /** Reads what was going on; what cannot go on says so. */
  async load(): Promise<void> {
    await this.#book.load(async (fileId) => (await this.ports.files.pieces(fileId)).inOrder);
  }

  /** Removes what earlier pages left behind, in the background. Whatever fails waits for the next start. */
  tidy(): void {
    void quietly(fileViews());
    void this.#ends.finish();
    const { files } = this.ports;
    const kept = this.#book.kept();
    this.#tidied = quietly(files.dropPlainCopies()).then(() => quietly(files.sweep(kept)));
    void quietly(this.ports.sources.sweep(kept)).then(() => quietly(this.#outgoing.recall()));
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
    for (const transfer of this.#book.openSends(friendId)) this.#start(transfer);
    for (const transfer of this.#book.accepted(friendId)) this.#start(transfer);
    for (const transfer of this.#book.lastReceived(friendId, MAX_REPEATED_ENDS)) {
      transfers.received(offerOf(transfer));
    }
    return transfers;
  }

  async offer(
    friendId: FriendId,
    files: readonly File[],
    handles: ReadonlyMap<File, unknown> = new Map(),
  ): Promise<ErrorCode | null> {
    try {
      for (const file of files) {
        const picked = { file, handle: handles.get(file) ?? null };
        // Dropped in once more: it is the file that is missing.
        const missing = this.#outgoing.missing(friendId, file);
        const error = missing === null ? null : await this.provide(missing, picked);
        if (error !== null) return error;
        if (missing === null) await this.#outgoing.offer(friendId, picked);
      }
      return null;
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
  }

  offerFolder(friendId: FriendId, folder: FolderToSend): Promise<ErrorCode | null> {
    return outcomeOf(this.#outgoing.offerFolder(friendId, folder));
  }

  accept(fileId: FileId): Promise<ErrorCode | null> {
    return this.#incoming.accept(fileId);
  }

  async takeUpTo(friendId: FriendId, upToBytes: number): Promise<ErrorCode | null> {
    const error = await outcomeOf(this.hooks.setTakes(friendId, upToBytes));
    if (error !== null) return error;
    for (const { fileId, status, sizeBytes } of this.#book.of(friendId)) {
      if (status === 'offered' && sizeBytes <= upToBytes) await this.accept(fileId);
    }
    return null;
  }

  provide(fileId: FileId, picked: Picked): Promise<ErrorCode | null> {
    return this.#outgoing.provide(fileId, picked);
  }

  provideFolder(fileId: FileId, folder: FolderToSend): Promise<ErrorCode | null> {
    return this.#outgoing.provideFolder(fileId, folder);
  }

  goOn(fileId: FileId): Promise<ErrorCode | null> {
    return this.#outgoing.goOn(fileId);
  }

  async sendAnew(fileId: FileId): Promise<ErrorCode | null> {
    const picked = this.#outgoing.otherThan(fileId);
    const transfer = this.#book.get(fileId);
    if (picked === null || transfer === undefined) return null;
    const error = await this.cancel(fileId);
    return error ?? outcomeOf(this.#outgoing.offer(transfer.friendId, picked));
  }

  async pause(fileId: FileId): Promise<ErrorCode | null> {
    if (this.#book.get(fileId)?.status !== 'active') return null;
    return this.#turns.setPaused(fileId, true);
  }

  resume(fileId: FileId): Promise<ErrorCode | null> {
    return this.#turns.setPaused(fileId, false);
  }

  next(fileId: FileId): null {
    this.#turns.next(fileId);
    return null;
  }

  decline(fileId: FileId): Promise<ErrorCode | null> {
    return this.#ends.end(fileId, 'declined');
  }

  cancel(fileId: FileId): Promise<ErrorCode | null> {
    const isMine = this.#book.get(fileId)?.direction === 'send';
    return this.#ends.end(fileId, isMine ? 'cancelled-by-sender' : 'cancelled-by-receiver');
  }

  async save(fileId: FileId): Promise<ErrorCode | null> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined) return null;
    return (await fileViews()).saveReceived(this.ports, transfer, this.#tidied);
  }

  async preview(fileId: FileId): Promise<Blob | null> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined) return null;
    const views = await fileViews();
    return views.previewOf(this.ports.files, transfer, this.#outgoing.file(fileId));
  }

  async look(fileId: FileId): Promise<Look | null> {
    const transfer = this.#book.get(fileId);
    return transfer === undefined ? null : (await fileViews()).lookAt(this.ports, transfer);
  }

  clearEnded(): void {
    this.#book.clearEnded();
  }

  /**
   * An entry of a friend about a file. Resolves when what it says is recorded durably; keeping an
   * entry again changes nothing.
   */
  async keep(friendId: FriendId, entry: LogEntry): Promise<void> {
    if (entry.kind === 'file-offer' || entry.kind === 'folder-offer')
      await this.#incoming.offered(friendId, entry);
    if (entry.kind === 'file-end') await this.#ends.endedByFriend(friendId, entry);
  }

  /** What removing files needs. */
  get kept(): KeptFiles {
    return {
      book: this.#book,
      ends: this.#ends,
      outgoing: this.#outgoing,
      files: this.ports.files,
    };
  }

  /** Drops everything of a friend who is removed. Records went with the friend. */
  async forget(friendId: FriendId): Promise<void> {
    this.#transfers.delete(friendId);
    for (const transfer of this.#book.forget(friendId)) {
      await this.#remove(transfer);
    }
  }

  /** Resolves when nothing of the file is sent or written any more. */
  async #stop({ fileId, friendId }: Transfer): Promise<void> {
    await this.#transfers.get(friendId)?.cancel(wireFileId(fileId));
  }

  /** What is not over is sent or received, now or on the next line. */
  #start(transfer: Transfer): void {
    const { fileId, friendId, direction, status, paused } = transfer;
    const transfers = this.transfersOf(friendId);
    if (direction === 'send') transfers.expect(offerOf(transfer));
    else if (status === 'active') transfers.accept(offerOf(transfer));
    if (paused) transfers.pause(direction, wireFileId(fileId));
    if (direction === 'send') this.#outgoing.ready(transfer);
  }

  /** What cannot be removed now is swept away at the next start. */
  async #remove({ fileId, direction }: Transfer): Promise<void> {
    const isMine = direction === 'send';
    await quietly(isMine ? this.#outgoing.forget(fileId) : this.ports.files.remove(fileId));
  }

  /** The file is whole: recorded before the sender is told. */
  async #complete(fileId: FileId): Promise<void> {
    const isComplete = await this.#book.change(fileId, { status: 'complete', error: null });
    // It was ended a moment before: its pieces go, so nobody may be told that they are here.
    if (!isComplete) throw new MessengerError('file-sender-gone');
  }

  #sent(fileId: FileId, { status, error }: TransferEvent): void {
    if (status === 'complete') void quietly(this.#outgoing.arrived(fileId));
    if (UNREADABLE.includes(error)) this.#outgoing.lost(fileId);
  }

  #onEvent(friendId: FriendId, event: TransferEvent): void {
    const fileId = localFileId(friendId, event.direction, event.fileId);
    const { status, error } = event;
    if (event.direction === 'send') this.#sent(fileId, event);
    this.#book.progress(fileId, event, performance.now());
    // Not recorded it is shown all the same: the next page asks or is told again.
    this.#book
      .change(fileId, { status, error })
      .catch(() => this.#book.show(fileId, { status, error }));
  }
}

const UNREADABLE: readonly (ErrorCode | null)[] = ['file-unreadable', 'file-changed'];

/** The first screen needs none of it. */
const fileViews = () => import('./file-views.ts');

/** For housekeeping, which may fail: the next start does it again. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
