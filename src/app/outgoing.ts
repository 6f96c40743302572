/**
 * The files that I offer: at hand, or to be found again after a reload. Their records, hashes and handles
 * outlive the page; the files themselves do not, so a new page opens the handle or asks for the file.
 */
import type { RandomBytes } from '../crypto/random.ts';
import { codeOf, MessengerError, type ErrorCode } from '../errors.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';
import type { SourceRepository } from '../storage/source-repository.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { safeFileName } from '../wire/file-name.ts';
import { FILE_ID_BYTES, type LogEntry } from '../wire/frame.ts';
import { localFileId, wireFileId } from './file-ids.ts';
import type { FolderToSend } from './folder-pack.ts';
import { KeptHashes } from './kept-hashes.ts';
import { describe, toOfferEntry } from './offers.ts';
import type { Clock, SourceFiles } from './ports.ts';
import type { Transfer } from './state.ts';
import { isOver, type TransferBook } from './transfer-book.ts';

export interface OutgoingPorts {
  readonly book: TransferBook;
  readonly sources: SourceRepository;
  readonly sourceFiles: SourceFiles;
  readonly random: RandomBytes;
  readonly clock: Clock;
  transfersOf(friendId: FriendId): Transfers;
  /** Appends an entry to my log with a friend. */
  write(friendId: FriendId, entry: LogEntry): Promise<void>;
}

interface Source {
  readonly file: File;
  readonly hashes: KeptHashes;
}

/** A file with the browser's handle of it, where there is one; else null. */
export interface Picked {
  readonly file: File;
  readonly handle: unknown;
  /** It is a folder of so many files (folder-pack.ts). */
  readonly folderFiles?: number;
}

export class Outgoing {
  readonly #sources = new Map<FileId, Source>();
  /** Of files that are not at hand: to be opened when their user allows it. */
  readonly #handles = new Map<FileId, unknown>();
  /** What was chosen in place of a file, and is not it. */
  readonly #others = new Map<FileId, Picked>();

  constructor(private readonly ports: OutgoingPorts) {}

  /** The file itself, when this page has it. */
  file(fileId: FileId): File | null {
    return this.#sources.get(fileId)?.file ?? null;
  }

  /**
   * The offer to a friend that has to be chosen again and may be this file: of those of its name one of
   * its size, else any. Of another size it has changed, which is said rather than offered beside it.
   */
  missing(friendId: FriendId, file: File): FileId | null {
    const { name, sizeBytes } = describe(file);
    const named = this.ports.book
      .openSends(friendId)
      .filter((one) => one.source !== 'here' && one.name === safeFileName(name));
    const alike = named.find((one) => one.sizeBytes === sizeBytes) ?? named[0];
    return alike?.fileId ?? null;
  }

  /** What was chosen in place of this file and is another one. */
  otherThan(fileId: FileId): Picked | null {
    return this.#others.get(fileId) ?? null;
  }

  /** Offers a file that is at hand. @throws MessengerError 'storage-*': then nothing was offered */
  async offer(friendId: FriendId, picked: Picked): Promise<void> {
    const { book, sources, random, clock } = this.ports;
    const wireId = random(FILE_ID_BYTES);
    const fileId = localFileId(friendId, 'send', wireId);
    const what = describe(picked.file, picked.folderFiles);
    // The record comes first: without its entry it is seen by nobody, an entry without it by both.
    const direction = 'send';
    await book.add({ ...what, fileId, friendId, direction, status: 'offered', error: null });
    const hashes = KeptHashes.begin(fileId, sources);
    this.#sources.set(fileId, { file: picked.file, hashes });
    this.ready({ fileId, friendId });
    await this.#keepHandle(fileId, picked.handle);
    const atMs = clock.nowMs();
    try {
      await this.ports.write(friendId, toOfferEntry(what, wireId, atMs));
    } catch (error) {
      await this.ports.transfersOf(friendId).cancel(wireId);
      await book.change(fileId, { status: 'cancelled', error: null }).catch(() => undefined);
      await this.forget(fileId).catch(() => undefined);
      throw error;
    }
  }

  /** @throws MessengerError as {@link offer}, and 'folder-too-large' */
  async offerFolder(friendId: FriendId, folder: FolderToSend): Promise<void> {
    await this.offer(friendId, await packed(folder));
  }

  /** As {@link provide}, of a folder. */
  async provideFolder(fileId: FileId, folder: FolderToSend): Promise<ErrorCode | null> {
    try {
      return await this.provide(fileId, await packed(folder));
    } catch (error) {
      return codeOf(error, 'file-unreadable');
    }
  }

  /** Lets the file be sent, if it is at hand; else whoever wants it waits. */
  ready({ fileId, friendId }: Pick<Transfer, 'fileId' | 'friendId'>): void {
    const source = this.#sources.get(fileId);
    const transfers = this.ports.transfersOf(friendId);
    if (source !== undefined) transfers.offer(wireFileId(fileId), source.file, source.hashes);
  }

  /** Opens what may be opened without asking; what needs a word of its user says so. */
  async recall(): Promise<void> {
    const handles = await this.ports.sources.handles();
    for (const [fileId, handle] of handles) {
      if (!this.#isLooked(fileId)) continue;
      this.#handles.set(fileId, handle);
      this.ports.book.note(fileId, { source: 'allow' });
      await this.#open(fileId, false);
    }
  }

  /** Opens the file by its handle, asking the user if need be. Needs a click. @returns null, or why not */
  async goOn(fileId: FileId): Promise<ErrorCode | null> {
    return this.#isLooked(fileId) ? this.#open(fileId, true) : null;
  }

  /** Takes the file that was chosen again, if it is the one. @returns null, or why it could not be looked at */
  async provide(fileId: FileId, picked: Picked): Promise<ErrorCode | null> {
    const { book, sources } = this.ports;
    const offered = await book.record(fileId);
    if (offered === null || !this.#isLooked(fileId)) return null;
    book.note(fileId, { source: 'checking', otherFile: null });
    try {
      const hashes = await KeptHashes.load(fileId, sources);
      // Seldom needed, so it comes when it is.
      const { compare } = await import('./same-file.ts');
      const verdict = await compare(offered, picked.file, hashes);
      // It may have ended meanwhile, or come from elsewhere.
      const transfer = book.get(fileId);
      if (transfer?.source !== 'checking' || isOver(transfer)) return null;
      if (verdict !== 'same') {
        this.#others.set(fileId, picked);
        book.note(fileId, { source: 'choose', otherFile: verdict });
        return null;
      }
      this.#sources.set(fileId, { file: picked.file, hashes });
      this.#handles.delete(fileId);
      this.#others.delete(fileId);
      book.note(fileId, { source: 'here', otherFile: null });
      if (transfer.status === 'failed')
        await book.change(fileId, { status: 'active', error: null });
      this.ready(transfer);
      await this.#keepHandle(fileId, picked.handle);
      return null;
    } catch (error) {
      book.note(fileId, { source: 'choose' });
      return codeOf(error, 'file-unreadable');
    }
  }

  /** The file cannot be read any more: its user has to choose it again. */
  lost(fileId: FileId): void {
    void this.#sources.get(fileId)?.hashes.flush();
    this.#sources.delete(fileId);
    this.ports.book.note(fileId, { source: 'choose' });
  }

  /** It has arrived: only its picture is of use. */
  async arrived(fileId: FileId): Promise<void> {
    await this.#sources.get(fileId)?.hashes.close();
    this.#handles.delete(fileId);
    this.#others.delete(fileId);
    await this.ports.sources.remove(fileId);
  }

  /** Nothing more is sent of it. */
  async forget(fileId: FileId): Promise<void> {
    await this.arrived(fileId);
    this.#sources.delete(fileId);
  }

  /** An offer of mine that goes on, whose file this page does not have. */
  #isLooked(fileId: FileId): boolean {
    const transfer = this.ports.book.get(fileId);
    if (transfer?.direction !== 'send' || isOver(transfer)) return false;
    return transfer.source === 'allow' || transfer.source === 'choose';
  }

  async #open(fileId: FileId, mayAsk: boolean): Promise<ErrorCode | null> {
    const handle = this.#handles.get(fileId);
    if (handle === undefined) return null;
    try {
      const file = await this.ports.sourceFiles.open(handle, mayAsk);
      return file === null ? null : await this.provide(fileId, { file, handle });
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      // Moved or deleted: it may still be chosen where it is now.
      this.#handles.delete(fileId);
      this.ports.book.note(fileId, { source: 'choose' });
      return mayAsk ? error.code : null;
    }
  }

  /** Without it the next page asks for the file, so a failure is nothing to speak of. */
  async #keepHandle(fileId: FileId, handle: unknown): Promise<void> {
    if (handle === null) return;
    await this.ports.sources.keepHandle(fileId, handle).catch(() => undefined);
  }
}

/** Folders are sent seldom, so what packs them comes when it is needed. */
async function packed(folder: FolderToSend): Promise<Picked> {
  return (await import('./folder-pack.ts')).packFolder(folder);
}
