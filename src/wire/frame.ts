/** Frames of a sealed line and entries of the log as values. PROTOCOL.md §3.5, §4, §6.4, §7 and §11. */

/** Bounds on what a peer may make us hold, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 128;
export const MAX_TEXT_BYTES = 32_768;
export const MAX_FILE_NAME_BYTES = 1_024;
export const MAX_MEDIA_TYPE_BYTES = 255;
/** Files in one folder: a folder is one transfer, and its listing is held in memory. */
export const MAX_FOLDER_FILES = 65_536;
/** Room for what a later version may write, twice a text; what it cannot show, this one need not hoard. */
export const MAX_UNKNOWN_BODY_BYTES = 65_536;
/** A year. Whoever wants messages to stay longer wants them to stay. */
export const MAX_VANISH_SECONDS = 31_536_000;
/** The last moment a Date can hold (ECMA-262 §21.4.1.1); a later one could not be shown. */
export const MAX_TIME_MS = 8.64e15;

export const FILE_ID_BYTES = 16;
export const STREAM_ID_BYTES = 8;
export const INTRODUCTION_ID_BYTES = 16;
export const MOVE_ID_BYTES = 16;
export const FIND_SALT_BYTES = 32;
export const FIND_TAG_BYTES = 16;

/** A sealed card takes 552 bytes; the longest that could be, with credentials of no browser of today, all of these. */
export const MAX_BOX_BYTES = 1_024;
/** `find me` carries a multiple of so many tags, so that their number tells little of that of friends. */
export const FIND_TAG_GROUP = 8;
/** More friends than people look for at once. */
export const MAX_FIND_TAGS = 64;

export type FileEndOutcome = 'declined' | 'cancelled-by-sender' | 'cancelled-by-receiver';
export type FileStopReason = 'gone' | 'changed' | 'damaged' | 'cannot-store';
/** Why nothing of a file comes for now; `missing`: the sender's user has to choose it again. */
export type FileHoldReason = 'missing' | 'paused-by-sender' | 'paused-by-receiver';

/** From here on the author's entries disappear so long after they are read; 0: they stay. */
export interface VanishEntry {
  readonly kind: 'vanish';
  readonly atMs: number;
  /** Rises with every choice of either side, so that of two the later one is known. */
  readonly round: number;
  readonly seconds: number;
  /** It goes along with what the friend chose. */
  readonly follows: boolean;
}

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
      readonly kind: 'folder-offer';
      readonly atMs: number;
      readonly fileId: Uint8Array;
      /** Of the listing and all files. */
      readonly sizeBytes: number;
      readonly files: number;
      readonly name: string;
    }
  | {
      readonly kind: 'file-end';
      readonly atMs: number;
      readonly fileId: Uint8Array;
      readonly outcome: FileEndOutcome;
    }
  /** Stands in place of an entry whose content is gone; `deleted` is shown, `silent` is not. */
  | { readonly kind: 'gone'; readonly atMs: number; readonly why: 'deleted' | 'silent' }
  /** Asks for one of the author's own entries to be deleted, by its sequence. */
  | { readonly kind: 'delete'; readonly atMs: number; readonly seq: number }
  | VanishEntry
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
  | FileFrame
  | MoveFrame
  | MeetingFrame
  | IntroductionFrame;

export type FileFrame =
  | { readonly type: 'file-next'; readonly fileId: Uint8Array }
  | {
      readonly type: 'file-want';
      readonly fileId: Uint8Array;
      readonly fromPiece: number;
      /** Bit n, of 31: piece fromPiece + 1 + n is there as well. */
      readonly later: number;
      /** Tells the wants of a file apart; the start that answers it says it again. */
      readonly want: number;
    }
  | {
      readonly type: 'file-start';
      readonly fileId: Uint8Array;
      readonly want: number;
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
  | { readonly type: 'file-stop'; readonly fileId: Uint8Array; readonly reason: FileStopReason }
  | { readonly type: 'file-hold'; readonly fileId: Uint8Array; readonly reason: FileHoldReason };

/** Everything of one device goes to another; `move` tells attempts apart, 16 bytes. */
export interface MoveFrame {
  readonly type: 'move';
  readonly move: Uint8Array;
  readonly step: MoveStep;
}

export type MoveAnswer = 'no' | 'yes' | 'not-new';

export type MoveStep =
  | {
      readonly name: 'offer';
      readonly friends: number;
      readonly files: number;
      readonly fileBytes: number;
    }
  | { readonly name: 'answer'; readonly answer: MoveAnswer }
  /** The backup comes as this file, under this secret of 32 bytes. */
  | { readonly name: 'file'; readonly fileId: Uint8Array; readonly secret: Uint8Array }
  | { readonly name: 'done' }
  | { readonly name: 'noted' }
  | { readonly name: 'end' };

/** What friends tell each other on a line so that they can meet again without it. */
export type MeetingFrame =
  /** The newest certificate that I keep for you. */
  | {
      readonly type: 'certificate';
      readonly number: number;
      readonly fingerprint: Uint8Array;
    }
  /** Yours of this number is stored here. */
  | { readonly type: 'certificate-ack'; readonly number: number }
  /** Whether I allow that you find me through common friends. */
  | { readonly type: 'may-find'; readonly allowed: boolean };

/** Who makes the invite of an introduction, and who waits for it. */
export type IntroductionRole = 'invite' | 'wait';
export type IntroductionEndReason = 'declined' | 'gone' | 'failed' | 'timed-out';

/** What introduces friends to each other, and asks whether it may. */
export type IntroducingFrame = IntroductionFrame | Extract<MeetingFrame, { type: 'may-find' }>;

/** Keys are X25519 public keys made for one introduction only, 32 bytes; `id` has 16 bytes. */
export type IntroductionFrame =
  | { readonly type: 'introduction'; readonly id: Uint8Array; readonly name: string }
  | {
      readonly type: 'introduction-answer';
      readonly id: Uint8Array;
      /** Null: declined. */
      readonly key: Uint8Array | null;
    }
  | {
      readonly type: 'introduction-go';
      readonly id: Uint8Array;
      readonly role: IntroductionRole;
      readonly key: Uint8Array;
    }
  | { readonly type: 'introduction-pass'; readonly id: Uint8Array; readonly box: Uint8Array }
  | {
      readonly type: 'introduction-end';
      readonly id: Uint8Array;
      readonly reason: IntroductionEndReason;
    }
  | { readonly type: 'find-offer'; readonly salt: Uint8Array }
  /** FIND_TAG_GROUP to MAX_FIND_TAGS tags, a multiple of FIND_TAG_GROUP. */
  | { readonly type: 'find-me'; readonly tags: readonly Uint8Array[] }
  | { readonly type: 'find-match'; readonly tag: Uint8Array; readonly id: Uint8Array };

export type IntroductionFrameOf<Type extends IntroductionFrame['type']> = Extract<
  IntroductionFrame,
  { type: Type }
>;
