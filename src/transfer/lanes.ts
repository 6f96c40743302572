/**
 * The lanes of one line: connections that carry chunks and nothing else, so that chat never waits
 * behind a file. Whoever sends opens them, through the line; both sides may use them. PROTOCOL.md §5.1.
 */
import { MessengerError } from '../errors.ts';
import type { Link } from '../peer/link.ts';
import { encodeChunkHeader, kindOf, type Chunk } from '../wire/envelope.ts';
import { LanePlan, MAX_LANES } from './lane-plan.ts';

/** Both sides may have opened all of theirs at the same moment. */
const MAX_LANES_OF_BOTH = 2 * MAX_LANES;
/** A next file often follows within a minute; after that the sockets are better free. */
const IDLE_MS = 60_000;
/** Where a lane does not open (a relay that allows one connection, say) the line serves meanwhile. */
const RETRY_MS = 30_000;

export interface LanePorts {
  /** Opens a lane through the line; null when none came of it. Never rejects. */
  open(): Promise<Link | null>;
  /** Sends over the line itself, where there is no lane. */
  sendOverLine(chunk: Chunk): Promise<void>;
  /** Takes a chunk message that came by a lane, and owns its bytes. */
  onChunk(message: Uint8Array): void;
  /** A lane is gone, and what was under way on it may be lost. */
  onLost(): void;
  /** Of the line, measured while nothing else ran; null when unknown. */
  roundTripMs(): number | null;
  nowMs(): number;
}

interface Lane {
  readonly link: Link;
  /** It was handed a chunk and has no room for the next. */
  isFull: boolean;
}

export class Lanes {
  /** In the order that they opened in: the first with room serves. */
  #lanes: Lane[] = [];
  #plan: LanePlan | null = null;
  #opening = 0;
  #retryAtMs = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];
  #ended = false;

  constructor(private readonly ports: LanePorts) {}

  /** How many are open. */
  get count(): number {
    return this.#lanes.length;
  }

  /**
   * Sends a chunk by whichever lane has room, or by the line while there is none. Resolves when there is
   * room for the next; the chunk's bytes must stay as they are. Rejects with 'line-lost' once ended.
   */
  async sendChunk(chunk: Chunk): Promise<void> {
    this.#prepare(chunk.sealed.length);
    for (;;) {
      if (this.#ended) throw new MessengerError('line-lost');
      if (this.#lanes.length === 0) return this.ports.sendOverLine(chunk);
      const lane = this.#lanes.slice(0, this.#plan?.wanted).find(({ isFull }) => !isFull);
      if (lane !== undefined) {
        this.#hand(lane, chunk);
        return;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Takes a lane over that has just opened, by whichever side. One too many is closed. */
  add(link: Link): void {
    if (this.#ended || this.#lanes.length >= MAX_LANES_OF_BOTH) {
      link.close();
      return;
    }
    this.#lanes.push({ link, isFull: false });
    link.listen({
      received: (message) => {
        if (kindOf(message) === 'chunk') this.ports.onChunk(message);
      },
      closed: () => this.#closed(link),
    });
    this.#wake();
  }

  /** The line is gone, and its lanes with it. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#idleTimer);
    for (const { link } of this.#lanes) link.close();
    this.#wake();
  }

  /** Notes that something is sent, and opens the lanes that the plan wants, all at once. */
  #prepare(sizeBytes: number): void {
    const nowMs = this.ports.nowMs();
    this.#plan ??= new LanePlan(this.ports.roundTripMs(), nowMs);
    this.#plan.sent(sizeBytes, this.#lanes.length, nowMs);
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#idle(), IDLE_MS);
    if (nowMs < this.#retryAtMs) return;
    const missing = this.#plan.wanted - this.#lanes.length - this.#opening;
    for (let n = 0; n < missing; n += 1) void this.#open();
  }

  async #open(): Promise<void> {
    this.#opening += 1;
    const link = await this.ports.open();
    this.#opening -= 1;
    if (link === null) this.#retryAtMs = this.ports.nowMs() + RETRY_MS;
    else this.add(link);
  }

  #hand(lane: Lane, chunk: Chunk): void {
    lane.isFull = true;
    const handed = lane.link.send(encodeChunkHeader(chunk), chunk.sealed);
    handed.then(
      () => {
        lane.isFull = false;
        this.#wake();
      },
      // It is closing: `#closed` tells.
      () => undefined,
    );
  }

  /** Lanes that nobody used for a while; the next file opens new ones, by a new plan. */
  #idle(): void {
    this.#plan = null;
    const unused = this.#lanes;
    this.#lanes = [];
    for (const { link } of unused) link.close();
  }

  #closed(link: Link): void {
    const before = this.#lanes.length;
    this.#lanes = this.#lanes.filter((lane) => lane.link !== link);
    this.#wake();
    if (!this.#ended && this.#lanes.length < before) this.ports.onLost();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
