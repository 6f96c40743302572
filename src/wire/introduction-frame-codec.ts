/** Frames of introductions, and of finding through a common friend, as bytes. PROTOCOL.md §7. */
import { MalformedBytes } from './bytes.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import {
  FIND_SALT_BYTES,
  FIND_TAG_BYTES,
  FIND_TAG_GROUP,
  INTRODUCTION_ID_BYTES,
  MAX_BOX_BYTES,
  MAX_FIND_TAGS,
  MAX_NAME_BYTES,
} from './frame.ts';
import type { IntroductionEndReason, IntroductionFrame, IntroductionRole } from './frame.ts';
import { readListed } from './frame-reading.ts';

const KEY_BYTES = 32;

export const INTRODUCTION_FRAME_BYTE = {
  introduction: 0x20,
  'introduction-answer': 0x21,
  'introduction-go': 0x22,
  'introduction-pass': 0x23,
  'introduction-end': 0x24,
  'find-offer': 0x28,
  'find-me': 0x29,
  'find-match': 0x2a,
} as const satisfies Record<IntroductionFrame['type'], number>;

/** Position is the number on the wire. */
const ROLES: readonly IntroductionRole[] = ['invite', 'wait'];
/** Position plus one is the number on the wire. */
const END_REASONS: readonly IntroductionEndReason[] = ['declined', 'gone', 'failed', 'timed-out'];

/** Writes what follows the type. @throws RangeError for a value past its bounds */
export function writeIntroductionFrame(writer: ByteWriter, frame: IntroductionFrame): ByteWriter {
  switch (frame.type) {
    case 'find-offer':
      return writer.bytes(frame.salt, FIND_SALT_BYTES);
    case 'find-me':
      if (!isTagCount(frame.tags.length)) throw new RangeError(`${frame.tags.length} tags`);
      for (const tag of frame.tags) writer.bytes(tag, FIND_TAG_BYTES);
      return writer;
    case 'find-match':
      return writer.bytes(frame.tag, FIND_TAG_BYTES).bytes(frame.id, INTRODUCTION_ID_BYTES);
    default:
      writer.bytes(frame.id, INTRODUCTION_ID_BYTES);
  }
  switch (frame.type) {
    case 'introduction':
      return writer.text(frame.name, 0, MAX_NAME_BYTES);
    case 'introduction-answer':
      return frame.key === null ? writer.u8(0) : writer.u8(1).bytes(frame.key, KEY_BYTES);
    case 'introduction-go':
      return writer.u8(ROLES.indexOf(frame.role)).bytes(frame.key, KEY_BYTES);
    case 'introduction-pass':
      if (!isBoxLength(frame.box.length))
        throw new RangeError(`a box of ${frame.box.length} bytes`);
      return writer.bytes(frame.box);
    case 'introduction-end':
      return writer.u8(END_REASONS.indexOf(frame.reason) + 1);
  }
}

/** Reads what follows the type; null for another type. @throws MalformedBytes */
export function readIntroductionFrame(type: number, reader: ByteReader): IntroductionFrame | null {
  const id = (): Uint8Array => reader.bytes(INTRODUCTION_ID_BYTES);
  switch (type) {
    case INTRODUCTION_FRAME_BYTE.introduction:
      return { type: 'introduction', id: id(), name: reader.text(0, MAX_NAME_BYTES) };
    case INTRODUCTION_FRAME_BYTE['introduction-answer']:
      return {
        type: 'introduction-answer',
        id: id(),
        key: readListed(reader, [false, true], 0) ? reader.bytes(KEY_BYTES) : null,
      };
    case INTRODUCTION_FRAME_BYTE['introduction-go']:
      return {
        type: 'introduction-go',
        id: id(),
        role: readListed(reader, ROLES, 0),
        key: reader.bytes(KEY_BYTES),
      };
    case INTRODUCTION_FRAME_BYTE['introduction-pass']:
      return { type: 'introduction-pass', id: id(), box: readBox(reader) };
    case INTRODUCTION_FRAME_BYTE['introduction-end']:
      return { type: 'introduction-end', id: id(), reason: readListed(reader, END_REASONS, 1) };
    case INTRODUCTION_FRAME_BYTE['find-offer']:
      return { type: 'find-offer', salt: reader.bytes(FIND_SALT_BYTES) };
    case INTRODUCTION_FRAME_BYTE['find-me']:
      return { type: 'find-me', tags: readTags(reader) };
    case INTRODUCTION_FRAME_BYTE['find-match']:
      return { type: 'find-match', tag: reader.bytes(FIND_TAG_BYTES), id: id() };
    default:
      return null;
  }
}

function readBox(reader: ByteReader): Uint8Array {
  if (!isBoxLength(reader.remaining)) throw new MalformedBytes('no length of a box');
  return reader.bytes(reader.remaining);
}

function readTags(reader: ByteReader): Uint8Array[] {
  const count = reader.remaining / FIND_TAG_BYTES;
  if (!isTagCount(count)) throw new MalformedBytes('no number of tags');
  return Array.from({ length: count }, () => reader.bytes(FIND_TAG_BYTES));
}

function isBoxLength(length: number): boolean {
  return length >= 1 && length <= MAX_BOX_BYTES;
}

function isTagCount(count: number): boolean {
  return count >= 1 && count <= MAX_FIND_TAGS && count % FIND_TAG_GROUP === 0;
}
