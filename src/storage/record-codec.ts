/**
 * Records as bytes, before they are sealed: a version byte, then the fields in a fixed order, written
 * as PROTOCOL.md §1 writes integers and text. A later layout gets a later version; both stay readable.
 */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, MalformedBytes } from '../wire/bytes.ts';
import { MAX_SERVERS } from './repositories.ts';
import { readTrust, writeTrust } from './trust-codec.ts';
import type { FriendRecord, ServerRecord, SettingsRecord, TransferRecord } from './repositories.ts';

/** 2 adds which files come without asking; 3 how sure I am of who they are; 4 whether they are muted or blocked; 5 the backup that they came from. */
const FRIEND_VERSION = 5;
/** 2 adds when a transfer ended; 3 whether it is paused and when it was accepted; 4 folders; 5 how I was ending it; 6 whether it was removed. */
const TRANSFER_VERSION = 6;
/** 2 adds the user's own servers; 3 when it locks, and whether lines stay then; 4 when a backup was made. */
const SETTINGS_VERSION = 4;
const KEY_BYTES = 32;
/** Far above what wire lets through; a bound only so that the reader has one. */
const MAX_TEXT_BYTES = 65_535;

/** Order is format: new values go to the end. */
const MET_BY = ['camera', 'link', 'introduction'] as const;
const QUIETS = ['none', 'muted', 'blocked'] as const;
const DIRECTIONS = ['send', 'receive'] as const;
const STATUSES = ['offered', 'active', 'complete', 'declined', 'cancelled', 'failed'] as const;
const ENDINGS = ['declined', 'cancelled-by-sender', 'cancelled-by-receiver'] as const;
const THEMES = ['system', 'light', 'dark'] as const;

/** All of a friend but `id` and `conversationId`, which stand beside the sealed record. */
export type FriendFields = Omit<FriendRecord, 'id' | 'conversationId'>;
/** All of a transfer but `fileId` and `friendId`, which stand beside the sealed record. */
export type TransferFields = Omit<TransferRecord, 'fileId' | 'friendId'>;

/** @throws RangeError for keys that have not 32 bytes, and for values past their bounds; likewise the other encoders */
export function encodeFriend(friend: FriendFields): Uint8Array {
  const writer = new ByteWriter()
    .u8(FRIEND_VERSION)
    .text(friend.name, 0, MAX_TEXT_BYTES)
    .bytes(friend.publicKey, KEY_BYTES)
    .bytes(friend.secretKey, KEY_BYTES)
    .bytes(friend.theirKey, KEY_BYTES)
    .u8(MET_BY.indexOf(friend.metBy))
    .varint(friend.pairedAtMs)
    .varint(friend.readSeq)
    .varint(friend.ackedSeq)
    .varint(friend.takesUpToBytes ?? 0);
  return (
    writeTrust(writer, friend.trust)
      .u8(QUIETS.indexOf(friend.quiet ?? 'none'))
      // A backup may have had none, so what came from no backup needs a number of its own.
      .varint((friend.restoredSeq ?? -1) + 1)
      .done()
  );
}

/** Reads earlier versions too, which know of nobody for sure. @throws MessengerError 'storage-newer-version' or 'storage-corrupt'; likewise the other decoders */
export function decodeFriend(bytes: Uint8Array): FriendFields {
  return decode(bytes, FRIEND_VERSION, (reader, version) => ({
    name: reader.text(0, MAX_TEXT_BYTES),
    publicKey: reader.bytes(KEY_BYTES),
    secretKey: reader.bytes(KEY_BYTES),
    theirKey: reader.bytes(KEY_BYTES),
    metBy: choice(MET_BY, reader.u8()),
    pairedAtMs: reader.varint(),
    readSeq: reader.varint(),
    ackedSeq: reader.varint(),
    ...unlessZero('takesUpToBytes', version < 2 ? 0 : reader.varint()),
    ...(version < 3 ? {} : readTrust(reader)),
    ...quiet(version < 4 ? 0 : reader.u8()),
    ...restored(version < 5 ? 0 : reader.varint()),
  }));
}

/** @throws RangeError as {@link encodeFriend} */
export function encodeTransfer(transfer: TransferFields): Uint8Array {
  return (
    new ByteWriter()
      .u8(TRANSFER_VERSION)
      .u8(DIRECTIONS.indexOf(transfer.direction))
      .u8(STATUSES.indexOf(transfer.status))
      .varint(transfer.sizeBytes)
      .varint(transfer.modifiedMs)
      .text(transfer.name, 0, MAX_TEXT_BYTES)
      .text(transfer.mediaType, 0, MAX_TEXT_BYTES)
      .text(transfer.error ?? '', 0, MAX_TEXT_BYTES)
      .varint(transfer.endedAtMs ?? 0)
      .u8(transfer.paused === true ? 1 : 0)
      .varint(transfer.acceptedAtMs ?? 0)
      // A folder may be empty, so what is no folder needs a number of its own.
      .varint(transfer.folderFiles === undefined ? 0 : transfer.folderFiles + 1)
      .u8(transfer.ending === undefined ? 0 : ENDINGS.indexOf(transfer.ending) + 1)
      .u8(transfer.removed === true ? 1 : 0)
      .done()
  );
}

/** Reads earlier versions too, which say less. @throws MessengerError as {@link decodeFriend} */
export function decodeTransfer(bytes: Uint8Array): TransferFields {
  return decode(bytes, TRANSFER_VERSION, (reader, version) => ({
    direction: choice(DIRECTIONS, reader.u8()),
    status: choice(STATUSES, reader.u8()),
    sizeBytes: reader.varint(),
    modifiedMs: reader.varint(),
    name: reader.text(0, MAX_TEXT_BYTES),
    mediaType: reader.text(0, MAX_TEXT_BYTES),
    // No error code is empty.
    error: reader.text(0, MAX_TEXT_BYTES) || null,
    // A transfer that ended before its end was recorded has no time of it.
    ...unlessZero('endedAtMs', version < 2 ? 0 : reader.varint()),
    ...(version >= 3 && choice([false, true], reader.u8()) ? { paused: true } : {}),
    ...unlessZero('acceptedAtMs', version < 3 ? 0 : reader.varint()),
    ...folderFiles(version < 4 ? 0 : reader.varint()),
    ...ending(version < 5 ? 0 : reader.u8()),
    ...(version >= 6 && choice([false, true], reader.u8()) ? { removed: true } : {}),
  }));
}

/** @throws RangeError for more than MAX_SERVERS servers */
export function encodeSettings(settings: SettingsRecord): Uint8Array {
  const { servers } = settings;
  if (servers.length > MAX_SERVERS) throw new RangeError(`${servers.length} servers`);
  const writer = new ByteWriter()
    .u8(SETTINGS_VERSION)
    .text(settings.name, 0, MAX_TEXT_BYTES)
    .u8(THEMES.indexOf(settings.theme))
    .u8(settings.autoAcceptImages ? 1 : 0)
    .u8(settings.relayOnly ? 1 : 0)
    .u8(servers.length);
  for (const { url, username, credential } of servers) {
    for (const text of [url, username, credential]) writer.text(text, 0, MAX_TEXT_BYTES);
  }
  // Zero minutes say never, so what was not chosen needs a number of its own.
  const { lockAfterMinutes } = settings;
  return writer
    .varint(lockAfterMinutes === undefined ? 0 : lockAfterMinutes + 1)
    .u8(settings.linesWhileLocked === true ? 1 : 0)
    .varint(settings.backupAtMs ?? 0)
    .varint(settings.remindedAtMs ?? 0)
    .done();
}

/** Reads earlier versions too, which say less. @throws MessengerError as {@link decodeFriend} */
export function decodeSettings(bytes: Uint8Array): SettingsRecord {
  return decode(bytes, SETTINGS_VERSION, (reader, version) => ({
    name: reader.text(0, MAX_TEXT_BYTES),
    theme: choice(THEMES, reader.u8()),
    autoAcceptImages: choice([false, true], reader.u8()),
    relayOnly: version >= 2 && choice([false, true], reader.u8()),
    servers: version < 2 ? [] : servers(reader),
    ...lockAfter(version < 3 ? 0 : reader.varint()),
    ...(version >= 3 && choice([false, true], reader.u8()) ? { linesWhileLocked: true } : {}),
    ...unlessZero('backupAtMs', version < 4 ? 0 : reader.varint()),
    ...unlessZero('remindedAtMs', version < 4 ? 0 : reader.varint()),
  }));
}

function restored(written: number): Pick<FriendFields, 'restoredSeq'> {
  return written === 0 ? {} : { restoredSeq: written - 1 };
}

function lockAfter(written: number): Pick<SettingsRecord, 'lockAfterMinutes'> {
  return written === 0 ? {} : { lockAfterMinutes: written - 1 };
}

function servers(reader: ByteReader): ServerRecord[] {
  const count = reader.u8();
  if (count > MAX_SERVERS) throw new MalformedBytes('too many servers');
  return Array.from({ length: count }, () => ({
    url: reader.text(0, MAX_TEXT_BYTES),
    username: reader.text(0, MAX_TEXT_BYTES),
    credential: reader.text(0, MAX_TEXT_BYTES),
  }));
}

function quiet(written: number): Pick<FriendFields, 'quiet'> {
  return written === 0 ? {} : { quiet: choice(QUIETS, written) };
}

function ending(written: number): Pick<TransferFields, 'ending'> {
  return written === 0 ? {} : { ending: choice(ENDINGS, written - 1) };
}

function folderFiles(written: number): Pick<TransferFields, 'folderFiles'> {
  return written === 0 ? {} : { folderFiles: written - 1 };
}

/** A field that zero stands for the absence of. */
function unlessZero<Name extends string>(name: Name, value: number): Partial<Record<Name, number>> {
  if (value === 0) return {};
  const field: Partial<Record<string, number>> = { [name]: value };
  return field;
}

/**
 * Reads a record of a version up to `newest` to its last byte.
 * @throws MessengerError 'storage-newer-version' or 'storage-corrupt'
 */
export function decode<T>(
  bytes: Uint8Array,
  newest: number,
  fields: (reader: ByteReader, version: number) => T,
): T {
  const reader = new ByteReader(bytes);
  try {
    const version = reader.u8();
    if (version > newest) throw new MessengerError('storage-newer-version');
    const record = fields(reader, version);
    reader.end();
    return record;
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new MessengerError('storage-corrupt', { cause: error });
  }
}

/** The value that a byte names. @throws MalformedBytes */
export function choice<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new MalformedBytes('no such choice');
  return value;
}
