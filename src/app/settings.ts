/** What a user chose: how it begins, and how a change is taken in. Pure. */
import type { SettingsRecord } from '../storage/repositories.ts';
import { MAX_NAME_BYTES } from '../wire/frame.ts';
import { cleanName } from './names.ts';

/**
 * The settings of somebody who has chosen nothing but a name.
 * @param name as it was typed
 * @param proposed in place of one that says nothing
 */
export function firstSettings(name: string, proposed: string): SettingsRecord {
  const cleaned = cleanName(name, MAX_NAME_BYTES);
  return {
    name: cleaned === '' ? proposed : cleaned,
    theme: 'system',
    autoAcceptImages: false,
    servers: [],
    relayOnly: false,
  };
}

/** The settings after a change; a name that says nothing leaves the old one. */
export function changedSettings(
  before: SettingsRecord,
  change: Partial<SettingsRecord>,
): SettingsRecord {
  const merged = { ...before, ...change };
  const name = cleanName(merged.name, MAX_NAME_BYTES);
  return { ...merged, name: name === '' ? before.name : name };
}

/** Long enough to read a message twice, short enough for a table in a café. */
export const DEFAULT_LOCK_AFTER_MINUTES = 15;
const MINUTE_MS = 60_000;

/** How long nobody must touch the page until it locks; null: it does not by itself. */
export function lockAfterMs({
  lockAfterMinutes = DEFAULT_LOCK_AFTER_MINUTES,
}: SettingsRecord): number | null {
  return lockAfterMinutes === 0 ? null : lockAfterMinutes * MINUTE_MS;
}

/** Whether lines run over other servers now, so that a card from before does not say how. */
export function changesNetwork(before: SettingsRecord, after: SettingsRecord): boolean {
  return before.servers !== after.servers || before.relayOnly !== after.relayOnly;
}
