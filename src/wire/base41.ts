/**
 * Base 41 for QR codes: two bytes in three characters, most significant first; a last single byte
 * in two. PROTOCOL.md §2.1 says why these characters.
 */
import { MalformedBytes } from './bytes.ts';

/** In the order of their values. All belong to the QR alphanumeric mode and are legal in a URL fragment. */
export const BASE41_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-/';
const VALUES = new Map(Array.from(BASE41_ALPHABET, (char, value) => [char, value]));

function digits(value: number, count: number): string {
  let text = '';
  for (let rest = value, i = 0; i < count; i++, rest = Math.floor(rest / 41)) {
    text = BASE41_ALPHABET.charAt(rest % 41) + text;
  }
  return text;
}

export function toBase41(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const [high = 0, low] = bytes.subarray(i, i + 2);
    text += low === undefined ? digits(high, 2) : digits(high * 256 + low, 3);
  }
  return text;
}

/** Strict inverse of {@link toBase41}. @throws MalformedBytes */
export function fromBase41(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 3 === 1) throw new MalformedBytes('no whole number of bytes');
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const group = text.slice(i, i + 3);
    let value = 0;
    for (const char of group) {
      const digit = VALUES.get(char);
      if (digit === undefined) throw new MalformedBytes('not base 41');
      value = value * 41 + digit;
    }
    if (value >= (group.length === 3 ? 0x10000 : 0x100)) throw new MalformedBytes('past its range');
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
