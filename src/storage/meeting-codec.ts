/** Meetings and invites as bytes, before they are sealed. */
import { ByteWriter } from '../wire/bytes.ts';
import type { ByteReader } from '../wire/bytes.ts';
import { CODE_SALT_BYTES } from '../wire/code.ts';
import { choice, decode } from './record-codec.ts';
import {
  MAX_KEPT_CERTIFICATES,
  MAX_USED_SALTS,
  type InviteRecord,
  type MeetingRecord,
  type NumberedCertificate,
  type NumberedFingerprint,
} from './repositories.ts';

const VERSION = 1;
const FINGERPRINT_BYTES = 32;
/** Labels are what people type, or a friend's name; a bound only so that the reader has one. */
const MAX_TEXT_BYTES = 65_535;

/** A certificate without the browser's object, which stands beside the sealed record. */
export type CertificateFields = Omit<NumberedCertificate, 'handle'>;
/** All of a meeting that is sealed. */
export interface MeetingFields extends Omit<MeetingRecord, 'friendId' | 'mine'> {
  readonly mine: readonly CertificateFields[];
}
/** All of an invite that is sealed. */
export type InviteFields = Pick<InviteRecord, 'label' | 'madeAtMs'>;

/** @throws RangeError for longer lists than a record holds, and for values past their bounds */
export function encodeMeeting(meeting: MeetingFields): Uint8Array {
  const { mine, theirs, usedSalts } = meeting;
  const writer = new ByteWriter().u8(VERSION);
  writer.varint(mine.length, MAX_KEPT_CERTIFICATES);
  for (const certificate of mine) {
    writeFingerprint(writer, certificate)
      .varint(certificate.expiresMs)
      .u8(certificate.acked ? 1 : 0);
  }
  writer.varint(theirs.length, MAX_KEPT_CERTIFICATES);
  for (const fingerprint of theirs) writeFingerprint(writer, fingerprint);
  writer.varint(usedSalts.length, MAX_USED_SALTS);
  for (const salt of usedSalts) writer.bytes(salt, CODE_SALT_BYTES);
  return writer
    .u8(meeting.iAllowFinding ? 1 : 0)
    .u8(meeting.theyAllowFinding ? 1 : 0)
    .done();
}

/** @throws MessengerError 'storage-newer-version' or 'storage-corrupt' */
export function decodeMeeting(bytes: Uint8Array): MeetingFields {
  return decode(bytes, VERSION, (reader) => ({
    mine: readList(reader, MAX_KEPT_CERTIFICATES, () => ({
      ...readFingerprint(reader),
      expiresMs: reader.varint(),
      acked: readFlag(reader),
    })),
    theirs: readList(reader, MAX_KEPT_CERTIFICATES, () => readFingerprint(reader)),
    usedSalts: readList(reader, MAX_USED_SALTS, () => reader.bytes(CODE_SALT_BYTES)),
    iAllowFinding: readFlag(reader),
    theyAllowFinding: readFlag(reader),
  }));
}

/** @throws RangeError for a label past its bound */
export function encodeInvite(invite: InviteFields): Uint8Array {
  return new ByteWriter()
    .u8(VERSION)
    .text(invite.label, 0, MAX_TEXT_BYTES)
    .varint(invite.madeAtMs)
    .done();
}

/** @throws MessengerError as {@link decodeMeeting} */
export function decodeInvite(bytes: Uint8Array): InviteFields {
  return decode(bytes, VERSION, (reader) => ({
    label: reader.text(0, MAX_TEXT_BYTES),
    madeAtMs: reader.varint(),
  }));
}

function writeFingerprint(writer: ByteWriter, value: NumberedFingerprint): ByteWriter {
  return writer.varint(value.number).bytes(value.fingerprint, FINGERPRINT_BYTES);
}

function readFingerprint(reader: ByteReader): NumberedFingerprint {
  return { number: reader.varint(), fingerprint: reader.bytes(FINGERPRINT_BYTES) };
}

function readFlag(reader: ByteReader): boolean {
  return choice([false, true], reader.u8());
}

function readList<T>(reader: ByteReader, max: number, read: () => T): T[] {
  return Array.from({ length: reader.varint(max) }, read);
}
