// The declaration is ambient and belongs to whoever imports this file, so it cannot be an import.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./simple-peer.d.ts" />
/** A Link over one simple-peer. Messages travel as the fragments of PROTOCOL.md §3.1. */
import type SimplePeer from 'simple-peer/simplepeer.min.js';
import { MessengerError, codeOf, type ErrorCode } from '../errors.ts';
import {
  Assembler,
  fragments,
  MAX_CHANNEL_MESSAGE_BYTES,
  writeFragment,
  type Fragment,
} from '../wire/fragment.ts';
import { LinkEvents } from './link-events.ts';
import { MAX_MESSAGE_BYTES, type Link, type LinkListener, type LinkState } from './link.ts';
import type { LinkPath } from './path.ts';
import type { PatientConnection } from './patient-connection.ts';
import type { Witness } from './witness.ts';

/** How long a close may flush what was sent before: several round trips, and short for a person. */
const DEFAULT_CLOSE_TIMEOUT_MS = 500;

/** How often a closing line looks whether its channel is empty, which no event tells. */
const DRAIN_POLL_MS = 10;

/** SCTP's "User-Initiated Abort" (RFC 9260 §3.3.10.12): the other page closed its connection. */
const USER_INITIATED_ABORT = 12;

/**
 * The channel is filled up to here and again when it has run down to simple-peer's threshold of
 * 64 KiB: enough that it does not run dry while the page is busy, and at 10 MiB/s 25 ms for a chat
 * message to wait. simple-peer's own `write` stops at 64 KiB.
 */
const HIGH_WATER_BYTES = 256 * 1024;

/** One fragment on its way into the channel; the last of a message settles its send. */
interface Outgoing {
  readonly fragment: Fragment;
  readonly resolve: (() => void) | null;
  readonly reject: ((error: MessengerError) => void) | null;
}

const UNHEARD = { resolve: null, reject: null } as const;

/**
 * The Link of one simple-peer: cuts messages into fragments, fills the channel as it has room, and
 * closes behind the last message. What the other side sends against the protocol ends it.
 */
export class SimplePeerLink implements Link {
  readonly #peer: SimplePeer;
  readonly #connection: PatientConnection;
  readonly #closeTimeoutMs: number;
  readonly #witness: Witness | undefined;
  readonly #events = new LinkEvents();
  readonly #assembler = new Assembler();
  /** Fragments in order that the channel had no room for yet. */
  #outgoing: Outgoing[] = [];
  #queuedBytes = 0;
  /** Every fragment is written here and copied by the channel. */
  readonly #channelMessage = new Uint8Array(MAX_CHANNEL_MESSAGE_BYTES);
  #state: LinkState = 'connecting';
  /** The channel is open; also while a close is flushing. */
  #canWrite = false;
  #failure: ErrorCode | null = null;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;
  #drainTimer: ReturnType<typeof setInterval> | undefined;
  #roomTimer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param peer in object mode, over `connection`
   * @param witness without one nobody can say how the line runs
   */
  constructor(
    peer: SimplePeer,
    connection: PatientConnection,
    closeTimeoutMs: number = DEFAULT_CLOSE_TIMEOUT_MS,
    witness?: Witness,
  ) {
    this.#peer = peer;
    this.#connection = connection;
    this.#closeTimeoutMs = closeTimeoutMs;
    this.#witness = witness;
    peer.on('connect', () => this.#open());
    peer.on('error', (error) => {
      this.#failure = this.#codeOfFailure(error);
    });
    peer.on('close', () => this.#ended());
    connection.onmessage = (data) => this.#take(data);
    connection.onroom = () => this.#fill();
  }

  get state(): LinkState {
    return this.#state;
  }

  get bufferedBytes(): number {
    return this.#queuedBytes + this.#peer.bufferSize;
  }

  send(message: Uint8Array, rest?: Uint8Array): Promise<void> {
    const sizeBytes = message.length + (rest?.length ?? 0);
    if (sizeBytes === 0 || sizeBytes > MAX_MESSAGE_BYTES) {
      throw new RangeError(`A message has 1 to ${MAX_MESSAGE_BYTES} bytes, not ${sizeBytes}`);
    }
    if (this.#state === 'closed') return Promise.reject(new MessengerError('line-lost'));
    return new Promise((resolve, reject) => {
      // All fragments are queued in one go, so those of two messages never mix.
      for (const fragment of fragments(message, rest)) {
        this.#outgoing.push({ fragment, ...(fragment.isLast ? { resolve, reject } : UNHEARD) });
        this.#queuedBytes += fragment.sizeBytes;
      }
      this.#fill();
    });
  }

  close(code?: ErrorCode): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closed';
    this.#events.closed(code ?? null);
    if (!wasOpen) {
      this.#peer.destroy();
      return;
    }
    this.#closeTimer = setTimeout(() => this.#peer.destroy(), this.#closeTimeoutMs);
    // Not at once: not every implementation counts what was sent in this very task.
    this.#drainTimer = setInterval(() => this.#closeWhenDrained(), DRAIN_POLL_MS);
  }

  listen(listener: LinkListener): () => void {
    return this.#events.listen(listener);
  }

  async path(): Promise<LinkPath | null> {
    return this.#state === 'open' ? ((await this.#witness?.path()) ?? null) : null;
  }

  async heardBytes(): Promise<number | null> {
    return this.#state === 'open' ? ((await this.#witness?.heardBytes()) ?? null) : null;
  }

  async obstacle(): Promise<ErrorCode | null> {
    return this.#state === 'connecting' ? ((await this.#witness?.obstacle()) ?? null) : null;
  }

  #open(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'open';
    this.#events.opened();
    this.#canWrite = true;
    this.#fill();
  }

  #take(data: ArrayBuffer | string): void {
    // The channel may deliver before simple-peer has found out that it is connected.
    this.#open();
    if (this.#state === 'closed') return;
    if (typeof data === 'string') {
      this.close('line-malformed-frame');
      return;
    }
    try {
      const message = this.#assembler.push(new Uint8Array(data));
      if (message && !this.#events.received(message)) this.close('line-message-too-large');
    } catch (error) {
      this.close(codeOf(error, 'line-malformed-frame'));
    }
  }

  /** Hands fragments to the channel while it has room. */
  #fill(): void {
    if (!this.#canWrite) return;
    let written = 0;
    try {
      for (; written < this.#outgoing.length; written += 1) {
        const next = this.#outgoing[written];
        if (next === undefined || this.#peer.bufferSize >= HIGH_WATER_BYTES) break;
        this.#peer.send(writeFragment(next.fragment, this.#channelMessage));
        this.#queuedBytes -= next.fragment.sizeBytes;
        next.resolve?.();
      }
    } catch {
      // The channel is closing; what is still queued is lost with the line (see #ended).
    }
    this.#outgoing.splice(0, written);
    // Where the channel does not tell of room (Node's module), look again.
    const waits = this.#outgoing.length > 0 && !this.#connection.tellsRoom;
    if (waits) this.#roomTimer ??= setTimeout(() => this.#lookForRoom(), DRAIN_POLL_MS);
  }

  #lookForRoom(): void {
    this.#roomTimer = undefined;
    this.#fill();
  }

  /** Closes the channel alone, so that the other side learns of it behind the last message. */
  #closeWhenDrained(): void {
    if (this.#outgoing.length > 0 || this.#peer.bufferSize > 0) return;
    clearInterval(this.#drainTimer);
    this.#connection.closeChannel();
  }

  /** simple-peer is gone: by our close, by the other's, or by a failure. */
  #ended(): void {
    clearTimeout(this.#closeTimer);
    clearInterval(this.#drainTimer);
    clearTimeout(this.#roomTimer);
    const before = this.#state;
    this.#state = 'closed';
    this.#canWrite = false;
    for (const { reject } of this.#outgoing) reject?.(new MessengerError('line-lost'));
    this.#outgoing = [];
    this.#queuedBytes = 0;
    if (before === 'closed') return;
    // Before it opened there was no line to end on purpose: whoever waits learns that none came.
    this.#events.closed(this.#failure ?? (before === 'connecting' ? 'line-not-connected' : null));
  }

  #codeOfFailure(error: Error): ErrorCode | null {
    if (this.#state !== 'open') {
      return this.#connection.isForeign ? 'line-handshake-failed' : 'line-not-connected';
    }
    const onPurpose = 'sctpCauseCode' in error && error.sctpCauseCode === USER_INITIATED_ABORT;
    return onPurpose ? null : 'line-lost';
  }
}
