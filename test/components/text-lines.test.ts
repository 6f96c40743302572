import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/components/text-lines.ts';

const letters = (text: string): number => text.length;

describe('lines', () => {
  it('are broken at spaces where the next word has no room', () => {
    expect(linesOf('Scan this with a camera', 11, letters)).toEqual([
      'Scan this',
      'with a',
      'camera',
    ]);
    expect(linesOf('Scan this', 9, letters)).toEqual(['Scan this']);
  });

  it('lose no word, and are too wide only where one word is', () => {
    const sentence = fc.array(fc.string({ minLength: 1 }).filter((word) => !word.includes(' ')));
    fc.assert(
      fc.property(sentence, fc.integer({ min: 1, max: 40 }), (all, width) => {
        const text = all.join(' ');
        const lines = linesOf(text, width, letters);
        expect(lines.join(' ')).toBe(text);
        for (const line of lines) {
          expect(line.length <= width || !line.includes(' ')).toBe(true);
        }
      }),
    );
  });
});
