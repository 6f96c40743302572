/** What files need from the outside world, and from the rest of the app. */
import type { FriendId } from '../storage/repositories.ts';
import type { LogEntry } from '../wire/frame.ts';
import type { Ports } from './ports.ts';

export type FilesPorts = Pick<
  Ports,
  | 'files'
  | 'transfers'
  | 'saver'
  | 'player'
  | 'sources'
  | 'sourceFiles'
  | 'persistence'
  | 'random'
  | 'clock'
  | 'sealPipeline'
>;

/** What of files concerns the rest of the talk. */
export interface FilesHooks {
  /** Appends an entry to my log with a friend. */
  write(friendId: FriendId, entry: LogEntry): Promise<void>;
  /** Records up to which size files of a friend come without asking. */
  setTakes(friendId: FriendId, upToBytes: number): Promise<void>;
}
