/** Takes over what a backup holds, in one transaction: all of it or nothing (PROTOCOL.md §10.5). */
import type { LogEntry } from '../wire/frame.ts';
import type { Database, WriteTransaction } from './database.ts';
import { openFriend, sealFriend } from './idb-friends.ts';
import { sealMeeting } from './idb-meetings.ts';
import { sealMove } from './idb-move.ts';
import { sealSettings } from './idb-settings.ts';
import { sealTransfer } from './idb-transfers.ts';
import { lastPosition, lastSeq } from './log-rows.ts';
import { storeEntries } from './log-writing.ts';
import type { MoveRecord } from './move-codec.ts';
import type {
  Author,
  FriendRecord,
  MeetingRecord,
  SettingsRecord,
  StoredEntry,
  TransferRecord,
  Vault,
} from './repositories.ts';
import { sealVanishing } from './vanishing-rows.ts';

/** An entry under its author's number. */
export interface NumberedEntry {
  readonly author: Author;
  readonly seq: number;
  readonly entry: LogEntry;
  /** It disappears, and its time began so many milliseconds after 1970; absent: not yet. */
  readonly sinceMs?: number;
}

/** What comes of one friend, under the identifiers of this device. */
export interface ImportedFriend {
  /** Of one who is here already, `restoredSeq` alone counts. */
  readonly friend: FriendRecord;
  /** They are here already. Reading a backup takes minutes, in which they can change, write and go. */
  readonly known: boolean;
  /** Null: what is here stays, if anything is. */
  readonly meeting: MeetingRecord | null;
  /** In the order of the conversation, each author's behind those that are here. */
  readonly entries: readonly NumberedEntry[];
  readonly transfers: readonly TransferRecord[];
}

export interface Import {
  /** Everything that was here goes, but the vault key. */
  readonly replace: boolean;
  /** Null: what is here stays. */
  readonly settings: SettingsRecord | null;
  readonly friends: readonly ImportedFriend[];
  /** It came from another device, which has to hear that it is here. */
  readonly move?: MoveRecord;
}

const STORES = [
  ...(['settings', 'friends', 'log', 'vanishing', 'transfers'] as const),
  ...(['meetings', 'invites', 'sources', 'hashes'] as const),
];
type Importing = WriteTransaction<(typeof STORES)[number]>;

/** Entries that are stored at once: sealed in some milliseconds. */
const ENTRIES_AT_ONCE = 500;

/** @throws MessengerError 'storage-*'; then everything is as it was */
export async function importAll(
  database: Database,
  vault: Vault,
  { replace, settings, friends, move }: Import,
): Promise<void> {
  await database.write([...STORES], async (tx) => {
    if (replace) await Promise.all(STORES.map((store) => tx.objectStore(store).clear()));
    if (settings !== null)
      await tx.objectStore('settings').put(sealSettings(vault, settings), 'own');
    for (const friend of friends) await importFriend(tx, vault, friend);
    if (move !== undefined) await tx.objectStore('settings').put(sealMove(vault, move), 'move');
  });
}

async function importFriend(tx: Importing, vault: Vault, from: ImportedFriend): Promise<void> {
  const { meeting, transfers } = from;
  const friend = from.known ? await friendHere(tx, vault, from.friend) : from.friend;
  if (friend === null) return;
  const entries = from.known ? await entriesBehind(tx, friend, from.entries) : from.entries;
  await tx.objectStore('friends').put(sealFriend(vault, friend));
  if (meeting !== null) await tx.objectStore('meetings').put(sealMeeting(vault, meeting));
  for (const transfer of transfers) {
    await tx.objectStore('transfers').put(sealTransfer(vault, transfer));
  }
  const { conversationId } = friend;
  let position = (await lastPosition(tx.objectStore('log'), conversationId)) + 1;
  for (const run of runsOf(entries)) {
    const [first] = run;
    if (first === undefined) continue;
    const place = { conversationId, position, author: first.author, seq: first.seq };
    const stored = await storeEntries(
      tx,
      vault,
      place,
      run.map(({ entry }) => entry),
    );
    for (const [index, entry] of stored.entries()) {
      await goOnVanishing(tx, vault, entry, run[index]?.sinceMs ?? null);
    }
    position += run.length;
  }
}

/** The time of what disappears goes on from where it began on the other device. */
async function goOnVanishing(
  tx: Importing,
  vault: Vault,
  { conversationId, author, seq, vanishSeconds: seconds }: StoredEntry,
  sinceMs: number | null,
): Promise<void> {
  if (seconds === undefined || sinceMs === null) return;
  const vanishing = { conversationId, author, seq, seconds, sinceMs };
  await tx.objectStore('vanishing').put(sealVanishing(vault, vanishing));
}

/** Somebody as they are by now; null when they were removed. */
async function friendHere(
  tx: Importing,
  vault: Vault,
  { id, restoredSeq = null }: FriendRecord,
): Promise<FriendRecord | null> {
  const row = await tx.objectStore('friends').get(id);
  if (row === undefined) return null;
  const here = openFriend(vault, row);
  // A line that opened meanwhile has found where my log goes on.
  return (here.restoredSeq ?? null) === null ? here : { ...here, restoredSeq };
}

/** Those whose numbers are not taken by now. */
async function entriesBehind(
  tx: Importing,
  { conversationId }: FriendRecord,
  entries: readonly NumberedEntry[],
): Promise<readonly NumberedEntry[]> {
  const taken = new Map<Author, number>();
  for (const author of new Set(entries.map((entry) => entry.author))) {
    taken.set(author, await lastSeq(tx.objectStore('log'), conversationId, author));
  }
  return entries.filter(({ author, seq }) => seq > (taken.get(author) ?? 0));
}

/** What one author wrote in a row, without gaps. */
function* runsOf(entries: readonly NumberedEntry[]): Generator<NumberedEntry[]> {
  let run: NumberedEntry[] = [];
  for (const entry of entries) {
    const last = run.at(-1);
    const follows = last?.author === entry.author && last.seq + 1 === entry.seq;
    if (last !== undefined && (!follows || run.length === ENTRIES_AT_ONCE)) {
      yield run;
      run = [];
    }
    run.push(entry);
  }
  if (run.length > 0) yield run;
}
