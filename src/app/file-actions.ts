/** Everything a user can do with files. What comes of it shows in the state. */
import type { ErrorCode } from '../errors.ts';
import type { Look } from './file-look.ts';
import type { FolderToSend } from './folder-pack.ts';
import type { Picked } from './outgoing.ts';
import type { FileId, FriendId } from './state.ts';

/** All that return a code: null, or why it could not be done. */
export interface FileActions {
  /** Whether this browser has a picker of its own, whose files can be opened again after a reload. */
  readonly canPick: boolean;
  /** Lets the user choose files; needs a click. None when the picker was closed. */
  pick(): Promise<Picked[]>;
  /** Offers files, each with an entry of its own. @param handles by which they can be opened again */
  offer(
    friendId: FriendId,
    files: readonly File[],
    handles?: ReadonlyMap<File, unknown>,
  ): Promise<ErrorCode | null>;
  /** Offers a folder with everything in it, as one. */
  offerFolder(friendId: FriendId, folder: FolderToSend): Promise<ErrorCode | null>;
  /** Accepts an offer, or asks again for what is missing after a failure. */
  accept(fileId: FileId): Promise<ErrorCode | null>;
  /** Takes files of a friend up to this size from now on, those that wait too; 0: asks about each. */
  takeUpTo(friendId: FriendId, upToBytes: number): Promise<ErrorCode | null>;
  decline(fileId: FileId): Promise<ErrorCode | null>;
  /** Ends a file from either side, or takes back an offer; what cannot be recorded goes on. */
  cancel(fileId: FileId): Promise<ErrorCode | null>;
  /** Nothing moves until `resume`, however often the page is reloaded. */
  pause(fileId: FileId): Promise<ErrorCode | null>;
  resume(fileId: FileId): Promise<ErrorCode | null>;
  /** A file that waits for its turn comes right after the one that moves. */
  next(fileId: FileId): null;
  /** Opens a file of mine again that a reload took out of reach; the browser may ask, so it needs a click. */
  goOn(fileId: FileId): Promise<ErrorCode | null>;
  /** Chooses a file of mine again; one that is not the same is said to be so. */
  provide(fileId: FileId, picked: Picked): Promise<ErrorCode | null>;
  /** The same of a folder. */
  provideFolder(fileId: FileId, folder: FolderToSend): Promise<ErrorCode | null>;
  /** Takes the offer back and offers what was chosen in its place. */
  sendAnew(fileId: FileId): Promise<ErrorCode | null>;
  /** Hands a received file to the user's disk. */
  save(fileId: FileId): Promise<ErrorCode | null>;
  /** An image to show, of a type that cannot carry script and a size that can be drawn; null when there is none. */
  preview(fileId: FileId): Promise<Blob | null>;
  /** Plays or reads a received file; null when it can only be saved. The caller closes it. */
  look(fileId: FileId): Promise<Look | null>;
  /** Clears what is over away from the list of transfers; conversations keep it. */
  clearEnded(): void;
}
