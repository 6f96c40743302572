/**
 * Connections that were agreed on while a line was well and take its place when it dies, without a
 * word between the sides (PROTOCOL.md §8.3):
 *
 *   each  keeps the answer to its spare           ── wake ─► applies it, for hours
 *         waits in its half of the other's spare
 *         waits for the other's return            ── wake ─► makes connections of its own, one after another
 *
 * A spare heals what a return cannot: a browser whose network changed may not find out any more what
 * address hides behind a friend's `.local` name, and whoever waits in a spare found out while it could.
 *
 * Of those that open the leader takes one, by beginning a handshake there; the other side follows.
 */
import { MessengerError } from '../errors.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import { answerDirect, offerDirect, type AnsweredCall } from './direct-call.ts';
import { ReturnAttempts } from './return-attempts.ts';
import { answerReturn, offerReturn, type AwaitedReturn } from './return-call.ts';
import type { SealedLink } from './sealed-link.ts';
import type { SideCall, SideCalls } from './side-calls.ts';

export interface SparePorts {
  readonly dialer: Dialer;
  readonly random: RandomBytes;
  readonly isLeader: boolean;
  /** Seals a link that was agreed on; the leader is the initiator. */
  seal(link: Link, call: SideCall): SealedLink;
  /** A sealed link stands, for the place of the line. */
  opened(link: SealedLink): void;
  /** Nothing is left that could take its place. */
  spent(): void;
}

/** Of each kind: the one of now, and the one before until the friend knows of its successor. */
const MAX_ANSWERED = 2;

/** A connection that may open. */
interface Waiting {
  readonly call: SideCall;
  readonly link: Link;
  /** One attempt of many: its end is not the call's. */
  readonly isAttempt?: true;
}

/** All spares of one line. */
export class Spares {
  #kept: AnsweredCall | null = null;
  #awaited: AwaitedReturn | null = null;
  readonly #waiting = new Set<Waiting>();
  /** What waits here for the friend, oldest first. */
  readonly #answered = { spare: [] as Waiting[], return: [] as Waiting[] };
  /** Leader: open and not tried yet, in order. */
  #opened: Waiting[] = [];
  /** Leader: the one that the handshake is on. */
  #tried: Waiting | null = null;
  /** Took the place of the line. */
  #winners = new WeakSet<Link>();
  /** Whether this browser answers under given credentials; null until that is known. */
  #canReturn: boolean | null = null;
  #arranging = false;
  #awake = false;
  #closed = false;
  /** What was woken: my own spare, and attempts at my return. */
  #woken: Waiting | null = null;
  #attempts: ReturnAttempts | null = null;

  constructor(
    private readonly ports: SparePorts,
    private readonly room: SideCalls,
  ) {
    const { dialer } = ports;
    room.answer('spare', answerDirect(dialer, this.#answers('spare')));
    room.answer('return', answerReturn(dialer, this.#answers('return')));
  }

  /** Whether anything can take the place of the line. */
  get isAny(): boolean {
    return this.#kept !== null || this.#awaited !== null || this.#waiting.size > 0;
  }

  /** Whether one is about to take the place of the line. */
  get isOpening(): boolean {
    return [...this.#waiting].some(({ link }) => link.state === 'open');
  }

  /** Offers what is missing. */
  arrange(): Promise<void> {
    return this.#arrange(false);
  }

  /**
   * Sleeps again, and offers everything anew: the networks may have changed. What there was serves
   * until then.
   */
  refresh(): Promise<void> {
    this.#awake = false;
    this.#attempts?.stop();
    this.#attempts = null;
    return this.#arrange(true);
  }

  /** The line is dead, or seems so. */
  wake(): void {
    if (this.#awake || this.#closed) return;
    this.#awake = true;
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) {
      this.#woken = { call: kept.call, link: kept.connect(true) };
      this.#await(this.#woken);
    }
    const awaited = this.#awaited;
    if (awaited === null) return;
    this.#attempts = new ReturnAttempts(
      () => awaited.come(),
      (link) => this.#await({ call: awaited.call, link, isAttempt: true }),
      () => {
        if (this.#awaited === awaited) this.#awaited = null;
        this.#checkSpent();
      },
    );
  }

  /** Something changed: what could not open before may open now. */
  poke(): void {
    this.#attempts?.poke();
  }

  /** Closes everything but what took the place of the line. */
  close(): void {
    this.#closed = true;
    this.#awake = false;
    this.#dropSpare();
    this.#dropReturn();
    for (const waiting of [...this.#waiting]) this.#drop(waiting);
  }

  async #arrange(anew: boolean): Promise<void> {
    if (this.#arranging || this.#closed || this.#awake) return;
    this.#arranging = true;
    try {
      const hasSpare = !anew && this.#kept !== null;
      const hasReturn = !anew && this.#awaited !== null;
      await Promise.all([
        hasSpare ? null : this.#offerSpare(),
        hasReturn ? null : this.#offerReturn(),
      ]);
    } finally {
      this.#arranging = false;
    }
  }

  async #offerSpare(): Promise<void> {
    const kept = await unlessFailed(offerDirect(this.room, this.ports.dialer, 'spare'));
    if (kept === null) return;
    if (this.#closed || this.#awake) {
      kept.call.end();
      kept.cancel();
      return;
    }
    this.#dropSpare();
    this.#kept = kept;
    kept.call.onEnd = () => {
      if (this.#kept !== kept) return;
      this.#kept = null;
      kept.cancel();
    };
  }

  async #offerReturn(): Promise<void> {
    const { dialer, random } = this.ports;
    this.#canReturn ??= await unlessFailed(dialer.canAnswerCodes());
    if (this.#canReturn !== true) return;
    const awaited = await unlessFailed(offerReturn(this.room, dialer, random));
    if (awaited === null) return;
    if (this.#closed || this.#awake) {
      awaited.call.end();
      return;
    }
    this.#dropReturn();
    this.#awaited = awaited;
    awaited.call.onEnd = () => {
      if (this.#awaited === awaited) this.#awaited = null;
    };
  }

  #answers(kind: 'spare' | 'return'): (call: SideCall, link: Link) => void {
    return (call, link) => {
      const waiting = { call, link };
      if (this.#closed) {
        call.end();
        link.close();
        return;
      }
      this.#answered[kind].push(waiting);
      const [oldest] = this.#answered[kind];
      if (oldest && this.#answered[kind].length > MAX_ANSWERED) this.#drop(oldest);
      call.onEnd = () => this.#dropUnlessOpen(waiting);
      this.#await(waiting);
    };
  }

  #await(waiting: Waiting): void {
    this.#waiting.add(waiting);
    const { link } = waiting;
    link.listen({ closed: () => this.#drop(waiting) });
    if (this.ports.isLeader) {
      link.listen({
        opened: () => {
          this.#opened.push(waiting);
          this.#tryNext();
        },
      });
    } else {
      this.#seal(waiting);
    }
  }

  #tryNext(): void {
    if (this.#tried !== null) return;
    const next = this.#opened.shift();
    if (next === undefined) return;
    this.#tried = next;
    this.#seal(next);
  }

  #seal(waiting: Waiting): void {
    const sealed = this.ports.seal(waiting.link, waiting.call);
    sealed.listen({
      opened: () => {
        if (this.#closed) return;
        this.#winners.add(waiting.link);
        this.ports.opened(sealed);
      },
      closed: () => {
        if (this.#tried !== waiting) return;
        this.#tried = null;
        this.#tryNext();
      },
    });
  }

  #drop(waiting: Waiting): void {
    if (!this.#waiting.delete(waiting)) return;
    for (const kind of ['spare', 'return'] as const) {
      this.#answered[kind] = this.#answered[kind].filter((other) => other !== waiting);
    }
    this.#opened = this.#opened.filter((other) => other !== waiting);
    if (this.#winners.has(waiting.link)) return;
    waiting.link.close();
    if (waiting.isAttempt !== true) waiting.call.end();
    this.#checkSpent();
  }

  /** One that is open may have taken the place of the line on the other side: that is settled there. */
  #dropUnlessOpen(waiting: Waiting): void {
    if (waiting.link.state !== 'open') this.#drop(waiting);
  }

  #checkSpent(): void {
    if (this.#awake && !this.isAny) this.ports.spent();
  }

  /** Mine, whether it sleeps or not. */
  #dropSpare(): void {
    this.#kept?.call.end();
    this.#kept?.cancel();
    this.#kept = null;
    if (this.#woken !== null) this.#dropUnlessOpen(this.#woken);
    this.#woken = null;
  }

  #dropReturn(): void {
    this.#attempts?.stop();
    this.#attempts = null;
    this.#awaited?.call.end();
    this.#awaited = null;
  }
}

/** Without a spare the line goes on as well: a failure is tried again later. */
async function unlessFailed<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof MessengerError) return null;
    throw error;
  }
}
