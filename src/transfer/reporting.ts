/** What the app is told of one transfer: what its worker says, with a rate and with why it is held up. */
import type { FileHoldReason } from '../wire/frame.ts';
import { RateMeter } from './progress.ts';
import type { Change, TransferEvent } from './transfer-event.ts';

export interface ReportingPorts {
  readonly clock: { nowMs(): number };
  report(event: TransferEvent): void;
}

const NOT_BEGUN: Change = { status: 'active', doneBytes: 0, moving: false, error: null };

export class Reporting {
  #last: Change = NOT_BEGUN;
  #hold: FileHoldReason | null = null;
  #meter: RateMeter | null = null;

  constructor(
    private readonly fileId: Uint8Array,
    private readonly direction: TransferEvent['direction'],
    private readonly sizeBytes: number,
    private readonly ports: ReportingPorts,
  ) {}

  /** A stream is running. */
  get moving(): boolean {
    return this.#last.moving;
  }

  /** Passes a change on. @param hold why nothing comes for now */
  tell(change: Change, hold: FileHoldReason | null = null): void {
    const { status, error, doneBytes } = change;
    const nowMs = this.ports.clock.nowMs();
    this.#last = change;
    this.#hold = hold;
    if (!change.moving) this.#meter = null;
    else this.#meter ??= new RateMeter(doneBytes, nowMs);
    this.#meter?.sample(doneBytes, nowMs);
    this.ports.report({
      ...{ fileId: this.fileId, direction: this.direction, status, error, doneBytes, hold },
      rateBytesPerSecond: this.#meter?.bytesPerSecond ?? null,
      secondsLeft: this.#meter?.secondsLeft(this.sizeBytes) ?? null,
    });
  }

  /** Nothing moves, for that reason or because there is no line; told only when that is news. */
  still(hold: FileHoldReason | null = null): void {
    if (!this.#last.moving && this.#hold === hold) return;
    this.tell({ ...this.#last, moving: false }, hold);
  }
}
