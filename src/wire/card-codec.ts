/** Cards as bytes. PROTOCOL.md §2 draws them. */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, MalformedBytes } from './bytes.ts';
import { candidateLength, readCandidate, writeCandidate } from './candidate-codec.ts';
import { MAX_CANDIDATES } from './card.ts';
import type { Card } from './card.ts';
import { codeLength } from './code.ts';
import { crc32 } from './crc32.ts';
import {
  credentialForm,
  credentialLength,
  readCredentials,
  writeCredentials,
} from './credentials.ts';

/** Version in the high four bits, kind in the low four. */
const FIRST_BYTE = { invite: 0x10, reply: 0x11 } as const;
const TAG_BYTES = 4;
const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 32;
const CHECK_BYTES = 4;

/** Shorter bytes are never called a newer card: ICE credentials alone take 20. */
const MIN_NEWER_BYTES = 20;

/** The longest card: a reply with the longest credentials and eight long addresses. */
export const MAX_CARD_BYTES =
  1 + TAG_BYTES + KEY_BYTES + FINGERPRINT_BYTES + 1 + 2 * 256 + MAX_CANDIDATES * 19 + CHECK_BYTES;

/**
 * A card's bytes; candidates keep their order.
 * @throws RangeError for what no card can hold: nine candidates, a key of another length, an address of another family
 */
export function encodeCard(card: Card): Uint8Array<ArrayBuffer> {
  const { candidates } = card;
  if (candidates.length > MAX_CANDIDATES) throw new RangeError(`${candidates.length} candidates`);
  const writer = new ByteWriter().u8(FIRST_BYTE[card.kind]);
  if (card.kind === 'reply') writer.bytes(card.inviteTag, TAG_BYTES);
  writer.bytes(card.identityKey, KEY_BYTES).bytes(card.fingerprint, FINGERPRINT_BYTES);
  writer.u8((credentialForm(card) << 4) | candidates.length);
  writeCredentials(writer, card);
  for (const candidate of candidates) writeCandidate(writer, candidate);
  return writer.u32(crc32(writer.done())).done();
}

/**
 * Reads exactly one card.
 * @throws MessengerError 'card-truncated' | 'card-altered' | 'card-newer-version' | 'card-not-a-card'
 */
export function decodeCard(bytes: Uint8Array): Card {
  if (!isKnown(bytes)) {
    throw new MessengerError(isNewerCard(bytes) ? 'card-newer-version' : 'card-not-a-card');
  }
  if (!hasGoodCheck(bytes)) {
    const length = cardLength(bytes);
    const isShort = length !== null && bytes.length < length;
    throw new MessengerError(isShort ? 'card-truncated' : 'card-altered');
  }
  try {
    return readCard(new ByteReader(bytes.subarray(0, -CHECK_BYTES)));
  } catch (cause) {
    if (cause instanceof MalformedBytes) throw new MessengerError('card-altered', { cause });
    throw cause;
  }
}

/** The four bytes at a card's end, which a reply repeats to name its invite. */
export function cardTag(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.slice(-CHECK_BYTES));
}

/** Whether the first byte is that of a card that this version reads. */
export function isKnown(bytes: Uint8Array): boolean {
  return bytes[0] === FIRST_BYTE.invite || bytes[0] === FIRST_BYTE.reply;
}

/** Whether these bytes are, to the last, a card of a version or kind that came after this one. */
export function isNewerCard(bytes: Uint8Array): boolean {
  if (isKnown(bytes) || codeLength(bytes) !== null) return false;
  const version = (bytes[0] ?? 0) >> 4;
  return version >= 1 && bytes.length >= MIN_NEWER_BYTES && hasGoodCheck(bytes);
}

/**
 * How long the card is that `bytes` begin with, as far as they tell: more than `bytes.length` when
 * it goes on past them. Null when they cannot begin a card of this version.
 */
export function cardLength(bytes: Uint8Array): number | null {
  if (!isKnown(bytes)) return null;
  const tagBytes = bytes[0] === FIRST_BYTE.reply ? TAG_BYTES : 0;
  let length = 1 + tagBytes + KEY_BYTES + FINGERPRINT_BYTES;
  const forms = bytes[length++];
  if (forms === undefined) return length + CHECK_BYTES;
  const credentials = credentialLength(forms >> 4, bytes.subarray(length));
  const count = forms & 15;
  if (credentials === null || count > MAX_CANDIDATES) return null;
  length += credentials;
  for (let i = 0; i < count; i++) {
    const form = bytes[length];
    if (form === undefined) return length + 1 + CHECK_BYTES;
    const candidate = candidateLength(form);
    if (candidate === null) return null;
    length += candidate;
  }
  return length + CHECK_BYTES;
}

function hasGoodCheck(bytes: Uint8Array): boolean {
  if (bytes.length <= CHECK_BYTES) return false;
  return new ByteReader(cardTag(bytes)).u32() === crc32(bytes.subarray(0, -CHECK_BYTES));
}

function readCard(reader: ByteReader): Card {
  const isReply = reader.u8() === FIRST_BYTE.reply;
  const inviteTag = isReply ? reader.bytes(TAG_BYTES) : null;
  const identityKey = reader.bytes(KEY_BYTES);
  const fingerprint = reader.bytes(FINGERPRINT_BYTES);
  const forms = reader.u8();
  const count = forms & 15;
  if (count > MAX_CANDIDATES) throw new MalformedBytes('too many candidates');
  const credentials = readCredentials(reader, forms >> 4);
  const candidates = Array.from({ length: count }, () => readCandidate(reader));
  reader.end();
  const base = { identityKey, fingerprint, ...credentials, candidates };
  return inviteTag ? { kind: 'reply', inviteTag, ...base } : { kind: 'invite', ...base };
}
