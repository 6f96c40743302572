/** Rows of the store `log`: numbers stand in clear, each entry is sealed to its place. */
import { MessengerError } from '../errors.ts';
import { decodeEntry, encodeEntry } from '../wire/entry-codec.ts';
import type { LogEntry } from '../wire/frame.ts';
import { DAMAGED_ENTRY, type StoredEntry, type Vault } from './repositories.ts';
import type { SealedEntry } from './schema.ts';

/** Where an entry stands. */
export type Place = Omit<SealedEntry, 'sealed'>;

/** @throws RangeError for an entry past its bounds */
export function sealRow(vault: Vault, place: Place, entry: LogEntry): SealedEntry {
  const { conversationId, position, author, seq } = place;
  const sealed = vault.seal(context(place), encodeEntry(entry));
  return { conversationId, position, author, seq, sealed };
}

/** A row that does not open holds DAMAGED_ENTRY. */
export function openRow(vault: Vault, row: SealedEntry): StoredEntry {
  const { conversationId, position, author, seq } = row;
  return { conversationId, position, author, seq, entry: entryOf(vault, row) };
}

function entryOf(vault: Vault, row: SealedEntry): LogEntry {
  if (!(row.sealed instanceof Uint8Array)) return DAMAGED_ENTRY;
  try {
    return decodeEntry(vault.open(context(row), row.sealed));
  } catch (error) {
    if (error instanceof MessengerError) return DAMAGED_ENTRY;
    throw error;
  }
}

/** In the index `by-author`: an author's entries with a greater number. */
export function entriesAfter({
  conversationId,
  author,
  seq,
}: Omit<Place, 'position'>): IDBKeyRange {
  const last = [conversationId, author, Number.POSITIVE_INFINITY];
  return IDBKeyRange.bound([conversationId, author, seq], last, true);
}

/** What of a store tells where a conversation ends. */
export interface Positions {
  openKeyCursor(
    range: IDBKeyRange,
    direction: 'prev',
  ): Promise<{ readonly key: readonly [string, number] } | null>;
}

/** 0 when nobody wrote anything. */
export async function lastPosition(log: Positions, conversationId: string): Promise<number> {
  const range = IDBKeyRange.bound([conversationId], [conversationId, []]);
  const last = await log.openKeyCursor(range, 'prev');
  return last === null ? 0 : last.key[1];
}

/** What of a store tells how far an author got. */
export interface ByAuthor {
  index(name: 'by-author'): {
    openKeyCursor(
      range: IDBKeyRange,
      direction: 'prev',
    ): Promise<{ readonly key: readonly [string, string, number] } | null>;
  };
}

/** 0 when the author wrote nothing. Only mine have gaps, and those count as written. */
export async function lastSeq(
  log: ByAuthor,
  conversationId: string,
  author: string,
): Promise<number> {
  const range = IDBKeyRange.bound([conversationId, author], [conversationId, author, []]);
  const last = await log.index('by-author').openKeyCursor(range, 'prev');
  return last === null ? 0 : last.key[2];
}

/** Binds a row to its store and place. */
function context({ conversationId, position, author, seq }: Place): string {
  return `log/${conversationId}/${position}/${author}/${seq}`;
}
