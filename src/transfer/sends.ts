/**
 * The files that one friend was offered: sent one after another in the order of their wants, or held
 * up while they are paused or not at hand (PROTOCOL.md §5.9).
 */
import { toHex } from '../wire/bytes.ts';
import type { FileSource, TransferLine } from './line.ts';
import type { PieceHashes } from './piece-hashes.ts';
import { bytesInPieces, pieceCount } from './pieces.ts';
import type { SealPipeline } from './pipeline.ts';
import { Reporting, type ReportingPorts } from './reporting.ts';
import { SendQueue } from './send-queue.ts';
import { FileSender, type Want } from './sender.ts';
import { tell } from './tell.ts';
import type { Change, FileOffer } from './transfer-event.ts';
import { WantLimit } from './want-limit.ts';

export interface SendsPorts extends ReportingPorts {
  readonly seal: SealPipeline;
  random(lengthBytes: number): Uint8Array;
}

interface Send {
  readonly fileId: Uint8Array;
  readonly sizeBytes: number;
  readonly reporting: Reporting;
  /** Null while the file is not at hand. */
  worker: FileSender | null;
  paused: boolean;
  /** What the friend wants, while that cannot be answered. */
  wanted: Want | null;
  /** An earlier page offered it, and may have sent it whole. */
  readonly isOld: boolean;
}

export class Sends {
  readonly #sends = new Map<string, Send>();
  readonly #wants: WantLimit;
  #current: { readonly line: TransferLine; readonly queue: SendQueue } | null = null;

  constructor(private readonly ports: SendsPorts) {
    this.#wants = new WantLimit(ports.clock.nowMs());
  }

  attach(line: TransferLine): void {
    this.#current = { line, queue: new SendQueue(line) };
  }

  detach(): void {
    this.#current?.queue.end();
    this.#current = null;
    for (const send of this.#sends.values()) {
      send.worker?.stop();
      send.wanted = null;
      send.reporting.still();
    }
  }

  /** A file that an earlier page offered and that is not at hand: wants of it stand until it is. */
  expect({ fileId, sizeBytes }: FileOffer): void {
    this.#put(fileId, sizeBytes, null, true);
  }

  /** Has a file ready; a want that stands is answered. */
  offer(fileId: Uint8Array, source: FileSource, hashes: PieceHashes): void {
    const { seal } = this.ports;
    const worker = new FileSender(fileId, source, {
      ...{ seal, hashes },
      random: (lengthBytes) => this.ports.random(lengthBytes),
      report: (change) => this.#changed(send, change),
    });
    const known = this.#sends.get(toHex(fileId));
    const send = this.#put(fileId, source.size, worker, known?.isOld ?? false);
    this.#serve(send);
  }

  /** Sends nothing more of it until `resume`; the friend is told. */
  pause(fileId: Uint8Array): void {
    const send = this.#sends.get(toHex(fileId));
    if (send === undefined) return;
    const ran = send.reporting.moving;
    send.paused = true;
    this.#stop(send);
    if (this.#current !== null && (ran || send.wanted !== null)) {
      tell(this.#current.line, { type: 'file-hold', fileId, reason: 'paused-by-sender' });
    }
    send.reporting.still();
  }

  resume(fileId: Uint8Array): void {
    const send = this.#sends.get(toHex(fileId));
    if (send === undefined) return;
    send.paused = false;
    this.#serve(send);
  }

  /** A file that waits for its turn comes right after the one that is sent now. */
  next(fileId: Uint8Array): void {
    const worker = this.#sends.get(toHex(fileId))?.worker;
    if (worker) this.#current?.queue.next(worker);
  }

  /** Takes the file back: tells a friend who waits for it. */
  cancel(fileId: Uint8Array): void {
    const key = toHex(fileId);
    const send = this.#sends.get(key);
    if (send === undefined) return;
    this.#sends.delete(key);
    const ran = send.reporting.moving;
    this.#stop(send);
    if (this.#current !== null && (ran || send.wanted !== null)) {
      tell(this.#current.line, { type: 'file-stop', fileId, reason: 'gone' });
    }
  }

  /** Takes a `file want`. */
  wanted(fileId: Uint8Array, want: Want): void {
    const current = this.#current;
    if (current === null || !this.#wants.allow(this.ports.clock.nowMs())) return;
    const send = this.#sends.get(toHex(fileId));
    if (send === undefined) {
      tell(current.line, { type: 'file-stop', fileId, reason: 'gone' });
      return;
    }
    if (want.fromPiece > pieceCount(send.sizeBytes)) return;
    send.wanted = want;
    this.#serve(send);
  }

  /** Takes a `file ack`. */
  acked(fileId: Uint8Array, pieces: number, complete: boolean): void {
    const send = this.#sends.get(toHex(fileId));
    if (send?.worker && (!send.isOld || send.reporting.moving)) {
      send.worker.acked(pieces, complete);
      return;
    }
    if (!complete) return;
    // An earlier page sent it: its end came too late for that page.
    const sizeBytes = send?.sizeBytes ?? 0;
    const reporting = send?.reporting ?? new Reporting(fileId, 'send', sizeBytes, this.ports);
    this.#sends.delete(toHex(fileId));
    reporting.tell({ status: 'complete', doneBytes: sizeBytes, moving: false, error: null });
  }

  /** Takes a `file stop` of the friend. */
  refused(fileId: Uint8Array, reason: 'damaged' | 'cannot-store'): void {
    this.#sends.get(toHex(fileId))?.worker?.refused(reason);
  }

  /** Takes a `file hold` of the friend, who pauses. */
  held(fileId: Uint8Array): void {
    const send = this.#sends.get(toHex(fileId));
    if (send === undefined) return;
    this.#stop(send);
    send.wanted = null;
    send.reporting.still('paused-by-receiver');
  }

  #put(fileId: Uint8Array, sizeBytes: number, worker: FileSender | null, isOld: boolean): Send {
    const key = toHex(fileId);
    const known = this.#sends.get(key);
    const reporting = known?.reporting ?? new Reporting(fileId, 'send', sizeBytes, this.ports);
    const { paused, wanted } = known ?? { paused: false, wanted: null };
    const send: Send = { fileId, sizeBytes, reporting, worker, paused, wanted, isOld };
    this.#sends.set(key, send);
    return send;
  }

  /** Answers the want that stands, or says why not now. */
  #serve(send: Send): void {
    const { fileId, wanted } = send;
    if (this.#current === null || wanted === null) return;
    const { line, queue } = this.#current;
    if (send.worker !== null && !send.paused) {
      send.wanted = null;
      this.#waits(send, wanted);
      queue.add(send.worker, wanted);
      return;
    }
    const reason = send.paused ? 'paused-by-sender' : 'missing';
    tell(line, { type: 'file-hold', fileId, reason });
    this.#waits(send, wanted);
  }

  /** Nothing of it moves yet, and the friend wants it. */
  #waits(send: Send, { fromPiece }: Want): void {
    const doneBytes = bytesInPieces(send.sizeBytes, fromPiece);
    send.reporting.tell({ status: 'active', doneBytes, moving: false, error: null });
  }

  /** Ends the stream silently; a want that waited for its turn stands. */
  #stop(send: Send): void {
    if (send.worker === null) return;
    send.wanted = this.#current?.queue.remove(send.worker) ?? send.wanted;
    send.worker.stop();
  }

  #changed(send: Send, change: Change): void {
    const key = toHex(send.fileId);
    if (this.#sends.get(key) !== send) return;
    if (change.status === 'complete') this.#sends.delete(key);
    send.reporting.tell(change);
  }
}
