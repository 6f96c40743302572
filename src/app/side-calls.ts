/**
 * The room where two friends on a line agree on further connections (PROTOCOL.md §8.2), whatever those
 * are for:
 *
 *   A  offer(kind, mine) ── call offer ──►  B  answer(kind): makes its half, or declines
 *   A  SideCall ◄────────── call answer ──  B  SideCall
 *      either may end it  ── call end ───►
 *
 * A room lives as long as its line; calls that were agreed on may live on.
 */
import { MessengerError } from '../errors.ts';
import type { ConnectionInfo } from '../wire/card.ts';
import { encodeKeepingFrame, type CallKind, type KeepingFrame } from '../wire/keeping-frame.ts';

/** The spare, a return and four lanes, and some more while they are exchanged. */
const MAX_OPEN_CALLS = 8;

/** Gathering takes 5 s at the worst, a round trip well under 2. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Ten times what keeping a line and four lanes needs when all fail at once. */
const MAX_FRAMES = 64;
const FRAMES_WITHIN_MS = 60_000;

export type CallFrame = Extract<KeepingFrame, { call: number }>;

/** A call that both sides agreed on. */
export interface SideCall {
  /** The frames that agreed on it, for a prologue. */
  readonly offerBytes: Uint8Array;
  readonly answerBytes: Uint8Array;
  readonly theirs: ConnectionInfo;
  /** Tells the other side that it is over. Safe to call twice, and after the line. */
  end(): void;
  /** The other side ended it; not called after `end`. */
  onEnd: (() => void) | null;
}

/** My half of a call that they offered. */
export interface Answer {
  readonly mine: ConnectionInfo;
  /** It is agreed on. */
  agreed(call: SideCall): void;
  /** It came to nothing meanwhile: frees what was made. */
  cancel(): void;
}

/** Makes my half; null: declined. A rejection with a MessengerError declines as well. */
export type Answerer = (theirs: ConnectionInfo) => Promise<Answer | null>;

export interface SideCallPorts {
  /** Whether my key is the lower: who leads numbers offers 1, 3, 5 …, the other 2, 4, 6 … */
  readonly isLeader: boolean;
  /** Sends a frame; one that the line cannot take is lost with it. */
  send(frame: Uint8Array): void;
  nowMs(): number;
}

/** My offer, until it is answered. */
interface Offering {
  readonly bytes: Uint8Array;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly settle: (call: SideCall | null) => void;
}

/** Calls of one line. */
export class SideCalls {
  readonly #answerers = new Map<CallKind, Answerer>();
  readonly #offering = new Map<number, Offering>();
  /** Agreed on, or being answered (null); by number, which tells whose offer it was. */
  readonly #open = new Map<number, SideCall | null>();
  #nextMine: number;
  #lastTheirs = 0;
  #frames = 0;
  #framesSinceMs = -Infinity;
  #closed = false;

  constructor(private readonly ports: SideCallPorts) {
    this.#nextMine = ports.isLeader ? 1 : 2;
  }

  /** Answers offers of this kind from now on; without an answerer they are declined. */
  answer(kind: CallKind, answerer: Answerer): void {
    this.#answerers.set(kind, answerer);
  }

  /** Offers a call. @returns null when it was declined, or not answered in time or before the line ended */
  offer(kind: CallKind, mine: ConnectionInfo): Promise<SideCall | null> {
    const open = this.#count((call) => this.#isMine(call)) + this.#offering.size;
    if (this.#closed || open >= MAX_OPEN_CALLS) return Promise.resolve(null);
    const call = this.#nextMine;
    this.#nextMine += 2;
    const bytes = encodeKeepingFrame({ type: 'call-offer', call, kind, connection: mine });
    return new Promise((resolve) => {
      const settle = (agreed: SideCall | null): void => {
        clearTimeout(timer);
        this.#offering.delete(call);
        resolve(agreed);
      };
      const timer = setTimeout(() => {
        this.#end(call);
        settle(null);
      }, ANSWER_TIMEOUT_MS);
      this.#offering.set(call, { bytes, timer, settle });
      this.ports.send(bytes);
    });
  }

  /** @throws MessengerError 'line-malformed-frame' for a number out of turn or a flood */
  onFrame(frame: CallFrame, bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#limit();
    if (frame.type === 'call-offer') {
      if (this.#isMine(frame.call) || frame.call <= this.#lastTheirs) {
        throw new MessengerError('line-malformed-frame');
      }
      this.#lastTheirs = frame.call;
      void this.#offered(frame, bytes);
    } else if (frame.type === 'call-answer') this.#answered(frame, bytes);
    else this.#ended(frame.call);
  }

  /** The line is gone: what was not agreed on comes to nothing, the rest is not the room's any more. */
  close(): void {
    this.#closed = true;
    for (const { settle } of [...this.#offering.values()]) settle(null);
    this.#open.clear();
  }

  async #offered(frame: Extract<CallFrame, { type: 'call-offer' }>, bytes: Uint8Array) {
    const { call, kind, connection } = frame;
    const answerer = kind === null ? undefined : this.#answerers.get(kind);
    const isFull = this.#count((open) => !this.#isMine(open)) >= MAX_OPEN_CALLS;
    const isNowhere = kind !== 'return' && connection.candidates.length === 0;
    if (answerer === undefined || isFull || isNowhere) {
      this.#end(call);
      return;
    }
    this.#open.set(call, null);
    const answer = await answerer(connection).catch((error: unknown) => {
      if (!(error instanceof MessengerError)) throw error;
      return null;
    });
    // They, or the line, may have ended it meanwhile.
    if (!this.#open.has(call)) answer?.cancel();
    else if (answer === null) this.#end(call);
    else {
      const answerBytes = encodeKeepingFrame({
        ...{ type: 'call-answer', call, connection: answer.mine },
      });
      answer.agreed(this.#agree(call, bytes, answerBytes, connection));
      this.ports.send(answerBytes);
    }
  }

  /** Of a call that is not mine, or was answered already: ignored. */
  #answered({ call, connection }: Extract<CallFrame, { type: 'call-answer' }>, bytes: Uint8Array) {
    const offering = this.#offering.get(call);
    if (offering === undefined) return;
    if (connection.candidates.length > 0) {
      offering.settle(this.#agree(call, offering.bytes, bytes, connection));
    } else {
      this.#end(call);
      offering.settle(null);
    }
  }

  #ended(call: number): void {
    this.#offering.get(call)?.settle(null);
    const open = this.#open.get(call);
    this.#open.delete(call);
    open?.onEnd?.();
  }

  #agree(
    call: number,
    offerBytes: Uint8Array,
    answerBytes: Uint8Array,
    theirs: ConnectionInfo,
  ): SideCall {
    const agreed: SideCall = {
      ...{ offerBytes, answerBytes, theirs, onEnd: null },
      end: () => {
        if (this.#open.get(call) === agreed) this.#end(call);
      },
    };
    this.#open.set(call, agreed);
    return agreed;
  }

  #end(call: number): void {
    this.#open.delete(call);
    if (!this.#closed) this.ports.send(encodeKeepingFrame({ type: 'call-end', call }));
  }

  #isMine(call: number): boolean {
    return call % 2 === this.#nextMine % 2;
  }

  #count(counts: (call: number) => boolean): number {
    return [...this.#open.keys()].filter(counts).length;
  }

  #limit(): void {
    const nowMs = this.ports.nowMs();
    if (Math.abs(nowMs - this.#framesSinceMs) > FRAMES_WITHIN_MS) {
      this.#framesSinceMs = nowMs;
      this.#frames = 0;
    }
    this.#frames += 1;
    if (this.#frames > MAX_FRAMES) throw new MessengerError('line-malformed-frame');
  }
}
