/** Values of the wire for property tests. */
import fc from 'fast-check';
import type { Candidate, Card } from '../../src/wire/card.ts';
import { formatAddress } from '../../src/wire/address.ts';
import { MessengerError } from '../../src/errors.ts';
import type { Frame, LogEntry, MoveFrame } from '../../src/wire/frame.ts';
import type { KeepingFrame } from '../../src/wire/keeping-frame.ts';

export const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const varint = fc.oneof(fc.nat(300), fc.maxSafeNat());
const time = fc.oneof(
  fc.nat(300),
  fc.maxSafeNat().map((ms) => ms % 8.64e15),
);
const positive = varint.map((value) => Math.max(1, value));
/** At most three bytes a unit, so that a third of the bound always fits. */
const text = (minLength: number, maxBytes: number) =>
  fc.string({ unit: 'binary', minLength, maxLength: Math.min(60, Math.floor(maxBytes / 4)) });

export const anyCandidate: fc.Arbitrary<Candidate> = fc
  .tuple(
    fc.constantFrom('host' as const, 'srflx' as const, 'relay' as const),
    fc.constantFrom('ipv4' as const, 'ipv6' as const, 'mdns' as const),
    fc.uint8Array({ minLength: 16, maxLength: 16, max: 255 }),
    fc.integer({ min: 1, max: 65_535 }),
  )
  .map(([type, family, bytes, port]) => ({
    type,
    family,
    address: formatAddress(family, family === 'ipv4' ? bytes.subarray(0, 4) : bytes),
    port,
  }));

const iceChars = (minLength: number, maxLength: number) =>
  fc.string({
    unit: fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split(''),
    ),
    minLength,
    maxLength,
  });
const hexDigits = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'.split('')),
    minLength: length,
    maxLength: length,
  });
/** Those of browsers as they are, which fit into codes. */
export const shortCredentials = fc.oneof(
  fc.record({ ufrag: iceChars(4, 4), pwd: iceChars(24, 24) }),
  fc.record({ ufrag: hexDigits(8), pwd: hexDigits(32) }),
);
const credentials = fc.oneof(
  shortCredentials,
  fc.record({ ufrag: iceChars(4, 255), pwd: iceChars(22, 255) }),
);

const base = fc
  .record({
    identityKey: bytesOf(32),
    fingerprint: bytesOf(32),
    candidates: fc.array(anyCandidate, { maxLength: 8 }),
    credentials,
  })
  .map(({ credentials, ...rest }) => ({ ...rest, ...credentials }));

export const anyCard: fc.Arbitrary<Card> = fc.oneof(
  base.map((fields) => ({ kind: 'invite' as const, ...fields })),
  fc
    .tuple(base, bytesOf(4))
    .map(([fields, inviteTag]) => ({ kind: 'reply' as const, inviteTag, ...fields })),
);

const fileId = bytesOf(16);

export const anyEntry: fc.Arbitrary<LogEntry> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), atMs: time, text: text(1, 32_768) }),
  fc.record({
    kind: fc.constant('file-offer' as const),
    atMs: time,
    fileId,
    sizeBytes: varint,
    modifiedMs: time,
    name: text(1, 1_024),
    mediaType: text(0, 255),
  }),
  fc.record({
    kind: fc.constant('folder-offer' as const),
    atMs: time,
    fileId,
    sizeBytes: varint,
    files: fc.integer({ min: 0, max: 65_536 }),
    name: text(1, 1_024),
  }),
  fc.record({
    kind: fc.constant('file-end' as const),
    atMs: time,
    fileId,
    outcome: fc.constantFrom(
      'declined' as const,
      'cancelled-by-sender' as const,
      'cancelled-by-receiver' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('gone' as const),
    atMs: time,
    why: fc.constantFrom('deleted' as const, 'silent' as const),
  }),
  fc.record({ kind: fc.constant('delete' as const), atMs: time, seq: positive }),
  fc.record({
    kind: fc.constant('vanish' as const),
    atMs: time,
    round: positive,
    seconds: fc.integer({ min: 0, max: 31_536_000 }),
    follows: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('unknown' as const),
    atMs: time,
    kindByte: fc.integer({ min: 0, max: 255 }).filter((kind) => kind < 1 || kind > 7),
    body: fc.uint8Array({ maxLength: 300 }),
  }),
);

const id = bytesOf(16);
const key = bytesOf(32);

const meetingFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    type: fc.constant('certificate' as const),
    number: positive,
    fingerprint: bytesOf(32),
  }),
  fc.record({ type: fc.constant('certificate-ack' as const), number: positive }),
  fc.record({ type: fc.constant('may-find' as const), allowed: fc.boolean() }),
);

const introductionFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ type: fc.constant('introduction' as const), id, name: text(0, 128) }),
  fc.record({
    type: fc.constant('introduction-answer' as const),
    id,
    key: fc.option(key, { nil: null }),
  }),
  fc.record({
    type: fc.constant('introduction-go' as const),
    id,
    role: fc.constantFrom('invite' as const, 'wait' as const),
    key,
  }),
  fc.record({
    type: fc.constant('introduction-pass' as const),
    id,
    box: fc.uint8Array({ minLength: 1, maxLength: 1_024 }),
  }),
  fc.record({
    type: fc.constant('introduction-end' as const),
    id,
    reason: fc.constantFrom(
      'declined' as const,
      'gone' as const,
      'failed' as const,
      'timed-out' as const,
    ),
  }),
  fc.record({ type: fc.constant('find-offer' as const), salt: bytesOf(32) }),
  fc.record({
    type: fc.constant('find-me' as const),
    tags: fc
      .integer({ min: 1, max: 8 })
      .chain((groups) => fc.array(bytesOf(16), { minLength: 8 * groups, maxLength: 8 * groups })),
  }),
  fc.record({ type: fc.constant('find-match' as const), tag: bytesOf(16), id }),
);

const moveFrame: fc.Arbitrary<MoveFrame> = fc.record({
  type: fc.constant('move' as const),
  move: bytesOf(16),
  step: fc.oneof(
    fc.record({
      name: fc.constant('offer' as const),
      friends: fc.nat(4_096),
      files: varint,
      fileBytes: varint,
    }),
    fc.record({
      name: fc.constant('answer' as const),
      answer: fc.constantFrom('no' as const, 'yes' as const, 'not-new' as const),
    }),
    fc.record({ name: fc.constant('file' as const), fileId, secret: bytesOf(32) }),
    fc.record({ name: fc.constantFrom('done' as const, 'noted' as const, 'end' as const) }),
  ),
});

export const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  moveFrame,
  meetingFrame,
  introductionFrame,
  fc.record({ type: fc.constant('hello' as const), have: varint, name: text(0, 128) }),
  fc.record({ type: fc.constant('entry' as const), seq: positive, entry: anyEntry }),
  fc.record({ type: fc.constant('ack' as const), seq: positive }),
  fc.record({ type: fc.constant('name' as const), name: text(0, 128) }),
  fc.constant({ type: 'bye' as const }),
  fc.record({ type: fc.constant('file-next' as const), fileId }),
  fc.record({
    type: fc.constant('file-want' as const),
    fileId,
    fromPiece: varint,
    want: varint,
    later: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  }),
  fc.record({
    type: fc.constant('file-start' as const),
    fileId,
    want: varint,
    streamId: bytesOf(8),
  }),
  fc.record({
    type: fc.constant('file-piece' as const),
    fileId,
    piece: varint,
    sha256: bytesOf(32),
  }),
  fc.record({ type: fc.constant('file-done' as const), fileId, root: bytesOf(32) }),
  fc.record({
    type: fc.constant('file-ack' as const),
    fileId,
    pieces: varint,
    complete: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('file-stop' as const),
    fileId,
    reason: fc.constantFrom(
      'gone' as const,
      'changed' as const,
      'damaged' as const,
      'cannot-store' as const,
    ),
  }),
  fc.record({
    type: fc.constant('file-hold' as const),
    fileId,
    reason: fc.constantFrom(
      'missing' as const,
      'paused-by-sender' as const,
      'paused-by-receiver' as const,
    ),
  }),
);

const connection = base.map(({ identityKey: _, ...rest }) => rest);

export const anyKeepingFrame: fc.Arbitrary<KeepingFrame> = fc.oneof(
  fc.record({ type: fc.constantFrom('ping' as const, 'pong' as const), number: varint }),
  fc.record({
    type: fc.constant('call-offer' as const),
    call: positive,
    kind: fc.constantFrom('spare' as const, 'return' as const, 'lane' as const),
    connection,
  }),
  fc.record({ type: fc.constant('call-answer' as const), call: positive, connection }),
  fc.record({ type: fc.constant('call-end' as const), call: positive }),
);

/** The code that `act` fails with; null when it does not. Anything but a MessengerError is passed on. */
export function failureOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof MessengerError) return error.code;
    throw error;
  }
}
