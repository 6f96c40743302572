import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringHeight, stringPath, type StringShape } from '../../src/components/string-path.ts';

const shapes: fc.Arbitrary<StringShape> = fc.record({
  sagPx: fc.double({ min: 0, max: 40, noNaN: true }),
  pulseAt: fc.option(fc.double({ min: -0.2, max: 1.2, noNaN: true })),
  swingPx: fc.double({ min: 0, max: 12, noNaN: true }),
});

describe('the string', () => {
  it('is tied at both ends, however it hangs and swings', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(stringHeight(0, shape)).toBeCloseTo(0, 6);
        expect(stringHeight(1, shape)).toBeCloseTo(0, 6);
      }),
    );
  });

  it('hangs lowest in the middle, by its sag', () => {
    const slack = { sagPx: 10, pulseAt: null, swingPx: 5 };
    expect(stringHeight(0.5, slack)).toBe(10);
    expect(stringHeight(0.25, slack)).toBeLessThan(10);
  });

  it('is straight when taut and at rest', () => {
    const path = stringPath(20, { sagPx: 0, pulseAt: null, swingPx: 5 });
    expect(path.startsWith('M0.00 10.00')).toBe(true);
    expect(path.endsWith('L100.00 10.00')).toBe(true);
    expect(path.match(/ 10\.00/g)).toHaveLength(121);
  });

  it('swings no farther than it may, and only where the vibration is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (t) => {
        const height = stringHeight(t, { sagPx: 0, pulseAt: 0.5, swingPx: 8 });
        expect(Math.abs(height)).toBeLessThanOrEqual(8);
        if (Math.abs(t - 0.5) > 0.4) expect(Math.abs(height)).toBeLessThan(0.1);
      }),
    );
  });
});
