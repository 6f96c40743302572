import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase41, toBase41 } from '../../src/wire/base41.ts';
import {
  ByteReader,
  ByteWriter,
  concat,
  EndOfBytes,
  equalBytes,
  fromBase64Url,
  fromHex,
  MalformedBytes,
  toBase64Url,
  toHex,
  utf8Decode,
  utf8Encode,
} from '../../src/wire/bytes.ts';
import { crc32 } from '../../src/wire/crc32.ts';

describe('writer and reader', () => {
  test('integers are big-endian', () => {
    expect(toHex(new ByteWriter().u8(1).u16(0x0203).u32(0x04050607).done())).toBe('01020304050607');
  });

  test('integers come back', () => {
    const bytes = new ByteWriter().u8(255).u16(65_535).u32(0xffffffff).done();
    const reader = new ByteReader(bytes);
    expect([reader.u8(), reader.u16(), reader.u32()]).toEqual([255, 65_535, 0xffffffff]);
  });

  test.each([
    ['u8', 256],
    ['u16', 65_536],
    ['u32', 2 ** 32],
    ['u8', -1],
    ['u8', 0.5],
    ['varint', -1],
    ['varint', 2 ** 53],
    ['varint', Number.NaN],
  ] as const)('%s refuses %d', (method, value) => {
    expect(() => new ByteWriter()[method](value)).toThrow(RangeError);
  });

  test('every varint comes back, in its shortest form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(70_000), fc.maxSafeNat()), (value) => {
        const bytes = new ByteWriter().varint(value).done();
        expect(new ByteReader(bytes).varint()).toBe(value);
        expect(bytes.length).toBe(Math.max(1, Math.ceil(value.toString(2).length / 7)));
      }),
    );
  });

  test('texts come back and are bounded in bytes, not characters', () => {
    const bytes = new ByteWriter().text('Grüße', 1, 7).done();
    expect(new ByteReader(bytes).text(1, 7)).toBe('Grüße');
    expect(() => new ByteReader(bytes).text(1, 6)).toThrow(MalformedBytes);
    expect(() => new ByteReader(bytes).text(8, 9)).toThrow(MalformedBytes);
    expect(() => new ByteWriter().text('Grüße', 1, 6)).toThrow(RangeError);
    expect(() => new ByteWriter().text('', 1, 6)).toThrow(RangeError);
  });

  test('nothing is read past the end', () => {
    for (const read of ['u8', 'u16', 'u32', 'varint'] as const) {
      expect(() => new ByteReader(new Uint8Array(0))[read]()).toThrow(EndOfBytes);
    }
    expect(() => new ByteReader(new Uint8Array(3)).bytes(4)).toThrow(EndOfBytes);
    expect(() => new ByteReader(fromHex('ffffffffffff1f')).text(0, 100)).toThrow(MalformedBytes);
  });

  test('bytes left over are refused', () => {
    expect(() => new ByteReader(new Uint8Array(1)).end()).toThrow(MalformedBytes);
  });

  test('read bytes are copies', () => {
    const source = Uint8Array.of(1, 2);
    const copy = new ByteReader(source).bytes(2);
    source.fill(0);
    expect(copy).toEqual(Uint8Array.of(1, 2));
  });

  test('a buffer grows as far as it must', () => {
    const parts = [new Uint8Array(200).fill(1), new Uint8Array(10_000).fill(2), Uint8Array.of(3)];
    const writer = new ByteWriter();
    for (const part of parts) writer.bytes(part);
    expect(writer.done()).toEqual(concat(...parts));
  });
});

describe('text forms', () => {
  const forms = [
    ['hexadecimal', toHex, fromHex],
    ['base64url', toBase64Url, fromBase64Url],
    ['base 41', toBase41, fromBase41],
  ] as const;

  test.each(forms)('%s brings all bytes back', (_, to, from) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(from(to(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  test.each(forms)('%s refuses what it did not write', (_, to, from) => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = from(text);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBytes);
          return;
        }
        expect(to(bytes).toLowerCase()).toBe(text.toLowerCase());
      }),
    );
  });

  test.each(['A', 'AB=', 'A B', 'AB==', 'AB', 'A+/B', 'ABCDE'])('%j is not base64url', (text) => {
    expect(() => fromBase64Url(text)).toThrow(MalformedBytes);
  });

  test.each(['0', '0000', '///', '+/I', '//', '6A', 'a00', '0 0'])('%j is not base 41', (text) => {
    expect(() => fromBase41(text)).toThrow(MalformedBytes);
  });

  test('base64url agrees with the platform', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  });

  test('base 41 spells its bounds', () => {
    expect(toBase41(fromHex('ffff0000ff'))).toBe('+/H00069');
  });
});

test('equal bytes are equal, others are not', () => {
  expect(equalBytes(fromHex('0102'), fromHex('0102'))).toBe(true);
  expect(equalBytes(fromHex('0102'), fromHex('0103'))).toBe(false);
  expect(equalBytes(fromHex('0102'), fromHex('010200'))).toBe(false);
  expect(equalBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
});

test('UTF-8 is strict and keeps a byte order mark', () => {
  expect(utf8Decode(utf8Encode('\ufeffa'))).toBe('\ufeffa');
  for (const hex of ['ff', 'c0af', 'eda080', 'e282']) {
    expect(() => utf8Decode(fromHex(hex))).toThrow(MalformedBytes);
  }
});

test('CRC-32 gives the published check value', () => {
  // "check" of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
  expect(crc32(utf8Encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});
