import { describe, expect, it } from 'vitest';
import { onLaunch } from '../../src/page/launches.ts';

const PAGE = 'https://twocan.example/';

/** Runs launches through it. @returns what was taken */
function taken(openedWith: string, launches: (string | null)[]): string[] {
  const cards: string[] = [];
  const queue = {
    setConsumer(consumer: (launch: { targetURL?: string | null }) => void): void {
      for (const targetURL of launches) consumer({ targetURL });
    },
  };
  onLaunch(queue, openedWith, (card) => cards.push(card));
  return cards;
}

describe('launches of the installed app', () => {
  it('bring the cards that come after the page was opened', () => {
    expect(taken(PAGE, [PAGE, `${PAGE}#one`, `${PAGE}#two`])).toEqual([
      `${PAGE}#one`,
      `${PAGE}#two`,
    ]);
  });

  it('do not bring the card again that the page was opened with', () => {
    expect(taken(`${PAGE}#one`, [`${PAGE}#one`])).toEqual([]);
    expect(taken(`${PAGE}#one`, [`${PAGE}#one`, `${PAGE}#one`])).toEqual([`${PAGE}#one`]);
  });

  it('without a card bring nothing', () => {
    expect(taken(PAGE, [null, PAGE, `${PAGE}#`])).toEqual([]);
  });

  it('are not known to every browser', () => {
    onLaunch(undefined, PAGE, () => expect.unreachable());
  });
});
