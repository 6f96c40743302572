/** What is to disappear, as the app knows it. Everything rejects with MessengerError 'storage-*'. */
import type { VanishRule } from '../wire/entry-content.ts';
import type { Author, ConversationId } from './repositories.ts';

/** An entry that is to disappear. */
export interface Vanishing {
  readonly conversationId: ConversationId;
  readonly author: Author;
  readonly seq: number;
  /** So long after it began. */
  readonly seconds: number;
  /** When its time began, in milliseconds since 1970; null: not yet. */
  readonly sinceMs: number | null;
}

/** The name of what an author's log says. */
export function ruleName(conversationId: ConversationId, author: Author): string {
  return `${conversationId}/${author}`;
}

/** Written together with the log: entries come into it by `append` and `receive`, and go by `erase` and `clear`. */
export interface VanishingRepository {
  /** What an author's log says of the entries that follow. */
  rule(conversationId: ConversationId, author: Author): Promise<VanishRule>;
  /** Everything, rules by {@link ruleName}. */
  all(): Promise<{
    readonly entries: readonly Vanishing[];
    readonly rules: ReadonlyMap<string, VanishRule>;
  }>;
  /** Records when the time of entries began; those that are not there any more are left out. */
  put(entries: readonly Vanishing[]): Promise<void>;
}
