import { afterEach, describe, expect, test, vi } from 'vitest';
import type * as Base41Module from '../../src/wire/base41.ts';
import { toBase41 } from '../../src/wire/base41.ts';
import type * as BytesModule from '../../src/wire/bytes.ts';
import { concat, toBase64Url } from '../../src/wire/bytes.ts';
import type * as Crc32Module from '../../src/wire/crc32.ts';
import { cardLink } from '../../src/wire/card-link.ts';
import { readCardText } from '../../src/wire/card-text.ts';
import { seededRandom } from '../crypto/seeded-random.ts';
import { failureOf } from './arbitraries.ts';
import { PAGE_URL, validCards } from './vectors.ts';

/** Characters that were decoded and bytes that were checked since the last test. */
const work = vi.hoisted(() => ({ decodes: 0, decodedChars: 0, checkedBytes: 0 }));

vi.mock('../../src/wire/bytes.ts', async (load) => {
  const real = await load<typeof BytesModule>();
  return { ...real, fromBase64Url: counted(real.fromBase64Url) };
});
vi.mock('../../src/wire/base41.ts', async (load) => {
  const real = await load<typeof Base41Module>();
  return { ...real, fromBase41: counted(real.fromBase41) };
});
vi.mock('../../src/wire/crc32.ts', async (load) => {
  const { crc32 } = await load<typeof Crc32Module>();
  return {
    crc32: (bytes: Uint8Array) => {
      work.checkedBytes += bytes.length;
      return crc32(bytes);
    },
  };
});

function counted(decode: (text: string) => Uint8Array): (text: string) => Uint8Array {
  return (text) => {
    work.decodes += 1;
    work.decodedChars += text.length;
    return decode(text);
  };
}

afterEach(() => {
  Object.assign(work, { decodes: 0, decodedChars: 0, checkedBytes: 0 });
});

const TEXT_CHARS = 65_536;
const random = seededRandom('card-scan');
const base64 = (chars: number) => toBase64Url(random(chars)).slice(0, chars);
const base41 = (chars: number) => toBase41(random(chars)).slice(0, chars);
const begun = (sizeBytes: number) => concat(Uint8Array.of(0x10), random(sizeBytes));

/** 64 KiB of parts that are made anew each time. */
function long(part: () => string): string {
  let text = '';
  while (text.length < TEXT_CHARS) text += part();
  return text.slice(0, TEXT_CHARS);
}

describe('a long text is bounded work', () => {
  test.each([
    ['random stretches', () => `${base64(20)} `],
    ['random stretches of both spellings', () => `${base41(20).replace(/[$*+/]/g, 'K')}\n`],
    ['long random stretches', () => `${base64(1_900)} `],
    ['a long stretch before many short ones', () => base64(1_600) + ` ${base64(20)}`.repeat(20)],
    ['random payload in decoration', () => `${base64(40)}${'_'.repeat(1_900)}a `],
    ['base 41 that ends past its range', () => `${base41(1_000)}*// `],
    ['beginnings of random cards', () => `${toBase64Url(begun(60))} `],
    ['beginnings of long cards', () => `${toBase41(begun(900))} `],
    ['first characters', () => 'E '],
    ['first characters in brackets', () => '(E'],
    ['first groups', () => '_EA'],
    ['first groups in base 41', () => '*2H'],
    ['torn decoration', () => '_a_B_1'],
    ['decoration', () => '*_>~'],
    ['letters', () => 'E'],
    ['white space', () => `E${'\u00a0'.repeat(63)}`],
    ['addresses', () => 'https://'],
    ['escapes', () => '%45 '],
  ])('%s', (_, part) => {
    expect(failureOf(() => readCardText(long(part)))).not.toBeNull();
    // A group for every cheap look, then 32 thorough ones: each decodes once and checks 32 ends.
    expect(work.decodes).toBeLessThanOrEqual(20_000 + 32 * (2 * 683 + 33));
    expect(work.decodedChars).toBeLessThanOrEqual(4 * 20_000 + 32 * (3 * 2_048 + 33 * 4));
    expect(work.checkedBytes).toBeLessThanOrEqual(32 * 33 * 1_536);
  });

  test('of random stretches, hardly more than one decode a look', () => {
    expect(failureOf(() => readCardText(long(() => `${base64(20)} `)))).not.toBeNull();
    expect(work.decodedChars).toBeLessThan(32 * 3_000);
    expect(work.checkedBytes).toBeLessThan(32 * 16 * 500);
  });

  test('what comes after 64 KiB is not looked at', () => {
    expect(failureOf(() => readCardText('x '.repeat(TEXT_CHARS)))).toBe('card-not-a-card');
    const [{ bytes }] = validCards as [(typeof validCards)[0]];
    const late = 'x'.repeat(TEXT_CHARS) + ' ' + cardLink(PAGE_URL, bytes);
    expect(failureOf(() => readCardText(late))).toBe('card-not-a-card');
  });
});

test('a card is found among many stretches that look as random', () => {
  const [{ bytes }] = validCards as [(typeof validCards)[0]];
  const keys = Array.from({ length: 200 }, () => `x${base64(64)}`).join('\n');
  expect(readCardText(`${keys}\n${cardLink(PAGE_URL, bytes)}\n${keys}`)).toEqual(bytes);
});
