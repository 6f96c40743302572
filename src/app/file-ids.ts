/**
 * What a file is called on this device. The sender chose its identifier, so it counts only together
 * with the friend and the direction: nobody can name a file of somebody else.
 */
import { fromBase64Url, toBase64Url } from '../wire/bytes.ts';
import type { FileId, FriendId } from './state.ts';

export type Direction = 'send' | 'receive';

const MARKS = { send: 's', receive: 'r' } as const;

/** 16 bytes in base64url: the part that the friend knows. */
const WIRE_CHARACTERS = 22;

/** The local name of a file: friend, direction, and the 16 bytes of the offer. */
export function localFileId(friendId: FriendId, direction: Direction, wireId: Uint8Array): FileId {
  return `${friendId}${MARKS[direction]}${toBase64Url(wireId)}`;
}

/** The 16 bytes that the line knows a file by. */
export function wireFileId(fileId: FileId): Uint8Array {
  return fromBase64Url(fileId.slice(-WIRE_CHARACTERS));
}
