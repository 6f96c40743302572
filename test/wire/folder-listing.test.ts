import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex } from '../../src/wire/bytes.ts';
import {
  decodeListing,
  encodeListing,
  LISTING_HEAD_BYTES,
  listingBytes,
  MAX_LISTING_BYTES,
  namesIn,
  type Listed,
} from '../../src/wire/folder-listing.ts';
import { MAX_FOLDER_FILES } from '../../src/wire/frame.ts';
import vectors from '../vectors/folders.json';
import { failureOf } from './arbitraries.ts';

describe('vectors', () => {
  test.each(vectors.valid)('$name is written as it stands', ({ bytes, entries }) => {
    expect(toHex(encodeListing(entries))).toBe(bytes);
  });

  test.each(vectors.valid)('$name is read as it stands', ({ bytes, entries }) => {
    const all = fromHex(bytes);
    expect(listingBytes(all)).toBe(all.length - LISTING_HEAD_BYTES);
    expect(decodeListing(all.subarray(LISTING_HEAD_BYTES))).toEqual(entries);
  });

  test.each(vectors.malformed)('$name is refused', ({ bytes }) => {
    expect(failureOf(() => decodeListing(fromHex(bytes)))).toBe('folder-damaged');
  });
});

/** Names that file systems, shells and careless readers would trip over. */
const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.constantFrom('.', '..', 'C:', '\\..\\', '\u0000', '\u202e', 'con', ' ', '...', '.git'),
);
const path = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 34 }), fc.constantFrom('', '/'))
  .map(([names, end]) => names.join('/') + end);
const entry: fc.Arbitrary<Listed> = fc.record({
  path,
  sizeBytes: fc.oneof(fc.constant(0), fc.maxSafeNat()),
  modifiedMs: fc.integer({ min: 0, max: 8.64e15 }),
});

test('whatever may be written comes back, and leads nowhere but into the folder', () => {
  let written = 0;
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
      let bytes: Uint8Array;
      try {
        bytes = encodeListing(entries);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return;
      }
      written += 1;
      const read = decodeListing(bytes.subarray(LISTING_HEAD_BYTES));
      // A lone surrogate has no UTF-8: it is replaced as it is written.
      expect(read.map((one) => one.path)).toEqual(
        entries.map((one) => Buffer.from(one.path).toString()),
      );
      for (const names of read.map((one) => namesIn(one.path))) {
        expect(names.filter((part) => ['', '.', '..'].includes(part))).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
  expect(written).toBeGreaterThan(50);
});

test('bytes of any kind are read in the one way or refused', () => {
  const parts = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(...vectors.valid.map(({ bytes }) => fromHex(bytes).subarray(4))),
      fc.constantFrom(...vectors.malformed.map(({ bytes }) => fromHex(bytes))),
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(parts, (chunks) => {
      const listing = concat(...chunks);
      const failure = failureOf(() => {
        const again = encodeListing(decodeListing(listing)).subarray(LISTING_HEAD_BYTES);
        expect(toHex(again)).toBe(toHex(listing));
      });
      if (failure !== null) expect(failure).toBe('folder-damaged');
    }),
    { numRuns: 1_000 },
  );
});

test('no more is listed than may be', () => {
  const files = (count: number): Listed[] =>
    Array.from({ length: count }, (_, n) => ({ path: `${n}`, sizeBytes: 1, modifiedMs: 0 }));
  const most = encodeListing(files(MAX_FOLDER_FILES));
  expect(decodeListing(most.subarray(LISTING_HEAD_BYTES))).toHaveLength(MAX_FOLDER_FILES);
  expect(() => encodeListing(files(MAX_FOLDER_FILES + 1))).toThrow(RangeError);
  const one = most.subarray(LISTING_HEAD_BYTES, LISTING_HEAD_BYTES + 4);
  const more = concat(most.subarray(LISTING_HEAD_BYTES), one);
  expect(failureOf(() => decodeListing(more))).toBe('folder-damaged');
  const long = { path: 'x'.repeat(1_000), sizeBytes: 1, modifiedMs: 0 };
  expect(() => encodeListing(Array.from({ length: 8_500 }, () => long))).toThrow(RangeError);
});

test('a length past the bound is refused before anything is read', () => {
  expect(listingBytes(Uint8Array.of(0, 0x80, 0, 0))).toBe(MAX_LISTING_BYTES);
  expect(failureOf(() => listingBytes(Uint8Array.of(0, 0x80, 0, 1)))).toBe('folder-damaged');
  expect(failureOf(() => listingBytes(Uint8Array.of(0, 0)))).toBe('folder-damaged');
});
