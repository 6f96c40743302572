/**
 * One friend, however many lines come and go underneath. A line begins with both hellos; after
 * them it is open. The newest line wins: attaching one ends the one before.
 */
import { codeOf, MessengerError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { decodeFrame, encodeFrame } from '../wire/frame-codec.ts';
import type { Frame, IntroducingFrame, LogEntry, MoveFrame } from '../wire/frame.ts';
import type { FriendRecord, LogRepository, StoredEntry } from '../storage/repositories.ts';
import type { LinkPath } from '../peer/path.ts';
import type { Transfers } from '../transfer/transfers.ts';
import type { Certificates } from './certificates.ts';
import { isKeepingFrame, type Keeping, type Wake } from './keeping.ts';
import { LogExchange } from './log-exchange.ts';
import type { SealedLink } from './sealed-link.ts';

/** A friend renames themselves now and then; more on one line is a flood. */
const MAX_NAME_FRAMES = 16;

/** What a conversation does not serve itself. */
export type OtherFrame = IntroducingFrame | MoveFrame;

/** Two lines that open within this time crossed: each side answered the other's card at once. */
const CROSSING_MS = 5_000;

export interface SessionPorts {
  readonly logs: LogRepository;
  readonly transfers: Transfers;
  readonly certificates: Certificates;
  /** @throws MessengerError 'line-malformed-frame' */
  onOther(frame: OtherFrame): void;
  nowMs(): number;
  /** My name at this moment. */
  myName(): string;
  readonly keeping: Keeping;
  /** As in LogExchangePorts. */
  restoredSeq(): number | null;
  settled(missing: boolean): Promise<void>;
  /** Records durably what an entry of theirs means, before it is stored; may be called again with the same. */
  keep(entry: LogEntry): Promise<void>;
}

export interface SessionEvents {
  /** The line opened, or ended: on purpose when `code` is null. `looking`: for another one. */
  onLine(line: 'open' | 'looking' | 'away', code: ErrorCode | null): void;
  onName(name: string): void;
  /** An entry of theirs was stored. */
  onEntry(stored: StoredEntry): void;
  onSent(seq: number): void;
  onAcked(seq: number): void;
}

/** One line of the session, with what belongs to it alone. */
interface Line {
  readonly link: SealedLink;
  readonly isPreferred: boolean;
  readonly sinceMs: number;
  readonly exchange: LogExchange;
  /** Their hello came. */
  greeted: boolean;
  nameFrames: number;
  /** Mine: the friend ends the line on one more than MAX_NAME_FRAMES. */
  myNameFrames: number;
  unlisten: () => void;
}

export class Session {
  #line: Line | null = null;

  constructor(
    private readonly friend: Pick<FriendRecord, 'id' | 'conversationId'>,
    private readonly ports: SessionPorts,
    private readonly events: SessionEvents,
  ) {}

  /**
   * Takes a link over: sends hello, and everything the friend lacks once theirs came. A newer line
   * replaces an older one, but of two that crossed both sides keep the preferred one.
   * @param isPreferred whether both sides would choose this one
   */
  async attach(link: SealedLink, isPreferred = true): Promise<void> {
    const sinceMs = this.ports.nowMs();
    const before = this.#line;
    if (before?.isPreferred && !isPreferred && sinceMs - before.sinceMs < CROSSING_MS) {
      link.close();
      return;
    }
    this.#drop('looking', null);
    const line: Line = {
      ...{ link, isPreferred, sinceMs },
      exchange: this.#makeExchange(link),
      ...{ greeted: false, nameFrames: 0, myNameFrames: 0 },
      unlisten: () => undefined,
    };
    this.#line = line;
    const have = await this.ports.logs.count(this.friend.conversationId, this.friend.id);
    if (this.#line !== line) {
      link.close();
      return;
    }
    const greeting = this.#send(line, { type: 'hello', have, name: this.ports.myName() });
    // Only now: their hello sets things going here, and nothing may go out before ours.
    line.unlisten = link.listen({
      received: (message) => this.#received(line, message),
      chunk: (message) => {
        if (!line.greeted) return;
        this.ports.keeping.heard();
        this.ports.transfers.onChunk(message);
      },
      closed: (code) => this.#closed(line, code),
    });
    await greeting;
  }

  /** Writes an entry into my log; it goes out now or on the next line. */
  async write(entry: LogEntry): Promise<StoredEntry> {
    const stored = await this.ports.logs.append(this.friend.conversationId, entry);
    // Before it is shown: drawing takes longer than sending.
    this.#line?.exchange.written(stored);
    return stored;
  }

  /** Entries of mine lost their content: nothing of it goes out any more. */
  erased(): void {
    this.#line?.exchange.erased();
  }

  /** Tells the friend my new name, when there is a line; hello tells it on the next. */
  rename(): void {
    const line = this.#line;
    if (line?.greeted !== true || line.myNameFrames >= MAX_NAME_FRAMES) return;
    line.myNameFrames += 1;
    void this.#send(line, { type: 'name', name: this.ports.myName() });
  }

  /** How the open line runs; null when there is none, or when nobody can say. */
  async path(): Promise<LinkPath | null> {
    return (await this.#line?.link.path?.()) ?? null;
  }

  /** Tells the friend something that matters on this line only. @returns whether there is a line */
  tell(frame: OtherFrame): boolean {
    const line = this.#line;
    if (line?.greeted !== true) return false;
    void this.#send(line, frame);
    return true;
  }

  /** Ends the line on purpose, or the search for one. */
  hangUp(): void {
    const line = this.#line;
    if (line !== null) void this.#send(line, { type: 'bye' });
    this.ports.keeping.end();
    this.#drop('away', null);
  }

  /** The person or the network came back: the line is looked after at once. */
  wake(why: Wake): void {
    this.ports.keeping.wake(why);
  }

  /** Ends the line because this device cannot keep up its side of it. */
  fail(code: ErrorCode): void {
    this.#line?.link.close(code);
    this.ports.keeping.end();
    this.#drop('away', code);
  }

  #makeExchange(link: SealedLink): LogExchange {
    const { id: friendId, conversationId } = this.friend;
    return new LogExchange({
      ...{ conversationId, friendId, logs: this.ports.logs },
      send: (frame) => link.send(encodeFrame(frame)),
      fail: (code) => link.close(code),
      keep: (entry) => this.ports.keep(entry),
      restoredSeq: () => this.ports.restoredSeq(),
      settled: (missing) => this.ports.settled(missing),
      nowMs: () => this.ports.nowMs(),
      onEntry: (stored) => this.events.onEntry(stored),
      onSent: (seq) => this.events.onSent(seq),
      onAcked: (seq) => this.events.onAcked(seq),
    });
  }

  #received(line: Line, message: Uint8Array): void {
    try {
      if (line.greeted) this.ports.keeping.heard();
      if (isKeepingFrame(message)) this.#takeKeeping(line, message);
      const frame = decodeFrame(message);
      if (frame !== null) this.#take(line, frame);
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      line.link.close(error.code);
    }
  }

  #takeKeeping(line: Line, message: Uint8Array): void {
    if (!line.greeted) throw new MessengerError('line-malformed-frame');
    this.ports.keeping.onFrame(message);
  }

  #take(line: Line, frame: Frame): void {
    if (frame.type === 'bye') {
      if (line !== this.#line) return;
      this.ports.keeping.end();
      this.#drop('away', null);
      return;
    }
    // Hello comes first and once.
    if ((frame.type === 'hello') === line.greeted) {
      throw new MessengerError('line-malformed-frame');
    }
    switch (frame.type) {
      case 'hello':
        this.#greeted(line, frame);
        return;
      case 'entry':
        line.exchange.entry(frame.seq, frame.entry);
        return;
      case 'ack':
        line.exchange.ack(frame.seq);
        return;
      case 'name':
        line.nameFrames += 1;
        if (line.nameFrames > MAX_NAME_FRAMES) throw new MessengerError('line-malformed-frame');
        this.events.onName(frame.name);
        return;
      case 'move':
      case 'may-find':
      case 'introduction':
      case 'introduction-answer':
      case 'introduction-go':
      case 'introduction-pass':
      case 'introduction-end':
      case 'find-offer':
      case 'find-me':
      case 'find-match':
        this.ports.onOther(frame);
        return;
      case 'certificate':
      case 'certificate-ack':
        this.ports.certificates.onFrame(frame, (answer) => void this.#send(line, answer));
        return;
      case 'file-want':
      case 'file-start':
      case 'file-piece':
      case 'file-done':
      case 'file-ack':
      case 'file-stop':
      case 'file-hold':
      case 'file-next':
        this.ports.transfers.onFrame(frame);
        return;
    }
  }

  #greeted(line: Line, hello: { have: number; name: string }): void {
    line.greeted = true;
    this.events.onName(hello.name);
    this.events.onLine('open', null);
    this.ports.transfers.attach({
      sendFrame: (frame) => line.link.send(encodeFrame(frame)),
      sendChunk: (chunk, by) =>
        by === 'lane' ? this.ports.keeping.sendChunk(chunk) : line.link.sendChunk(chunk),
      streamKey: (fileId, streamId) => line.link.fileStreamKey(fileId, streamId),
    });
    this.ports.keeping.watch(line.link);
    this.ports.certificates.greet((frame) => void this.#send(line, frame));
    void line.exchange
      .hello(hello.have)
      .catch((error: unknown) => line.link.close(codeOf(error, 'storage-unavailable')));
  }

  /** Sends a frame of the session itself. A line that cannot take it is ending anyway. */
  async #send(line: Line, frame: Frame): Promise<void> {
    try {
      await line.link.send(encodeFrame(frame));
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
    }
  }

  /** The line ended. One that a newer line replaced is no news. */
  #closed(line: Line, code: ErrorCode | null): void {
    if (line !== this.#line) return;
    this.#drop(this.ports.keeping.lost(code) ? 'looking' : 'away', code);
  }

  /** Lets go of the line, if there is one, and says so and what comes next. */
  #drop(next: 'looking' | 'away', code: ErrorCode | null): void {
    const line = this.#line;
    if (line === null) return;
    this.#line = null;
    line.unlisten();
    line.exchange.end();
    this.ports.transfers.detach();
    line.link.close();
    this.events.onLine(next, code);
  }
}
