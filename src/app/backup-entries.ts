/** What was said, as a backup writes it. */
import type { BackupRecord } from '../storage/backup-codec.ts';
import type { FriendRecord, LogRepository, StoredEntry } from '../storage/repositories.ts';
import type { Vanishing, VanishingRepository } from '../storage/vanishing-repository.ts';

/** Entries that are read at once. */
const ENTRIES_AT_ONCE = 256;

/** When the time of what disappears began, in milliseconds since 1970, by {@link nameOf}. */
export type BegunEntries = ReadonlyMap<string, number>;

/** Of all entries whose time runs. @throws MessengerError 'storage-*' */
export async function begunEntries(vanishing: VanishingRepository): Promise<BegunEntries> {
  const begun = new Map<string, number>();
  for (const entry of (await vanishing.all()).entries) {
    if (entry.sinceMs !== null) begun.set(nameOf(entry), entry.sinceMs);
  }
  return begun;
}

/** All that was said with a friend. @throws MessengerError 'storage-*' */
export async function* entriesOf(
  logs: LogRepository,
  friend: FriendRecord,
  begun: BegunEntries,
): AsyncGenerator<BackupRecord, void, void> {
  for await (const stored of inOrder(logs, friend)) {
    const { author, seq, entry } = stored;
    yield { type: 'entry', author: author === friend.id ? 'friend' : 'me', seq, entry };
    const sinceMs = begun.get(nameOf(stored));
    if (sinceMs !== undefined) yield { type: 'begun', sinceMs };
  }
}

/** In the order of the conversation, but for marks of missing entries: my numbers rise. */
async function* inOrder(
  logs: LogRepository,
  { id, conversationId }: FriendRecord,
): AsyncGenerator<StoredEntry, void, void> {
  let mySeq = 0;
  // Positions have no gaps.
  for (let from = 1; ; from += ENTRIES_AT_ONCE) {
    const page = await logs.page(conversationId, from + ENTRIES_AT_ONCE, ENTRIES_AT_ONCE);
    for (const stored of page) {
      if (stored.author === id) {
        yield stored;
        continue;
      }
      const { seq } = stored;
      // A mark stands behind what was numbered anew when it was set, and has a lower number.
      if (seq <= mySeq) continue;
      const [next] = seq === mySeq + 1 ? [] : await logs.after(conversationId, 'me', mySeq, 1);
      if (next !== undefined && next.seq < seq) yield next;
      yield stored;
      mySeq = seq;
    }
    if (page.length < ENTRIES_AT_ONCE) return;
  }
}

function nameOf({
  conversationId,
  author,
  seq,
}: Pick<Vanishing, 'conversationId' | 'author' | 'seq'>): string {
  return `${conversationId}/${author}/${seq}`;
}
