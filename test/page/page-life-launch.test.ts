import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser } from './fake-browser.ts';

const CARD = 'https://example.test/#card';
const OTHER_CARD = 'https://example.test/#other';

let browser: FakeBrowser;

beforeEach(() => {
  browser = new FakeBrowser();
});

afterEach(() => browser.close());

describe('the installed app, opened with a card while it runs', () => {
  it('takes cards that the installed app is opened with, also while it starts', async () => {
    const tab = browser.tab();
    const begun = tab.life.begin();
    tab.launch(CARD);
    await vi.waitFor(() => expect(tab.open).toHaveBeenCalledOnce());
    tab.opens();
    await begun;
    tab.launch(OTHER_CARD);
    expect(tab.app.openCard.mock.calls).toEqual([[CARD], [OTHER_CARD]]);
  });

  it('hands a card of a launch over when the lines are another tab’s', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab();
    await second.life.begin();
    second.launch(CARD);
    await vi.waitFor(() => expect(first.app.openCard).toHaveBeenCalledExactlyOnceWith(CARD));
    await vi.waitFor(() => expect(second.seen.at(-1)).toBe('handed-over'));
  });
});

describe('before the first start is over', () => {
  it('leaves the card in its address until the first start is over, so that a reload loses nothing', async () => {
    const tab = browser.tab(CARD);
    let ready: () => void = () => undefined;
    tab.app.ready.mockImplementation(() => new Promise<void>((go) => (ready = go)));
    await tab.start();
    tab.follow(CARD);
    expect(tab.address).toBe(CARD);
    expect(tab.app.openCard).not.toHaveBeenCalled();
    ready();
    await vi.waitFor(() => expect(tab.app.openCard).toHaveBeenCalledExactlyOnceWith(CARD));
    expect(tab.address).toBeNull();
  });
});
