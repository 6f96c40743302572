import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleWatch } from '../../src/page/idle.ts';

const MINUTE_MS = 60_000;
const window = new EventTarget();
const document = new EventTarget();

let idle: IdleWatch;
const onIdle = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  onIdle.mockClear();
  idle = new IdleWatch({ window, document, nowMs: () => Date.now() });
});

afterEach(() => {
  idle.watch(null, onIdle);
  vi.useRealTimers();
});

describe('a page that nobody touches', () => {
  it('is idle after the time, once', () => {
    idle.watch(5 * MINUTE_MS, onIdle);
    vi.advanceTimersByTime(5 * MINUTE_MS - 1);
    expect(onIdle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60 * MINUTE_MS);
    expect(onIdle).toHaveBeenCalledOnce();
  });

  it('is not while somebody types or moves', () => {
    idle.watch(5 * MINUTE_MS, onIdle);
    for (const type of ['keydown', 'pointermove', 'wheel', 'touchstart']) {
      vi.advanceTimersByTime(4 * MINUTE_MS);
      window.dispatchEvent(new Event(type));
    }
    expect(onIdle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5 * MINUTE_MS);
    expect(onIdle).toHaveBeenCalledOnce();
  });

  it.each(['visibilitychange', 'pointermove'])(
    'that slept past the time is idle at the first %s, which does not wake it',
    (type) => {
      idle.watch(5 * MINUTE_MS, onIdle);
      // Timers slept with the page; the clock on the wall did not.
      vi.setSystemTime(Date.now() + 60 * MINUTE_MS);
      (type === 'visibilitychange' ? document : window).dispatchEvent(new Event(type));
      expect(onIdle).toHaveBeenCalledOnce();
    },
  );

  it('is watched at rest for longer than a timer may run', () => {
    const nowMs = vi.fn(() => Date.now());
    idle = new IdleWatch({ window, document, nowMs });
    idle.watch(2 ** 40, onIdle);
    nowMs.mockClear();
    vi.advanceTimersByTime(1_000);
    expect(nowMs).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2 ** 40);
    expect(onIdle).toHaveBeenCalledOnce();
  });

  it('is let be when it is not watched, and counts from when it is again', () => {
    idle.watch(5 * MINUTE_MS, onIdle);
    idle.watch(null, onIdle);
    vi.advanceTimersByTime(60 * MINUTE_MS);
    expect(onIdle).not.toHaveBeenCalled();
    idle.watch(MINUTE_MS, onIdle);
    vi.advanceTimersByTime(MINUTE_MS - 1);
    expect(onIdle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onIdle).toHaveBeenCalledOnce();
  });
});
