/** Frames of a sealed line and entries of the log as values. PROTOCOL.md §3.5 and §4. */

/** Bounds on what a peer may make us hold, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 128;
export const MAX_TEXT_BYTES = 32_768;
export const MAX_FILE_NAME_BYTES = 1_024;
export const MAX_MEDIA_TYPE_BYTES = 255;
/** Room for what a later version may write, twice a text; what it cannot show, this one need not hoard. */
export const MAX_UNKNOWN_BODY_BYTES = 65_536;
/** The last moment a Date can hold (ECMA-262 §21.4.1.1); a later one could not be shown. */
export const MAX_TIME_MS = 8.64e15;

export const FILE_ID_BYTES = 16;
export const STREAM_ID_BYTES = 8;

export type FileEndOutcome = 'declined' | 'cancelled-by-sender' | 'cancelled-by-receiver';
export type FileStopReason = 'gone' | 'changed' | 'damaged' | 'cannot-store';

/** What an author writes into the log. `unknown` keeps entries of later versions as they came. */
export type LogEntry =
  | { readonly kind: 'text'; readonly atMs: number; readonly text: string }
  | {
      readonly kind: 'file-offer';
      readonly atMs: number;
      readonly fileId: Uint8Array;
      readonly sizeBytes: number;
      readonly modifiedMs: number;
      readonly name: string;
      readonly mediaType: string;
    }
  | {
      readonly kind: 'file-end';
      readonly atMs: number;
      readonly fileId: Uint8Array;
      readonly outcome: FileEndOutcome;
    }
  | {
      readonly kind: 'unknown';
      readonly atMs: number;
      readonly kindByte: number;
      readonly body: Uint8Array;
    };

export type Frame =
  | { readonly type: 'hello'; readonly have: number; readonly name: string }
  | { readonly type: 'entry'; readonly seq: number; readonly entry: LogEntry }
  | { readonly type: 'ack'; readonly seq: number }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'bye' }
  | FileFrame;

export type FileFrame =
  | { readonly type: 'file-want'; readonly fileId: Uint8Array; readonly fromPiece: number }
  | {
      readonly type: 'file-start';
      readonly fileId: Uint8Array;
      readonly fromPiece: number;
      readonly streamId: Uint8Array;
    }
  | {
      readonly type: 'file-piece';
      readonly fileId: Uint8Array;
      readonly piece: number;
      readonly sha256: Uint8Array;
    }
  | { readonly type: 'file-done'; readonly fileId: Uint8Array; readonly root: Uint8Array }
  | {
      readonly type: 'file-ack';
      readonly fileId: Uint8Array;
      readonly pieces: number;
      readonly complete: boolean;
    }
  | { readonly type: 'file-stop'; readonly fileId: Uint8Array; readonly reason: FileStopReason };
