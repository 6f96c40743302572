/** Deleting a whole conversation within one transaction; fetched when somebody does. PROTOCOL.md §4.2. */
import type { GoneEntry } from '../wire/entry-content.ts';
import { openRow, sealRow } from './log-rows.ts';
import type { LogWriting } from './log-stores.ts';
import { isErasable, isTold } from './log-writing.ts';
import type { Author, ConversationId, Vault } from './repositories.ts';
import { isRule } from './vanishing-rows.ts';

/** Rows that are read at once: sealed and opened in some milliseconds. */
const ROWS_AT_ONCE = 500;

/**
 * Leaves nothing of a conversation to be seen.
 * @param ackedSeq what I chose behind it is still to be told
 */
export async function eraseAll(
  tx: LogWriting,
  vault: Vault,
  conversationId: ConversationId,
  ackedSeq: number,
): Promise<void> {
  const isOwed = (author: Author, seq: number): boolean => author === 'me' && seq > ackedSeq;
  let position = 0;
  for (;;) {
    const range = IDBKeyRange.bound([conversationId, position], [conversationId, []], true);
    const rows = await tx.objectStore('log').getAll(range, ROWS_AT_ONCE);
    const puts = rows.flatMap((row) => {
      const { entry, ...place } = openRow(vault, row);
      const isSeen = isErasable(row.author, entry) || isTold(entry);
      const isChoice = entry.kind === 'vanish' && !isOwed(row.author, row.seq);
      if (!isSeen && !isChoice) return [];
      const gone: GoneEntry = { kind: 'gone', atMs: entry.atMs, why: 'silent' };
      return [tx.objectStore('log').put(sealRow(vault, place, gone))];
    });
    await Promise.all(puts);
    const last = rows.at(-1);
    if (last === undefined) break;
    ({ position } = last);
  }
  const vanishing = IDBKeyRange.bound([conversationId], [conversationId, []]);
  for (const row of await tx.objectStore('vanishing').getAll(vanishing)) {
    const { author, seq } = row;
    if (!isRule(row)) await tx.objectStore('vanishing').delete([conversationId, author, seq]);
  }
}
