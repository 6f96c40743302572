/** What all decoders of frames share. */
import { MessengerError } from '../errors.ts';
import { ByteReader, MalformedBytes } from './bytes.ts';

/**
 * Reads to the last byte, unless `read` gives null for what it does not know.
 * @throws MessengerError 'line-malformed-frame'
 */
export function decodeWhole<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): T {
  try {
    const reader = new ByteReader(bytes);
    const value = read(reader);
    if (value !== null) reader.end();
    return value;
  } catch (cause) {
    if (cause instanceof MalformedBytes) {
      throw new MessengerError('line-malformed-frame', { cause });
    }
    throw cause;
  }
}

/** The listed value that a byte names, counting from `first`. @throws MalformedBytes */
export function readListed<T>(reader: ByteReader, values: readonly T[], first: number): T {
  const value = values[reader.u8() - first];
  if (value === undefined) throw new MalformedBytes('value not listed');
  return value;
}

/** A number that begins with 1, as sequences do. @throws MalformedBytes */
export function readPositive(reader: ByteReader): number {
  const value = reader.varint();
  if (value < 1) throw new MalformedBytes('number 0');
  return value;
}

/** Checks one before it is written. @throws RangeError */
export function positive(value: number): number {
  if (value < 1) throw new RangeError(`no number from 1 on: ${value}`);
  return value;
}
