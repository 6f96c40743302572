import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Fetching } from '../../src/components/fetching.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A host that asks for everything that it lacks whenever it is drawn. */
function hostOf(loads: Record<string, () => Promise<unknown>>) {
  const host = {
    draws: 0,
    requestUpdate(): void {
      host.draws += 1;
      for (const [name, load] of Object.entries(loads)) fetching.fetch(name, load);
    },
  };
  const fetching: Fetching = new Fetching(host);
  return host;
}

it('draws once the code has come', async () => {
  const host = hostOf({});
  const load = vi.fn(() => Promise.resolve());
  new Fetching(host).fetch('screen', load);
  await vi.advanceTimersByTimeAsync(0);
  expect([load.mock.calls.length, host.draws]).toEqual([1, 1]);
});

it('asks once a second for each of several that do not come, however often it is drawn', async () => {
  const never = vi.fn(() => Promise.reject(new TypeError('no network')));
  const host = hostOf({ friends: never, conversation: never });
  for (let draws = 0; draws < 5; draws++) host.requestUpdate();
  expect(never).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(never).toHaveBeenCalledTimes(22);
});
