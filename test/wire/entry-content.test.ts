import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RULE, sameRule, strongerRule } from '../../src/wire/entry-content.ts';

const rule = fc.record({ round: fc.nat(5), seconds: fc.nat(5) });

describe('of two choices', () => {
  it('the later counts, and of two at once the one with less time, never being the most', () => {
    const [hour, day] = [3_600, 86_400];
    const choice = (round: number, seconds: number) => ({ round, seconds });
    expect(strongerRule(choice(1, hour), choice(2, 0))).toEqual(choice(2, 0));
    expect(strongerRule(choice(2, day), choice(2, hour))).toEqual(choice(2, hour));
    expect(strongerRule(choice(2, 0), choice(2, day))).toEqual(choice(2, day));
    expect(strongerRule(NO_RULE, choice(1, 0))).toEqual(choice(1, 0));
  });

  it('both sides take the same, in whatever order they learn of them', () => {
    fc.assert(
      fc.property(rule, rule, rule, (a, b, c) => {
        expect(strongerRule(a, b)).toEqual(strongerRule(b, a));
        const [left, right] = [
          strongerRule(strongerRule(a, b), c),
          strongerRule(a, strongerRule(b, c)),
        ];
        expect(sameRule(left, right)).toBe(true);
      }),
    );
  });
});
