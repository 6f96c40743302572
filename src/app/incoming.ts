/** The files that friends offer: asked about or taken at once, and accepted only when there is room. */
import { codeOf, type ErrorCode } from '../errors.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';
import { localFileId } from './file-ids.ts';
import { AtOnce, described, MAX_OPEN_OFFERS, type OfferEntry } from './offers.ts';
import type { Persistence } from './ports.ts';
import type { AppState, Transfer } from './state.ts';
import type { Store } from './store.ts';
import type { TransferBook } from './transfer-book.ts';

export interface IncomingPorts {
  readonly store: Store<AppState>;
  readonly book: TransferBook;
  readonly persistence: Pick<Persistence, 'storageReport'>;
  /** Resolves when leftovers are gone. */
  tidied(): Promise<void>;
  /** Whether it is being ended at this moment. */
  isEnding(fileId: FileId): boolean;
  /** Asks for its pieces, now or on the next line. */
  start(transfer: Transfer): void;
  /** Tells the friend that it is not wanted. */
  decline(friendId: FriendId, wireId: Uint8Array): Promise<void>;
}

export class Incoming {
  readonly #atOnce = new AtOnce();

  constructor(private readonly ports: IncomingPorts) {}

  /** An entry of a friend offers a file. Resolves when that is recorded durably. */
  async offered(friendId: FriendId, entry: OfferEntry): Promise<void> {
    const { book, store } = this.ports;
    const fileId = localFileId(friendId, 'receive', entry.fileId);
    if (book.get(fileId) !== undefined) return; // Offered twice: the first one counts.
    if (book.openReceives(friendId) >= MAX_OPEN_OFFERS) {
      await this.ports.decline(friendId, entry.fileId);
      return;
    }
    const what = described(entry);
    const direction = 'receive';
    await book.add({ ...what, fileId, friendId, direction, status: 'offered', error: null });
    const { settings, friends } = store.get();
    const images = settings?.autoAcceptImages === true;
    const upToBytes = friends.get(friendId)?.takesUpToBytes ?? 0;
    const nowMs = performance.now();
    if (!this.#atOnce.takes(friendId, what, { images, upToBytes }, nowMs)) return;
    // If that cannot be recorded, or has no room, it asks like any other offer.
    await this.accept(fileId);
  }

  /**
   * Accepts an offer, or asks again for what is missing after a failure. Without enough room the offer
   * stands, and says how much there is. @returns null, or why it could not be recorded
   */
  async accept(fileId: FileId): Promise<ErrorCode | null> {
    const { book } = this.ports;
    const transfer = book.get(fileId);
    if (transfer?.direction !== 'receive') return null;
    if (transfer.status !== 'offered' && transfer.status !== 'failed') return null;
    const room = await this.#roomFor(transfer);
    if (room !== null && room.freeBytes < room.neededBytes) {
      book.note(fileId, { room });
      return null;
    }
    try {
      await this.ports.tidied();
      await book.change(fileId, { status: 'active', error: null }, true);
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
    // It may have been ended meanwhile, by either side; then nothing happens.
    const now = book.get(fileId);
    if (now?.status === 'active' && !this.ports.isEnding(fileId)) this.ports.start(now);
    return null;
  }

  /** What a file still needs, and what is left besides all that was accepted before; null when nobody can say. */
  async #roomFor({ fileId, sizeBytes, doneBytes }: Transfer): Promise<Transfer['room']> {
    const { usageBytes, quotaBytes } = await this.ports.persistence.storageReport();
    if (usageBytes === null || quotaBytes === null) return null;
    const promised = [...this.ports.store.get().transfers.values()]
      .filter((one) => one.direction === 'receive' && one.status === 'active')
      .filter((one) => one.fileId !== fileId)
      .reduce((sum, one) => sum + one.sizeBytes - one.doneBytes, 0);
    const freeBytes = Math.max(0, quotaBytes - usageBytes - promised);
    return { neededBytes: sizeBytes - doneBytes, freeBytes };
  }
}
