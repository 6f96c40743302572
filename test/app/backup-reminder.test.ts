import { expect, it } from 'vitest';
import { isReminderDue } from '../../src/app/backup-reminder.ts';
import type { LastMessage } from '../../src/app/state.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = 400 * DAY_MS;
const last: LastMessage = { author: 'me', atMs: 0, kind: 'text', text: 'hello' };
const old = { pairedAtMs: NOW_MS - 4 * DAY_MS, last };

it('speaks of backups once there is something to lose', () => {
  expect(isReminderDue({}, [old], NOW_MS)).toBe(true);
  expect(isReminderDue({}, [], NOW_MS)).toBe(false);
  expect(isReminderDue({}, [{ ...old, last: null }], NOW_MS)).toBe(false);
  expect(isReminderDue({}, [{ ...old, pairedAtMs: NOW_MS - DAY_MS }], NOW_MS)).toBe(false);
  expect(isReminderDue(null, [old], NOW_MS)).toBe(false);
});

it('says nothing where there is one, nor for a month to whoever put it off', () => {
  expect(isReminderDue({ backupAtMs: 1 }, [old], NOW_MS)).toBe(false);
  expect(isReminderDue({ remindedAtMs: NOW_MS - 29 * DAY_MS }, [old], NOW_MS)).toBe(false);
  expect(isReminderDue({ remindedAtMs: NOW_MS - 30 * DAY_MS }, [old], NOW_MS)).toBe(true);
});
