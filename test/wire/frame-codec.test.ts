import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/wire/bytes.ts';
import { decodeEntry, encodeEntry } from '../../src/wire/entry-codec.ts';
import { decodeFrame, encodeFrame } from '../../src/wire/frame-codec.ts';
import type { Frame, LogEntry } from '../../src/wire/frame.ts';
import { anyEntry, anyFrame, failureOf } from './arbitraries.ts';
import { ignoredFrames, invalidFrames, validFrames } from './vectors.ts';

describe('vectors', () => {
  test.each(validFrames)('$name is written as it stands', ({ bytes, frame }) => {
    expect(toHex(encodeFrame(frame))).toBe(toHex(bytes));
  });

  test.each(validFrames)('$name is read as it stands', ({ bytes, frame }) => {
    expect(decodeFrame(bytes)).toEqual(frame);
  });

  test.each(ignoredFrames)('$name is ignored', ({ bytes }) => {
    expect(decodeFrame(bytes)).toBeNull();
  });

  test.each(invalidFrames)('$name fails with $error', ({ bytes, error }) => {
    expect(failureOf(() => decodeFrame(bytes))).toBe(error);
  });
});

test('every frame comes back', () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
    }),
    { numRuns: 500 },
  );
});

test('every entry comes back, those of later versions too', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
    }),
    { numRuns: 300 },
  );
});

test('what decodes at all was written in the one way', () => {
  const known = [1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16];
  const introductions = [0x20, 0x21, 0x22, 0x23, 0x24, 0x28, 0x29, 0x2a];
  const type = fc.constantFrom(...known, ...introductions, 0x38, 0x1f, 0x25);
  fc.assert(
    fc.property(type, fc.uint8Array({ maxLength: 160 }), (first, rest) => {
      const bytes = Uint8Array.of(first, ...rest);
      const failure = failureOf(() => {
        const frame = decodeFrame(bytes);
        // A later step of a move is ignored, as a later type is.
        if (frame === null) expect([0x1f, 0x25, 0x38]).toContain(first);
        else expect(toHex(encodeFrame(frame))).toBe(toHex(bytes));
      });
      if (failure !== null) expect(failure).toBe('line-malformed-frame');
    }),
    { numRuns: 2_000 },
  );
});

test('a frame cut off anywhere is malformed, or none that this version knows', () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const bytes = encodeFrame(frame);
      // An entry of a later kind may end anywhere.
      if (frame.type === 'entry' && frame.entry.kind === 'unknown') return;
      // So may a box, and tags between groups of them.
      if (frame.type === 'introduction-pass' || frame.type === 'find-me') return;
      for (let length = 0; length < bytes.length; length++) {
        const cut = bytes.subarray(0, length);
        expect(failureOf(() => decodeFrame(cut))).toBe('line-malformed-frame');
      }
    }),
  );
});

test('the longest text fits, one byte more does not', () => {
  const text = (length: number): LogEntry => ({ kind: 'text', atMs: 0, text: 'x'.repeat(length) });
  expect(decodeEntry(encodeEntry(text(32_768)))).toEqual(text(32_768));
  expect(() => encodeEntry(text(32_769))).toThrow(RangeError);
});

describe('what no frame can hold', () => {
  const fileId = new Uint8Array(16);
  test.each<[string, Frame]>([
    ['a long name', { type: 'name', name: 'é'.repeat(65) }],
    ['sequence number 0', { type: 'ack', seq: 0 }],
    ['a sequence number past 2^53 − 1', { type: 'ack', seq: 2 ** 53 }],
    ['a negative count', { type: 'hello', have: -1, name: '' }],
    [
      'a short file identifier',
      { type: 'file-want', fileId: new Uint8Array(15), fromPiece: 0, want: 1, later: 0 },
    ],
    ['certificate 0', { type: 'certificate', number: 0, fingerprint: new Uint8Array(32) }],
    ['a short introduction identifier', { type: 'introduction', id: new Uint8Array(15), name: '' }],
    [
      'a short introduction key',
      { type: 'introduction-answer', id: fileId, key: new Uint8Array(31) },
    ],
    ['an empty box', { type: 'introduction-pass', id: fileId, box: new Uint8Array(0) }],
    ['a long box', { type: 'introduction-pass', id: fileId, box: new Uint8Array(1_025) }],
    ['no tags', { type: 'find-me', tags: [] }],
    ['nine tags', { type: 'find-me', tags: new Array<Uint8Array>(9).fill(fileId) }],
    ['72 tags', { type: 'find-me', tags: new Array<Uint8Array>(72).fill(fileId) }],
    ['a short salt', { type: 'find-offer', salt: fileId }],
    ['a short root', { type: 'file-done', fileId, root: new Uint8Array(31) }],
    [
      'a later entry of a kind of today',
      {
        type: 'entry',
        seq: 1,
        entry: { kind: 'unknown', atMs: 0, kindByte: 1, body: new Uint8Array(0) },
      },
    ],
  ])('%s is refused', (_, frame) => {
    expect(() => encodeFrame(frame)).toThrow(RangeError);
  });
});
