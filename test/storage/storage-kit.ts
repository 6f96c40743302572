/** What storage tests share: fresh databases over fake-indexeddb, the real vault, example records. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import type { PieceOpener } from '../../src/storage/stored-pieces.ts';
import type { Schema } from '../../src/storage/schema.ts';
import type {
  FriendRecord,
  MeetingRecord,
  TransferRecord,
} from '../../src/storage/repositories.ts';
import type { LogEntry } from '../../src/wire/frame.ts';

/** Takes what came for what it is: nothing was sealed. An empty hash stands for a piece that does not open. */
export const plainOpener: PieceOpener = ({ sealed, sha256 }) =>
  Promise.resolve({ plain: sha256.length === 0 ? null : sealed.slice(), spent: sealed.buffer });

let databases = 0;

export interface Kit {
  readonly name: string;
  readonly database: Database;
  readonly vault: SecretboxVault;
  /** Opens the same database behind the back of the code under test. */
  readonly raw: <T>(work: (db: Awaited<ReturnType<typeof openRaw>>) => Promise<T>) => Promise<T>;
}

export async function freshKit(): Promise<Kit> {
  const name = `test-${++databases}`;
  const database = await openDatabase({ name });
  return {
    name,
    database,
    vault: new SecretboxVault(randomBytes(32), randomBytes),
    raw: async (work) => {
      const db = await openRaw(name);
      try {
        return await work(db);
      } finally {
        db.close();
      }
    },
  };
}

function openRaw(name: string): ReturnType<typeof openDB<Schema>> {
  return openDB<Schema>(name);
}

export function friendRecord(change: Partial<FriendRecord> = {}): FriendRecord {
  return {
    id: 'friend-1',
    conversationId: 'conversation-1',
    name: 'Ada of the second can',
    publicKey: new Uint8Array(32).fill(0xa1),
    secretKey: new Uint8Array(32).fill(0xb2),
    theirKey: new Uint8Array(32).fill(0xc3),
    metBy: 'camera',
    pairedAtMs: 1_795_000_000_000,
    readSeq: 3,
    ackedSeq: 7,
    ...change,
  };
}

export function transferRecord(change: Partial<TransferRecord> = {}): TransferRecord {
  return {
    fileId: 'file-1',
    friendId: 'friend-1',
    direction: 'receive',
    name: 'secret plans.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 123_456_789,
    modifiedMs: 1_795_000_000_001,
    status: 'active',
    error: null,
    ...change,
  };
}

/** In Node any value that can be cloned stands for a certificate of the browser. */
export function meetingRecord(change: Partial<MeetingRecord> = {}): MeetingRecord {
  const mine = (number: number, acked: boolean): MeetingRecord['mine'][number] => ({
    number,
    handle: { certificate: number },
    fingerprint: new Uint8Array(32).fill(0xd0 + number),
    expiresMs: 1_826_000_000_000 + number,
    acked,
  });
  return {
    friendId: 'friend-1',
    mine: [mine(6, true), mine(7, false)],
    theirs: [{ number: 2, fingerprint: new Uint8Array(32).fill(0xe4) }],
    usedSalts: [new Uint8Array(7).fill(0xf5)],
    iAllowFinding: true,
    theyAllowFinding: false,
    ...change,
  };
}

export function text(words: string): LogEntry {
  return { kind: 'text', atMs: 1_795_000_000_002, text: words };
}
