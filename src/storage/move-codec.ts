/** What a device keeps of moving to another one, as bytes (ARCHITECTURE.md, Moving at rest). */
import { ByteWriter } from '../wire/bytes.ts';
import { MOVE_ID_BYTES } from '../wire/frame.ts';
import { choice, decode } from './record-codec.ts';
import type { FileId, FriendId } from './repositories.ts';

const VERSION = 1;
/** As in a backup. */
const MAX_ID_BYTES = 255;
/** Order is format. */
const STATES = ['leaving', 'away', 'arrived'] as const;

export interface MoveRecord {
  /**
   * `leaving`: the other device was told how to take everything; `away`: it has, and this one is not
   * used any more; `arrived`: everything came here, and the other device has not heard it yet.
   */
  readonly state: (typeof STATES)[number];
  /** MOVE_ID_BYTES. */
  readonly move: Uint8Array;
  readonly atMs: number;
  /** The other device. */
  readonly friendId: FriendId;
  /** The file that everything goes in; empty where it is of no use any more. */
  readonly fileId: FileId;
}

/** @throws RangeError for values past their bounds */
export function encodeMove({ state, move, atMs, friendId, fileId }: MoveRecord): Uint8Array {
  return new ByteWriter()
    .u8(VERSION)
    .u8(STATES.indexOf(state))
    .bytes(move, MOVE_ID_BYTES)
    .varint(atMs)
    .text(friendId, 0, MAX_ID_BYTES)
    .text(fileId, 0, MAX_ID_BYTES)
    .done();
}

/** @throws MessengerError 'storage-newer-version' or 'storage-corrupt' */
export function decodeMove(bytes: Uint8Array): MoveRecord {
  return decode(bytes, VERSION, (reader) => ({
    state: choice(STATES, reader.u8()),
    move: reader.bytes(MOVE_ID_BYTES),
    atMs: reader.varint(),
    friendId: reader.text(0, MAX_ID_BYTES),
    fileId: reader.text(0, MAX_ID_BYTES),
  }));
}
