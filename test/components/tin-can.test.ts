import { describe, expect, it } from 'vitest';
import { initialOf, labelOf } from '../../src/components/tin-can.ts';

describe('a friend’s can', () => {
  it('carries the first letter that a person would read', () => {
    expect(initialOf('  noor')).toBe('N');
    expect(initialOf('éva')).toBe('É');
    expect(initialOf('🥫 can')).toBe('🥫');
    expect(initialOf('👩‍👩‍👧 family')).toBe('👩‍👩‍👧');
    expect(initialOf(' ')).toBe('');
  });

  it('keeps its colour, and the colours are all in use', () => {
    expect(labelOf('abc')).toBe(labelOf('abc'));
    const seen = new Set(Array.from({ length: 200 }, (_, index) => labelOf(`friend ${index}`)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `var(--can-${n})`));
  });
});
