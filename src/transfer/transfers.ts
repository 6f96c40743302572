/**
 * All files between this device and one friend, over whatever line there is. What is sent and what is
 * received go on by themselves on every new line; both sides may pause, and forget a file.
 */
import { MessengerError } from '../errors.ts';
import { decodeChunk, type Chunk } from '../wire/envelope.ts';
import type { FileFrame } from '../wire/frame.ts';
import type { FileSource, TransferLine } from './line.ts';
import { MemoryPieceHashes, type PieceHashes } from './piece-hashes.ts';
import { Receives, type ReceivesPorts } from './receives.ts';
import { Sends, type SendsPorts } from './sends.ts';
import type { FileOffer, TransferEvent } from './transfer-event.ts';

/** `report` is told of every change of every transfer: some times a second while one runs. */
export interface TransferPorts extends SendsPorts, ReceivesPorts {}

export class Transfers {
  readonly #sends: Sends;
  readonly #receives: Receives;

  constructor(ports: TransferPorts) {
    this.#sends = new Sends(ports);
    this.#receives = new Receives(ports);
  }

  /** Takes a line over that has just opened; everything unfinished goes on. */
  attach(line: TransferLine): void {
    this.detach();
    this.#sends.attach(line);
    this.#receives.attach(line);
  }

  /** The line is gone. Nothing is lost but what was not acknowledged. */
  detach(): void {
    this.#sends.detach();
    this.#receives.detach();
  }

  /** A file that an earlier page offered and that is not at hand: a friend who wants it waits for `offer`. */
  expect(offer: FileOffer): void {
    this.#sends.expect(offer);
  }

  /** A lane is gone, and chunks with it: whatever is coming in is asked for anew, from what is stored. */
  laneLost(): void {
    this.#receives.laneLost();
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
    this.#sends.offer(fileId, source, hashes);
  }

  /** Receives an offered file, now or on the next line. Called again after `failed`: tries again. */
  accept(offer: FileOffer): void {
    this.#receives.accept(offer);
  }

  /** A file that an earlier page received whole, oldest first: the friend may not have heard of it. */
  received(offer: FileOffer): void {
    this.#receives.received(offer);
  }

  /** Nothing moves until `resume`, on this line and on later ones; the friend is told. */
  pause(direction: TransferEvent['direction'], fileId: Uint8Array): void {
    if (direction === 'send') this.#sends.pause(fileId);
    else this.#receives.pause(fileId);
  }

  resume(direction: TransferEvent['direction'], fileId: Uint8Array): void {
    if (direction === 'send') this.#sends.resume(fileId);
    else this.#receives.resume(fileId);
  }

  /** Lets a file that waits for its turn come right after the one that moves. */
  next(direction: TransferEvent['direction'], fileId: Uint8Array): void {
    if (direction === 'send') this.#sends.next(fileId);
    else this.#receives.next(fileId);
  }

  /**
   * Forgets a file, whichever way it goes; no more is reported of it. The friend learns why from the
   * log. Resolves when nothing of it is being written any more, so that it can be removed.
   */
  async cancel(fileId: Uint8Array): Promise<void> {
    this.#sends.cancel(fileId);
    await this.#receives.cancel(fileId);
  }

  /** Takes a file frame of the current line. Whatever fits nothing is ignored. */
  onFrame(frame: FileFrame): void {
    const receiver = this.#receives.workerOf(frame.fileId);
    switch (frame.type) {
      case 'file-want':
        this.#sends.wanted(frame.fileId, frame);
        return;
      case 'file-ack':
        this.#sends.acked(frame.fileId, frame.pieces, frame.complete);
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
        else this.#sends.refused(frame.fileId, frame.reason);
        return;
      case 'file-next':
        this.#sends.next(frame.fileId);
        return;
      case 'file-hold':
        if (frame.reason === 'paused-by-receiver') this.#sends.held(frame.fileId);
        else this.#receives.held(frame);
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
    this.#receives.chunk(chunk);
  }
}
