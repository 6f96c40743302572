import { describe, expect, it } from 'vitest';
import { shell } from '../../../src/components/words/en-shell.ts';

describe('the title of the tab', () => {
  it('names unread messages and the screen when there are any', () => {
    expect(shell.title(null, 0)).toBe('Twocan');
    expect(shell.title('Noor', 0)).toBe('Noor · Twocan');
    expect(shell.title('Noor', 3)).toBe('(3) Noor · Twocan');
  });
});
