/**
 * What the app keeps on this device, as interfaces and records.
 * Every record is sealed by the Vault before it is written; keys and indexes hold random
 * identifiers and counters only. All methods reject with MessengerError 'storage-*'.
 */
import type { LogEntry } from '../wire/frame.ts';

/** 16 random bytes, base64url: a friend on this device. Never leaves it. */
export type FriendId = string;
/** 16 random bytes, base64url: a conversation on this device. */
export type ConversationId = string;
/** The file identifier of the offer, base64url. */
export type FileId = string;
/** Whose log an entry is of: `me`, or a friend. */
export type Author = 'me' | FriendId;

/** Seals and opens records; crypto/vault.ts is the real one. `context` names the record's place and is authenticated. */
export interface Vault {
  seal(context: string, plain: Uint8Array): Uint8Array;
  /** @throws MessengerError 'storage-corrupt' */
  open(context: string, sealed: Uint8Array): Uint8Array;
  /** A 32-byte key for the pieces of one file (HKDF of the vault key). */
  fileKey(fileId: FileId): Uint8Array;
}

export interface FriendRecord {
  readonly id: FriendId;
  readonly conversationId: ConversationId;
  /** What they call themselves; empty until their first hello. */
  readonly name: string;
  /** My X25519 key pair for this friend alone. */
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
  /** Their X25519 public key for me alone. */
  readonly theirKey: Uint8Array;
  /** `camera` when I read their card with the camera, else `link`. */
  readonly metBy: 'camera' | 'link';
  readonly pairedAtMs: number;
  /** Entries of theirs that I have seen on screen. */
  readonly readSeq: number;
  /** Entries of mine that they acknowledged. */
  readonly ackedSeq: number;
}

export interface FriendRepository {
  all(): Promise<FriendRecord[]>;
  put(friend: FriendRecord): Promise<void>;
  /** Applies a change to the newest record in one transaction; resolves to it, or null when there is none. */
  update(id: FriendId, change: Partial<Omit<FriendRecord, 'id'>>): Promise<FriendRecord | null>;
  /** Deletes the friend with conversation, entries, transfers. Files are the FileStore's. */
  remove(id: FriendId): Promise<void>;
}

/** One entry where it stands in the conversation as this device saw it happen. */
export interface StoredEntry {
  readonly conversationId: ConversationId;
  /** Rises by one with every entry of the conversation, whoever wrote it; from 1. */
  readonly position: number;
  readonly author: Author;
  /** The author's own count, from 1. */
  readonly seq: number;
  readonly entry: LogEntry;
}

export interface LogRepository {
  /**
   * Appends durably (resolves after the transaction completed with durability 'strict').
   * For 'me' leave `seq` out: the next one is given. For a friend `seq` must be the next one:
   * resolves to null when it is already there.
   */
  append(
    conversationId: ConversationId,
    author: Author,
    entry: LogEntry,
    seq?: number,
  ): Promise<StoredEntry | null>;
  /** How many entries of this author are stored. */
  count(conversationId: ConversationId, author: Author): Promise<number>;
  /** Entries of an author with seq > afterSeq, in order, at most `limit`. */
  after(
    conversationId: ConversationId,
    author: Author,
    afterSeq: number,
    limit: number,
  ): Promise<StoredEntry[]>;
  /** The last `limit` entries with position < beforePosition (null: the newest), oldest first. */
  page(
    conversationId: ConversationId,
    beforePosition: number | null,
    limit: number,
  ): Promise<StoredEntry[]>;
}

/**
 * `offered` waits for the receiver; `active` wants pieces whenever there is a line; the rest is final,
 * but `failed` may be wanted again.
 */
export type TransferStatus = 'offered' | 'active' | 'complete' | 'declined' | 'cancelled' | 'failed';

export interface TransferRecord {
  readonly fileId: FileId;
  readonly friendId: FriendId;
  readonly direction: 'send' | 'receive';
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly status: TransferStatus;
  /** Why, when `failed`; an ErrorCode. */
  readonly error: string | null;
}

export interface TransferRepository {
  all(): Promise<TransferRecord[]>;
  get(fileId: FileId): Promise<TransferRecord | null>;
  put(record: TransferRecord): Promise<void>;
}

export interface SettingsRecord {
  readonly name: string;
  readonly theme: 'system' | 'light' | 'dark';
  /** Images up to AUTO_ACCEPT_BYTES come without asking. */
  readonly autoAcceptImages: boolean;
}

export interface SettingsRepository {
  /** Null before the first start is finished. */
  get(): Promise<SettingsRecord | null>;
  put(settings: SettingsRecord): Promise<void>;
}

/** Received files, sealed piece by piece, in OPFS where there is one, else in IndexedDB. */
export interface FileStore {
  /** Pieces 0 to n−1 that are stored durably. */
  pieces(fileId: FileId): Promise<number>;
  /** One opened piece. @throws MessengerError 'storage-corrupt' */
  read(fileId: FileId, piece: number): Promise<Uint8Array<ArrayBuffer>>;
  remove(fileId: FileId): Promise<void>;
  /** Removes what belongs to none of `keep`: files of removed friends, leftovers of crashes. */
  sweep(keep: ReadonlySet<FileId>): Promise<void>;
}
