/** Moving everything to another device, as a person sees and does it (PROTOCOL.md §11). */
import type { ErrorCode } from '../errors.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';

/** What moves: everything but the friendship of both devices. */
export interface MoveSize {
  readonly friends: number;
  /** Received files. */
  readonly files: number;
  readonly fileBytes: number;
}

/**
 * On the old device: `choosing` what that means, `asking` the other one, which `refused` or is
 * `not-new`; `writing`, `sending`, and `there` when all of it lies on the other device, which has to
 * take it in. On the new one: `asked`, `considering` the request, `receiving`, `reading`, `importing`;
 * `arrived` when all is done and the old device has not heard it. `stopped`: by the other device, or
 * for the reason in `error`.
 */
export type MoveStepName =
  | ('choosing' | 'asking' | 'refused' | 'not-new' | 'writing' | 'sending' | 'there')
  | ('asked' | 'considering' | 'receiving' | 'reading' | 'importing' | 'arrived')
  | 'stopped';

export interface MoveState {
  /** What this device is in it. */
  readonly side: 'old' | 'new';
  /** The other device. */
  readonly friendId: FriendId;
  readonly step: MoveStepName;
  readonly size: MoveSize;
  /** How far `writing`, `reading` and `importing` are, from 0 to 1. */
  readonly done: number;
  /** The file that everything goes in, once it is offered: it tells how far `sending` and `receiving` are. */
  readonly fileId: FileId | null;
  readonly error: ErrorCode | null;
  /** Everything was given to the other device before, and it never said that it has it. */
  readonly unheard: boolean;
}

/** No method rejects for an expected failure. */
export interface MoveActions {
  /** On the old device: shows what would move to this friend. @returns why that cannot be */
  choose(friendId: FriendId): Promise<ErrorCode | null>;
  /** Asks the other device. */
  ask(): void;
  /** Whoever holds both says that everything is there: this device is not used any more. @returns why not */
  finish(): Promise<ErrorCode | null>;
  /** On the new device: shows what is asked. */
  look(): void;
  /** Says yes. @returns why that cannot be */
  agree(): Promise<ErrorCode | null>;
  /** Says no, stops what goes on, or puts away what has ended. */
  stop(): Promise<void>;
  /** On a device that was moved away: uses it after all, and begins anew. @returns why not */
  useHere(): Promise<ErrorCode | null>;
}

const UNDER_WAY: readonly MoveStepName[] = [
  ...(['asking', 'writing', 'sending', 'there', 'receiving', 'reading', 'importing'] as const),
];

/** Whether it would come to nothing if the page ended. */
export function isUnderWay(move: MoveState | undefined): boolean {
  return move !== undefined && UNDER_WAY.includes(move.step);
}

/** Whether a move has the screen for itself: nothing is to be said here meanwhile. */
export function hasScreen(move: MoveState | undefined): move is MoveState {
  return move !== undefined && move.step !== 'asked' && move.step !== 'arrived';
}
