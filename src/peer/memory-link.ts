/**
 * The in-process twin of a WebRTC line: two Links and the wire between them, for tests of everything above.
 * Deterministic: nothing happens but through the scheduler that the wire was given.
 */
import { MessengerError, type ErrorCode } from '../errors.ts';
import { concat } from '../wire/bytes.ts';
import { LinkEvents } from './link-events.ts';
import { MAX_MESSAGE_BYTES, type Link, type LinkListener, type LinkState } from './link.ts';

/** Runs a task later, never at once. */
export type Schedule = (task: () => void) => void;

/** Back-pressure begins past this, as in simple-peer (64 KiB), so that both twins make senders wait alike. */
const HIGH_WATER_BYTES = 64 * 1024;

/** The string between the cans. Keep it to cut it, or to lose what passes. */
export class MemoryWire {
  readonly #schedule: Schedule;
  readonly #ends: MemoryLink[] = [];
  #deliverable = Infinity;
  #delivered = 0;
  /** What has to wait until the network is back; null while it is there. */
  #held: (() => void)[] | null = null;

  /** @param schedule runs each delivery; default one microtask. For a delay: `(task) => setTimeout(task, 20)`. */
  constructor(schedule: Schedule = queueMicrotask) {
    this.#schedule = schedule;
  }

  /** Whole messages that arrived so far, both directions together. */
  get deliveredCount(): number {
    return this.#delivered;
  }

  /** The network breaks: what is under way is lost and both ends close with 'line-lost'. */
  cut(): void {
    for (const end of this.#ends) end.end('line-lost');
  }

  /**
   * Lets `count` more messages through (both directions together) and loses everything later without a word,
   * also a close: the silence before a browser notices that the network is gone.
   */
  dropAfter(count: number): void {
    this.#deliverable = count;
  }

  /** The network is gone for a while: nothing arrives before `release`, and nobody is told. */
  hold(): void {
    this.#held ??= [];
  }

  /** The network is back: what was sent meanwhile arrives, as after SCTP has sent it again. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const task of held) this.carry(task);
  }

  /** Nothing gets through any more. */
  get silent(): boolean {
    return this.#deliverable <= 0;
  }

  /** Joins two ends; they open with the next scheduled task. For memoryLinkPair and memory-dialer.ts. */
  join(a: MemoryLink, b: MemoryLink): void {
    this.#ends.push(a, b);
    a.attach(this, b);
    b.attach(this, a);
    this.#schedule(() => {
      a.open();
      b.open();
    });
  }

  /** Runs one delivery later. */
  carry(task: () => void): void {
    this.#schedule(() => {
      if (this.#held === null) task();
      else this.#held.push(task);
    });
  }

  /** Whether the next message gets through. */
  pass(): boolean {
    if (this.silent) return false;
    this.#deliverable -= 1;
    this.#delivered += 1;
    return true;
  }
}

/** What is on its way in one direction; a `null` message is the close. */
interface Parcel {
  readonly message: Uint8Array | null;
  readonly resolve: () => void;
  readonly reject: (error: MessengerError) => void;
}

/** One end. Made by memoryLinkPair or MemoryNetwork; `connecting` until a wire joins it. */
export class MemoryLink implements Link {
  readonly #events = new LinkEvents();
  #state: LinkState = 'connecting';
  #queue: Parcel[] = [];
  /** Sends that wait for room: resolved as the queue drains. */
  #waiting: Parcel[] = [];
  #bufferedBytes = 0;
  #wire: MemoryWire | null = null;
  #other: MemoryLink | null = null;

  get state(): LinkState {
    return this.#state;
  }

  get bufferedBytes(): number {
    return this.#bufferedBytes;
  }

  send(head: Uint8Array, rest?: Uint8Array): Promise<void> {
    // A copy, as the network would make.
    const message = rest === undefined ? head.slice() : concat(head, rest);
    if (message.length === 0 || message.length > MAX_MESSAGE_BYTES) {
      throw new RangeError(`A message has 1 to ${MAX_MESSAGE_BYTES} bytes, not ${message.length}`);
    }
    if (this.#state === 'closed') return Promise.reject(new MessengerError('line-lost'));
    return new Promise((resolve, reject) => {
      const parcel: Parcel = { message, resolve, reject };
      this.#bufferedBytes += message.length;
      this.#waiting.push(parcel);
      this.#post(parcel);
      if (this.#state === 'open') this.#relieve();
    });
  }

  close(code?: ErrorCode): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    if (!wasOpen) {
      this.end(code ?? null);
      this.#other?.end(null);
      return;
    }
    this.#state = 'closed';
    this.#events.closed(code ?? null);
    // The close travels behind what was sent before, so that a last message still arrives.
    this.#post({ message: null, resolve: () => undefined, reject: () => undefined });
  }

  listen(listener: LinkListener): () => void {
    return this.#events.listen(listener);
  }

  /** Ends this side at once, as the network or the other side would. What is under way to us is lost. */
  end(code: ErrorCode | null): void {
    this.#queue = [];
    this.#bufferedBytes = 0;
    for (const parcel of this.#waiting.splice(0)) parcel.reject(new MessengerError('line-lost'));
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#events.closed(code);
  }

  /** For MemoryWire. */
  attach(wire: MemoryWire, other: MemoryLink): void {
    this.#wire = wire;
    this.#other = other;
  }

  /** For MemoryWire. */
  open(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'open';
    this.#events.opened();
    const waiting = this.#queue;
    this.#queue = [];
    for (const parcel of waiting) this.#post(parcel);
    this.#relieve();
  }

  #post(parcel: Parcel): void {
    this.#queue.push(parcel);
    // While connecting the queue only fills; open() sends it on.
    if (this.#state !== 'connecting') this.#wire?.carry(() => this.#deliverNext());
  }

  #deliverNext(): void {
    const parcel = this.#queue.shift();
    if (!parcel) return;
    if (parcel.message === null) {
      if (!this.#wire?.silent) this.#other?.end(null);
      return;
    }
    this.#bufferedBytes -= parcel.message.length;
    this.#relieve();
    if (this.#wire?.pass()) this.#other?.take(parcel.message);
  }

  /** For the other end. */
  take(message: Uint8Array): void {
    if (this.#state === 'closed') return;
    if (!this.#events.received(message)) this.close('line-message-too-large');
  }

  #relieve(): void {
    if (this.#bufferedBytes > HIGH_WATER_BYTES) return;
    for (const parcel of this.#waiting.splice(0)) parcel.resolve();
  }
}

/** Two joined Links that open with the next scheduled task. `wire` breaks and slows the line between them. */
export function memoryLinkPair(wire: MemoryWire = new MemoryWire()): [Link, Link] {
  const a = new MemoryLink();
  const b = new MemoryLink();
  wire.join(a, b);
  return [a, b];
}
