/** What a backup holds, beside what is here: told before anything is imported. */
import { isKeyPair } from '../crypto/identity.ts';
import { MessengerError } from '../errors.ts';
import type { BackupAuthor, BackupRecord } from '../storage/backup-codec.ts';
import type { FriendFields } from '../storage/record-codec.ts';
import type { FriendId, FriendRecord, LogRepository } from '../storage/repositories.ts';
import { equalBytes, toHex } from '../wire/bytes.ts';
import { MAX_NAME_BYTES } from '../wire/frame.ts';
import { countMissing } from '../wire/missing-entries.ts';
import { cleanName } from './names.ts';
import { namesakeOf } from './namesakes.ts';

/** For a person to decide by. */
export interface BackupContents {
  readonly madeAtMs: number;
  /** Whose backup it is, as they call themselves; empty when it does not say. */
  readonly name: string;
  readonly messages: number;
  /** Received files that are in it. */
  readonly files: number;
  readonly fileBytes: number;
  readonly friends: readonly FriendInBackup[];
  /** Friends of this device: what an import in place of everything takes away. */
  readonly friendsHere: number;
}

export interface FriendInBackup {
  readonly name: string;
  /** `conflict`: the conversation went on here and there, each by itself. */
  readonly state: 'new' | 'known' | 'conflict';
  /** Entries that are not here; none of a conflict's. */
  readonly newEntries: number;
  /** A friend of this device, with other keys, has this name. */
  readonly namesake: boolean;
}

/** A friend of the backup and who that is here. */
export interface MatchedFriend extends FriendInBackup {
  /** In the backup. */
  readonly id: string;
  /** Null: nobody. */
  readonly here: FriendRecord | null;
  /** Whose name they have on this device, being somebody else. */
  readonly claims: FriendId | null;
  /** So far reach the entries of mine in the backup. */
  readonly mySeq: number;
}

export interface Survey {
  readonly contents: BackupContents;
  readonly matched: readonly MatchedFriend[];
}

export interface Here {
  readonly friends: readonly FriendRecord[];
  readonly logs: LogRepository;
}

/**
 * Reads a backup through, and changes nothing.
 * @throws MessengerError as the records do, and 'backup-damaged' for keys that do not belong together
 */
export async function survey(records: AsyncIterable<BackupRecord>, here: Here): Promise<Survey> {
  const surveyor = new Surveyor(here);
  for await (const record of records) await surveyor.take(record);
  return surveyor.done();
}

/** The friend whose records come now. */
interface Present {
  readonly id: string;
  readonly name: string;
  readonly here: FriendRecord | null;
  /** How far the logs of this device got. */
  readonly have: Readonly<Record<BackupAuthor, number>>;
  mySeq: number;
  newEntries: number;
  /** The last entry of mine whose number is taken here, too. */
  common: Common | null;
}

interface Common {
  readonly seq: number;
  readonly atMs: number;
}

class Surveyor {
  #contents = { madeAtMs: 0, name: '', messages: 0, files: 0, fileBytes: 0 };
  readonly #matched: MatchedFriend[] = [];
  /** Of the friends so far, as hex. */
  readonly #keys = new Set<string>();
  #present: Present | null = null;
  #last: BackupRecord['type'] | null = null;

  constructor(private readonly here: Here) {}

  async take(record: BackupRecord): Promise<void> {
    const contents = this.#contents;
    switch (record.type) {
      case 'begin':
        contents.madeAtMs = record.madeAtMs;
        break;
      case 'settings':
        contents.name = cleanName(record.settings.name, MAX_NAME_BYTES);
        break;
      case 'friend':
        await this.#end();
        this.#present = await this.#begin(record.id, record.friend);
        break;
      case 'entry':
        if (record.entry.kind === 'text') contents.messages += 1;
        note(this.#present, record);
        break;
      case 'piece':
        if (this.#last === 'file') contents.files += 1;
        contents.fileBytes += record.bytes.length;
        break;
      case 'meeting':
      case 'begun':
      case 'file':
        break;
      case 'end':
        await this.#end();
    }
    this.#last = record.type;
  }

  done(): Survey {
    const friendsHere = this.here.friends.length;
    const contents = { ...this.#contents, friendsHere, friends: this.#matched };
    return { contents, matched: this.#matched };
  }

  async #begin(id: string, friend: FriendFields): Promise<Present> {
    if (!isKeyPair(friend)) throw new MessengerError('backup-damaged');
    const { theirKey, publicKey } = friend;
    // One person twice would be one conversation twice.
    if (this.#keys.has(toHex(theirKey))) throw new MessengerError('backup-damaged');
    this.#keys.add(toHex(theirKey));
    const here = this.here.friends.find(
      (each) => equalBytes(each.theirKey, theirKey) && equalBytes(each.publicKey, publicKey),
    );
    const count = (author: 'me' | 'friend'): Promise<number> =>
      here === undefined
        ? Promise.resolve(0)
        : this.here.logs.count(here.conversationId, author === 'me' ? 'me' : here.id);
    return {
      ...{ id, name: cleanName(friend.name, MAX_NAME_BYTES), here: here ?? null },
      have: { me: await count('me'), friend: await count('friend') },
      ...{ mySeq: 0, newEntries: 0, common: null },
    };
  }

  async #end(): Promise<void> {
    const { id, name, here, mySeq, newEntries, common } = this.#present ?? {};
    if (id === undefined || name === undefined || here === undefined) return;
    const isCommon = here !== null && common !== null && common !== undefined;
    const isConflict = isCommon && !(await this.#isSame(here, common));
    const stranger = { id, name, apartFrom: [] };
    const claims = here === null ? namesakeOf(stranger, this.here.friends) : null;
    this.#matched.push({
      ...{ id, name, here, claims, mySeq: mySeq ?? 0 },
      state: here === null ? 'new' : isConflict ? 'conflict' : 'known',
      newEntries: isConflict ? 0 : (newEntries ?? 0),
      namesake: claims !== null,
    });
    this.#present = null;
  }

  /** Entries of mine are written at times of their own; what was deleted keeps its time. */
  async #isSame(here: FriendRecord, common: Common): Promise<boolean> {
    const { conversationId } = here;
    const [stored] = await this.here.logs.after(conversationId, 'me', common.seq - 1, 1);
    // A mark stands for what another device wrote.
    if (stored?.seq !== common.seq || countMissing(stored.entry) > 0) return true;
    return stored.entry.atMs === common.atMs;
  }
}

function note(present: Present | null, record: Extract<BackupRecord, { type: 'entry' }>): void {
  if (present === null) return;
  const { author, seq, entry } = record;
  const isHere = seq <= present.have[author];
  if (!isHere) present.newEntries += 1;
  if (author !== 'me') return;
  present.mySeq = seq;
  if (isHere && countMissing(entry) === 0) present.common = { seq, atMs: entry.atMs };
}
