/** A conversation as it is read: days, and within them runs of one author. Pure. */
import type { Item } from '../app/state.ts';

/** Messages of one author closer together than this stand as one run. */
const RUN_GAP_MS = 5 * 60 * 1000;

/** One row of the conversation. Rows are flat, so that none moves in the page when others come in. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly label: string }
  | {
      readonly kind: 'item';
      readonly key: number;
      readonly item: Item;
      /** Begins or ends a run of one author. */
      readonly first: boolean;
      readonly last: boolean;
    };

/**
 * Items with a heading before each day.
 * @param items oldest first
 * @param labelOf the heading of an item's day, as the user writes it; asked once a day
 */
export function rowsOf(items: readonly Item[], labelOf: (atMs: number) => string): Row[] {
  const rows: Row[] = [];
  let before: Item | undefined;
  for (const [index, item] of items.entries()) {
    const after = items[index + 1];
    const newDay = before === undefined || !sameDay(before, item);
    if (newDay) rows.push({ kind: 'day', key: `day ${item.position}`, label: labelOf(item.atMs) });
    rows.push({
      kind: 'item',
      key: item.position,
      item,
      first: before === undefined || !follows(before, item),
      last: after === undefined || !follows(item, after),
    });
    before = item;
  }
  return rows;
}

function follows(before: Item, item: Item): boolean {
  const near = Math.abs(item.atMs - before.atMs) < RUN_GAP_MS;
  return before.author === item.author && near && sameDay(before, item);
}

/** The day where the user is. Clocks of two devices differ, so a later message may be of an earlier day. */
function sameDay(a: Item, b: Item): boolean {
  return new Date(a.atMs).toDateString() === new Date(b.atMs).toDateString();
}
