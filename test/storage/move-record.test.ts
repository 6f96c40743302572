import { expect, it } from 'vitest';
import { decodeMove, encodeMove, type MoveRecord } from '../../src/storage/move-codec.ts';
import { fromHex, toHex } from '../../src/wire/bytes.ts';

const RECORD: MoveRecord = {
  state: 'leaving',
  move: fromHex('00112233445566778899aabbccddeeff'),
  atMs: 1_795_305_600_000,
  friendId: 'ada',
  fileId: 'adasF',
};
/** Written by hand from ARCHITECTURE.md, Moving at rest. */
const BYTES = '010000112233445566778899aabbccddeeff80e8b584a03403616461056164617346';

it('is written and read as it stands', () => {
  expect(toHex(encodeMove(RECORD))).toBe(BYTES);
  expect(decodeMove(fromHex(BYTES))).toEqual(RECORD);
  for (const state of ['away', 'arrived'] as const) {
    const record = { ...RECORD, state, fileId: '' };
    expect(decodeMove(encodeMove(record))).toEqual(record);
  }
});

it('of a later version, damaged, or out of bounds is refused', () => {
  expect(() => decodeMove(fromHex(`02${BYTES.slice(2)}`))).toThrow('storage-newer-version');
  for (const damaged of ['', '01', `0103${BYTES.slice(4)}`, BYTES.slice(2, -2), `${BYTES}00`]) {
    expect(() => decodeMove(fromHex(damaged))).toThrow(/^storage-/);
  }
  expect(() => encodeMove({ ...RECORD, move: new Uint8Array(15) })).toThrow(RangeError);
  expect(() => encodeMove({ ...RECORD, friendId: 'x'.repeat(256) })).toThrow(RangeError);
});
