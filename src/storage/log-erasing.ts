/** Deleting in the log, as the app knows it. PROTOCOL.md §4.2. */
import type { GoneEntry } from '../wire/entry-content.ts';
import type { Author, ConversationId, StoredEntry } from './repositories.ts';

/** What follows of an entry that was just stored. */
export interface Consequences {
  /** Of a `delete` that found what it names: what stands there now. */
  readonly tombstone?: StoredEntry;
  /** It disappears so long after it is read. */
  readonly vanishSeconds?: number;
}

export interface LogErasing {
  /**
   * Leaves the number of an entry and nothing of its content, durably.
   * @returns what stands there now; null when there is no such entry, or none that has content
   */
  erase(
    conversationId: ConversationId,
    author: Author,
    seq: number,
    why: GoneEntry['why'],
  ): Promise<StoredEntry | null>;
  /**
   * Does so with a whole conversation, all or none, and leaves nothing to be seen of it.
   * @param ackedSeq what I told the friend up to here is not owed any more
   */
  clear(conversationId: ConversationId, ackedSeq: number): Promise<void>;
  /** Whether messages disappear or did, in any conversation. */
  vanishes(): Promise<boolean>;
}
