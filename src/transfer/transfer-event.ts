import type { ErrorCode } from '../errors.ts';
import type { FileHoldReason } from '../wire/frame.ts';

/** What a receiver must know of an offer. */
export interface FileOffer {
  readonly fileId: Uint8Array;
  readonly sizeBytes: number;
}

/** What one sender or receiver reports. */
export interface Change {
  /** `failed` may become `active` again, `complete` is final. */
  readonly status: 'active' | 'complete' | 'failed';
  /** Bytes that the receiver stored. */
  readonly doneBytes: number;
  /** A stream is running; false while waiting for one. */
  readonly moving: boolean;
  /** Why, when `failed`. */
  readonly error: ErrorCode | null;
}

/** What the app is told of one transfer. */
export interface TransferEvent {
  readonly fileId: Uint8Array;
  readonly direction: 'send' | 'receive';
  readonly status: Change['status'];
  readonly error: ErrorCode | null;
  readonly doneBytes: number;
  /** Why nothing comes for now, as the friend says; null when nothing is in the way. */
  readonly hold: FileHoldReason | null;
  /** Null while nothing moves. */
  readonly rateBytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}
