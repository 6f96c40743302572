/** A conversation as it is read: days, and within them runs of one author. Pure. */
import type { Item } from '../app/state.ts';

/** Messages of one author closer together than this stand as one run. */
const RUN_GAP_MS = 5 * 60 * 1000;

export interface Run {
  /** Position of the first item: stays the same while items are added below. */
  readonly key: number;
  readonly author: Item['author'];
  readonly items: readonly Item[];
}

export interface Day {
  /** The heading. */
  readonly label: string;
  readonly key: number;
  readonly runs: readonly Run[];
}

/** @param labelOf the heading of an item's day, as the user writes it */
export function groupByDay(items: readonly Item[], labelOf: (atMs: number) => string): Day[] {
  const days: {
    label: string;
    key: number;
    runs: { key: number; author: Item['author']; items: Item[] }[];
  }[] = [];
  for (const item of items) {
    const label = labelOf(item.atMs);
    let day = days.at(-1);
    if (day?.label !== label) {
      day = { label, key: item.position, runs: [] };
      days.push(day);
    }
    const run = day.runs.at(-1);
    const last = run?.items.at(-1);
    const follows = last?.author === item.author && Math.abs(item.atMs - last.atMs) < RUN_GAP_MS;
    if (run !== undefined && follows) run.items.push(item);
    else day.runs.push({ key: item.position, author: item.author, items: [item] });
  }
  return days;
}
