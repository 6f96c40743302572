import { describe, expect, test } from 'vitest';
import { RateMeter } from '../../src/transfer/progress.ts';

describe('a rate meter', () => {
  test('knows nothing before time has passed', () => {
    const meter = new RateMeter(0, 1_000);
    meter.sample(500, 1_000);
    expect(meter.bytesPerSecond).toBeNull();
    expect(meter.secondsLeft(1_000)).toBeNull();
  });

  test('gives a steady rate exactly from the first sample on, whatever was done before', () => {
    const meter = new RateMeter(7_000, 0);
    for (let second = 1; second <= 5; second++) {
      meter.sample(7_000 + second * 200, second * 1_000);
      expect(meter.bytesPerSecond).toBeCloseTo(200, 9);
    }
    expect(meter.secondsLeft(10_000)).toBe(10);
  });

  test('counts samples of one instant together with the next', () => {
    const meter = new RateMeter(0, 0);
    meter.sample(100, 0);
    meter.sample(300, 1_000);
    expect(meter.bytesPerSecond).toBeCloseTo(300, 9);
  });

  test('is not thrown off by a burst within a millisecond', () => {
    const bursts = new RateMeter(0, 0);
    const smooth = new RateMeter(0, 0);
    for (let ms = 1_000; ms <= 20_000; ms += 1_000) {
      bursts.sample(ms - 500, ms - 1);
      bursts.sample(ms, ms);
      smooth.sample(ms, ms);
    }
    expect(bursts.bytesPerSecond).toBeGreaterThan(900);
    expect(bursts.bytesPerSecond).toBeLessThan(1_300);
    expect(smooth.bytesPerSecond).toBeCloseTo(1_000, 6);
  });

  test('forgets an old rate within some seconds', () => {
    const meter = new RateMeter(0, 0);
    meter.sample(10_000, 1_000);
    for (let second = 2; second <= 11; second++) {
      meter.sample(10_000 + (second - 1) * 100, second * 1_000);
    }
    expect(meter.bytesPerSecond).toBeGreaterThan(100);
    expect(meter.bytesPerSecond).toBeLessThan(500);
  });

  test('says nothing about the time left while nothing moves', () => {
    const meter = new RateMeter(0, 0);
    meter.sample(0, 1_000);
    expect(meter.bytesPerSecond).toBe(0);
    expect(meter.secondsLeft(1)).toBeNull();
  });
});
