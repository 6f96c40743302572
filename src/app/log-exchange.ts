/**
 * Both logs of a conversation over one line, from hello to the line's end (PROTOCOL.md §4).
 *
 *   hello(have) ─► send my entries have+1 … ─► ack(seq) ─► delivered
 *   entry(seq)  ─► keep ─► store durably ─► ack(seq)
 *
 * What arrives while something is being stored is stored together after it, in one transaction: each
 * takes milliseconds to become durable, and after a long cut a backlog waits.
 *
 * A new line gets a new exchange, so nothing of a broken line can linger: what counts is in storage.
 */
import { codeOf, MessengerError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { Frame, LogEntry } from '../wire/frame.ts';
import {
  DAMAGED_ENTRY,
  type ConversationId,
  type FriendId,
  type LogRepository,
  type StoredEntry,
} from '../storage/repositories.ts';
import { countMissing } from '../wire/missing-entries.ts';

/** My entries that may be under way unacknowledged: enough to fill any line, little to hold for the other. */
export const ENTRY_WINDOW = 64;

/** Entries that may wait here for storage; a friend who keeps to ENTRY_WINDOW never comes near. */
const MAX_WAITING_ENTRIES = 2 * ENTRY_WINDOW;

export interface LogExchangePorts {
  readonly conversationId: ConversationId;
  readonly friendId: FriendId;
  readonly logs: LogRepository;
  /** Resolves when the line has room for more. */
  send(frame: Frame): Promise<void>;
  /** Ends the line: the friend broke the protocol, or our storage failed. */
  fail(code: ErrorCode): void;
  /**
   * How many entries of mine the backup had that this log was restored from, when no line was open
   * since: what was written after them was never on a line. Else null.
   */
  restoredSeq(): number | null;
  /** The friend said how much of my log they have; durable when it resolves. @param missing it went on elsewhere */
  settled(missing: boolean): Promise<void>;
  nowMs(): number;
  /**
   * Records durably what an entry of theirs means, before it is stored: an entry that was acknowledged
   * never comes again. One that could not be stored afterwards is kept once more, to the same end.
   */
  keep(entry: LogEntry): Promise<void>;
  /** An entry of theirs is stored. */
  onEntry(stored: StoredEntry): void;
  /** My entries up to here were given to the line. */
  onSent(seq: number): void;
  /** My entries up to here are stored by the friend. */
  onAcked(seq: number): void;
}

interface Arrived {
  readonly seq: number;
  readonly entry: LogEntry;
}

/** Far more than is written between two backups; a friend who says more makes fun of us. */
const MAX_MISSING_ENTRIES = 1_048_576;

export class LogExchange {
  /** My entries up to here were given to this line; null before their hello. */
  #sentSeq: number | null = null;
  #ackedSeq = 0;
  #pumping = false;
  /** My last entry, as far as this exchange was told. */
  #mySeq = 0;
  /** What I wrote last goes out without being read again. */
  #lastWritten: StoredEntry | null = null;
  /** How often entries of mine lost their content: what was read before is not sent any more. */
  #erasures = 0;
  /** Their entries up to here are stored; null before the first, whose storing finds out. */
  #have: number | null = null;
  #ended = false;
  /** Their entries that are not being stored yet, in the order of arrival. */
  #arrived: Arrived[] = [];
  #isStoring = false;

  constructor(private readonly ports: LogExchangePorts) {}

  /** Their hello: sends what they lack. */
  async hello(have: number): Promise<void> {
    const { logs, conversationId } = this.ports;
    const mine = await this.#settle(have, await logs.count(conversationId, 'me'));
    if (this.#ended) return;
    // What was written while the log was counted may already have been told.
    this.#mySeq = Math.max(this.#mySeq, mine);
    this.#sentSeq = have;
    this.#ackedSeq = have;
    this.ports.onAcked(have);
    await this.#pump();
  }

  /** Lets my log go on behind what the friend has of it. @returns my last number then */
  async #settle(have: number, mine: number): Promise<number> {
    const { logs, conversationId } = this.ports;
    const restored = this.ports.restoredSeq();
    const known = restored === null || (await this.#wentOn(restored)) ? mine : restored;
    const isMissing = have > known;
    if (restored === null && !isMissing) return mine;
    if (have - known > MAX_MISSING_ENTRIES) throw new MessengerError('line-malformed-frame');
    if (isMissing) await logs.continueBehind(conversationId, have, known, this.ports.nowMs());
    await this.ports.settled(isMissing);
    // It may have another number now.
    this.#lastWritten = null;
    return logs.count(conversationId, 'me');
  }

  /** The page died after the log had gone on, and before that was noted: the mark stands right behind. */
  async #wentOn(restoredSeq: number): Promise<boolean> {
    const [next] = await this.ports.logs.after(this.ports.conversationId, 'me', restoredSeq, 1);
    return next !== undefined && countMissing(next.entry) > 0;
  }

  /** I wrote something, and it is stored. */
  written(stored: StoredEntry): void {
    this.#mySeq = Math.max(this.#mySeq, stored.seq);
    this.#lastWritten = stored;
    void this.#pump();
  }

  /** Entries of mine lost their content. */
  erased(): void {
    this.#lastWritten = null;
    this.#erasures += 1;
  }

  /** Their entry: stored once, acknowledged always. */
  entry(seq: number, entry: LogEntry): void {
    this.#arrived.push({ seq, entry });
    if (this.#arrived.length > MAX_WAITING_ENTRIES) this.#fail('line-malformed-frame');
    else void this.#storeArrived();
  }

  /** They stored my entries up to `seq`. */
  ack(seq: number): void {
    if (this.#sentSeq === null || seq > this.#sentSeq) {
      this.#fail('line-malformed-frame');
      return;
    }
    if (seq <= this.#ackedSeq) return;
    this.#ackedSeq = seq;
    this.ports.onAcked(seq);
    void this.#pump();
  }

  /** The line is gone; nothing is sent or reported any more. */
  end(): void {
    this.#ended = true;
  }

  /** Stores what has arrived until nothing more has. Only one runs at a time. */
  async #storeArrived(): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    try {
      while (!this.#ended && this.#arrived.length > 0) {
        await this.#store(this.#arrived.splice(0, together(this.#arrived)));
      }
    } catch (error) {
      this.#fail(codeOf(error, 'storage-unavailable'));
    } finally {
      this.#isStoring = false;
    }
  }

  async #store(arrived: readonly Arrived[]): Promise<void> {
    const { logs, conversationId, friendId } = this.ports;
    // A line before this one may still be storing: then `receive` leaves out what is there.
    const have = (this.#have ??= await logs.count(conversationId, friendId));
    const entries: LogEntry[] = [];
    for (const { seq, entry } of arrived) {
      const nextSeq = have + entries.length + 1;
      if (seq > nextSeq) throw new MessengerError('line-malformed-frame');
      // An older one comes again when its ack was lost.
      if (seq === nextSeq) entries.push(entry);
    }
    if (entries.length > 0) {
      for (const entry of entries) await this.ports.keep(entry);
      const stored = await logs.receive(conversationId, friendId, have + 1, entries);
      this.#have = have + entries.length;
      for (const each of stored) this.ports.onEntry(each);
    }
    await this.#send({ type: 'ack', seq: this.#have });
  }

  /** Sends entries while there are some and the window is open. Only one runs at a time. */
  async #pump(): Promise<void> {
    if (this.#pumping || this.#sentSeq === null) return;
    this.#pumping = true;
    try {
      // Asked last and at once: what is written from here on begins a pump of its own.
      while (this.#room > 0 && (await this.#sendBatch()));
    } catch (error) {
      this.#fail(codeOf(error, 'storage-unavailable'));
    } finally {
      this.#pumping = false;
    }
  }

  /** How many of my entries may go now: those there are, as far as the window is open. */
  get #room(): number {
    const sentSeq = this.#sentSeq ?? 0;
    const window = ENTRY_WINDOW - (sentSeq - this.#ackedSeq);
    return this.#ended ? 0 : Math.min(window, this.#mySeq - sentSeq);
  }

  /** @returns whether there may be more */
  async #sendBatch(): Promise<boolean> {
    const sentSeq = this.#sentSeq ?? 0;
    const { logs, conversationId } = this.ports;
    const last = this.#lastWritten;
    const erasures = this.#erasures;
    const batch =
      last?.seq === sentSeq + 1
        ? [last]
        : await logs.after(conversationId, 'me', sentSeq, this.#room);
    for (const { seq, entry } of withoutGaps(batch, sentSeq)) {
      if (seq - this.#ackedSeq > ENTRY_WINDOW || erasures !== this.#erasures) break;
      // An ack may arrive before `send` resolves, so the entry counts as sent from here on.
      this.#sentSeq = seq;
      if (!(await this.#send({ type: 'entry', seq, entry }))) return false;
      this.ports.onSent(seq);
    }
    return batch.length > 0;
  }

  /** @returns false when the line is gone: the next one sends it again */
  async #send(frame: Frame): Promise<boolean> {
    if (this.#ended) return false;
    try {
      await this.ports.send(frame);
      return true;
    } catch {
      this.#ended = true;
      return false;
    }
  }

  #fail(code: ErrorCode): void {
    if (this.#ended) return;
    this.#ended = true;
    this.ports.fail(code);
  }
}

/** How many are stored at once: before a `delete` is kept, what it names has to be there. */
function together(arrived: readonly Arrived[]): number {
  const at = arrived.findIndex(({ entry }, index) => index > 0 && entry.kind === 'delete');
  return at < 0 ? arrived.length : at;
}

/** My entries as they go over a line: what is not here is sent as a damaged record is. */
function* withoutGaps(
  batch: readonly StoredEntry[],
  afterSeq: number,
): Generator<Pick<StoredEntry, 'seq' | 'entry'>> {
  let seq = afterSeq;
  for (const stored of batch) {
    for (seq += 1; seq < stored.seq; seq += 1) yield { seq, entry: DAMAGED_ENTRY };
    yield { seq, entry: countMissing(stored.entry) > 0 ? DAMAGED_ENTRY : stored.entry };
  }
}
