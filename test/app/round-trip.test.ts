import { expect, it } from 'vitest';
import { RoundTrip } from '../../src/app/round-trip.ts';

it('is the fastest answer, until that is old', () => {
  const roundTrip = new RoundTrip();
  expect(roundTrip.ms).toBeNull();
  roundTrip.took(80, 1_000);
  roundTrip.took(2, 4_000);
  roundTrip.took(90, 7_000);
  expect(roundTrip.ms).toBe(2);
  roundTrip.took(60, 14_100);
  expect(roundTrip.ms).toBe(60);
});

it('knows that clocks jump', () => {
  const roundTrip = new RoundTrip();
  roundTrip.took(-5, 1_000);
  expect(roundTrip.ms).toBe(0);
  roundTrip.took(40, -60_000);
  expect(roundTrip.ms).toBe(40);
});
