/**
 * A backup as it is taken over: files first, under names that nobody knows yet, so that whatever is left
 * of an attempt is swept away at the next start; then all records at once.
 */
import type { RandomBytes } from '../crypto/random.ts';
import type { BackupRecord } from '../storage/backup-codec.ts';
import type { Import, ImportedFriend, NumberedEntry } from '../storage/importing.ts';
import type { FriendFields } from '../storage/record-codec.ts';
import type {
  FriendId,
  FriendRecord,
  LogRepository,
  MeetingRecord,
  SettingsRecord,
  TransferRecord,
  TransferRepository,
  TrustRecord,
} from '../storage/repositories.ts';
import type { FileStore } from '../storage/stored-pieces.ts';
import { MAX_NAME_BYTES } from '../wire/frame.ts';
import type { MatchedFriend } from './backup-contents.ts';
import { localFileId } from './file-ids.ts';
import { localId } from './local-id.ts';
import { cleanName } from './names.ts';
import { readServer, type ServerRecord } from './servers.ts';

/** `replace`: in place of what is here; `merge`: beside it. */
export type ImportMode = 'merge' | 'replace';

export interface ImportTargets {
  readonly logs: LogRepository;
  readonly transfers: TransferRepository;
  readonly files: FileStore;
  readonly random: RandomBytes;
}

/** A friend of the backup as they come here. */
interface Arriving {
  readonly friend: FriendRecord;
  readonly known: boolean;
  /** How far the logs of this device got. */
  readonly have: { readonly me: number; readonly friend: number };
  meeting: MeetingRecord | null;
  readonly entries: NumberedEntry[];
  readonly transfers: TransferRecord[];
}

/**
 * Gathers what is to be imported, and stores the files. Nothing of it shows until the records follow.
 * @param settingsHere this device has settings of its own, which a merge leaves
 * @throws MessengerError as the records do, 'file-no-space' or 'storage-*'
 */
export async function gatherImport(
  records: AsyncIterable<BackupRecord>,
  matched: readonly MatchedFriend[],
  mode: ImportMode,
  settingsHere: SettingsRecord | null,
  targets: ImportTargets,
): Promise<Import> {
  const gathering = new Gathering(matched, mode, targets);
  let settings: SettingsRecord | null = null;
  let madeAtMs = 0;
  for await (const record of records) {
    if (record.type === 'begin') ({ madeAtMs } = record);
    else if (record.type === 'settings') ({ settings } = record);
    else await gathering.take(record);
  }
  const keepsOwn = mode === 'merge' && settingsHere !== null;
  return {
    replace: mode === 'replace',
    settings: keepsOwn || settings === null ? null : ownSettings(settings, madeAtMs),
    friends: gathering.friends(),
  };
}

/** Checked as if they were typed: whoever wrote the file may not be who it says. Null without a name. */
function ownSettings(settings: SettingsRecord, madeAtMs: number): SettingsRecord | null {
  const name = cleanName(settings.name, MAX_NAME_BYTES);
  if (name === '') return null;
  const servers: ServerRecord[] = [];
  for (const typed of settings.servers) {
    const server = readServer(typed, servers);
    // No Twocan keeps another one, so nobody misses it.
    if (typeof server !== 'string') servers.push(server);
  }
  return { ...settings, name, servers, backupAtMs: madeAtMs };
}

class Gathering {
  readonly #arriving: Arriving[] = [];
  /** Files that are taken over. */
  readonly #files = new Set<string>();
  /** Friends of the backup by their identifier in it; theirs on this device. */
  readonly #ids = new Map<string, string>();
  #now: Arriving | null = null;
  /** The entry before; null when it is not taken over. */
  #entry: (NumberedEntry & { sinceMs?: number }) | null = null;
  #file: { readonly fileId: string; pieces: number } | null = null;

  constructor(
    private readonly matched: readonly MatchedFriend[],
    private readonly mode: ImportMode,
    private readonly targets: ImportTargets,
  ) {
    for (const { id, here } of matched) {
      const known = mode === 'merge' && here !== null;
      this.#ids.set(id, known ? here.id : localId(targets.random));
    }
  }

  friends(): ImportedFriend[] {
    return this.#arriving;
  }

  async take(record: BackupRecord): Promise<void> {
    if (record.type === 'friend') {
      this.#file = null;
      this.#now = await this.#arrive(record.id, record.friend);
      if (this.#now !== null) this.#arriving.push(this.#now);
      return;
    }
    if (this.#now !== null) await this.#takeOf(this.#now, record);
  }

  async #takeOf(now: Arriving, record: BackupRecord): Promise<void> {
    const { id } = now.friend;
    switch (record.type) {
      case 'meeting':
        if (!now.known) now.meeting = { friendId: id, ...record.meeting, mine: [] };
        return;
      case 'entry': {
        const { author, seq, entry } = record;
        this.#entry = null;
        if (seq <= now.have[author]) return;
        this.#entry = { author: author === 'me' ? 'me' : id, seq, entry };
        now.entries.push(this.#entry);
        return;
      }
      case 'begun':
        if (this.#entry !== null) this.#entry.sinceMs = record.sinceMs;
        return;
      case 'file': {
        const { wireId, transfer } = record;
        const fileId = localFileId(id, transfer.direction, wireId);
        this.#file = (await this.#isMissing(now, fileId)) ? { fileId, pieces: 0 } : null;
        if (this.#file === null) return;
        // What a crash left of an attempt before.
        if (now.known) await this.targets.files.remove(fileId);
        this.#files.add(fileId);
        now.transfers.push({ ...transfer, fileId, friendId: id });
        return;
      }
      case 'piece':
        if (this.#file === null) return;
        await this.targets.files.write(this.#file.fileId, this.#file.pieces, record.bytes);
        this.#file.pieces += 1;
        return;
      default:
        return;
    }
  }

  /** Whether a file of the backup is none that is here. */
  async #isMissing(now: Arriving, fileId: string): Promise<boolean> {
    if (this.#files.has(fileId)) return false;
    if (!now.known) return true;
    const here = await this.targets.transfers.get(fileId);
    return here === null || here.error === 'file-left-behind';
  }

  /** Null for a friend of whom nothing is taken. */
  async #arrive(idThere: string, friend: FriendFields): Promise<Arriving | null> {
    const match = this.matched.find(({ id }) => id === idThere);
    const id = this.#ids.get(idThere);
    if (match === undefined || id === undefined) return null;
    const nothing = { meeting: null, entries: [], transfers: [] };
    const { here, state, mySeq, claims } = match;
    if (this.mode === 'merge' && here !== null) {
      if (state === 'conflict') return null;
      const { logs } = this.targets;
      const me = await logs.count(here.conversationId, 'me');
      const have = { me, friend: await logs.count(here.conversationId, here.id) };
      // What comes behind a log that no line has carried on since its own restore is as old as that.
      const restored = here.restoredSeq ?? null;
      const restoredSeq = restored === null ? null : Math.max(restored, mySeq);
      return { friend: { ...here, restoredSeq }, known: true, have, ...nothing };
    }
    // Beside the friends of this device nobody takes the name of one without a question.
    const trust = this.#trust(friend.trust, this.mode === 'merge' ? claims : null);
    const record: FriendRecord = {
      ...friend,
      id,
      conversationId: localId(this.targets.random),
      name: cleanName(friend.name, MAX_NAME_BYTES),
      restoredSeq: friend.restoredSeq ?? mySeq,
      ...(trust === null ? {} : { trust }),
    };
    return { friend: record, known: false, have: { me: 0, friend: 0 }, ...nothing };
  }

  /** The same of the same friends, as they are called here. @param claims whose name they have here */
  #trust(trust: TrustRecord | undefined, claims: FriendId | null): TrustRecord | null {
    if (trust === undefined && claims === null) return null;
    const here = (id: string | null): string | null => this.#ids.get(id ?? '') ?? null;
    if (trust === undefined) return { verified: null, claims, movedTo: null, apartFrom: [] };
    return {
      ...trust,
      claims: claims ?? here(trust.claims),
      movedTo: here(trust.movedTo),
      apartFrom: trust.apartFrom.map(here).filter((id) => id !== null),
    };
  }
}
