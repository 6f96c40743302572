/** What meeting friends again needs, in IndexedDB. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';
import type { SealedMeeting } from './schema.ts';
import { decodeMeeting, encodeMeeting, type MeetingFields } from './meeting-codec.ts';
import {
  MAX_KEPT_CERTIFICATES,
  MAX_USED_SALTS,
  type FriendId,
  type MeetingRecord,
  type MeetingRepository,
  type Vault,
} from './repositories.ts';

/** MeetingRepository over the store `meetings`; the browser's certificates stand beside the sealed record. */
export class IdbMeetings implements MeetingRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async get(id: FriendId): Promise<MeetingRecord | null> {
    const record = await this.#database.read(['meetings'], (tx) =>
      tx.objectStore('meetings').get(id),
    );
    return record === undefined ? null : this.#open(record);
  }

  update(id: FriendId, change: (record: MeetingRecord) => MeetingRecord): Promise<MeetingRecord> {
    return this.#database.write(['meetings', 'friends'], async (tx) => {
      const stored = await tx.objectStore('meetings').get(id);
      const before = stored === undefined ? null : this.#open(stored);
      const meeting = trimmed({ ...change(before ?? emptyMeeting(id)), friendId: id });
      // A friend who was removed meanwhile leaves nothing behind.
      const friends = await tx.objectStore('friends').count(id);
      if (friends > 0) await tx.objectStore('meetings').put(sealMeeting(this.#vault, meeting));
      return meeting;
    });
  }

  /** Null for a damaged record. @throws MessengerError 'storage-newer-version' */
  #open({ friendId, sealed, handles }: SealedMeeting): MeetingRecord | null {
    const fields = this.#fields(friendId, sealed);
    if (fields === null || !Array.isArray(handles)) return null;
    if (handles.length !== fields.mine.length) return null;
    const mine = fields.mine.map((certificate, i) => ({
      ...certificate,
      handle: handles[i] as unknown,
    }));
    return { friendId, ...fields, mine };
  }

  #fields(friendId: FriendId, sealed: unknown): MeetingFields | null {
    if (!(sealed instanceof Uint8Array)) return null;
    try {
      return decodeMeeting(this.#vault.open(context(friendId), sealed));
    } catch (error) {
      if (error instanceof MessengerError && error.code === 'storage-corrupt') return null;
      throw error;
    }
  }
}

/** A meeting as a row. */
export function sealMeeting(vault: Vault, meeting: MeetingRecord): SealedMeeting {
  const { friendId, mine } = meeting;
  const sealed = vault.seal(context(friendId), encodeMeeting(meeting));
  return { friendId, sealed, handles: mine.map(({ handle }) => handle) };
}

function emptyMeeting(friendId: FriendId): MeetingRecord {
  return {
    friendId,
    mine: [],
    theirs: [],
    usedSalts: [],
    iAllowFinding: false,
    theyAllowFinding: false,
  };
}

/** The newest stand last. */
function trimmed(meeting: MeetingRecord): MeetingRecord {
  return {
    ...meeting,
    mine: meeting.mine.slice(-MAX_KEPT_CERTIFICATES),
    theirs: meeting.theirs.slice(-MAX_KEPT_CERTIFICATES),
    usedSalts: meeting.usedSalts.slice(-MAX_USED_SALTS),
  };
}

/** Binds a record to its store and friend. */
function context(friendId: FriendId): string {
  return `meetings/${friendId}`;
}
