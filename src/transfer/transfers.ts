/**
 * All files between this device and one friend, over whatever line there is. Sends run one after
 * another in the order of their wants; receives ask for themselves on every new line.
 */
import { MessengerError } from '../errors.ts';
import { toHex } from '../wire/bytes.ts';
import { decodeChunk, type Chunk } from '../wire/envelope.ts';
import type { FileFrame } from '../wire/frame.ts';
import type { FileSource, PieceSink, TransferLine } from './line.ts';
import { MemoryPieceHashes, type PieceHashes } from './piece-hashes.ts';
import { MAX_FILE_BYTES, WINDOW_PIECES } from './pieces.ts';
import type { OpenPipeline, SealPipeline } from './pipeline.ts';
import { RateMeter } from './progress.ts';
import { completeAck, FileReceiver } from './receiver.ts';
import { SendQueue } from './send-queue.ts';
import { FileSender } from './sender.ts';
import { tell } from './tell.ts';
import type { Change, TransferEvent } from './transfer-event.ts';
import { WantLimit } from './want-limit.ts';
import { PieceWindow } from './window.ts';

/** Files of one friend that are asked for at the same time; further ones wait for their turn. */
export const MAX_OPEN_RECEIVES = 64;

/**
 * Files received whole that are named again on every new line. No more can have ended unheard: a sender
 * has a window of pieces unacknowledged, and one file whose last piece it knows of but not its end.
 */
export const MAX_REPEATED_ENDS = WINDOW_PIECES + 1;

export interface TransferPorts {
  readonly seal: SealPipeline;
  readonly open: OpenPipeline;
  random(lengthBytes: number): Uint8Array;
  readonly clock: { nowMs(): number };
  /** Where the pieces of a received file go. */
  sinkFor(fileId: Uint8Array): PieceSink;
  /** Told of every change of every transfer: some times a second while one runs. */
  report(event: TransferEvent): void;
}

/** What a receiver must know of an offer. */
export interface FileOffer {
  readonly fileId: Uint8Array;
  readonly sizeBytes: number;
}

interface Transfer<Worker> {
  readonly worker: Worker;
  readonly direction: TransferEvent['direction'];
  readonly sizeBytes: number;
  last: Change | null;
  meter: RateMeter | null;
}

interface Receive extends Transfer<FileReceiver> {
  /** `waiting`: not asked for on this line yet. `failed` waits for the next `accept`. */
  state: 'waiting' | 'wanted' | 'failed';
}

interface CurrentLine {
  readonly line: TransferLine;
  readonly sends: SendQueue;
  /** What the friend may have under way to us. */
  readonly window: PieceWindow;
}

export class Transfers {
  readonly #sends = new Map<string, Transfer<FileSender>>();
  readonly #receives = new Map<string, Receive>();
  /** The last receives that ended well: said again on new lines, as the friend may not have heard. */
  readonly #completed = new Map<string, FileOffer>();
  readonly #wants: WantLimit;
  #current: CurrentLine | null = null;

  constructor(private readonly ports: TransferPorts) {
    this.#wants = new WantLimit(ports.clock.nowMs());
  }

  /** Takes a line over that has just opened; everything unfinished goes on. */
  attach(line: TransferLine): void {
    this.detach();
    this.#current = { line, sends: new SendQueue(line), window: new PieceWindow() };
    for (const { fileId, sizeBytes } of this.#completed.values()) {
      tell(line, completeAck(fileId, sizeBytes));
    }
    this.#ask();
  }

  /** The line is gone. Nothing is lost but what was not acknowledged. */
  detach(): void {
    this.#current?.sends.end();
    this.#current = null;
    for (const { worker } of this.#sends.values()) worker.stop();
    for (const receive of this.#receives.values()) {
      receive.worker.drop();
      if (receive.state === 'wanted') receive.state = 'waiting';
    }
    for (const transfer of [...this.#sends.values(), ...this.#receives.values()]) {
      if (transfer.last?.moving) this.#report(transfer, { ...transfer.last, moving: false });
    }
  }

  /** A lane is gone, and chunks with it: whatever is coming in is asked for anew, from what is stored. */
  laneLost(): void {
    for (const receive of this.#receives.values()) {
      if (receive.state === 'wanted' && receive.worker.isComing) receive.state = 'waiting';
    }
    this.#ask();
  }

  /**
   * Has a file ready for a friend who was offered it, for as long as this page lives.
   * @param hashes what earlier pages read of it
   */
  offer(
    fileId: Uint8Array,
    source: FileSource,
    hashes: PieceHashes = new MemoryPieceHashes(),
  ): void {
    const { seal } = this.ports;
    const worker: FileSender = new FileSender(fileId, source, {
      ...{ seal, hashes },
      random: (lengthBytes) => this.ports.random(lengthBytes),
      report: (change) => this.#sendChanged(send, change),
    });
    const send: Transfer<FileSender> = {
      ...{ worker, direction: 'send', sizeBytes: source.size, last: null, meter: null },
    };
    this.#sends.set(toHex(fileId), send);
  }

  /** Receives an offered file, now or on the next line. Called again after `failed`: tries again. */
  accept({ fileId, sizeBytes }: FileOffer): void {
    const key = toHex(fileId);
    let receive = this.#receives.get(key);
    if (receive === undefined) {
      receive = this.#makeReceive(fileId, sizeBytes);
      this.#receives.set(key, receive);
    }
    if (sizeBytes > MAX_FILE_BYTES) {
      receive.state = 'failed';
      const error = 'file-no-space';
      this.#report(receive, { status: 'failed', doneBytes: 0, moving: false, error });
      return;
    }
    if (receive.state === 'failed') receive.state = 'waiting';
    this.#ask();
  }

  /** A file that an earlier page received whole, oldest first: the friend may not have heard of it. */
  received(offer: FileOffer): void {
    this.#remember(offer);
  }

  /**
   * Forgets a file, whichever way it goes; no more is reported of it. The friend learns why from the
   * log. Resolves when nothing of it is being written any more, so that it can be removed.
   */
  async cancel(fileId: Uint8Array): Promise<void> {
    const key = toHex(fileId);
    const send = this.#sends.get(key);
    if (send) {
      this.#sends.delete(key);
      this.#current?.sends.remove(send.worker);
      send.worker.cancel();
    }
    const receive = this.#receives.get(key);
    if (receive) {
      this.#receives.delete(key);
      receive.worker.drop();
      this.#ask();
      await receive.worker.settled();
    }
  }

  /** Takes a file frame of the current line. Whatever fits nothing is ignored. */
  onFrame(frame: FileFrame): void {
    const key = toHex(frame.fileId);
    const sender = this.#sends.get(key)?.worker;
    const receiver = this.#receives.get(key)?.worker;
    switch (frame.type) {
      case 'file-want':
        this.#wanted(frame.fileId, sender, frame.fromPiece);
        return;
      case 'file-ack':
        if (sender !== undefined) sender.acked(frame.pieces, frame.complete);
        else if (frame.complete) this.#completeUnheld(frame.fileId);
        return;
      case 'file-start':
        receiver?.start(frame);
        return;
      case 'file-piece':
        receiver?.piece(frame);
        return;
      case 'file-done':
        receiver?.done(frame);
        return;
      case 'file-stop':
        // The reason tells which side it comes from.
        if (frame.reason === 'gone' || frame.reason === 'changed') receiver?.refused(frame.reason);
        else sender?.refused(frame.reason);
    }
  }

  /** Takes a chunk message of the current line and owns its bytes. A malformed one is ignored. */
  onChunk(message: Uint8Array): void {
    let chunk: Chunk;
    try {
      chunk = decodeChunk(message);
    } catch (error) {
      if (error instanceof MessengerError) return;
      throw error;
    }
    this.#receives.get(toHex(chunk.fileId))?.worker.chunk(chunk);
  }

  /** The friend has a file that an earlier page of ours sent: its end came too late for that page. */
  #completeUnheld(fileId: Uint8Array): void {
    this.ports.report({
      ...{ fileId, direction: 'send', status: 'complete', error: null, doneBytes: 0 },
      ...{ rateBytesPerSecond: null, secondsLeft: null },
    });
  }

  #wanted(fileId: Uint8Array, sender: FileSender | undefined, fromPiece: number): void {
    const current = this.#current;
    if (current === null || !this.#wants.allow(this.ports.clock.nowMs())) return;
    if (sender === undefined) tell(current.line, { type: 'file-stop', fileId, reason: 'gone' });
    else if (sender.has(fromPiece)) current.sends.add(sender, fromPiece);
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

  #makeReceive(fileId: Uint8Array, sizeBytes: number): Receive {
    const { open } = this.ports;
    const worker: FileReceiver = new FileReceiver(fileId, sizeBytes, {
      open,
      sink: this.ports.sinkFor(fileId),
      report: (change) => this.#receiveChanged(receive, change),
    });
    const receive: Receive = {
      ...{ worker, direction: 'receive', sizeBytes, last: null, meter: null, state: 'waiting' },
    };
    return receive;
  }

  #sendChanged(send: Transfer<FileSender>, change: Change): void {
    const key = toHex(send.worker.fileId);
    if (this.#sends.get(key) !== send) return;
    if (change.status === 'complete') this.#sends.delete(key);
    this.#report(send, change);
  }

  #receiveChanged(receive: Receive, change: Change): void {
    const { fileId } = receive.worker;
    const key = toHex(fileId);
    if (this.#receives.get(key) !== receive) return;
    if (change.status === 'failed') receive.state = 'failed';
    if (change.status === 'complete') {
      this.#receives.delete(key);
      this.#remember({ fileId, sizeBytes: receive.sizeBytes });
    }
    this.#report(receive, change);
    if (change.status !== 'active') this.#ask();
  }

  #remember(offer: FileOffer): void {
    this.#completed.set(toHex(offer.fileId), offer);
    const [oldest] = this.#completed.keys();
    if (this.#completed.size > MAX_REPEATED_ENDS && oldest) this.#completed.delete(oldest);
  }

  #report(transfer: Transfer<FileSender | FileReceiver>, change: Change): void {
    const { worker, direction, sizeBytes } = transfer;
    const { status, error, doneBytes } = change;
    const nowMs = this.ports.clock.nowMs();
    transfer.last = change;
    if (!change.moving) transfer.meter = null;
    else transfer.meter ??= new RateMeter(doneBytes, nowMs);
    transfer.meter?.sample(doneBytes, nowMs);
    this.ports.report({
      ...{ fileId: worker.fileId, direction, status, error, doneBytes },
      rateBytesPerSecond: transfer.meter?.bytesPerSecond ?? null,
      secondsLeft: transfer.meter?.secondsLeft(sizeBytes) ?? null,
    });
  }
}
