import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LanePlan, MAX_LANES } from '../../src/transfer/lane-plan.ts';

/** Sends at a rate that depends on the lanes in use, for so long. @returns the most lanes and the last */
function run(plan: LanePlan, rateOf: (lanes: number) => number, seconds: number, startMs = 0) {
  let most = plan.wanted;
  for (let ms = 0; ms <= seconds * 1000; ms += 50) {
    plan.sent(rateOf(plan.wanted) * 50, plan.wanted, startMs + ms);
    most = Math.max(most, plan.wanted);
  }
  return { most, last: plan.wanted };
}

test('a short path begins with one lane, a long one with four', () => {
  expect(new LanePlan(null, 0).wanted).toBe(1);
  expect(new LanePlan(2, 0).wanted).toBe(1);
  expect(new LanePlan(50, 0).wanted).toBe(MAX_LANES);
});

test('where lanes share one rate, a second is tried and let go', () => {
  expect(run(new LanePlan(1, 0), () => 10_000, 20)).toEqual({ most: 2, last: 1 });
});

test('where each lane carries as much again, all are used', () => {
  expect(run(new LanePlan(1, 0), (lanes) => lanes * 500, 20)).toEqual({ most: 4, last: 4 });
});

test('of two that help and a third that does not, two stay', () => {
  const rateOf = (lanes: number): number => Math.min(lanes, 2) * 500;
  expect(run(new LanePlan(1, 0), rateOf, 20)).toEqual({ most: 3, last: 2 });
});

test('a path that gets worse is noticed at the next trial', () => {
  const plan = new LanePlan(1, 0);
  run(plan, () => 10_000, 10);
  expect(run(plan, (lanes) => lanes * 500, 60, 10_050).last).toBe(MAX_LANES);
});

test('a lane that does not open is not judged', () => {
  const plan = new LanePlan(1, 0);
  for (let ms = 0; ms < 60_000; ms += 100) plan.sent(1_000, 1, ms);
  expect(plan.wanted).toBe(2);
});

test('whatever the rates, one to four', () => {
  fc.assert(
    fc.property(
      fc.option(fc.nat(500)),
      fc.array(fc.tuple(fc.nat(70_000), fc.nat(8), fc.nat(5_000)), { maxLength: 200 }),
      (roundTripMs, sends) => {
        const plan = new LanePlan(roundTripMs, 0);
        let nowMs = 0;
        for (const [sizeBytes, openLanes, laterMs] of sends) {
          nowMs += laterMs;
          plan.sent(sizeBytes, openLanes, nowMs);
          expect(plan.wanted).toBeGreaterThanOrEqual(1);
          expect(plan.wanted).toBeLessThanOrEqual(MAX_LANES);
        }
      },
    ),
  );
});
