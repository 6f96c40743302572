import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeQr, qrPath, type QrCode } from '../../src/components/card-qr-code.ts';

/** Draws the path back onto a grid; a module drawn twice is a mistake. */
function draw(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let column = Number(x); column < Number(x) + Number(run); column += 1) {
      const row = grid[Number(y)];
      if (row?.[column] !== false) throw new Error('outside or drawn twice');
      row[column] = true;
    }
  }
  return grid;
}

const fromGrid = (grid: readonly (readonly boolean[])[]): QrCode => ({
  size: grid.length,
  isDark: (row, column) => grid[row]?.[column] === true,
});

describe('a card as a QR code', () => {
  it('is drawn by one path that covers the dark modules and nothing else', () => {
    const grids = fc.integer({ min: 1, max: 30 }).chain((size) =>
      fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(grids, (grid) => {
        expect(draw(qrPath(fromGrid(grid)), grid.length)).toEqual(grid);
      }),
      { numRuns: 200 },
    );
  });

  it('uses the segments as they are cut, which keeps an invite at version 8', () => {
    const payload = 'A1$*+-/Z'.repeat(21) + 'ABC';
    const cut = encodeQr([
      { mode: 'alphanumeric', text: 'HTTPS://EXAMPLE.COM/' },
      { mode: 'byte', text: '#' },
      { mode: 'alphanumeric', text: payload },
    ]);
    const whole = encodeQr([{ mode: 'byte', text: `HTTPS://EXAMPLE.COM/#${payload}` }]);
    const sizeOf = (version: number): number => 17 + 4 * version;
    expect(cut.size).toBeLessThanOrEqual(sizeOf(8));
    expect(whole.size).toBeGreaterThan(cut.size);
  });

  it('has the three finder patterns that every reader looks for', () => {
    const code = encodeQr([{ mode: 'byte', text: 'two cans' }]);
    const last = code.size - 7;
    for (const [top, left] of [
      [0, 0],
      [0, last],
      [last, 0],
    ] as const) {
      for (let offset = 0; offset < 7; offset += 1) {
        expect(code.isDark(top, left + offset)).toBe(true);
        expect(code.isDark(top + offset, left)).toBe(true);
      }
      expect(code.isDark(top + 1, left + 1)).toBe(false);
      expect(code.isDark(top + 3, left + 3)).toBe(true);
    }
  });
});
