/**
 * Frames that keep a line: pings, and calls for further connections. PROTOCOL.md §8. Apart from the
 * other frames, because they are needed only once a line stands.
 */
import { ByteWriter, MalformedBytes } from './bytes.ts';
import type { ByteReader } from './bytes.ts';
import { readCandidate, writeCandidate } from './candidate-codec.ts';
import { MAX_CANDIDATES } from './card.ts';
import type { ConnectionInfo } from './card.ts';
import { credentialForm, readCredentials, writeCredentials } from './credentials.ts';
import { decodeWhole, positive, readPositive } from './frame-reading.ts';

/**
 * What a call is for. `spare`: takes the place of the line when that dies; `return`: the same for a
 * side that comes back from another address; `lane`: carries data beside the line.
 */
export type CallKind = 'spare' | 'return' | 'lane';

export type KeepingFrame =
  | { readonly type: 'ping'; readonly number: number }
  | { readonly type: 'pong'; readonly number: number }
  | {
      readonly type: 'call-offer';
      readonly call: number;
      /** Null: of a later version. */
      readonly kind: CallKind | null;
      readonly connection: ConnectionInfo;
    }
  | { readonly type: 'call-answer'; readonly call: number; readonly connection: ConnectionInfo }
  | { readonly type: 'call-end'; readonly call: number };

const FRAME_BYTE = {
  ping: 0x30,
  pong: 0x31,
  'call-offer': 0x32,
  'call-answer': 0x33,
  'call-end': 0x34,
} as const satisfies Record<KeepingFrame['type'], number>;

const KIND_BYTE = { spare: 1, return: 2, lane: 3 } as const satisfies Record<CallKind, number>;
const KINDS: readonly (CallKind | undefined)[] = [undefined, 'spare', 'return', 'lane'];

/** SHA-256 of a DTLS certificate. */
const FINGERPRINT_BYTES = 32;

/** @throws RangeError for a value past its bounds */
export function encodeKeepingFrame(frame: KeepingFrame): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().u8(FRAME_BYTE[frame.type]);
  switch (frame.type) {
    case 'ping':
    case 'pong':
      return writer.varint(frame.number).done();
    case 'call-offer':
      if (frame.kind === null) throw new RangeError('a call of no kind');
      writer.varint(positive(frame.call)).u8(KIND_BYTE[frame.kind]);
      return writeConnection(writer, frame.connection).done();
    case 'call-answer':
      return writeConnection(writer.varint(positive(frame.call)), frame.connection).done();
    case 'call-end':
      return writer.varint(positive(frame.call)).done();
  }
}

/**
 * Null for a type of a later version, which is ignored.
 * @throws MessengerError 'line-malformed-frame'
 */
export function decodeKeepingFrame(bytes: Uint8Array): KeepingFrame | null {
  return decodeWhole(bytes, readFrame);
}

function readFrame(reader: ByteReader): KeepingFrame | null {
  switch (reader.u8()) {
    case FRAME_BYTE.ping:
      return { type: 'ping', number: reader.varint() };
    case FRAME_BYTE.pong:
      return { type: 'pong', number: reader.varint() };
    case FRAME_BYTE['call-offer']: {
      const call = readPositive(reader);
      const kind = KINDS[reader.u8()] ?? null;
      return { type: 'call-offer', call, kind, connection: readConnection(reader) };
    }
    case FRAME_BYTE['call-answer']: {
      const call = readPositive(reader);
      return { type: 'call-answer', call, connection: readConnection(reader) };
    }
    case FRAME_BYTE['call-end']:
      return { type: 'call-end', call: readPositive(reader) };
    default:
      return null;
  }
}

function writeConnection(writer: ByteWriter, connection: ConnectionInfo): ByteWriter {
  const { fingerprint, candidates } = connection;
  if (candidates.length > MAX_CANDIDATES) throw new RangeError(`${candidates.length} candidates`);
  writer.bytes(fingerprint, FINGERPRINT_BYTES);
  writer.u8((credentialForm(connection) << 4) | candidates.length);
  writeCredentials(writer, connection);
  for (const candidate of candidates) writeCandidate(writer, candidate);
  return writer;
}

function readConnection(reader: ByteReader): ConnectionInfo {
  const fingerprint = reader.bytes(FINGERPRINT_BYTES);
  const forms = reader.u8();
  const count = forms & 15;
  if (count > MAX_CANDIDATES) throw new MalformedBytes('too many candidates');
  const credentials = readCredentials(reader, forms >> 4);
  const candidates = Array.from({ length: count }, () => readCandidate(reader));
  return { ...credentials, fingerprint, candidates };
}
