/**
 * A Link that nobody between the two browsers can read or change: a Noise handshake over another
 * Link, then sealed frames. A Link itself, so nothing above sees keys. PROTOCOL.md §3.2 to §3.4.
 *
 *     inner link opens   A: handshake 1 ->    B: waits for it       (10 s for both messages)
 *     handshake 1                             B: handshake 2 ->, open
 *     handshake 2        A: open
 */
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { KeyPair } from '../crypto/identity.ts';
import type { HandshakeSetup, KkHandshake } from '../crypto/kk-handshake.ts';
import { linePrologue } from '../crypto/prologue.ts';
import type { RandomBytes } from '../crypto/random.ts';
import { SEAL_OVERHEAD_BYTES, SecureChannel } from '../crypto/secure-channel.ts';
import { fileStreamKey } from '../crypto/stream-key.ts';
import { LinkEvents } from '../peer/link-events.ts';
import type { LinkPath } from '../peer/path.ts';
import { MAX_MESSAGE_BYTES, type Link, type LinkListener, type LinkState } from '../peer/link.ts';
import { concat } from '../wire/bytes.ts';
import { encodeChunkHeader, kindOf, MESSAGE_BYTE, type Chunk } from '../wire/envelope.ts';

/** Two messages over an open channel take well under a second; a slow phone may need a few. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Largest frame: what a message of the inner link has left beside the seal. */
export const MAX_FRAME_BYTES = MAX_MESSAGE_BYTES - SEAL_OVERHEAD_BYTES;

const NO_PAYLOAD = new Uint8Array(0);

/** Which side of the pairing we are, and what both sides know of it from the cards. */
export interface SealRole {
  /** True for whoever made the invite. */
  readonly initiator: boolean;
  readonly myKeys: KeyPair;
  /** The identity key of the other side's card. */
  readonly theirKey: Uint8Array;
  /** The cards' exact bytes. */
  readonly inviteBytes: Uint8Array;
  readonly replyBytes: Uint8Array;
  readonly random: RandomBytes;
}

/** What a sealed link tells; `received` gives opened frames. */
export interface SealedLinkListener extends LinkListener {
  /** A whole 0x03 message; it is sealed on its own (PROTOCOL.md §5) and has not been opened. */
  chunk?(message: Uint8Array): void;
}

/**
 * `open` once the handshake is over. `send` takes frames of 1 to MAX_FRAME_BYTES bytes.
 * Anything wrong from the other side ends it with 'line-handshake-failed', 'line-bad-seal',
 * 'line-replayed-frame' or 'line-malformed-frame', and too much before anyone listens with
 * 'line-message-too-large'.
 */
export interface SealedLink extends Link {
  /**
   * Sends a chunk, in order with the frames and under the same back-pressure; it is sealed on its own
   * (PROTOCOL.md §5) and its bytes must stay as they are until this resolves.
   * @throws TypeError before the handshake is over, RangeError for a wrong length or index
   */
  sendChunk(chunk: Chunk): Promise<void>;
  /** The key of one stream of one file. @throws TypeError before the handshake is over */
  fileStreamKey(fileId: Uint8Array, streamId: Uint8Array): Uint8Array;
  listen(listener: SealedLinkListener): () => void;
}

/** Its ciphers serve for nothing else, so the first screen comes without them. @returns null when it cannot be had */
async function fetchHandshake(setup: HandshakeSetup): Promise<KkHandshake | null> {
  const fetched = await import('../crypto/kk-handshake.ts').catch(() => null);
  return fetched && new fetched.KkHandshake(setup);
}

/** Seals a link as soon as it opens. From now on only the sealed link may use it. */
export function sealLink(link: Link, role: SealRole): SealedLink {
  return new NoiseLink(link, role);
}

/** What the handshake leaves. */
interface Session {
  readonly channel: SecureChannel;
  readonly exportKey: Uint8Array;
}

/** A frame that waits for the handshake. */
interface Waiting {
  readonly frame: Uint8Array;
  readonly resolve: (sent: Promise<void>) => void;
  readonly reject: (error: MessengerError) => void;
}

class NoiseLink implements SealedLink {
  readonly #link: Link;
  readonly #initiator: boolean;
  /** Null until it is fetched, before which nothing is heard of the inner link. */
  #handshake: KkHandshake | null = null;
  /** Fed with opened frames behind their type 0x02 and with chunks as they are, so that both stay in order. */
  readonly #events = new LinkEvents();
  #state: LinkState = 'connecting';
  #session: Session | null = null;
  #waiting: Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: Link, role: SealRole) {
    this.#link = link;
    this.#initiator = role.initiator;
    void this.#begin(role);
  }

  /** A link that opens meanwhile, and what is said on it, waits until somebody listens. */
  async #begin(role: SealRole): Promise<void> {
    const prologue = linePrologue(role.inviteBytes, role.replyBytes);
    this.#handshake = await fetchHandshake({ ...role, prologue });
    if (this.#handshake === null) {
      this.close('line-handshake-failed');
      return;
    }
    this.#link.listen({
      opened: () => this.#guard(() => this.#innerOpened()),
      received: (message) => this.#guard(() => this.#innerReceived(message)),
      closed: (code) => this.#end(code),
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  get bufferedBytes(): number {
    const waitingBytes = this.#waiting.reduce((sum, { frame }) => sum + frame.length, 0);
    return this.#link.bufferedBytes + waitingBytes;
  }

  send(head: Uint8Array, rest?: Uint8Array): Promise<void> {
    const frame = rest === undefined ? head : concat(head, rest);
    if (frame.length === 0 || frame.length > MAX_FRAME_BYTES) {
      throw new RangeError(`A frame has 1 to ${MAX_FRAME_BYTES} bytes, not ${frame.length}`);
    }
    if (this.#state === 'closed') return Promise.reject(new MessengerError('line-lost'));
    if (this.#session !== null) return this.#seal(frame, this.#session);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, resolve, reject });
    });
  }

  sendChunk(chunk: Chunk): Promise<void> {
    const header = encodeChunkHeader(chunk);
    if (this.#state === 'connecting') throw new TypeError('before the handshake there are no keys');
    return this.#link.send(header, chunk.sealed);
  }

  close(code?: ErrorCode): void {
    if (this.#state === 'closed') return;
    this.#end(code ?? null);
    this.#link.close(code);
  }

  listen(listener: SealedLinkListener): () => void {
    const received = (tagged: Uint8Array): void => {
      if (kindOf(tagged) === 'chunk') listener.chunk?.(tagged);
      else listener.received?.(tagged.subarray(1));
    };
    return this.#events.listen({
      opened: () => listener.opened?.(),
      closed: (code) => listener.closed?.(code),
      // Without this method a listener leaves what was kept to the next one.
      ...(listener.received || listener.chunk ? { received } : {}),
    });
  }

  async path(): Promise<LinkPath | null> {
    return (await this.#link.path?.()) ?? null;
  }

  async heardBytes(): Promise<number | null> {
    return (await this.#link.heardBytes?.()) ?? null;
  }

  async obstacle(): Promise<ErrorCode | null> {
    return (await this.#link.obstacle?.()) ?? null;
  }

  fileStreamKey(fileId: Uint8Array, streamId: Uint8Array): Uint8Array {
    if (this.#session === null) throw new TypeError('a link that never opened has no keys');
    return fileStreamKey(this.#session.exportKey, fileId, streamId);
  }

  #innerOpened(): void {
    this.#timer = setTimeout(() => this.close('line-handshake-failed'), HANDSHAKE_TIMEOUT_MS);
    if (this.#initiator) this.#sendHandshake();
  }

  #innerReceived(message: Uint8Array): void {
    if (this.#state === 'closed') return;
    const session = this.#session;
    const kind = kindOf(message);
    // A handshake message belongs before the keys, everything else after them.
    if ((kind === 'handshake') !== (session === null)) {
      throw new MessengerError('line-handshake-failed');
    }
    if (session === null) this.#takeHandshake(message.subarray(1));
    else if (kind === 'chunk') this.#tell(message);
    else if (kind === 'sealed') {
      this.#tell(concat(Uint8Array.of(MESSAGE_BYTE.sealed), session.channel.open(message)));
    }
  }

  #takeHandshake(message: Uint8Array): void {
    if (this.#begun.read(message).length > 0) throw new MessengerError('line-handshake-failed');
    if (!this.#initiator) this.#sendHandshake();
    this.#becomeOpen();
  }

  get #begun(): KkHandshake {
    if (this.#handshake === null) throw new TypeError('nothing is heard before the handshake');
    return this.#handshake;
  }

  #sendHandshake(): void {
    const message = this.#begun.write(NO_PAYLOAD);
    // A send that fails shows as the end of the inner link.
    this.#link.send(concat(Uint8Array.of(MESSAGE_BYTE.handshake), message)).catch(() => undefined);
  }

  #becomeOpen(): void {
    clearTimeout(this.#timer);
    const keys = this.#begun.split();
    const session = { channel: new SecureChannel(keys), exportKey: keys.exportKey };
    this.#session = session;
    this.#state = 'open';
    for (const { frame, resolve } of this.#waiting.splice(0)) resolve(this.#seal(frame, session));
    this.#events.opened();
  }

  #tell(tagged: Uint8Array): void {
    if (!this.#events.received(tagged)) throw new MessengerError('line-message-too-large');
  }

  async #seal(frame: Uint8Array, { channel }: Session): Promise<void> {
    await this.#link.send(channel.seal(frame));
  }

  /** Runs what the other side set off; a failure that is theirs ends the line, one of ours is thrown. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      this.close(error.code);
    }
  }

  #end(code: ErrorCode | null): void {
    if (this.#state === 'closed') return;
    clearTimeout(this.#timer);
    this.#state = 'closed';
    for (const { reject } of this.#waiting.splice(0)) reject(new MessengerError('line-lost'));
    this.#events.closed(code);
  }
}
