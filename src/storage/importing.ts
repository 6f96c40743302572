/** Takes over what a backup holds, in one transaction: all of it or nothing (PROTOCOL.md §10.5). */
import type { LogEntry } from '../wire/frame.ts';
import type { Database, WriteTransaction } from './database.ts';
import { sealFriend } from './idb-friends.ts';
import { sealMeeting } from './idb-meetings.ts';
import { sealMove } from './idb-move.ts';
import { sealSettings } from './idb-settings.ts';
import { sealTransfer } from './idb-transfers.ts';
import { lastPosition } from './log-rows.ts';
import { storeEntries } from './log-writing.ts';
import type { MoveRecord } from './move-codec.ts';
import type {
  Author,
  FriendRecord,
  MeetingRecord,
  SettingsRecord,
  TransferRecord,
  Vault,
} from './repositories.ts';

/** An entry under its author's number. */
export interface NumberedEntry {
  readonly author: Author;
  readonly seq: number;
  readonly entry: LogEntry;
}

/** What comes of one friend, under the identifiers of this device. */
export interface ImportedFriend {
  readonly friend: FriendRecord;
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
  const { friend, meeting, entries, transfers } = from;
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
    await storeEntries(
      tx,
      vault,
      place,
      run.map(({ entry }) => entry),
    );
    position += run.length;
  }
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
