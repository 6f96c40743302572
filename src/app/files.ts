/**
 * Files as a person handles them: offered, accepted, declined, cancelled, saved, looked at.
 * Offers and ends are entries of the log, so they wait for an absent friend like any message;
 * the bytes are the Transfers' business (src/transfer).
 */
import { codeOf } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { FriendId, TransferRecord } from '../storage/repositories.ts';
import { Transfers } from '../transfer/transfers.ts';
import type { FileOffer } from '../transfer/transfers.ts';
import type { TransferEvent } from '../transfer/transfer-event.ts';
import { cutToBytes } from '../wire/bytes.ts';
import { safeFileName } from '../wire/file-name.ts';
import { FILE_ID_BYTES, MAX_FILE_NAME_BYTES, MAX_MEDIA_TYPE_BYTES } from '../wire/frame.ts';
import type { FileEndOutcome, LogEntry } from '../wire/frame.ts';
import { localFileId, wireFileId } from './file-ids.ts';
import type { Direction } from './file-ids.ts';
import { isImageToTake, previewType } from './media.ts';
import type { Ports } from './ports.ts';
import { pieceSink } from './piece-sink.ts';
import type { AppState, FileId } from './state.ts';
import type { Store } from './store.ts';
import { TransferBook } from './transfer-book.ts';

export class Files {
  readonly #book: TransferBook;
  readonly #transfers = new Map<FriendId, Transfers>();
  /** Files that this page can send. A reloaded page has none. */
  readonly #sources = new Map<FileId, File>();

  /** @param write appends an entry to my log with a friend */
  constructor(
    private readonly store: Store<AppState>,
    private readonly ports: Ports,
    private readonly write: (friendId: FriendId, entry: LogEntry) => Promise<void>,
  ) {
    this.#book = new TransferBook(store, ports.transfers);
  }

  /** Reads what was going on; what cannot go on says so. */
  async load(): Promise<void> {
    const { files } = this.ports;
    await files.dropPlainCopies();
    const kept = await this.#book.load((fileId) => files.pieces(fileId));
    await files.sweep(new Set(kept));
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
      open: this.ports.openPipeline,
      sinkFor: (wireId) => {
        const fileId = localFileId(friendId, 'receive', wireId);
        return pieceSink(this.ports.files, fileId, () => this.#book.change(fileId, COMPLETE));
      },
      report: (event) => this.#onEvent(friendId, event),
    });
    this.#transfers.set(friendId, transfers);
    for (const transfer of this.#book.of(friendId)) {
      if (transfer.direction !== 'receive') continue;
      if (transfer.status === 'active') this.#want(transfer);
      if (transfer.status === 'complete') transfers.received(offerOf(transfer));
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

  /** Accepts an offer, or asks again for what is missing after a failure. */
  async accept(fileId: FileId): Promise<void> {
    const transfer = this.#book.get(fileId);
    if (transfer?.direction !== 'receive') return;
    if (transfer.status !== 'offered' && transfer.status !== 'failed') return;
    await this.#book.change(fileId, { status: 'active', error: null });
    this.#want(transfer);
  }

  decline(fileId: FileId): Promise<void> {
    return this.#end(fileId, 'declined');
  }

  cancel(fileId: FileId): Promise<void> {
    const isMine = this.#book.get(fileId)?.direction === 'send';
    return this.#end(fileId, isMine ? 'cancelled-by-sender' : 'cancelled-by-receiver');
  }

  /** Hands a received file to the user's disk. @returns null, or why not */
  async save(fileId: FileId): Promise<ErrorCode | null> {
    const transfer = this.#book.get(fileId);
    if (transfer?.status !== 'complete' || transfer.direction !== 'receive') return null;
    const { files, saver } = this.ports;
    const { sizeBytes } = transfer;
    try {
      await saver.save(safeFileName(transfer.name), {
        stream: () => files.stream(fileId, sizeBytes),
        // Never the sender's type: a download must not open as a page of ours.
        copy: () => files.plainCopy(fileId, 'application/octet-stream', sizeBytes),
      });
      return null;
    } catch (error) {
      return codeOf(error, 'file-save-failed');
    }
  }

  /** An image to show, of a type that cannot carry script; null when there is none. */
  async preview(fileId: FileId): Promise<Blob | null> {
    const transfer = this.#book.get(fileId);
    const type = transfer === undefined ? null : previewType(transfer);
    if (transfer === undefined || type === null) return null;
    const source = this.#sources.get(fileId);
    if (source !== undefined) return source.slice(0, source.size, type);
    if (transfer.direction !== 'receive' || transfer.status !== 'complete') return null;
    try {
      const bytes = await new Response(
        this.ports.files.stream(fileId, transfer.sizeBytes),
      ).arrayBuffer();
      return new Blob([bytes], { type });
    } catch {
      return null; // The file card says what is wrong when it is saved.
    }
  }

  /** An entry of a friend about a file. */
  async onEntry(friendId: FriendId, entry: LogEntry): Promise<void> {
    if (entry.kind === 'file-offer') await this.#onOffer(friendId, entry);
    if (entry.kind === 'file-end') await this.#onEnd(friendId, entry);
  }

  /** Drops everything of a friend who is removed. Records went with the friend. */
  async forget(friendId: FriendId): Promise<void> {
    this.#transfers.delete(friendId);
    for (const { fileId, direction } of this.#book.forget(friendId)) {
      this.#sources.delete(fileId);
      if (direction === 'receive') await this.ports.files.remove(fileId);
    }
  }

  async #offer(friendId: FriendId, file: File): Promise<void> {
    const wireId = this.ports.random(FILE_ID_BYTES);
    const fileId = localFileId(friendId, 'send', wireId);
    const what = {
      name: cutToBytes(file.name === '' ? 'file' : file.name, MAX_FILE_NAME_BYTES),
      mediaType: cutToBytes(file.type, MAX_MEDIA_TYPE_BYTES),
      sizeBytes: file.size,
      modifiedMs: Math.max(0, Math.trunc(file.lastModified)),
    };
    this.#sources.set(fileId, file);
    await this.#book.add({
      ...what,
      fileId,
      friendId,
      direction: 'send',
      status: 'offered',
      error: null,
    });
    this.transfersOf(friendId).offer(wireId, file);
    const atMs = this.ports.clock.nowMs();
    await this.write(friendId, { kind: 'file-offer', atMs, fileId: wireId, ...what });
  }

  async #onOffer(
    friendId: FriendId,
    { fileId: wireId, name, mediaType, sizeBytes, modifiedMs }: LogEntry & { kind: 'file-offer' },
  ): Promise<void> {
    const fileId = localFileId(friendId, 'receive', wireId);
    if (this.#book.get(fileId) !== undefined) return; // Offered twice: the first one counts.
    const what = { name, mediaType, sizeBytes, modifiedMs };
    await this.#book.add({
      ...what,
      fileId,
      friendId,
      direction: 'receive',
      status: 'offered',
      error: null,
    });
    const welcome = this.store.get().settings?.autoAcceptImages === true;
    if (welcome && isImageToTake(what)) await this.accept(fileId);
  }

  async #onEnd(friendId: FriendId, entry: LogEntry & { kind: 'file-end' }): Promise<void> {
    // Each side can only end what is its business: the sender an offer of theirs, the receiver of mine.
    const direction: Direction = entry.outcome === 'cancelled-by-sender' ? 'receive' : 'send';
    const fileId = localFileId(friendId, direction, entry.fileId);
    await this.#ended(fileId, entry.outcome === 'declined' ? 'declined' : 'cancelled');
  }

  async #end(fileId: FileId, outcome: FileEndOutcome): Promise<void> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    await this.#ended(fileId, outcome === 'declined' ? 'declined' : 'cancelled');
    const atMs = this.ports.clock.nowMs();
    await this.write(transfer.friendId, {
      kind: 'file-end',
      atMs,
      fileId: wireFileId(fileId),
      outcome,
    });
  }

  async #ended(fileId: FileId, status: 'declined' | 'cancelled'): Promise<void> {
    const transfer = this.#book.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    this.#sources.delete(fileId);
    await this.#book.change(fileId, { status, error: null });
    await this.#transfers.get(transfer.friendId)?.cancel(wireFileId(fileId));
    if (transfer.direction === 'receive') await this.ports.files.remove(fileId);
  }

  #want(transfer: Pick<TransferRecord, 'fileId' | 'friendId' | 'sizeBytes'>): void {
    this.transfersOf(transfer.friendId).accept(offerOf(transfer));
  }

  #onEvent(friendId: FriendId, event: TransferEvent): void {
    const fileId = localFileId(friendId, event.direction, event.fileId);
    const transfer = this.#book.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    this.#book.progress(fileId, event, performance.now());
    const { status, error } = event;
    if (status === transfer.status && error === transfer.error) return;
    // A receiver's completion was recorded by its sink, before the sender was told.
    this.#book.change(fileId, { status, error }).catch(() => undefined);
  }
}

const COMPLETE = { status: 'complete', error: null } as const;

function offerOf({ fileId, sizeBytes }: Pick<TransferRecord, 'fileId' | 'sizeBytes'>): FileOffer {
  return { fileId: wireFileId(fileId), sizeBytes };
}

function isOver({ status }: { status: TransferRecord['status'] }): boolean {
  return status === 'complete' || status === 'declined' || status === 'cancelled';
}
