/** What was said last, and how much is unread, as the list of friends shows it. */
import type { FriendRecord, LogRepository, StoredEntry } from '../storage/repositories.ts';
import { hasContent } from '../wire/entry-content.ts';
import { toLastMessage } from './items.ts';
import type { Friend, LastMessage } from './state.ts';

/** Where the last entry that is shown is looked for: nearly always in the first page. */
const LAST_MESSAGE_PAGE = 20;
const LAST_MESSAGE_PAGES = 25;

/** More unread than this is "many"; counting stops there. */
export const MAX_UNREAD = 100;

/** What the list of friends says of a conversation. */
export async function saidBy(
  record: FriendRecord,
  logs: LogRepository,
): Promise<Pick<Friend, 'last' | 'unread'>> {
  const { conversationId, id, readSeq } = record;
  const [last, unread] = await Promise.all([
    lastMessageOf(record, logs),
    logs.after(conversationId, id, readSeq, MAX_UNREAD),
  ]);
  return { last, unread: unread.filter(({ entry }) => hasContent(entry)).length };
}

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
