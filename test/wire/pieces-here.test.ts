import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PiecesHere } from '../../src/wire/pieces-here.ts';
import { WINDOW_PIECES } from '../../src/wire/pieces.ts';

const shown = (here: PiecesHere): [number, readonly number[]] => [here.inOrder, here.later];

describe('pieces that are here', () => {
  it('count in order as soon as a gap closes', () => {
    const here = new PiecesHere();
    expect(shown(here)).toEqual([0, []]);
    here.add(2);
    here.add(1);
    expect(shown(here)).toEqual([0, [1, 2]]);
    here.add(0);
    expect(shown(here)).toEqual([3, []]);
    here.remove(1);
    expect(shown(here)).toEqual([1, [2]]);
    here.remove(2);
    expect(shown(here)).toEqual([1, []]);
  });

  it('are near up to the end of the window', () => {
    const here = new PiecesHere(5, [7]);
    const near = Array.from({ length: 60 }, (_, piece) => piece).filter((p) => here.isNear(p));
    expect(near).toEqual([5, 6, ...Array.from({ length: WINDOW_PIECES - 3 }, (_, n) => 8 + n)]);
  });

  it('are said in 31 bits and read from them', () => {
    const here = new PiecesHere(7, [8, 10, 38]);
    expect(here.bits).toBe(1073741829);
    expect(shown(PiecesHere.ofBits(7, 1073741829))).toEqual([7, [8, 10, 38]]);
    expect(new PiecesHere(7, [8, 7 + WINDOW_PIECES]).bits).toBe(1);
    expect(shown(PiecesHere.ofBits(0, 2 ** 31 - 1))[1]).toHaveLength(31);
  });

  it('are what a plain set of them is, whatever comes and goes', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(40)), { maxLength: 80 });
    fc.assert(
      fc.property(steps, (all) => {
        const here = new PiecesHere();
        const plain = new Set<number>();
        for (const [comes, piece] of all) {
          if (comes) here.add(piece);
          else here.remove(piece);
          if (comes) plain.add(piece);
          else plain.delete(piece);
          let inOrder = 0;
          while (plain.has(inOrder)) inOrder += 1;
          const later = [...plain].filter((p) => p > inOrder).sort((a, b) => a - b);
          expect(shown(here)).toEqual([inOrder, later]);
          expect(here.end).toBe(Math.max(-1, ...plain) + 1);
          expect(here.has(piece)).toBe(comes);
          expect(shown(here.copy())).toEqual([inOrder, later]);
        }
      }),
    );
  });
});
