import { describe, expect, it } from 'vitest';
import { themeFor } from '../../src/components/theme.ts';

describe('the theme', () => {
  it('is the chosen one, or the device’s', () => {
    expect(themeFor('light', true)).toBe('light');
    expect(themeFor('dark', false)).toBe('dark');
    expect(themeFor('system', true)).toBe('dark');
    expect(themeFor('system', false)).toBe('light');
  });
});
