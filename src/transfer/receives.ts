/** The files that one friend offered and that were accepted: they ask for themselves on every new line. */
import { toHex } from '../wire/bytes.ts';
import type { Chunk } from '../wire/envelope.ts';
import type { FileFrame, FileHoldReason } from '../wire/frame.ts';
import type { PieceSink, TransferLine } from './line.ts';
import { WINDOW_PIECES } from '../wire/pieces.ts';
import { MAX_FILE_BYTES } from './pieces.ts';
import { PieceBuffers } from './piece-buffers.ts';
import { completeAck, FileReceiver } from './receiver.ts';
import { Reporting, type ReportingPorts } from './reporting.ts';
import { tell } from './tell.ts';
import type { Change, FileOffer } from './transfer-event.ts';
import { PieceWindow } from './window.ts';

/** Files of one friend that are asked for at the same time; further ones wait for their turn. */
export const MAX_OPEN_RECEIVES = 64;

/**
 * Files received whole that are named again on every new line. No more can have ended unheard: a sender
 * has a window of pieces unacknowledged, and one file whose last piece it knows of but not its end.
 */
export const MAX_REPEATED_ENDS = WINDOW_PIECES + 1;

export interface ReceivesPorts extends ReportingPorts {
  /** Where the pieces of a received file go. */
  sinkFor(fileId: Uint8Array): PieceSink;
}

interface Receive extends FileOffer {
  readonly worker: FileReceiver;
  readonly reporting: Reporting;
  /** `waiting`: not asked for on this line yet. `failed` waits for the next `accept`, `paused` for `resume`. */
  state: 'waiting' | 'wanted' | 'failed' | 'paused';
  /** Why the friend does not send it now. */
  hold: FileHoldReason | null;
}

export class Receives {
  readonly #buffers = new PieceBuffers();
  /** In the order that they are asked for. */
  readonly #receives = new Map<string, Receive>();
  /** The last that ended well: said again on new lines, as the friend may not have heard. */
  readonly #completed = new Map<string, FileOffer>();
  /** The window is what the friend may have under way to us. */
  #current: { readonly line: TransferLine; readonly window: PieceWindow } | null = null;

  constructor(private readonly ports: ReceivesPorts) {}

  attach(line: TransferLine): void {
    this.#current = { line, window: new PieceWindow() };
    for (const { fileId, sizeBytes } of this.#completed.values()) {
      tell(line, completeAck(fileId, sizeBytes));
    }
    const paused = [...this.#receives.values()].filter(({ state }) => state === 'paused');
    for (const { fileId } of paused.slice(0, MAX_OPEN_RECEIVES)) this.#tellPaused(fileId);
    this.#ask();
  }

  detach(): void {
    this.#current = null;
    for (const receive of this.#receives.values()) {
      receive.worker.drop();
      if (receive.state === 'wanted') receive.state = 'waiting';
      receive.hold = null;
      receive.reporting.still();
    }
  }

  /** What was under way may be lost: asks anew for what is coming in, from what is stored. */
  laneLost(): void {
    for (const receive of this.#receives.values()) {
      if (receive.state === 'wanted' && receive.worker.isComing) receive.state = 'waiting';
    }
    this.#ask();
  }

  /** Receives an offered file, now or on the next line. Called again after `failed`: tries again. */
  accept(offer: FileOffer): void {
    const key = toHex(offer.fileId);
    const receive = this.#receives.get(key) ?? this.#make(offer);
    this.#receives.set(key, receive);
    if (offer.sizeBytes > MAX_FILE_BYTES) {
      receive.state = 'failed';
      const error = 'file-no-space';
      receive.reporting.tell({ status: 'failed', doneBytes: 0, moving: false, error });
      return;
    }
    if (receive.state === 'failed') receive.state = 'waiting';
    this.#ask();
  }

  /** Asks for nothing more of it until `resume`; the friend is told. */
  pause(fileId: Uint8Array): void {
    const receive = this.#receives.get(toHex(fileId));
    if (receive === undefined || receive.state === 'failed') return;
    receive.state = 'paused';
    receive.hold = null;
    receive.worker.drop();
    this.#tellPaused(fileId);
    receive.reporting.still();
    this.#ask();
  }

  resume(fileId: Uint8Array): void {
    const receive = this.#receives.get(toHex(fileId));
    if (receive?.state !== 'paused') return;
    receive.state = 'waiting';
    this.#ask();
  }

  /** A file that waits for its turn comes right after the one that is received now; the friend is told. */
  next(fileId: Uint8Array): void {
    const key = toHex(fileId);
    const receive = this.#receives.get(key);
    if (receive === undefined) return;
    const others = [...this.#receives].filter(([other]) => other !== key);
    this.#receives.clear();
    for (const [each, one] of [[key, receive] as const, ...others]) this.#receives.set(each, one);
    if (this.#current === null || receive.state !== 'wanted') return;
    tell(this.#current.line, { type: 'file-next', fileId });
  }

  /** A file that is here whole: the friend may not have heard of it. */
  received(offer: FileOffer): void {
    this.#completed.set(toHex(offer.fileId), offer);
    const [oldest] = this.#completed.keys();
    if (this.#completed.size > MAX_REPEATED_ENDS && oldest) this.#completed.delete(oldest);
  }

  /** Forgets a file. Resolves when nothing of it is being written any more. */
  async cancel(fileId: Uint8Array): Promise<void> {
    const receive = this.#receives.get(toHex(fileId));
    if (receive === undefined) return;
    this.#receives.delete(toHex(fileId));
    receive.worker.drop();
    this.#ask();
    await receive.worker.settled();
  }

  /** What takes the frames of a file's stream, if the file is expected. */
  workerOf(fileId: Uint8Array): FileReceiver | undefined {
    return this.#receives.get(toHex(fileId))?.worker;
  }

  chunk(chunk: Chunk): void {
    this.workerOf(chunk.fileId)?.chunk(chunk);
  }

  /** Takes a `file hold` of the friend: the want stands. */
  held({ fileId, reason }: Extract<FileFrame, { type: 'file-hold' }>): void {
    const receive = this.#receives.get(toHex(fileId));
    if (this.#current === null || receive?.state !== 'wanted') return;
    receive.hold = reason;
    // What ran has ended there: what is missing now is wanted anew.
    const { line, window } = this.#current;
    if (receive.reporting.moving) void receive.worker.want(line, window);
    receive.reporting.still(reason);
  }

  #tellPaused(fileId: Uint8Array): void {
    if (this.#current === null) return;
    tell(this.#current.line, { type: 'file-hold', fileId, reason: 'paused-by-receiver' });
  }

  /** Asks for the files whose turn it is. */
  #ask(): void {
    const current = this.#current;
    if (current === null) return;
    const receives = [...this.#receives.values()];
    const open = receives.filter(({ state }) => state === 'wanted').length;
    const waiting = receives.filter(({ state }) => state === 'waiting');
    for (const receive of waiting.slice(0, Math.max(0, MAX_OPEN_RECEIVES - open))) {
      receive.state = 'wanted';
      void receive.worker.want(current.line, current.window);
    }
  }

  #make({ fileId, sizeBytes }: FileOffer): Receive {
    const worker: FileReceiver = new FileReceiver(fileId, sizeBytes, {
      buffers: this.#buffers,
      sink: this.ports.sinkFor(fileId),
      report: (change) => this.#changed(receive, change),
    });
    const reporting = new Reporting(fileId, 'receive', sizeBytes, this.ports);
    const receive: Receive = {
      ...{ fileId, sizeBytes, worker, reporting, state: 'waiting', hold: null },
    };
    return receive;
  }

  #changed(receive: Receive, change: Change): void {
    const { fileId, sizeBytes } = receive;
    if (this.#receives.get(toHex(fileId)) !== receive) return;
    if (change.moving || change.status !== 'active') receive.hold = null;
    if (change.status === 'failed') receive.state = 'failed';
    if (change.status === 'complete') {
      this.#receives.delete(toHex(fileId));
      this.received({ fileId, sizeBytes });
    }
    receive.reporting.tell(change, receive.hold);
    if (change.status !== 'active') this.#ask();
  }
}
