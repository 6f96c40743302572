/** When it is time to speak of backups. Pure. */
import type { Friend, SettingsRecord } from './state.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Nobody is bothered before there is something to lose. */
const NOT_BEFORE_MS = 3 * DAY_MS;
/** Once put off, it is left alone for as long as habits take to change. */
const AGAIN_AFTER_MS = 30 * DAY_MS;

/** Whether there is history and no backup of it, and whoever is here was not asked lately. */
export function isReminderDue(
  settings: Pick<SettingsRecord, 'backupAtMs' | 'remindedAtMs'> | null,
  friends: Iterable<Pick<Friend, 'pairedAtMs' | 'last'>>,
  nowMs: number,
): boolean {
  if (settings === null || settings.backupAtMs !== undefined) return false;
  if (nowMs - (settings.remindedAtMs ?? 0) < AGAIN_AFTER_MS) return false;
  for (const { pairedAtMs, last } of friends) {
    if (last !== null && nowMs - pairedAtMs >= NOT_BEFORE_MS) return true;
  }
  return false;
}
