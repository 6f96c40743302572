/**
 * The mark that stands in my log for entries of mine which are not on this device (PROTOCOL.md §4.1). It
 * never goes over a line: kind 0 stands there in their place.
 */
import { ByteReader, ByteWriter, MalformedBytes } from './bytes.ts';
import type { LogEntry } from './frame.ts';

const KIND_BYTE = 0;

/** @param count how many are missing, from 1 @param atMs when that was found out */
export function missingEntries(count: number, atMs: number): LogEntry {
  const body = new ByteWriter().varint(count).done();
  return { kind: 'unknown', atMs, kindByte: KIND_BYTE, body };
}

/** How many entries a mark stands for; 0 for what is no mark. */
export function countMissing(entry: LogEntry): number {
  if (entry.kind !== 'unknown' || entry.kindByte !== KIND_BYTE) return 0;
  try {
    const reader = new ByteReader(entry.body);
    const count = reader.varint();
    reader.end();
    return count;
  } catch (error) {
    if (error instanceof MalformedBytes) return 0;
    throw error;
  }
}
