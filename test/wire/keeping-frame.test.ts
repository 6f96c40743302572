import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/wire/bytes.ts';
import {
  decodeKeepingFrame,
  encodeKeepingFrame,
  type KeepingFrame,
} from '../../src/wire/keeping-frame.ts';
import vectors from '../vectors/keeping-frames.json';
import { anyKeepingFrame, failureOf } from './arbitraries.ts';

/** The vectors are trusted files of this project, so their shape is asserted, not checked. */
const revive = (frame: unknown): KeepingFrame =>
  JSON.parse(JSON.stringify(frame), (name, field: unknown) =>
    name === 'fingerprint' ? fromHex(field as string) : field,
  ) as KeepingFrame;

describe('vectors', () => {
  test.each(vectors.valid)('$name is written and read as it stands', ({ bytes, frame }) => {
    expect(toHex(encodeKeepingFrame(revive(frame)))).toBe(bytes);
    expect(decodeKeepingFrame(fromHex(bytes))).toEqual(revive(frame));
  });

  test.each(vectors.later)('$name is read and cannot be written', ({ bytes, frame }) => {
    expect(decodeKeepingFrame(fromHex(bytes))).toEqual(revive(frame));
    expect(() => encodeKeepingFrame(revive(frame))).toThrow(RangeError);
  });

  test.each(vectors.ignored)('$name is ignored', ({ bytes }) => {
    expect(decodeKeepingFrame(fromHex(bytes))).toBeNull();
  });

  test.each(vectors.malformed)('$name is malformed', ({ bytes }) => {
    expect(failureOf(() => decodeKeepingFrame(fromHex(bytes)))).toBe('line-malformed-frame');
  });
});

test('every frame comes back', () => {
  fc.assert(
    fc.property(anyKeepingFrame, (frame) => {
      expect(decodeKeepingFrame(encodeKeepingFrame(frame))).toEqual(frame);
    }),
    { numRuns: 500 },
  );
});

test('a frame cut off anywhere is malformed', () => {
  fc.assert(
    fc.property(anyKeepingFrame, (frame) => {
      const bytes = encodeKeepingFrame(frame);
      for (let length = 0; length < bytes.length; length++) {
        const cut = bytes.subarray(0, length);
        expect(failureOf(() => decodeKeepingFrame(cut))).toBe('line-malformed-frame');
      }
    }),
  );
});

test('what decodes at all was written in the one way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0x30, max: 0x3f }),
      fc.uint8Array({ maxLength: 160 }),
      (first, rest) => {
        const bytes = Uint8Array.of(first, ...rest);
        const failure = failureOf(() => {
          const frame = decodeKeepingFrame(bytes);
          if (frame === null) expect(first).toBeGreaterThan(0x34);
          else if (frame.type !== 'call-offer' || frame.kind !== null) {
            expect(toHex(encodeKeepingFrame(frame))).toBe(toHex(bytes));
          }
        });
        if (failure !== null) expect(failure).toBe('line-malformed-frame');
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what no frame can hold is refused', () => {
  const candidate = { type: 'host', family: 'ipv4', address: '192.0.2.1', port: 1 } as const;
  const connection = {
    ...{ ufrag: 'abcd', pwd: 'a'.repeat(22), fingerprint: new Uint8Array(32) },
    candidates: [candidate],
  };
  const refused: KeepingFrame[] = [
    { type: 'ping', number: -1 },
    { type: 'call-end', call: 0 },
    { type: 'call-answer', call: 1, connection: { ...connection, ufrag: 'a\nb' } },
    {
      type: 'call-answer',
      call: 1,
      connection: { ...connection, fingerprint: new Uint8Array(31) },
    },
    {
      type: 'call-answer',
      call: 1,
      connection: { ...connection, candidates: Array.from({ length: 9 }, () => candidate) },
    },
  ];
  for (const frame of refused) expect(() => encodeKeepingFrame(frame)).toThrow(RangeError);
});
