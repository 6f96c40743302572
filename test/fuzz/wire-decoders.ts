/** What reads cards, codes, frames and texts that others made. */
import fc from 'fast-check';
import { formatAddress, parseAddress } from '../../src/wire/address.ts';
import { fromBase41, toBase41 } from '../../src/wire/base41.ts';
import { fromBase64Url, fromHex, toBase64Url, toHex, utf8Encode } from '../../src/wire/bytes.ts';
import { decodeCard, encodeCard } from '../../src/wire/card-codec.ts';
import { cardLink } from '../../src/wire/card-link.ts';
import { readCardLink, readCardText } from '../../src/wire/card-text.ts';
import { decodeCodeBody, splitCode } from '../../src/wire/code.ts';
import { decodeEntry, encodeEntry } from '../../src/wire/entry-codec.ts';
import { decodeChunk, encodeChunkHeader } from '../../src/wire/envelope.ts';
import { decodeListing, encodeListing, LISTING_HEAD_BYTES } from '../../src/wire/folder-listing.ts';
import { Assembler } from '../../src/wire/fragment.ts';
import { decodeFrame, encodeFrame } from '../../src/wire/frame-codec.ts';
import { decodeKeepingFrame, encodeKeepingFrame } from '../../src/wire/keeping-frame.ts';
import { readSafetyCode, safetyCode } from '../../src/wire/safety-code.ts';
import { readDescription, writeDescription } from '../../src/wire/sdp.ts';
import { withoutInvisible } from '../../src/wire/unseen.ts';
import { anyCard, anyEntry, anyFrame, anyKeepingFrame } from '../wire/arbitraries.ts';
import { validCodes } from '../wire/vectors.ts';
import type { Decoder } from './fuzz.ts';

/** Enough for every kind in many shapes; the same in every run, so that a failure can be seen again. */
const SAMPLES = { numRuns: 300, seed: 41 };
const some = <T>(of: fc.Arbitrary<T>): T[] => fc.sample(of, SAMPLES);

/** What a program would make of such bytes as text. */
const lenient = new TextDecoder();
const asText = (bytes: Uint8Array): string => lenient.decode(bytes);
const texts = (all: readonly string[]): Uint8Array[] => all.map((text) => utf8Encode(text));

const cards = some(anyCard);
const payloads = cards.map(encodeCard);
const PAGE = 'https://twocan.example/';
const links = payloads.map((bytes) => cardLink(PAGE, bytes));

const fingerprints = { mine: new Uint8Array(32).fill(1), theirs: new Uint8Array(32).fill(2) };
const shown = { mine: fingerprints.theirs, theirs: fingerprints.mine };
const safetyTexts = [fingerprints, shown].map((of) =>
  safetyCode(of)
    .map(({ text }) => text)
    .join(''),
);

const chunks = [1, 100, 300].map((length) => {
  const sealed = new Uint8Array(length).fill(7);
  const [fileId, streamId] = [new Uint8Array(16).fill(8), new Uint8Array(8).fill(9)];
  const header = encodeChunkHeader({ fileId, streamId, index: length, sealed });
  return new Uint8Array([...header, ...sealed]);
});

const listings = [
  [],
  [{ path: 'notes.txt', sizeBytes: 5, modifiedMs: 1_795_000_000_000 }],
  ['a/b/c.txt', 'a/empty/', 'ü/🪁.png'].map((path) => ({ path, sizeBytes: 0, modifiedMs: 0 })),
].map((entries) => encodeListing(entries).subarray(LISTING_HEAD_BYTES));

const addresses = [
  ...['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1'],
  formatAddress('mdns', new Uint8Array(16).fill(0xab)),
];

/** All of wire that reads. */
export const WIRE_DECODERS: readonly Decoder[] = [
  {
    name: 'cards',
    files: ['wire/card-codec.ts', 'wire/candidate-codec.ts', 'wire/credentials.ts'],
    wellFormed: payloads,
    read: decodeCard,
  },
  {
    name: 'texts with cards in them',
    files: ['wire/card-text.ts', 'wire/card-scan.ts', 'wire/card-spelling.ts', 'wire/unseen.ts'],
    wellFormed: texts([
      ...links,
      ...payloads.map((bytes) => `Hi! ${toBase64Url(bytes)}\n> see you`),
    ]),
    read: (bytes) => readCardText(withoutInvisible(asText(bytes))),
  },
  {
    name: 'links to the page',
    files: ['wire/card-text.ts'],
    wellFormed: texts(links),
    read: (bytes) => readCardLink(asText(bytes)),
  },
  {
    name: 'codes',
    files: ['wire/code.ts'],
    wellFormed: validCodes.map(({ bytes }) => bytes),
    read: splitCode,
  },
  {
    name: 'bodies of codes',
    files: ['wire/code.ts', 'wire/candidate-codec.ts', 'wire/credentials.ts'],
    wellFormed: validCodes.map(({ plain }) => plain),
    read: decodeCodeBody,
  },
  {
    name: 'frames',
    files: [
      'wire/frame-codec.ts',
      'wire/frame-reading.ts',
      'wire/file-frame-codec.ts',
      'wire/introduction-frame-codec.ts',
      'wire/move-frame-codec.ts',
    ],
    wellFormed: some(anyFrame).map(encodeFrame),
    read: decodeFrame,
  },
  {
    name: 'frames that keep a line',
    files: ['wire/keeping-frame.ts'],
    wellFormed: some(anyKeepingFrame).map(encodeKeepingFrame),
    read: decodeKeepingFrame,
  },
  {
    name: 'entries',
    files: ['wire/entry-codec.ts'],
    wellFormed: some(anyEntry).map(encodeEntry),
    read: decodeEntry,
  },
  { name: 'chunks', files: ['wire/envelope.ts'], wellFormed: chunks, read: decodeChunk },
  {
    name: 'channel messages',
    files: ['wire/fragment.ts'],
    wellFormed: [Uint8Array.of(0, 1, 2, 3), Uint8Array.of(1, 1, 2, 3)],
    read: (bytes) => new Assembler().push(bytes),
  },
  {
    name: 'listings of folders',
    files: ['wire/folder-listing.ts'],
    wellFormed: listings,
    read: decodeListing,
  },
  {
    name: 'safety codes',
    files: ['wire/safety-code.ts', 'wire/base41.ts'],
    wellFormed: texts(safetyTexts),
    read: (bytes) => readSafetyCode(asText(bytes), fingerprints),
    isRefusal: (verdict) => verdict === 'none',
  },
  {
    name: 'session descriptions',
    files: ['wire/sdp.ts'],
    wellFormed: texts(
      cards.map((card) => writeDescription(card, { type: 'offer', setup: 'actpass' })),
    ),
    read: (bytes) => readDescription(asText(bytes)),
  },
  {
    name: 'addresses',
    files: ['wire/address.ts'],
    wellFormed: texts(addresses),
    read: (bytes) => parseAddress(asText(bytes)),
  },
  {
    name: 'base 41',
    files: ['wire/base41.ts'],
    wellFormed: texts(payloads.map(toBase41)),
    read: (bytes) => fromBase41(asText(bytes)),
  },
  {
    name: 'base64url',
    files: ['wire/bytes.ts'],
    wellFormed: texts(payloads.map(toBase64Url)),
    read: (bytes) => fromBase64Url(asText(bytes)),
  },
  {
    name: 'hexadecimal',
    files: ['wire/bytes.ts'],
    wellFormed: texts(payloads.map(toHex)),
    read: (bytes) => fromHex(asText(bytes)),
  },
];
