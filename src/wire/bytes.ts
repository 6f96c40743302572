/** Bytes in and out: bounded reading, growing writing, text forms. Knows nothing of cards or frames. */

/** A reader met bytes that cannot be what they should. Internal: each decoder translates it. */
export class MalformedBytes extends Error {
  override readonly name = 'MalformedBytes';
}

/** The bytes ended before the value did: a malformation that a card reports as truncation. */
export class EndOfBytes extends MalformedBytes {}

/** Seven bits a byte: 8 bytes hold 2^53 − 1. PROTOCOL.md §1. */
const MAX_VARINT_BYTES = 8;

/** Most frames and cards are shorter, so the buffer rarely grows. */
const INITIAL_CAPACITY = 256;

/** Appends values to a growing buffer; each method returns the writer. Integers are big-endian. */
export class ByteWriter {
  #buffer = new Uint8Array(INITIAL_CAPACITY);
  #length = 0;

  /** @throws RangeError when the value is no integer from 0 to 255; likewise the wider ones. */
  u8(value: number): this {
    return this.#integer(value, 1);
  }

  u16(value: number): this {
    return this.#integer(value, 2);
  }

  u32(value: number): this {
    return this.#integer(value, 4);
  }

  /** Shortest unsigned LEB128. @throws RangeError when the value is no integer from 0 to `max` */
  varint(value: number, max = Number.MAX_SAFE_INTEGER): this {
    if (!Number.isSafeInteger(value) || value < 0 || value > max) {
      throw new RangeError(`no varint: ${value}`);
    }
    let rest = value;
    while (rest >= 0x80) {
      this.u8((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.u8(rest);
  }

  /** @throws RangeError when `length` is given and the bytes have another */
  bytes(value: Uint8Array, length = value.length): this {
    if (value.length !== length) throw new RangeError(`${length} bytes, not ${value.length}`);
    this.#reserve(length);
    this.#buffer.set(value, this.#length);
    this.#length += length;
    return this;
  }

  /** Length and UTF-8. @throws RangeError when it takes less than `min` or more than `max` bytes */
  text(value: string, min: number, max: number): this {
    const utf8 = utf8Encode(value);
    if (utf8.length < min || utf8.length > max) {
      throw new RangeError(`text of ${utf8.length} bytes, not ${min} to ${max}`);
    }
    return this.varint(utf8.length).bytes(utf8);
  }

  /** A copy of what was written. */
  done(): Uint8Array<ArrayBuffer> {
    return this.#buffer.slice(0, this.#length);
  }

  #integer(value: number, sizeBytes: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * sizeBytes)) {
      throw new RangeError(`no u${8 * sizeBytes}: ${value}`);
    }
    this.#reserve(sizeBytes);
    for (let shift = 8 * (sizeBytes - 1); shift >= 0; shift -= 8) {
      this.#buffer[this.#length++] = value >>> shift;
    }
    return this;
  }

  #reserve(sizeBytes: number): void {
    const needed = this.#length + sizeBytes;
    if (needed <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}

/** Reads values off bytes; throws {@link MalformedBytes} (or {@link EndOfBytes}) and never reads past the end. */
export class ByteReader {
  #offset = 0;

  constructor(readonly source: Uint8Array) {}

  get remaining(): number {
    return this.source.length - this.#offset;
  }

  u8(): number {
    const byte = this.source[this.#offset];
    if (byte === undefined) throw new EndOfBytes();
    this.#offset++;
    return byte;
  }

  u16(): number {
    return this.u8() * 0x100 + this.u8();
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  varint(max = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.u8();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte >= 0x80) continue;
      if (byte === 0 && i > 0) throw new MalformedBytes('varint longer than need be');
      if (value > max) throw new MalformedBytes('varint past its bound');
      return value;
    }
    throw new MalformedBytes('varint without end');
  }

  /** A copy of the next `length` bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    if (length > this.remaining) throw new EndOfBytes();
    const start = this.#offset;
    this.#offset += length;
    // slice(), but typed: the source may lie in a SharedArrayBuffer, its copy never does.
    return new Uint8Array(this.source.subarray(start, this.#offset));
  }

  /** Length and UTF-8, `min` to `max` bytes of it. */
  text(min: number, max: number): string {
    const length = this.varint(max);
    if (length < min) throw new MalformedBytes('text too short');
    return utf8Decode(this.bytes(length));
  }

  /** Demands that nothing is left over. */
  end(): void {
    if (this.remaining > 0) throw new MalformedBytes('bytes left over');
  }
}

/** All parts joined in a new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether both hold the same bytes, in a time that depends on the lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  a.forEach((byte, i) => (difference |= byte ^ (b[i] ?? 0)));
  return difference === 0;
}

/** The two digits of every byte. Made once: every chunk of a file is looked up under its name in digits. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += DIGITS[byte] ?? '';
  return text;
}

/** Reads pairs of hexadecimal digits of either case. @throws MalformedBytes for anything else */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new MalformedBytes('not hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** In the order of their values: RFC 4648 §5. */
export const BASE64URL_ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE64URL_VALUES = new Map(Array.from(BASE64URL_ALPHABET, (char, value) => [char, value]));

/** base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const chars = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < chars; k++) text += BASE64URL_ALPHABET.charAt((group >> (18 - 6 * k)) & 63);
  }
  return text;
}

/**
 * Strict inverse of {@link toBase64Url}: no padding, no white space, unused bits zero.
 * @throws MalformedBytes
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let bitCount = 0;
  let length = 0;
  for (const char of text) {
    const value = BASE64URL_VALUES.get(char);
    if (value === undefined) throw new MalformedBytes('not base64url');
    bits = (bits << 6) | value;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[length++] = bits >> bitCount;
    bits &= (1 << bitCount) - 1;
  }
  if (bitCount >= 6 || bits !== 0) throw new MalformedBytes('no whole number of bytes');
  return bytes;
}

const encoder = new TextEncoder();
// ignoreBOM keeps a leading U+FEFF, so that decoding loses nothing.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8; a lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The longest beginning of a text that takes at most `maxBytes` of UTF-8, cut between characters. */
export function cutToBytes(text: string, maxBytes: number): string {
  const { read } = encoder.encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}

/** @throws MalformedBytes for invalid UTF-8 */
export function utf8Decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new MalformedBytes('invalid UTF-8', { cause });
  }
}
