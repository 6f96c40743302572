import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/wire/bytes.ts';
import { decodeFrame, encodeFrame } from '../../src/wire/frame-codec.ts';
import type { Frame } from '../../src/wire/frame.ts';
import vectors from '../vectors/move-frames.json';
import { failureOf } from './arbitraries.ts';

/** The vectors are trusted files of this project, so their shape is asserted, not checked. */
const revive = (frame: unknown): Frame =>
  JSON.parse(JSON.stringify(frame), (name, field: unknown) =>
    ['move', 'fileId', 'secret'].includes(name) ? fromHex(field as string) : field,
  ) as Frame;

describe('vectors of moving', () => {
  test.each(vectors.valid)('$name is written and read as it stands', ({ bytes, frame }) => {
    expect(toHex(encodeFrame(revive(frame)))).toBe(bytes);
    expect(decodeFrame(fromHex(bytes))).toEqual(revive(frame));
  });

  test.each(vectors.ignored)('$name is ignored', ({ bytes }) => {
    expect(decodeFrame(fromHex(bytes))).toBeNull();
  });

  test.each(vectors.malformed)('$name is malformed', ({ bytes }) => {
    expect(failureOf(() => decodeFrame(fromHex(bytes)))).toBe('line-malformed-frame');
  });
});

test('what no frame of moving can hold is refused', () => {
  const move = new Uint8Array(16);
  const refused: Frame[] = [
    { type: 'move', move: new Uint8Array(15), step: { name: 'done' } },
    { type: 'move', move, step: { name: 'offer', friends: 4_097, files: 0, fileBytes: 0 } },
    { type: 'move', move, step: { name: 'file', fileId: move, secret: move } },
  ];
  for (const frame of refused) expect(() => encodeFrame(frame)).toThrow(RangeError);
});
