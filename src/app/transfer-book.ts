/** The transfers' records in storage and their view in the state, kept alike. */
import type { FriendId, TransferRecord, TransferRepository } from '../storage/repositories.ts';
import type { Clock } from './ports.ts';
import type { AppState, FileId, Transfer } from './state.ts';
import type { Store } from './store.ts';
import { resumed, STILL, toTransfer } from './transfer-records.ts';
import type { FileEndOutcome } from '../wire/frame.ts';

type Progress = Pick<Transfer, 'doneBytes' | 'rateBytesPerSecond' | 'secondsLeft' | 'hold'>;
type Outcome = Pick<Transfer, 'status' | 'error'>;
/** What only this page knows. */
type Note = Partial<Pick<Transfer, 'source' | 'otherFile' | 'room'>>;

/**
 * Numbers that change once a second can be read. Drawing costs both devices some 9 core-milliseconds
 * each time, on the cores that the line needs: at three times a second it took a tenth of the throughput.
 */
const SHOW_EVERY_MS = 1_000;

export class TransferBook {
  /** When the progress of a transfer was last shown. */
  readonly #shownAtMs = new Map<FileId, number>();
  /** When transfers ended, of those that did. */
  readonly #endedAtMs = new Map<FileId, number>();
  /** How transfers were being ended when the page before this one did not get to it. */
  readonly #unended = new Map<FileId, FileEndOutcome>();
  /** When transfers were accepted, of those that were. */
  readonly #acceptedAtMs = new Map<FileId, number>();
  /** What is being recorded of a file: one thing after another, so that none overtakes. Never rejects. */
  readonly #recording = new Map<FileId, Promise<unknown>>();

  constructor(
    private readonly store: Store<AppState>,
    private readonly repository: TransferRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads all records. A file that a reloaded page was sending has to be found again; one received that
   * cannot be looked at has failed, and holds up nothing else.
   * @param piecesOf how many pieces of a received file are stored
   */
  async load(piecesOf: (fileId: FileId) => Promise<number>): Promise<void> {
    const records = await this.repository.all();
    for (const { fileId, endedAtMs, acceptedAtMs, ending } of records) {
      if (endedAtMs !== undefined) this.#endedAtMs.set(fileId, endedAtMs);
      if (acceptedAtMs !== undefined) this.#acceptedAtMs.set(fileId, acceptedAtMs);
      if (ending !== undefined) this.#unended.set(fileId, ending);
    }
    const transfers = await Promise.all(records.map((record) => resumed(record, piecesOf)));
    this.#put(transfers);
  }

  get(fileId: FileId): Transfer | undefined {
    return this.store.get().transfers.get(fileId);
  }

  /** As it is recorded; null when there is none. @throws MessengerError 'storage-*' */
  record(fileId: FileId): Promise<TransferRecord | null> {
    return this.repository.get(fileId);
  }

  of(friendId: FriendId): Transfer[] {
    return [...this.store.get().transfers.values()].filter((one) => one.friendId === friendId);
  }

  /** Files of a friend that are not over: offered, on their way, or failed and to be tried again. */
  openReceives(friendId: FriendId): number {
    return this.of(friendId).filter((one) => one.direction === 'receive' && !isOver(one)).length;
  }

  /** Offers of mine to a friend that are not over. */
  openSends(friendId: FriendId): Transfer[] {
    return this.of(friendId).filter((one) => one.direction === 'send' && !isOver(one));
  }

  /** What was accepted of a friend and is not whole, in the order that it was accepted in. */
  accepted(friendId: FriendId): Transfer[] {
    const acceptedAtMs = (one: Transfer): number => this.#acceptedAtMs.get(one.fileId) ?? 0;
    return this.of(friendId)
      .filter((one) => one.direction === 'receive' && one.status === 'active')
      .sort((a, b) => acceptedAtMs(a) - acceptedAtMs(b));
  }

  /** The files that were received whole last, at most `count`, oldest first. */
  lastReceived(friendId: FriendId, count: number): Transfer[] {
    const endedAtMs = (one: Transfer): number => this.#endedAtMs.get(one.fileId) ?? 0;
    return this.of(friendId)
      .filter((one) => one.direction === 'receive' && one.status === 'complete')
      .sort((a, b) => endedAtMs(a) - endedAtMs(b))
      .slice(-count);
  }

  /** The files of which something is worth keeping: what was received, and what is still to be sent. */
  kept(): Set<FileId> {
    const kept = [...this.store.get().transfers.values()].filter(
      (one) => !isOver(one) || isReceived(one),
    );
    return new Set(kept.map(({ fileId }) => fileId));
  }

  /** Records a new transfer; resolves when that is durable. Of two with the same identifier the first counts. */
  add(record: TransferRecord): Promise<void> {
    return this.#inTurn(record.fileId, async () => {
      if (this.get(record.fileId) !== undefined) return;
      await this.repository.put(record);
      this.#put([toTransfer(record)]);
    });
  }

  /**
   * Records how a transfer stands; resolves when that is durable.
   * @param accepted it was accepted at this moment
   * @returns whether it stands so now: what is complete, declined or cancelled stays it
   */
  change(fileId: FileId, outcome: Outcome, accepted = false): Promise<boolean> {
    return this.#inTurn(fileId, async () => {
      const transfer = this.get(fileId);
      if (transfer === undefined) return false;
      if (isSame(transfer, outcome)) return true;
      if (isOver(transfer)) return false;
      const nowMs = this.clock.nowMs();
      const record = await this.repository.get(fileId);
      if (record !== null) {
        const ended = isOver(outcome) ? { endedAtMs: nowMs } : {};
        const begun = accepted ? { acceptedAtMs: nowMs } : {};
        await this.repository.put({ ...record, ...outcome, ...begun, ...ended });
      }
      if (isOver(outcome)) this.#endedAtMs.set(fileId, nowMs);
      if (accepted) this.#acceptedAtMs.set(fileId, nowMs);
      this.show(fileId, outcome);
      return true;
    });
  }

  /** Records whether I pause a transfer; resolves when that is durable. @returns whether that was news */
  pause(fileId: FileId, paused: boolean): Promise<boolean> {
    return this.#inTurn(fileId, async () => {
      const transfer = this.get(fileId);
      if (transfer === undefined || isOver(transfer) || transfer.paused === paused) return false;
      const record = await this.repository.get(fileId);
      if (record !== null) await this.repository.put({ ...record, paused });
      const now = this.get(fileId);
      if (now !== undefined) this.#put([{ ...now, ...STILL, paused }]);
      return true;
    });
  }

  /**
   * Records that nothing is kept of a transfer that is over; resolves when that is durable. The record
   * stays, as the friend may not have heard yet that it is over.
   * @param named whether it is still told what it was
   */
  strip(fileId: FileId, named: boolean): Promise<void> {
    return this.#inTurn(fileId, async () => {
      const transfer = this.get(fileId);
      if (transfer === undefined) return;
      const bare = { removed: true, ...(named ? {} : { name: '', mediaType: '', modifiedMs: 0 }) };
      const record = await this.repository.get(fileId);
      if (record !== null) await this.repository.put({ ...record, ...bare });
      const shown = named ? {} : { name: '', mediaType: '' };
      this.#put([{ ...(this.get(fileId) ?? transfer), ...shown, removed: true, endedAtMs: null }]);
    });
  }

  /** When it was over, in milliseconds since 1970; 0 when that is not known. */
  endedAtMs(fileId: FileId): number {
    return this.#endedAtMs.get(fileId) ?? 0;
  }

  /** Records that I am about to end a transfer, or not any more; resolves when that is durable. */
  intend(fileId: FileId, ending: FileEndOutcome | null): Promise<void> {
    return this.#inTurn(fileId, async () => {
      const record = await this.repository.get(fileId);
      if (record === null) return;
      const before: TransferRecord & { ending?: FileEndOutcome } = { ...record };
      delete before.ending;
      await this.repository.put(ending === null ? before : { ...before, ending });
    });
  }

  /** What an earlier page was ending. */
  unended(): ReadonlyMap<FileId, FileEndOutcome> {
    return this.#unended;
  }

  /** Shows what only this page knows. */
  note(fileId: FileId, note: Note): void {
    const transfer = this.get(fileId);
    if (transfer !== undefined && !isOver(transfer)) this.#put([{ ...transfer, ...note }]);
  }

  /** Shows how a transfer stands without recording it. */
  show(fileId: FileId, outcome: Outcome): void {
    const transfer = this.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    const doneBytes = outcome.status === 'complete' ? transfer.sizeBytes : transfer.doneBytes;
    const endedAtMs = isOver(outcome) ? this.clock.nowMs() : null;
    this.#put([{ ...transfer, ...STILL, ...outcome, doneBytes, endedAtMs, room: null }]);
  }

  /** Shows how far a transfer got, unless the last time is too short ago and it still moves. */
  progress(fileId: FileId, progress: Progress, nowMs: number): void {
    const transfer = this.get(fileId);
    if (transfer === undefined || isOver(transfer)) return;
    const moves = progress.rateBytesPerSecond !== null && transfer.status === 'active';
    const isSoon = nowMs - (this.#shownAtMs.get(fileId) ?? -Infinity) < SHOW_EVERY_MS;
    const { doneBytes, rateBytesPerSecond, secondsLeft, hold } = progress;
    if (moves && isSoon && hold === transfer.hold) return;
    this.#shownAtMs.set(fileId, nowMs);
    this.#put([{ ...transfer, doneBytes, rateBytesPerSecond, secondsLeft, hold }]);
  }

  /** What is over is not among the transfers of this page any more. */
  clearEnded(): void {
    const ended = [...this.store.get().transfers.values()].filter((one) => one.endedAtMs !== null);
    this.#put(ended.map((one) => ({ ...one, endedAtMs: null })));
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

  /** However many there are, the state is made anew once. */
  #put(transfers: readonly Transfer[]): void {
    this.store.update((state) => {
      const all = new Map(state.transfers);
      for (const transfer of transfers) all.set(transfer.fileId, transfer);
      return { ...state, transfers: all };
    });
  }

  #inTurn<T>(fileId: FileId, work: () => Promise<T>): Promise<T> {
    const turn = (this.#recording.get(fileId) ?? Promise.resolve()).then(work);
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#recording.get(fileId) === settled) this.#recording.delete(fileId);
      });
    this.#recording.set(fileId, settled);
    return turn;
  }
}

/** Nothing more will come of it. */
export function isOver({ status }: Pick<Transfer, 'status'>): boolean {
  return status === 'complete' || status === 'declined' || status === 'cancelled';
}

/** It was received, and all of it is kept here. */
export function isReceived({
  direction,
  status,
  removed,
}: Pick<Transfer, 'direction' | 'status' | 'removed'>): boolean {
  return direction === 'receive' && status === 'complete' && removed !== true;
}

function isSame(transfer: Transfer, { status, error }: Outcome): boolean {
  return transfer.status === status && transfer.error === error;
}
