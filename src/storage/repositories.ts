/**
 * What the app keeps on this device, as interfaces and records.
 * Every record is sealed by the Vault before it is written; keys and indexes hold random
 * identifiers and counters only. All methods reject with MessengerError 'storage-*'.
 */
import type { FileEndOutcome, LogEntry } from '../wire/frame.ts';
import type { Consequences, LogErasing } from './log-erasing.ts';

/** 16 random bytes, base64url: a friend on this device. Never leaves it. */
export type FriendId = string;
/** 16 random bytes, base64url: a conversation on this device. */
export type ConversationId = string;
/** A file on this device: the friend, the direction and the offer's identifier (app/file-ids.ts). */
export type FileId = string;
/** Whose log an entry is of: `me`, or a FriendId. */
export type Author = string;

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
  /** `camera`: I read their card with the camera; `introduction`: by a common friend. */
  readonly metBy: 'camera' | 'link' | 'introduction';
  readonly pairedAtMs: number;
  /** Entries of theirs that I have seen on screen. */
  readonly readSeq: number;
  /** Entries of mine that they acknowledged. */
  readonly ackedSeq: number;
  /** Files up to this size come without asking; none do without it. */
  readonly takesUpToBytes?: number;
  /** How sure I am of who they are; without it not at all. */
  readonly trust?: TrustRecord;
  /** Without it `none`. */
  readonly quiet?: Quiet;
  /** Entries of mine in the backup that this was restored from; null from the first line after that. */
  readonly restoredSeq?: number | null;
}

/** `muted`: nothing of them calls for attention; `blocked`: no line and no code of theirs is taken. */
export type Quiet = 'none' | 'muted' | 'blocked';

/** Who a friend is for sure, and whom they say they are. */
export interface TrustRecord {
  /**
   * `in-person`: both cards went from screen to camera; `compared`: the safety number is the same on
   * both sides; null: neither.
   */
  readonly verified: 'in-person' | 'compared' | null;
  /** They came, with keys of their own, under the name of this friend, and I have not said yet who they are. */
  readonly claims: FriendId | null;
  /** Friends of the same name of whom I said that they are others; newest last, at most MAX_APART. */
  readonly apartFrom: readonly FriendId[];
  /** They have other keys since, and are this friend now. */
  readonly movedTo: FriendId | null;
}

/** More namesakes than anybody has. */
export const MAX_APART = 64;

export interface FriendRepository {
  /**
   * Every friend whose record opens. One damaged record must not lock people out of all others, so it
   * is left out here and listed by `unreadable`.
   */
  all(): Promise<FriendRecord[]>;
  /** Friends whose record is there and does not open; `remove` works for them. */
  unreadable(): Promise<FriendId[]>;
  put(friend: FriendRecord): Promise<void>;
  /** Applies a change to the newest record in one transaction; resolves to it, or null when there is none. */
  update(id: FriendId, change: Partial<Omit<FriendRecord, 'id'>>): Promise<FriendRecord | null>;
  /** Deletes the friend with conversation, entries, transfers, meeting and invites. Files are the FileStore's. */
  remove(id: FriendId): Promise<void>;
}

/** A DTLS certificate of mine that is kept for one friend; its number counts from 1. */
export interface NumberedCertificate {
  readonly number: number;
  /** The browser's own object (RTCCertificate); it can be stored, not read, so it alone is not sealed. */
  readonly handle: unknown;
  /** SHA-256, 32 bytes. */
  readonly fingerprint: Uint8Array;
  readonly expiresMs: number;
  /** The friend has it stored, so that codes may use it. */
  readonly acked: boolean;
}

/** A certificate of the friend's, by their number. */
export interface NumberedFingerprint {
  readonly number: number;
  /** SHA-256, 32 bytes. */
  readonly fingerprint: Uint8Array;
}

/** What meeting a friend again without a two-way swap needs. PROTOCOL.md §6 and §7.4. */
export interface MeetingRecord {
  readonly friendId: FriendId;
  /** Newest last, at most MAX_KEPT_CERTIFICATES. */
  readonly mine: readonly NumberedCertificate[];
  /** Newest last, at most MAX_KEPT_CERTIFICATES. */
  readonly theirs: readonly NumberedFingerprint[];
  /** Of codes of theirs that I have opened; newest last, at most MAX_USED_SALTS. */
  readonly usedSalts: readonly Uint8Array[];
  /** I let this friend find me through common friends. */
  readonly iAllowFinding: boolean;
  /** They said so of themselves. */
  readonly theyAllowFinding: boolean;
}

/** The one in use and the one before or after it: a code names a certificate by the lowest bit of its number. */
export const MAX_KEPT_CERTIFICATES = 2;
/** A code is good while its maker's page lives; nobody shows so many meanwhile. */
export const MAX_USED_SALTS = 256;

/**
 * A record that is damaged counts as none: friends then meet by the two-way swap and tell each other
 * anew. Of lists that are too long the newest are kept.
 */
export interface MeetingRepository {
  get(id: FriendId): Promise<MeetingRecord | null>;
  /**
   * Reads, changes and writes in one transaction, and resolves to what is there then. `change` gets an
   * empty record where there is none; for a friend who was removed meanwhile nothing is written.
   */
  update(id: FriendId, change: (record: MeetingRecord) => MeetingRecord): Promise<MeetingRecord>;
}

/** An invite that is or was open; kept so that a late reply to a tab that is gone can be named. */
export interface InviteRecord {
  /** Hexadecimal of the card's tag (`cardTag`). */
  readonly tag: string;
  readonly label: string;
  /** The friend it was made for, if any. */
  readonly friendId: FriendId | null;
  readonly madeAtMs: number;
}

/** More than people leave open; the oldest go. */
export const MAX_KEPT_INVITES = 64;

/** Damaged records are left out, and go when another is put. */
export interface InviteRepository {
  /** Oldest first, at most MAX_KEPT_INVITES. */
  all(): Promise<InviteRecord[]>;
  put(record: InviteRecord): Promise<void>;
  remove(tag: string): Promise<void>;
}

/** One entry where it stands in the conversation as this device saw it happen. */
export interface StoredEntry extends Consequences {
  readonly conversationId: ConversationId;
  /** Rises by one with every entry of the conversation, whoever wrote it; from 1. */
  readonly position: number;
  readonly author: Author;
  /** The author's own count, from 1. */
  readonly seq: number;
  readonly entry: LogEntry;
}

/**
 * What stands in place of an entry whose record does not open any more, so that one damaged record
 * neither hides a conversation nor holds up its log. Kind 0 is given to no entry by PROTOCOL.md §4.
 */
export const DAMAGED_ENTRY: LogEntry = {
  kind: 'unknown',
  atMs: 0,
  kindByte: 0,
  body: new Uint8Array(0),
};

/** Damaged records come as DAMAGED_ENTRY; reading never rejects because of one. */
export interface LogRepository extends LogErasing {
  /** Appends an entry of mine under the next number; durable when it resolves (durability 'strict'). */
  append(conversationId: ConversationId, entry: LogEntry): Promise<StoredEntry>;
  /**
   * Appends a friend's entries firstSeq, firstSeq + 1 …, all or none, durable when it resolves.
   * @returns those that were not there already
   * @throws RangeError when entries before them are missing
   */
  receive(
    conversationId: ConversationId,
    author: FriendId,
    firstSeq: number,
    entries: readonly LogEntry[],
  ): Promise<StoredEntry[]>;
  /**
   * My log goes on behind the `have` entries of which the friend tells (PROTOCOL.md §4.1). Those past
   * `knownSeq`, which no line carried, are numbered anew; a mark stands for what is not here.
   */
  continueBehind(id: ConversationId, have: number, knownSeq: number, atMs: number): Promise<void>;
  /** The last number of an author's entries; only mine may have gaps. */
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
export type TransferStatus =
  'offered' | 'active' | 'complete' | 'declined' | 'cancelled' | 'failed';

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
  /** When it was complete, declined or cancelled; milliseconds since 1970. */
  readonly endedAtMs?: number;
  /** I paused it. */
  readonly paused?: boolean;
  /** When I accepted it, in milliseconds since 1970: files come in this order. */
  readonly acceptedAtMs?: number;
  /** It is a folder (PROTOCOL.md §5.2) of so many files. */
  readonly folderFiles?: number;
  /** I was ending it so. */
  readonly ending?: FileEndOutcome;
  /** Nothing of it is kept here; without a name its message was deleted, too. */
  readonly removed?: boolean;
}

/**
 * A record that does not open comes as one that failed with 'storage-corrupt', with identifiers and
 * nothing else, so that its file is neither hidden nor swept away.
 */
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
  /** STUN and TURN servers of the user's own; none unless they enter some. At most MAX_SERVERS. */
  readonly servers: readonly ServerRecord[];
  /** Lines go through one of the TURN servers and nowhere else. */
  readonly relayOnly: boolean;
  /** With a passphrase: lock when nobody touched the page for so long; 0 never, absent as we think best. */
  readonly lockAfterMinutes?: number;
  /** Lines stay open while it is locked. */
  readonly linesWhileLocked?: boolean;
  /** When a backup was made last, and when the reminder to make one was put off; milliseconds since 1970. */
  readonly backupAtMs?: number;
  readonly remindedAtMs?: number;
}

/** A server that helps to find a path or carries the line (app/servers.ts checks it). */
export interface ServerRecord {
  /** As RFC 7064 or RFC 7065 spell it. */
  readonly url: string;
  /** Empty for STUN. */
  readonly username: string;
  readonly credential: string;
}

/** Each server adds a wait and an address to every card; browsers warn from five on. */
export const MAX_SERVERS = 4;

export interface SettingsRepository {
  /** Null before the first start is finished. @throws MessengerError 'storage-corrupt' */
  get(): Promise<SettingsRecord | null>;
  put(settings: SettingsRecord): Promise<void>;
  /** Whether something is kept of moving to another device (idb-move.ts). */
  hasMove(): Promise<boolean>;
}
