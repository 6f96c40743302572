/** A backup as it is written: record by record, one piece in memory at a time. */
import { sealChunks } from '../crypto/backup-chunks.ts';
import { BACKUP_SALT_BYTES, makeBackupHeader } from '../crypto/backup-header.ts';
import type { PassphraseCost } from '../crypto/passphrase-cost.ts';
import type { RandomBytes } from '../crypto/random.ts';
import { encodeBackupRecord, type BackupRecord } from '../storage/backup-codec.ts';
import { BackupOrder } from '../storage/backup-order.ts';
import type {
  FriendId,
  FriendRepository,
  LogRepository,
  MeetingRepository,
  SettingsRepository,
  TransferRecord,
  TransferRepository,
} from '../storage/repositories.ts';
import type { FileStore } from '../storage/stored-pieces.ts';
import type { VanishingRepository } from '../storage/vanishing-repository.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import { begunEntries, entriesOf } from './backup-entries.ts';
import { wireFileId } from './file-ids.ts';
import { meetingOf } from './meeting-of.ts';
import type { Clock } from './ports.ts';
import { isReceived } from './transfer-book.ts';

/** What a backup is made of. */
export interface BackupSources {
  readonly friends: FriendRepository;
  readonly logs: LogRepository;
  vanishing(): Promise<VanishingRepository>;
  readonly transfers: TransferRepository;
  readonly settings: SettingsRepository;
  readonly meetings: MeetingRepository;
  readonly files: FileStore;
  readonly clock: Clock;
}

export interface BackupSecret {
  /** 32 bytes. */
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
  /** Of the passphrase that the secret was made of; null: of none. */
  readonly cost: PassphraseCost | null;
}

/** A salt for one backup. */
export function backupSalt(random: RandomBytes): Uint8Array {
  return random(BACKUP_SALT_BYTES);
}

/**
 * The bytes of a backup. @param noteBytes called with how many bytes of files went in so far
 * @param leaveOut a friend who does not come along: the device that everything goes to
 * @throws MessengerError 'storage-*'
 */
export async function* backupBytes(
  from: BackupSources,
  withFiles: boolean,
  { secret, salt, cost }: BackupSecret,
  noteBytes: (bytes: number) => void,
  leaveOut: FriendId | null = null,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const { header, key } = makeBackupHeader(secret, cost, salt);
  yield header;
  yield* sealChunks(key, encoded(records(from, withFiles, noteBytes, leaveOut)));
}

/** The same as a stream, which ends the work when nobody reads on. */
export function streamOf(
  bytes: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const next = await bytes.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await bytes.return();
    },
  });
}

async function* encoded(
  all: AsyncIterable<BackupRecord>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const order = new BackupOrder();
  for await (const record of all) {
    const bytes = encodeBackupRecord(record);
    order.next(record, bytes.length);
    yield bytes;
  }
}

async function* records(
  from: BackupSources,
  withFiles: boolean,
  noteBytes: (bytes: number) => void,
  leaveOut: FriendId | null,
): AsyncGenerator<BackupRecord, void, void> {
  yield { type: 'begin', madeAtMs: from.clock.nowMs(), withFiles };
  const settings = await from.settings.get();
  if (settings !== null) yield { type: 'settings', settings };
  const begun = await begunEntries(await from.vanishing());
  const transfers = await from.transfers.all();
  let bytes = 0;
  // Friends first, then what they said: what is acknowledged in the record is in the log.
  for (const friend of await from.friends.all()) {
    const { id } = friend;
    if (id === leaveOut) continue;
    yield { type: 'friend', id, friend };
    const meeting = await meetingOf(from.meetings, id);
    if (meeting !== null) yield { type: 'meeting', meeting };
    yield* entriesOf(from.logs, friend, begun);
    for (const transfer of transfers.filter(({ friendId }) => friendId === id)) {
      for await (const record of fileRecords(from.files, transfer, withFiles)) {
        yield record;
        if (record.type === 'piece') noteBytes((bytes += record.bytes.length));
      }
    }
  }
  yield { type: 'end' };
}

async function* fileRecords(
  files: FileStore,
  transfer: TransferRecord,
  withFiles: boolean,
): AsyncGenerator<BackupRecord, void, void> {
  const { fileId, sizeBytes } = transfer;
  const wireId = wireFileId(fileId);
  if (!isReceived(transfer)) {
    yield { type: 'file', wireId, transfer };
    return;
  }
  const pieces = Math.ceil(sizeBytes / PIECE_BYTES);
  const isHere = sizeBytes === 0 || (withFiles && (await files.pieces(fileId)).inOrder === pieces);
  if (!isHere) {
    const left = { status: 'failed', error: 'file-left-behind' } as const;
    yield { type: 'file', wireId, transfer: { ...transfer, ...left } };
    return;
  }
  yield { type: 'file', wireId, transfer };
  for (let piece = 0; piece < pieces; piece += 1) {
    yield { type: 'piece', bytes: await files.read(fileId, piece) };
  }
}
