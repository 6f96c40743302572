import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/app/state.ts';
import { rowsOf, type Row } from '../../src/components/message-groups.ts';

const MINUTE_MS = 60_000;
const NOON_MS = new Date(2026, 4, 20, 12).getTime();

function item(position: number, author: Item['author'], atMs: number): Item {
  return { kind: 'text', seq: position, position, author, atMs, delivery: 'delivered', text: '' };
}

/** Rows as a short picture: `day`, or the position between the marks of first and last. */
function picture(rows: readonly Row[]): string[] {
  return rows.map((row) =>
    row.kind === 'day'
      ? row.label
      : `${row.first ? '[' : ''}${row.item.position}${row.last ? ']' : ''}`,
  );
}

const label = (atMs: number): string => `day ${new Date(atMs).getDate()}`;

describe('rowsOf', () => {
  it('is empty for an empty conversation', () => {
    expect(rowsOf([], label)).toEqual([]);
  });

  it('puts messages of one author close in time into one run', () => {
    const items = [
      item(1, 'them', NOON_MS),
      item(2, 'them', NOON_MS + 4 * MINUTE_MS),
      item(3, 'them', NOON_MS + 8 * MINUTE_MS),
      item(4, 'me', NOON_MS + 9 * MINUTE_MS),
      item(5, 'me', NOON_MS + 14 * MINUTE_MS),
    ];
    expect(picture(rowsOf(items, label))).toEqual(['day 20', '[1', '2', '3]', '[4]', '[5]']);
  });

  it('begins a day with its heading and a new run, even a minute after the last message', () => {
    const midnightMs = new Date(2026, 4, 21).getTime();
    const items = [item(1, 'me', midnightMs - 30_000), item(2, 'me', midnightMs + 30_000)];
    expect(picture(rowsOf(items, label))).toEqual(['day 20', '[1]', 'day 21', '[2]']);
  });

  it('asks for one label a day', () => {
    let asked = 0;
    const items = Array.from({ length: 500 }, (_, index) => item(index, 'me', NOON_MS + index));
    rowsOf(items, (atMs) => {
      asked++;
      return label(atMs);
    });
    expect(asked).toBe(1);
  });

  it('says so when a late message is of an earlier day than the one above it', () => {
    const items = [item(1, 'them', NOON_MS), item(2, 'them', NOON_MS - 24 * 60 * MINUTE_MS)];
    expect(picture(rowsOf(items, label))).toEqual(['day 20', '[1]', 'day 19', '[2]']);
  });

  it('gives a message the same key whatever stands around it, and no two rows one key', () => {
    const items = [item(7, 'me', NOON_MS), item(8, 'me', NOON_MS + 1)];
    const earlier = [item(6, 'me', NOON_MS - 1), ...items];
    const keys = rowsOf(earlier, label).map(({ key }) => key);
    expect(keys.slice(-2)).toEqual([7, 8]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
