import { expect, it } from 'vitest';
import { decodeTransfer, encodeTransfer } from '../../src/storage/record-codec.ts';
import type { TransferFields } from '../../src/storage/record-codec.ts';

const fields: TransferFields = {
  ...{ direction: 'receive', name: 'a.pdf', mediaType: '', sizeBytes: 5, modifiedMs: 6 },
  ...{ status: 'active', error: null },
};

it('a transfer keeps when it ended, and does without', () => {
  const ended = { ...fields, status: 'complete', endedAtMs: 1_795_000_000_009 } as const;
  expect(decodeTransfer(encodeTransfer(ended))).toStrictEqual(ended);
  expect(decodeTransfer(encodeTransfer(fields))).toStrictEqual(fields);
});

it('a transfer of the layout before is read', () => {
  const bytes = encodeTransfer(fields).slice(0, -1);
  bytes[0] = 1;
  expect(decodeTransfer(bytes)).toStrictEqual(fields);
  expect(() => decodeTransfer(Uint8Array.of(3))).toThrow('storage-newer-version');
});
