/**
 * Deleting: a message here, a message for both, a file, a conversation; and messages that disappear
 * (PROTOCOL.md §4.2). Fetched when something is to be forgotten.
 *
 * A file goes before the entry that offered it: a crash in between leaves an entry that can be deleted
 * again, never a file that nobody can find.
 */
import type { ErrorCode } from '../errors.ts';
import type { FriendRecord, StoredEntry } from '../storage/repositories.ts';
import type {
  Vanishing as VanishingEntry,
  VanishingRepository,
} from '../storage/vanishing-repository.ts';
import type { LogEntry } from '../wire/frame.ts';
import type { Conversations } from './conversations.ts';
import { localFileId } from './file-ids.ts';
import { fileSinceMs, removeFile, type Removal } from './file-removal.ts';
import type { Files } from './files.ts';
import type { FriendBook } from './friends.ts';
import { outcomeOf } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { FileId, Friend, FriendId } from './state.ts';
import { chosen } from './vanish-rules.ts';
import { Vanishing } from './vanishing.ts';

/** What a user can have forgotten. All return null, or why it could not be done. */
export interface ForgettingActions {
  /** Deletes a message on this device; one of mine that was not acknowledged is not sent any more. */
  deleteHere(friendId: FriendId, author: 'me' | 'them', seq: number): Promise<ErrorCode | null>;
  /** Deletes a message of mine and asks the friend to do so, now or when there is a line. */
  deleteForBoth(friendId: FriendId, seq: number): Promise<ErrorCode | null>;
  /** Removes what was received of a file; its message stays. */
  removeFile(fileId: FileId): Promise<ErrorCode | null>;
  /** Deletes all messages and files of a conversation here; the friend stays. */
  clear(friendId: FriendId): Promise<ErrorCode | null>;
  /** Messages of both disappear so long after they are read, from now on; 0: they stay. */
  vanishAfter(friendId: FriendId, seconds: number): Promise<ErrorCode | null>;
}

export interface ForgettingPorts extends Pick<Ports, 'logs' | 'clock'> {
  readonly vanishing: VanishingRepository;
  readonly friends: FriendBook;
  readonly files: Files;
  readonly conversations: Conversations;
  friend(friendId: FriendId): Friend | undefined;
  /** Appends an entry to my log with a friend, and shows what comes of it. */
  write(friendId: FriendId, entry: LogEntry): Promise<void>;
}

export class Forgetting implements ForgettingActions {
  readonly vanishing: Vanishing;

  constructor(private readonly ports: ForgettingPorts) {
    this.vanishing = new Vanishing({
      ...{ repository: ports.vanishing, clock: ports.clock },
      begunSeq: (conversationId, author) => {
        const friend = this.#friendOf(conversationId);
        return (author === 'me' ? friend?.ackedSeq : friend?.readSeq) ?? null;
      },
      expire: (entry) => this.#expire(entry),
    });
  }

  deleteHere(friendId: FriendId, author: 'me' | 'them', seq: number): Promise<ErrorCode | null> {
    return outcomeOf(this.#deleteHere(friendId, author === 'me' ? 'me' : friendId, seq));
  }

  deleteForBoth(friendId: FriendId, seq: number): Promise<ErrorCode | null> {
    return outcomeOf(this.#deleteForBoth(friendId, seq));
  }

  removeFile(fileId: FileId): Promise<ErrorCode | null> {
    return outcomeOf(this.#drop(fileId, { named: true, told: true }));
  }

  clear(friendId: FriendId): Promise<ErrorCode | null> {
    return outcomeOf(this.#clear(friendId));
  }

  vanishAfter(friendId: FriendId, seconds: number): Promise<ErrorCode | null> {
    const entry = chosen(this.ports.friend(friendId), seconds, this.ports.clock.nowMs());
    return outcomeOf(this.ports.write(friendId, entry));
  }

  /** A friend asks for an entry of theirs to be deleted: its file goes before that is stored. */
  async asked(friendId: FriendId, seq: number): Promise<void> {
    const stored = await this.#entry(friendId, friendId, seq);
    if (stored !== null) await this.#dropFile(friendId, stored, false);
  }

  /** What stands in place of an entry is shown, and nothing of it is sent any more. */
  async replaced(friendId: FriendId, tombstone: StoredEntry): Promise<void> {
    if (tombstone.author === 'me') this.ports.friends.session(friendId).erased();
    this.ports.conversations.replace(friendId, tombstone);
    await this.ports.friends.refresh(friendId);
  }

  async #deleteHere(friendId: FriendId, author: string, seq: number): Promise<void> {
    const stored = await this.#entry(friendId, author, seq);
    if (stored !== null) await this.#erase(friendId, stored);
  }

  async #deleteForBoth(friendId: FriendId, seq: number): Promise<void> {
    const stored = await this.#entry(friendId, 'me', seq);
    if (stored === null) return;
    await this.#dropFile(friendId, stored, true);
    const atMs = this.ports.clock.nowMs();
    await this.ports.write(friendId, { kind: 'delete', atMs, seq });
  }

  async #erase(friendId: FriendId, stored: StoredEntry): Promise<void> {
    await this.#dropFile(friendId, stored, true);
    const { conversationId, author, seq } = stored;
    const tombstone = await this.ports.logs.erase(conversationId, author, seq, 'silent');
    if (tombstone !== null) await this.replaced(friendId, tombstone);
  }

  async #clear(friendId: FriendId): Promise<void> {
    const { files, friends, logs, conversations } = this.ports;
    const { conversationId, ackedSeq } = friends.record(friendId);
    for (const { fileId } of files.kept.book.of(friendId)) {
      await this.#drop(fileId, { named: false, told: true });
    }
    // What was read is not read anew when it is gone.
    await friends.markRead(friendId);
    await logs.clear(conversationId, ackedSeq);
    friends.session(friendId).erased();
    await conversations.reload(friends.record(friendId));
    await Promise.all([friends.refresh(friendId), this.vanishing.reload()]);
  }

  async #expire(entry: VanishingEntry): Promise<number | null> {
    const friend = this.#friendOf(entry.conversationId);
    if (friend === undefined) return null;
    const stored = await this.#entry(friend.id, entry.author, entry.seq);
    if (stored === null) {
      await this.ports.logs.erase(entry.conversationId, entry.author, entry.seq, 'silent');
      return null;
    }
    const fileId = fileOf(friend.id, stored);
    const nowMs = this.ports.clock.nowMs();
    const laterMs = fileId === null ? 0 : fileSinceMs(this.ports.files.kept, fileId, nowMs);
    if (laterMs + entry.seconds * 1000 > nowMs) return laterMs;
    await this.#erase(friend.id, stored);
    return null;
  }

  /** @param told the friend has to be told that it is over */
  async #dropFile(friendId: FriendId, stored: StoredEntry, told: boolean): Promise<void> {
    const fileId = fileOf(friendId, stored);
    if (fileId !== null) await this.#drop(fileId, { named: false, told });
  }

  #drop(fileId: FileId, removal: Removal): Promise<void> {
    return removeFile(this.ports.files.kept, fileId, removal);
  }

  async #entry(friendId: FriendId, author: string, seq: number): Promise<StoredEntry | null> {
    const { conversationId } = this.ports.friends.record(friendId);
    const [stored] = await this.ports.logs.after(conversationId, author, seq - 1, 1);
    return stored?.seq === seq ? stored : null;
  }

  #friendOf(conversationId: string): FriendRecord | undefined {
    return this.ports.friends.records().find((one) => one.conversationId === conversationId);
  }
}

/** The file that an entry offers. */
function fileOf(friendId: FriendId, { author, entry }: StoredEntry): FileId | null {
  if (entry.kind !== 'file-offer' && entry.kind !== 'folder-offer') return null;
  return localFileId(friendId, author === 'me' ? 'send' : 'receive', entry.fileId);
}
