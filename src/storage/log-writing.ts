/** Storing entries and erasing them, with all that hangs on it, within one transaction. PROTOCOL.md §4.2. */
import { hasContent, type GoneEntry } from '../wire/entry-content.ts';
import type { LogEntry } from '../wire/frame.ts';
import { countMissing } from '../wire/missing-entries.ts';
import { openRow, sealRow, type Place } from './log-rows.ts';
import type { Author, StoredEntry, Vault } from './repositories.ts';
import type { LogWriting } from './log-stores.ts';
import { noteRule, ruleOf, sealVanishing } from './vanishing-rows.ts';

/** Stores an author's next entries from a place on. */
export async function storeEntries(
  tx: LogWriting,
  vault: Vault,
  first: Place,
  entries: readonly LogEntry[],
): Promise<StoredEntry[]> {
  const { conversationId, author } = first;
  let { seconds } = await ruleOf(tx, vault, conversationId, author);
  const written: Promise<unknown>[] = [];
  const write = (request: Promise<unknown>): void => {
    // It undoes the transaction, and is told when all are waited for.
    request.catch(() => undefined);
    written.push(request);
  };
  const all: StoredEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const place = { ...first, position: first.position + index, seq: first.seq + index };
    const kept = entry.kind === 'vanish' ? await noteRule(tx, vault, place, entry) : entry;
    if (kept.kind === 'vanish') ({ seconds } = kept);
    write(tx.objectStore('log').add(sealRow(vault, place, kept)));
    const tombstone =
      entry.kind === 'delete' && entry.seq < place.seq
        ? await eraseEntry(tx, vault, { ...place, seq: entry.seq }, 'deleted')
        : null;
    const vanishes = seconds > 0 && hasContent(entry);
    if (vanishes) {
      const vanishing = { conversationId, author, seq: place.seq, seconds, sinceMs: null };
      write(tx.objectStore('vanishing').put(sealVanishing(vault, vanishing)));
    }
    all.push({
      ...{ ...place, entry: kept },
      ...(tombstone === null ? {} : { tombstone }),
      ...(vanishes ? { vanishSeconds: seconds } : {}),
    });
  }
  await Promise.all(written);
  return all;
}

/** Leaves the number of an entry and nothing of its content. @returns what stands there now; null when there was none */
export async function eraseEntry(
  tx: LogWriting,
  vault: Vault,
  { conversationId, author, seq }: Pick<Place, 'conversationId' | 'author' | 'seq'>,
  why: GoneEntry['why'],
): Promise<StoredEntry | null> {
  // Also of what is gone already: nothing has to disappear there any more.
  await tx.objectStore('vanishing').delete([conversationId, author, seq]);
  const only = IDBKeyRange.only([conversationId, author, seq]);
  const row = await tx.objectStore('log').index('by-author').get(only);
  if (row === undefined) return null;
  const { entry, ...place } = openRow(vault, row);
  if (!(isErasable(author, entry) || (isTold(entry) && why === 'silent'))) return null;
  const gone: GoneEntry = { kind: 'gone', atMs: entry.atMs, why };
  await tx.objectStore('log').put(sealRow(vault, place, gone));
  return { ...place, entry: gone };
}

/** The mark for entries that are missing holds their number, which is needed. */
export function isErasable(author: Author, entry: LogEntry): boolean {
  return hasContent(entry) && !(author === 'me' && countMissing(entry) > 0);
}

/** It says that something was deleted. */
export function isTold(entry: LogEntry): boolean {
  return entry.kind === 'gone' && entry.why === 'deleted';
}
