/** What entries of the log are about, beyond their bytes. PROTOCOL.md §4.2. Pure. */
import type { LogEntry } from './frame.ts';

/** What stands in place of an entry without its content. */
export type GoneEntry = Extract<LogEntry, { kind: 'gone' }>;

/** Whether an entry is something to read: it can be deleted and disappear. */
export function hasContent({ kind }: LogEntry): boolean {
  return kind === 'text' || kind === 'file-offer' || kind === 'folder-offer' || kind === 'unknown';
}

/** What a `vanish` says of the entries behind it. Round 0: nothing was ever chosen. */
export interface VanishRule {
  readonly round: number;
  /** 0: they stay. */
  readonly seconds: number;
}

export const NO_RULE: VanishRule = { round: 0, seconds: 0 };

/** Which of two choices counts: the later round, of one round the one with less time. */
export function strongerRule(a: VanishRule, b: VanishRule): VanishRule {
  if (a.round !== b.round) return a.round > b.round ? a : b;
  return lasting(a) <= lasting(b) ? a : b;
}

export function sameRule(a: VanishRule, b: VanishRule): boolean {
  return a.round === b.round && a.seconds === b.seconds;
}

function lasting({ seconds }: VanishRule): number {
  return seconds === 0 ? Infinity : seconds;
}
