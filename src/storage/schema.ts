/** What stands in the database, store by store, and how an older one becomes it. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Author, ConversationId, FileId, FriendId } from './repositories.ts';

/** A row of `friends`. */
export interface SealedFriend {
  readonly id: FriendId;
  /** In clear, so that a friend can be removed whole even when the record no longer opens. */
  readonly conversationId: ConversationId;
  readonly sealed: Uint8Array;
}

/** A row of `log`. */
export interface SealedEntry {
  readonly conversationId: ConversationId;
  readonly position: number;
  readonly author: Author;
  readonly seq: number;
  readonly sealed: Uint8Array;
}

/** A row of `transfers`. */
export interface SealedTransfer {
  readonly fileId: FileId;
  readonly friendId: FriendId;
  readonly sealed: Uint8Array;
}

/** A row of `meetings`. */
export interface SealedMeeting {
  readonly friendId: FriendId;
  readonly sealed: Uint8Array;
  /** My certificates in the order of the record: objects of the browser (RTCCertificate) that nobody can read. */
  readonly handles: readonly unknown[];
}

/** A row of `invites`. */
export interface SealedInvite {
  readonly tag: string;
  /** In clear, so that it goes with its friend. */
  readonly friendId: FriendId | null;
  readonly sealed: Uint8Array;
}

/** A row of `sources`. */
export interface StoredSource {
  /** Begins with the friend's identifier, so that it goes with the friend. */
  readonly fileId: FileId;
  /** An object of the browser (FileSystemFileHandle), in clear. */
  readonly handle: unknown;
}

/** A row of `vanishing`: an entry that is to disappear, or at sequence 0 what an author's log says of those to come. */
export interface SealedVanishing {
  readonly conversationId: ConversationId;
  readonly author: Author;
  readonly seq: number;
  readonly sealed: Uint8Array;
}

/** `version` 1: `key` is the vault key itself; 2: it is wrapped under a passphrase; 3: and for this device as well. */
export interface VaultKeyRecord {
  readonly version: number;
  readonly key: Uint8Array;
  /** Version 3 alone has it. */
  readonly device?: Uint8Array;
}

/** Schema version 6. */
export interface Schema extends DBSchema {
  vault: { key: 'key'; value: VaultKeyRecord };
  /** `move`: what is kept of moving to another device (idb-move.ts). */
  settings: { key: 'own' | 'move'; value: Uint8Array };
  friends: { key: FriendId; value: SealedFriend };
  log: {
    key: [ConversationId, number];
    value: SealedEntry;
    indexes: { 'by-author': [ConversationId, Author, number] };
  };
  transfers: { key: FileId; value: SealedTransfer; indexes: { 'by-friend': FriendId } };
  /** Where there is no OPFS: sealed pieces by file and index. */
  pieces: { key: [FileId, number]; value: Uint8Array };
  meetings: { key: FriendId; value: SealedMeeting };
  /** By friend, those without one are not indexed (a null is no key). */
  invites: { key: string; value: SealedInvite; indexes: { 'by-friend': FriendId } };
  sources: { key: FileId; value: StoredSource };
  /** Sealed hashes of pieces that are sent, by file and block. */
  hashes: { key: [FileId, number]; value: Uint8Array };
  vanishing: { key: [ConversationId, Author, number]; value: SealedVanishing };
}

/** Upgrade step i leads from version i to i + 1. Steps that were released never change. */
export const MIGRATIONS: readonly ((connection: IDBPDatabase<Schema>) => void)[] = [
  (connection) => {
    connection.createObjectStore('vault');
    connection.createObjectStore('settings');
    connection.createObjectStore('friends', { keyPath: 'id' });
    connection
      .createObjectStore('log', { keyPath: ['conversationId', 'position'] })
      .createIndex('by-author', ['conversationId', 'author', 'seq'], { unique: true });
    connection
      .createObjectStore('transfers', { keyPath: 'fileId' })
      .createIndex('by-friend', 'friendId');
    connection.createObjectStore('pieces');
  },
  (connection) => {
    connection.createObjectStore('meetings', { keyPath: 'friendId' });
    connection
      .createObjectStore('invites', { keyPath: 'tag' })
      .createIndex('by-friend', 'friendId');
  },
  (connection) => {
    // Pieces were twice as long before: read as those of now they would be damaged for ever.
    connection.deleteObjectStore('pieces');
    connection.createObjectStore('pieces');
  },
  (connection) => {
    connection.createObjectStore('sources', { keyPath: 'fileId' });
    connection.createObjectStore('hashes');
  },
  () => {
    // The stores stay as they are. Friends are written with how sure I am of them from now on, and an
    // earlier version, which would leave out whomever it cannot read, must not open this database.
  },
  (connection) => {
    connection.createObjectStore('vanishing', { keyPath: ['conversationId', 'author', 'seq'] });
  },
];
