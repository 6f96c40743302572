/** What moving needs of the app and of storage. */
import type { ErrorCode } from '../errors.ts';
import type { Import } from '../storage/importing.ts';
import type { MoveRepository } from '../storage/move-repository.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';
import type { MoveStep } from '../wire/frame.ts';
import type { MoveState } from './move-actions.ts';
import type { Ports } from './ports.ts';
import type { AppState } from './state.ts';
import type { Store } from './store.ts';

/** What comes with the code of moving alone. */
export interface MoveStorage {
  readonly moves: MoveRepository;
  /** All or nothing. @throws MessengerError 'storage-*' */
  importAll(from: Import): Promise<void>;
  /** Begins with a fresh page. */
  restart(): void;
}

/** The rest of the app. */
export interface MovingApp {
  readonly store: Store<AppState>;
  readonly ports: Ports;
  /** @returns whether there is a line */
  tell(friendId: FriendId, move: Uint8Array, step: MoveStep): boolean;
  /** Ends the line against a friend who does not keep to the protocol. */
  fail(friendId: FriendId): void;
  /** Ends all lines but this friend's. */
  hangUpOthers(friendId: FriendId): void;
  offer(friendId: FriendId, file: File): Promise<ErrorCode | null>;
  accept(fileId: FileId): Promise<ErrorCode | null>;
  /** Takes an offer back, or declines it. */
  end(fileId: FileId): Promise<ErrorCode | null>;
  /** Removes a friend with everything that came of them. */
  remove(friendId: FriendId): Promise<ErrorCode | null>;
  /** Leaves all lines. */
  leave(): void;
}

export interface MovingPorts extends MovingApp, MoveStorage {}

/** Changes what is shown, if anything is. */
export function change(ports: MovingPorts, now: Partial<MoveState>): void {
  ports.store.update((state) =>
    state.move === undefined ? state : { ...state, move: { ...state.move, ...now } },
  );
}

/** Shows how far it is, in whole percent: more often nobody sees. */
export function showDone(ports: MovingPorts, done: number): void {
  const shown = ports.store.get().move?.done ?? 0;
  if (Math.floor(done * 100) !== Math.floor(shown * 100)) change(ports, { done });
}

/** Shows that nothing of a move goes on. */
export function putAway(ports: MovingPorts): void {
  ports.store.update(({ move: _, ...state }) => state);
}
