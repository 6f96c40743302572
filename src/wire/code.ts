/**
 * Codes: what one friend shows or sends another to meet again, in one direction. PROTOCOL.md §6
 * draws them. Here are the bytes; crypto/meeting-keys.ts seals and opens the body.
 */
import { MessengerError } from '../errors.ts';
import { ByteReader, ByteWriter, concat, MalformedBytes } from './bytes.ts';
import { readCandidate, sizeOf, writeCandidate } from './candidate-codec.ts';
import { MAX_CANDIDATES } from './card.ts';
import type { Candidate } from './card.ts';
import {
  areCredentials,
  credentialForm,
  credentialLength,
  readCredentials,
  writeCredentials,
} from './credentials.ts';
import type { Credentials } from './credentials.ts';

/** What the code says once it is opened: how to reach the one who shows it. */
export interface CodeBody {
  readonly credentials: Credentials;
  /** Best first, 1 to MAX_CANDIDATES. */
  readonly candidates: readonly Candidate[];
  /** Whether the sender's browser can open codes too, so that the friend may show one in return. */
  readonly canAnswer: boolean;
  /** Lowest bit of the number of the certificate that the sender will use. */
  readonly myCertificate: 0 | 1;
  /** Lowest bit of the number of the friend's certificate that the sender expects. */
  readonly yourCertificate: 0 | 1;
}

/** Version in the high four bits as in cards, and two kinds: with a small body and with a large one. */
const FIRST_BYTE = { small: 0x12, large: 0x13 } as const;

/** Random, new for every code: with it no key is used twice. 2^28 codes between two friends would be many. */
export const CODE_SALT_BYTES = 7;
/** Poly1305, in front of the sealed body. */
const TAG_BYTES = 16;

/** Bodies have one of two lengths, which hide how many addresses of which kind there are. */
const SMALL_BODY_BYTES = 36;
const LARGE_BODY_BYTES = 64;
export const SMALL_CODE_BYTES = 1 + CODE_SALT_BYTES + TAG_BYTES + SMALL_BODY_BYTES;
export const LARGE_CODE_BYTES = 1 + CODE_SALT_BYTES + TAG_BYTES + LARGE_BODY_BYTES;

/** The flags of a body, in the order of their bits from the lowest: where each begins. */
const FORM_MASK = 0b11;
const COUNT_AT = 2;
const COUNT_MASK = 0b111;
const CAN_ANSWER = 1 << 5;
const MY_CERTIFICATE_AT = 6;
const YOUR_CERTIFICATE_AT = 7;

/** Forms 0 and 1 of cards; longer credentials would leave no room for addresses. */
const CODE_FORMS: readonly number[] = [0, 1];

/** Whether a code can carry these credentials; other browsers' need the two-way swap. */
export function haveCodeForm(credentials: Credentials): boolean {
  return areCredentials(credentials) && CODE_FORMS.includes(credentialForm(credentials));
}

/**
 * The body as it is sealed: 36 bytes when all candidates fit, else 64 with as many as fit, the best
 * of each kind before others, so that several addresses of one kind do not cut away another.
 * @throws RangeError without candidates, and for what no code can hold ({@link haveCodeForm})
 */
export function encodeCodeBody(body: CodeBody): Uint8Array<ArrayBuffer> {
  const { credentials, candidates } = body;
  if (!haveCodeForm(credentials)) throw new RangeError('no credentials for a code');
  if (candidates.length === 0 || candidates.length > MAX_CANDIDATES) {
    throw new RangeError(`${candidates.length} candidates`);
  }
  const form = credentialForm(credentials);
  const sizeBytes = bodySize(credentials, candidates);
  const fitting = fit(candidates, sizeBytes - lengthBefore(credentials));
  const writer = new ByteWriter().u8(
    form |
      ((fitting.length - 1) << COUNT_AT) |
      (body.canAnswer ? CAN_ANSWER : 0) |
      (body.myCertificate << MY_CERTIFICATE_AT) |
      (body.yourCertificate << YOUR_CERTIFICATE_AT),
  );
  writeCredentials(writer, credentials);
  for (const candidate of fitting) writeCandidate(writer, candidate);
  const padded = new Uint8Array(sizeBytes);
  padded.set(writer.done());
  return padded;
}

/** @throws MessengerError 'card-altered' when these bytes are no body, as only a friend could seal them */
export function decodeCodeBody(bytes: Uint8Array): CodeBody {
  try {
    return readBody(bytes);
  } catch (cause) {
    if (cause instanceof MalformedBytes) throw new MessengerError('card-altered', { cause });
    throw cause;
  }
}

/**
 * A whole code. @param box the sealed body, 16 bytes longer than it
 * @throws RangeError for a salt or box of another length
 */
export function joinCode(salt: Uint8Array, box: Uint8Array): Uint8Array<ArrayBuffer> {
  if (salt.length !== CODE_SALT_BYTES) throw new RangeError(`a salt of ${salt.length} bytes`);
  switch (1 + salt.length + box.length) {
    case SMALL_CODE_BYTES:
      return concat(Uint8Array.of(FIRST_BYTE.small), salt, box);
    case LARGE_CODE_BYTES:
      return concat(Uint8Array.of(FIRST_BYTE.large), salt, box);
    default:
      throw new RangeError(`a box of ${box.length} bytes`);
  }
}

/** The parts of a code. @throws MessengerError 'card-altered' unless {@link isCode} */
export function splitCode(code: Uint8Array): {
  readonly salt: Uint8Array;
  readonly box: Uint8Array;
} {
  if (!isCode(code)) throw new MessengerError('card-altered');
  const boxAt = 1 + CODE_SALT_BYTES;
  return { salt: code.slice(1, boxAt), box: code.slice(boxAt) };
}

/** Whether these bytes have first byte and length of a code. Whose it is, only opening it tells. */
export function isCode(bytes: Uint8Array): boolean {
  return codeLength(bytes) === bytes.length;
}

/** How long the code is that `bytes` begin with; null when they begin none. */
export function codeLength(bytes: Uint8Array): number | null {
  if (bytes[0] === FIRST_BYTE.small) return SMALL_CODE_BYTES;
  return bytes[0] === FIRST_BYTE.large ? LARGE_CODE_BYTES : null;
}

/** Flags and credentials. */
function lengthBefore(credentials: Credentials): number {
  return 1 + (credentialLength(credentialForm(credentials), new Uint8Array(0)) ?? 0);
}

function bodySize(credentials: Credentials, candidates: readonly Candidate[]): number {
  const length = candidates.reduce(
    (sum, candidate) => sum + sizeOf(candidate.family),
    lengthBefore(credentials),
  );
  return length <= SMALL_BODY_BYTES ? SMALL_BODY_BYTES : LARGE_BODY_BYTES;
}

/** Those that go into so many bytes, in their order. */
function fit(candidates: readonly Candidate[], roomBytes: number): Candidate[] {
  const kindOf = ({ type, family }: Candidate): string => `${type} ${family}`;
  const isFirstOfKind = (candidate: Candidate): boolean =>
    candidates.find((other) => kindOf(other) === kindOf(candidate)) === candidate;
  const firsts = candidates.filter(isFirstOfKind);
  const others = candidates.filter((candidate) => !isFirstOfKind(candidate));
  const chosen = new Set<Candidate>();
  let room = roomBytes;
  for (const candidate of [...firsts, ...others]) {
    if (sizeOf(candidate.family) > room) continue;
    room -= sizeOf(candidate.family);
    chosen.add(candidate);
  }
  return candidates.filter((candidate) => chosen.has(candidate));
}

function readBody(bytes: Uint8Array): CodeBody {
  if (bytes.length !== SMALL_BODY_BYTES && bytes.length !== LARGE_BODY_BYTES) {
    throw new MalformedBytes('no length of a body');
  }
  const reader = new ByteReader(bytes);
  const flags = reader.u8();
  const form = flags & FORM_MASK;
  if (!CODE_FORMS.includes(form)) throw new MalformedBytes('no form of credentials in codes');
  const credentials = readCredentials(reader, form);
  const count = ((flags >> COUNT_AT) & COUNT_MASK) + 1;
  const candidates = Array.from({ length: count }, () => readCandidate(reader));
  if (reader.bytes(reader.remaining).some((byte) => byte !== 0)) {
    throw new MalformedBytes('padding that is not zero');
  }
  return {
    credentials,
    candidates,
    canAnswer: (flags & CAN_ANSWER) !== 0,
    myCertificate: bit(flags, MY_CERTIFICATE_AT),
    yourCertificate: bit(flags, YOUR_CERTIFICATE_AT),
  };
}

function bit(flags: number, at: number): 0 | 1 {
  return ((flags >> at) & 1) === 1 ? 1 : 0;
}
