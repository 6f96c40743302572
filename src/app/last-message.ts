/** What was said last, as the list of friends shows it. */
import type { FriendRecord, LogRepository, StoredEntry } from '../storage/repositories.ts';
import { toLastMessage } from './items.ts';
import type { LastMessage } from './state.ts';

/** Where the last entry that is shown is looked for: nearly always in the first page. */
const LAST_MESSAGE_PAGE = 20;
const LAST_MESSAGE_PAGES = 25;

/** The last entry of a conversation that is shown; null when nothing is. */
export async function lastMessageOf(
  { conversationId }: Pick<FriendRecord, 'conversationId'>,
  logs: LogRepository,
): Promise<LastMessage | null> {
  let before: number | null = null;
  for (let pages = 0; pages < LAST_MESSAGE_PAGES; pages += 1) {
    const page: StoredEntry[] = await logs.page(conversationId, before, LAST_MESSAGE_PAGE);
    const last = page.map(toLastMessage).findLast((message) => message !== null);
    if (last !== undefined) return last;
    before = page[0]?.position ?? 1;
    if (before <= 1) return null;
  }
  return null;
}
