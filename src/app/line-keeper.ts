/**
 * Keeps the line to one friend (PROTOCOL.md §8): feels its pulse, has spares ready, and finds the
 * friend again when it dies.
 *
 *   open ──5 s of silence──► shaky ──9 s──► looking ──a spare opens──► open
 *     ▲   spares wake here ──────┘             │
 *     └──── anything heard ◄───────────────────┤
 *                                              └── 12 hours, or the person ──► away
 */
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { KeyPair } from '../crypto/identity.ts';
import type { Dialer } from '../peer/dialer.ts';
import type { Lanes } from '../transfer/lanes.ts';
import type { Transfers } from '../transfer/transfers.ts';
import type { Chunk } from '../wire/envelope.ts';
import {
  decodeKeepingFrame,
  encodeKeepingFrame,
  type KeepingFrame,
} from '../wire/keeping-frame.ts';
import { lanesThrough } from './file-lanes.ts';
import { BEAT_MS, Heartbeat } from './heartbeat.ts';
import type { Keeping, LineState, Wake } from './keeping.ts';
import { RoundTrip } from './round-trip.ts';
import { sealLink, type SealedLink } from './sealed-link.ts';
import { SideCalls } from './side-calls.ts';
import { Spares } from './spares.ts';

/** A night. After that a friend has most likely other addresses, and one code is quicker. */
const LOOKING_LIMIT_MS = 12 * 60 * 60 * 1_000;

/** How often what is missing of the spares is offered again; well below what the other side allows. */
const ARRANGE_EVERY_MS = 30_000;
/** Addresses and routes settle within seconds, and the line itself is tried first. */
const REFRESH_AFTER_MS = 10_000;

/** More than one ping a second is no heartbeat but a flood; it is not answered. */
const MAX_PINGS = 8;
const PINGS_WITHIN_MS = 10_000;

export interface LineKeeperPorts {
  readonly dialer: Dialer;
  readonly random: RandomBytes;
  /** The identities that the friends know each other by. */
  readonly myKeys: KeyPair;
  readonly theirKey: Uint8Array;
  /** My key is the lower of the two. */
  readonly isLeader: boolean;
  nowMs(): number;
  /** Takes what comes by lanes. */
  readonly transfers: Pick<Transfers, 'onChunk' | 'laneLost'>;
  /** Takes a line in the place of the one before. */
  attach(link: SealedLink): void;
  /** The state changed, other than by a line that begins or ends. */
  onState(state: LineState, code: ErrorCode | null): void;
}

/** What belongs to one line. */
interface Kept {
  readonly link: SealedLink;
  readonly heart: Heartbeat;
  readonly calls: SideCalls;
  readonly lanes: Lanes;
  /** When the spares are looked after next. */
  arrangeAtMs: number;
  refreshAtMs: number;
  readonly roundTrip: RoundTrip;
  /** The last ping, and when it was sent. */
  ping: { readonly number: number; readonly atMs: number };
  /** What the path had carried when last asked; null since something was heard. */
  heardBytes: number | null;
  pings: number;
  pingsSinceMs: number;
}

export class LineKeeper implements Keeping {
  #kept: Kept | null = null;
  /** Of the last line that was well; they outlive it. */
  #spares: Spares | null = null;
  #state: LineState = 'away';
  #pingNumber = 0;
  #beatTimer: ReturnType<typeof setInterval> | undefined;
  #limitTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: LineKeeperPorts) {}

  watch(link: SealedLink): void {
    this.#letGo();
    const { dialer, random, isLeader } = this.ports;
    const nowMs = this.ports.nowMs();
    const send = (frame: Uint8Array): void => void link.send(frame).catch(() => undefined);
    const calls = new SideCalls({ isLeader, send, nowMs: () => this.ports.nowMs() });
    this.#spares = new Spares(
      {
        ...{ dialer, random, isLeader },
        seal: (inner, { offerBytes, answerBytes }) =>
          sealLink(inner, {
            initiator: isLeader,
            myKeys: this.ports.myKeys,
            theirKey: this.ports.theirKey,
            inviteBytes: offerBytes,
            replyBytes: answerBytes,
            random,
          }),
        opened: (sealed) => this.ports.attach(sealed),
        spent: () => this.#spent(),
      },
      calls,
    );
    const lanes = lanesThrough(calls, dialer, {
      sendOverLine: (chunk) => link.sendChunk(chunk),
      onChunk: (message) => this.ports.transfers.onChunk(message),
      onLost: () => this.ports.transfers.laneLost(),
      roundTripMs: () => this.#kept?.roundTrip.ms ?? null,
      nowMs: () => this.ports.nowMs(),
    });
    this.#kept = {
      ...{ link, calls, lanes, heart: new Heartbeat(nowMs, isLeader) },
      ...{ roundTrip: new RoundTrip(), ping: { number: 0, atMs: nowMs } },
      ...{ arrangeAtMs: nowMs, refreshAtMs: Infinity, heardBytes: null },
      ...{ pings: 0, pingsSinceMs: nowMs },
    };
    this.#beatTimer = setInterval(() => this.#beat(), BEAT_MS);
    this.#be('open');
    this.#beat();
    // Its answer tells how far the friend is.
    this.#ask(this.#kept);
  }

  sendChunk(chunk: Chunk): Promise<void> {
    return this.#kept?.lanes.sendChunk(chunk) ?? Promise.reject(new MessengerError('line-lost'));
  }

  heard(): void {
    const kept = this.#kept;
    if (kept === null) return;
    kept.heart.heard(this.ports.nowMs());
    kept.heardBytes = null;
    if (this.#state === 'open') return;
    // It came back by itself; what was woken meanwhile is of no use any more.
    this.#be('open');
    void this.#spares?.refresh();
  }

  onFrame(bytes: Uint8Array): void {
    const kept = this.#kept;
    const frame = decodeKeepingFrame(bytes);
    if (kept === null || frame === null) return;
    if (frame.type === 'ping') this.#answerPing(kept, frame.number);
    else if (frame.type === 'pong') this.#answered(kept, frame.number);
    else kept.calls.onFrame(frame, bytes);
  }

  lost(code: ErrorCode | null): boolean {
    // Closed without a bye while something is wrong: what closed it there may be a spare that opened.
    const isWrong = this.#isTroubled || this.#spares?.isOpening === true;
    const isFault = code === 'line-lost' || (code === null && isWrong);
    this.#endLine();
    if (!isFault || this.#spares?.isAny !== true) {
      this.#letGo();
      this.#state = 'away';
      return false;
    }
    this.#spares.wake();
    this.#be('looking');
    this.#limitLooking();
    return true;
  }

  end(): void {
    this.#letGo();
    if (this.#isTroubled) this.#be('away');
    this.#state = 'away';
  }

  wake(why: Wake): void {
    this.#spares?.poke();
    const kept = this.#kept;
    if (kept === null) return;
    const nowMs = this.ports.nowMs();
    if (why === 'network') kept.refreshAtMs = nowMs + REFRESH_AFTER_MS;
    kept.heart.wake(nowMs);
    this.#beat();
  }

  get #isTroubled(): boolean {
    return this.#state === 'shaky' || this.#state === 'looking';
  }

  #beat(): void {
    const kept = this.#kept;
    if (kept === null) return;
    const nowMs = this.ports.nowMs();
    const { ask, pulse } = kept.heart.beat(nowMs);
    if (ask) this.#ask(kept);
    if (kept.heart.isWaiting) void this.#feel(kept);
    if (pulse === 'steady') {
      this.#lookAfterSpares(kept, nowMs);
      return;
    }
    if (pulse !== 'shaky') this.#spares?.wake();
    this.#be(pulse === 'dead' ? 'looking' : 'shaky');
    if (pulse === 'dead') this.#limitLooking();
  }

  #lookAfterSpares(kept: Kept, nowMs: number): void {
    if (nowMs >= kept.refreshAtMs) {
      kept.refreshAtMs = Infinity;
      void this.#spares?.refresh();
    } else if (nowMs >= kept.arrangeAtMs) {
      void this.#spares?.arrange();
    } else {
      return;
    }
    kept.arrangeAtMs = nowMs + ARRANGE_EVERY_MS;
  }

  /** Bytes that come in show that the path lives, though the friend's page may be busy or asleep. */
  async #feel(kept: Kept): Promise<void> {
    const heardBytes = (await kept.link.heardBytes?.()) ?? 0;
    const isMore = kept.heardBytes !== null && heardBytes > kept.heardBytes;
    if (isMore) kept.heart.stirred(this.ports.nowMs());
    kept.heardBytes = heardBytes;
  }

  #ask(kept: Kept): void {
    this.#pingNumber += 1;
    kept.ping = { number: this.#pingNumber, atMs: this.ports.nowMs() };
    this.#send(kept, { type: 'ping', number: this.#pingNumber });
  }

  #answered(kept: Kept, number: number): void {
    if (number !== kept.ping.number) return;
    const nowMs = this.ports.nowMs();
    kept.roundTrip.took(nowMs - kept.ping.atMs, nowMs);
  }

  #answerPing(kept: Kept, number: number): void {
    const nowMs = this.ports.nowMs();
    if (Math.abs(nowMs - kept.pingsSinceMs) > PINGS_WITHIN_MS) {
      kept.pingsSinceMs = nowMs;
      kept.pings = 0;
    }
    kept.pings += 1;
    if (kept.pings <= MAX_PINGS) this.#send(kept, { type: 'pong', number });
    kept.heart.wasAsked(nowMs);
  }

  #send({ link }: Kept, frame: KeepingFrame): void {
    // A line that cannot take it is ending anyway.
    link.send(encodeKeepingFrame(frame)).catch(() => undefined);
  }

  /** Where the line itself may still come back, it is not over. */
  #spent(): void {
    if (this.#kept === null && this.#state === 'looking') this.end();
  }

  #limitLooking(): void {
    this.#limitTimer ??= setTimeout(() => {
      this.#kept?.link.close('line-lost');
      this.end();
    }, LOOKING_LIMIT_MS);
  }

  /** The line is not there any more, or another takes its place. */
  #endLine(): void {
    clearInterval(this.#beatTimer);
    this.#kept?.lanes.end();
    this.#kept?.calls.close();
    this.#kept = null;
  }

  #letGo(): void {
    clearTimeout(this.#limitTimer);
    this.#limitTimer = undefined;
    // First the spares, which tell the other side on the line.
    this.#spares?.close();
    this.#spares = null;
    this.#endLine();
  }

  #be(state: LineState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state !== 'looking') {
      clearTimeout(this.#limitTimer);
      this.#limitTimer = undefined;
    }
    this.ports.onState(state, state === 'away' ? 'line-lost' : null);
  }
}
