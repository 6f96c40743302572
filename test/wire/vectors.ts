/** The project's own vectors as values: bytes stand in the files as hexadecimal. */
import cardVectors from '../vectors/cards.json';
import codeVectors from '../vectors/codes.json';
import descriptionVectors from '../vectors/descriptions.json';
import frameVectors from '../vectors/frames.json';
import type { Card, ConnectionInfo } from '../../src/wire/card.ts';
import { fromHex } from '../../src/wire/bytes.ts';
import type { CodeBody } from '../../src/wire/code.ts';
import type { Frame } from '../../src/wire/frame.ts';

/** Fields of values that hold bytes. */
const BYTE_FIELDS = new Set([
  'identityKey',
  'fingerprint',
  'inviteTag',
  'fileId',
  'streamId',
  'sha256',
  'root',
  'body',
  'id',
  'key',
  'box',
  'salt',
  'tag',
]);

/** The vectors are trusted files of this project, so their shape is asserted, not checked. */
function revive(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, field: unknown) => {
    if (name === 'tags') return (field as string[]).map((tag) => fromHex(tag));
    return BYTE_FIELDS.has(name) && typeof field === 'string' ? fromHex(field) : field;
  }) as unknown;
}

export const PAGE_URL = cardVectors.pageUrl;

export const validCards = cardVectors.valid.map((vector) => ({
  ...vector,
  bytes: fromHex(vector.bytes),
  card: revive(vector.card) as Card,
}));

export const invalidCards = cardVectors.invalid.map((vector) => ({
  ...vector,
  bytes: fromHex(vector.bytes),
}));

export const cardTexts: { name: string; text: string; bytes?: string; error?: string }[] =
  cardVectors.texts;

export const validFrames = frameVectors.valid.map((vector) => ({
  ...vector,
  bytes: fromHex(vector.bytes),
  frame: revive(vector.frame) as Frame,
}));

export const ignoredFrames = frameVectors.ignored.map((vector) => ({
  ...vector,
  bytes: fromHex(vector.bytes),
}));

/** `then` repeats one byte, so that long vectors stay readable. */
const invalidFrameVectors: {
  name: string;
  bytes: string;
  then?: { byte: string; times: number };
  error: string;
}[] = frameVectors.invalid;

export const invalidFrames = invalidFrameVectors.map(({ name, bytes, then, error }) => ({
  name,
  bytes: fromHex(bytes + (then ? then.byte.repeat(then.times) : '')),
  error,
}));

/** Local descriptions as browsers really gave them. */
export const descriptions = descriptionVectors.map((vector) => ({
  name: vector.name,
  sdp: vector.sdp.map((line) => `${line}\r\n`).join(''),
  info: revive(vector.info) as ConnectionInfo,
}));

export const validCodes = codeVectors.codes.map((vector) => ({
  ...vector,
  bytes: fromHex(vector.code),
  plain: fromHex(vector.bodyBytes),
  body: vector.body as CodeBody & { readonly carried: CodeBody['candidates'] },
}));

export const invalidCodeBodies = codeVectors.invalidBodies.map((vector) => ({
  ...vector,
  bytes: fromHex(vector.bytes),
}));
