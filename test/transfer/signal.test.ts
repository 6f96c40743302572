import { expect, test, vi } from 'vitest';
import { Signal } from '../../src/transfer/signal.ts';

test('a signal wakes all who wait, and later ones do not wait', async () => {
  const signal = new Signal();
  const waiting = Promise.all([signal.within(60_000), signal.within(60_000)]);
  expect(signal.isGiven).toBe(false);
  signal.give();
  await waiting;
  await signal.within(60_000);
  expect(signal.isGiven).toBe(true);
});

test('nobody waits longer than they said', async () => {
  vi.useFakeTimers();
  const signal = new Signal();
  const waiting = signal.within(500);
  await vi.advanceTimersByTimeAsync(500);
  await waiting;
  expect(signal.isGiven).toBe(false);
  vi.useRealTimers();
});
