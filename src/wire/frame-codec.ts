/** Frames as bytes. PROTOCOL.md §3.5, §6.4, §7 and §11. */
import { ByteWriter, MalformedBytes } from './bytes.ts';
import type { ByteReader } from './bytes.ts';
import { encodeEntry, readEntry } from './entry-codec.ts';
import { FILE_FRAME_BYTE, readFileFrame, writeFileFrame } from './file-frame-codec.ts';
import { MAX_NAME_BYTES } from './frame.ts';
import type { Frame } from './frame.ts';
import { decodeWhole, positive, readListed, readPositive } from './frame-reading.ts';
import {
  INTRODUCTION_FRAME_BYTE,
  readIntroductionFrame,
  writeIntroductionFrame,
} from './introduction-frame-codec.ts';
import { MOVE_FRAME_BYTE, readMoveFrame, writeMoveFrame } from './move-frame-codec.ts';

/** What the hello of this protocol says. */
const PROTOCOL = 1;
/** SHA-256 of a DTLS certificate. */
const FINGERPRINT_BYTES = 32;

const FRAME_BYTE = {
  hello: 0x01,
  entry: 0x02,
  ack: 0x03,
  name: 0x04,
  bye: 0x05,
  certificate: 0x06,
  'certificate-ack': 0x07,
  'may-find': 0x08,
  ...FILE_FRAME_BYTE,
  ...INTRODUCTION_FRAME_BYTE,
  move: MOVE_FRAME_BYTE,
} as const satisfies Record<Frame['type'], number>;

/** @throws RangeError for a value past its bounds */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().u8(FRAME_BYTE[frame.type]);
  return writeBody(writer, frame).done();
}

/**
 * Null for a frame type of a later version, which is ignored.
 * @throws MessengerError 'line-malformed-frame'
 */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  return decodeWhole(bytes, (reader) => {
    const type = reader.u8();
    return (
      readLineFrame(type, reader) ??
      readFileFrame(type, reader) ??
      readIntroductionFrame(type, reader) ??
      readMoveFrame(type, reader)
    );
  });
}

function writeBody(writer: ByteWriter, frame: Frame): ByteWriter {
  switch (frame.type) {
    case 'hello':
      return writer.varint(PROTOCOL).varint(frame.have).text(frame.name, 0, MAX_NAME_BYTES);
    case 'entry':
      return writer.varint(positive(frame.seq)).bytes(encodeEntry(frame.entry));
    case 'ack':
      return writer.varint(positive(frame.seq));
    case 'name':
      return writer.text(frame.name, 0, MAX_NAME_BYTES);
    case 'bye':
      return writer;
    case 'certificate':
      return writer.varint(positive(frame.number)).bytes(frame.fingerprint, FINGERPRINT_BYTES);
    case 'certificate-ack':
      return writer.varint(positive(frame.number));
    case 'may-find':
      return writer.u8(frame.allowed ? 1 : 0);
    case 'file-want':
    case 'file-start':
    case 'file-piece':
    case 'file-done':
    case 'file-ack':
    case 'file-stop':
    case 'file-hold':
    case 'file-next':
      return writeFileFrame(writer, frame);
    case 'move':
      return writeMoveFrame(writer, frame);
    default:
      return writeIntroductionFrame(writer, frame);
  }
}

/** Frames of the line itself, the log and meeting again; null for another type. */
function readLineFrame(type: number, reader: ByteReader): Frame | null {
  switch (type) {
    case FRAME_BYTE.hello: {
      if (reader.varint() !== PROTOCOL) throw new MalformedBytes('unknown protocol');
      return { type: 'hello', have: reader.varint(), name: reader.text(0, MAX_NAME_BYTES) };
    }
    case FRAME_BYTE.entry:
      return { type: 'entry', seq: readPositive(reader), entry: readEntry(reader) };
    case FRAME_BYTE.ack:
      return { type: 'ack', seq: readPositive(reader) };
    case FRAME_BYTE.name:
      return { type: 'name', name: reader.text(0, MAX_NAME_BYTES) };
    case FRAME_BYTE.bye:
      return { type: 'bye' };
    case FRAME_BYTE.certificate:
      return {
        type: 'certificate',
        number: readPositive(reader),
        fingerprint: reader.bytes(FINGERPRINT_BYTES),
      };
    case FRAME_BYTE['certificate-ack']:
      return { type: 'certificate-ack', number: readPositive(reader) };
    case FRAME_BYTE['may-find']:
      return { type: 'may-find', allowed: readListed(reader, [false, true], 0) };
    default:
      return null;
  }
}
