/** The frame of moving to another device as bytes. PROTOCOL.md §11. */
import type { ByteReader, ByteWriter } from './bytes.ts';
import { MalformedBytes } from './bytes.ts';
import { FILE_ID_BYTES, MOVE_ID_BYTES } from './frame.ts';
import type { MoveAnswer, MoveFrame, MoveStep } from './frame.ts';
import { readListed } from './frame-reading.ts';

export const MOVE_FRAME_BYTE = 0x38;

/** As many as a backup holds (§10.3). */
const MAX_FRIENDS = 4_096;
/** Of the backup's header form 2. */
const SECRET_BYTES = 32;

/** Position plus one is the number on the wire. */
const STEPS: readonly MoveStep['name'][] = ['offer', 'answer', 'file', 'done', 'noted', 'end'];
/** Position is the number on the wire. */
const ANSWERS: readonly MoveAnswer[] = ['no', 'yes', 'not-new'];

/** Writes what follows the type. @throws RangeError for a value past its bounds */
export function writeMoveFrame(writer: ByteWriter, { move, step }: MoveFrame): ByteWriter {
  writer.bytes(move, MOVE_ID_BYTES).u8(STEPS.indexOf(step.name) + 1);
  switch (step.name) {
    case 'offer':
      return writer.varint(step.friends, MAX_FRIENDS).varint(step.files).varint(step.fileBytes);
    case 'answer':
      return writer.u8(ANSWERS.indexOf(step.answer));
    case 'file':
      return writer.bytes(step.fileId, FILE_ID_BYTES).bytes(step.secret, SECRET_BYTES);
    case 'done':
    case 'noted':
    case 'end':
      return writer;
  }
}

/** Reads what follows the type; null for another type and for a later step. @throws MalformedBytes */
export function readMoveFrame(type: number, reader: ByteReader): MoveFrame | null {
  if (type !== MOVE_FRAME_BYTE) return null;
  const move = reader.bytes(MOVE_ID_BYTES);
  const number = reader.u8();
  // A step has no number 0, now or later.
  if (number === 0) throw new MalformedBytes('step 0');
  const step = readStep(STEPS[number - 1], reader);
  return step === null ? null : { type: 'move', move, step };
}

function readStep(name: MoveStep['name'] | undefined, reader: ByteReader): MoveStep | null {
  switch (name) {
    case undefined:
      return null;
    case 'offer':
      return {
        name,
        friends: reader.varint(MAX_FRIENDS),
        files: reader.varint(),
        fileBytes: reader.varint(),
      };
    case 'answer':
      return { name, answer: readListed(reader, ANSWERS, 0) };
    case 'file':
      return { name, fileId: reader.bytes(FILE_ID_BYTES), secret: reader.bytes(SECRET_BYTES) };
    default:
      return { name };
  }
}
