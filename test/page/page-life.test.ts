import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  FakeBrowser,
  reloads,
  sees,
  TAKEN_TIMEOUT_MS,
  TIMEOUTS,
  type FakeTab,
} from './fake-browser.ts';

const CARD = 'https://example.test/#card';
const OTHER_CARD = 'https://example.test/#other';

let browser: FakeBrowser;

beforeEach(() => {
  browser = new FakeBrowser();
});

afterEach(() => browser.close());

/** Long enough for anything that the tabs would still say or give up on. */
async function quiet(): Promise<void> {
  const { ownMs, leaveMs } = TIMEOUTS;
  await new Promise((resolve) => setTimeout(resolve, ownMs + leaveMs + TAKEN_TIMEOUT_MS));
}

async function took(tab: FakeTab, card: string): Promise<void> {
  await vi.waitFor(() => expect(tab.app.openCard).toHaveBeenCalledExactlyOnceWith(card));
}

describe('one page', () => {
  it('opens the app with the card in its address, which it takes out', async () => {
    const tab = browser.tab(CARD);
    await tab.start();
    await took(tab, CARD);
    expect(tab.address).toBeNull();
    expect(tab.seen).toEqual([]);
  });

  it('keeps a card that is opened while it starts, and takes those opened later', async () => {
    const tab = browser.tab();
    const begun = tab.life.begin();
    tab.follow(CARD);
    await vi.waitFor(() => expect(tab.open).toHaveBeenCalledOnce());
    expect(tab.address).toBe(CARD);
    tab.opens();
    await begun;
    tab.follow(OTHER_CARD);
    await vi.waitFor(() => expect(tab.app.openCard).toHaveBeenLastCalledWith(OTHER_CARD));
    expect(tab.app.openCard).toHaveBeenCalledTimes(2);
  });

  it('leaves its card in the address when the app does not start', async () => {
    const tab = browser.tab(CARD);
    const begun = tab.life.begin();
    await vi.waitFor(() => expect(tab.open).toHaveBeenCalledOnce());
    tab.opens(null);
    await begun;
    expect(tab.address).toBe(CARD);
  });

  it('says so when the browser denies locks, instead of speaking of another tab', async () => {
    browser.locks.denied = new DOMException('denied', 'SecurityError');
    const tab = browser.tab(CARD);
    await expect(tab.life.begin()).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(tab.seen).toEqual([]);
    expect(tab.open).not.toHaveBeenCalled();
  });

  it('opens without asking where there are no locks', async () => {
    await browser.tab().start();
    const tab = browser.tab(CARD, null);
    await tab.start();
    await took(tab, CARD);
  });

  it('leaves when it goes, and reloads when the browser brings it back', async () => {
    const tab = browser.tab();
    await tab.start();
    tab.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    expect(tab.reload).not.toHaveBeenCalled();
    tab.window.dispatchEvent(new Event('pagehide'));
    expect(tab.app.leave).toHaveBeenCalledOnce();
    tab.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(tab.reload).toHaveBeenCalledOnce();
  });
});

describe('a second page', () => {
  it('sees that another tab is the one', async () => {
    await browser.tab().start();
    const second = browser.tab();
    await second.life.begin();
    expect(second.seen).toEqual(['elsewhere']);
    expect(second.open).not.toHaveBeenCalled();
  });

  it('hands over the card that it was opened with', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab(CARD);
    await second.life.begin();
    await sees(second, 'handed-over');
    await quiet();
    expect(second.seen).toEqual(['handed-over']);
    expect(second.address).toBeNull();
    await took(first, CARD);
  });

  it('hands over a card that is opened in it later', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab();
    await second.life.begin();
    second.follow(CARD);
    await sees(second, 'handed-over');
    await took(first, CARD);
  });

  it('hands its card over to a first one that is still starting, once that is open', async () => {
    const first = browser.tab();
    const begun = first.life.begin();
    await vi.waitFor(() => expect(first.open).toHaveBeenCalledOnce());
    const second = browser.tab(CARD);
    await second.life.begin();
    await sees(second, 'elsewhere');
    expect(second.address).toBe(CARD);
    first.opens();
    await begun;
    await sees(second, 'handed-over');
    await took(first, CARD);
    expect(second.address).toBeNull();
  });
});

describe('taking over', () => {
  it('makes the other tab leave first, then reloads into an app of its own', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab();
    await second.life.begin();
    await second.life.takeOver();
    expect(first.app.leave).toHaveBeenCalledOnce();
    expect(first.seen).toEqual(['elsewhere']);
    expect(second.seen).toEqual(['elsewhere', 'starting']);
    expect(second.reload).toHaveBeenCalledOnce();
    expect(second.open).not.toHaveBeenCalled();
    await browser.reloaded(second).start();
  });

  it('back makes the first tab reload too: an app that left never comes back to life', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab();
    await second.life.begin();
    await second.life.takeOver();
    const third = browser.reloaded(second);
    await third.start();
    await first.life.takeOver();
    expect(third.app.leave).toHaveBeenCalledOnce();
    expect(first.reload).toHaveBeenCalledOnce();
    expect(first.open).toHaveBeenCalledOnce();
    first.follow(CARD);
    expect(first.app.openCard).not.toHaveBeenCalled();
    const again = browser.reloaded(first);
    await again.start();
    await took(again, CARD);
  });

  it('from a frozen tab brings the card along, and that tab wakes up elsewhere', async () => {
    const first = browser.tab();
    await first.start();
    first.freeze();
    const second = browser.tab(CARD);
    await second.life.begin();
    await sees(second, 'elsewhere');
    expect(second.address).toBe(CARD);
    await second.life.takeOver();
    await reloads(second);
    await sees(first, 'elsewhere');
    expect(first.app.leave).toHaveBeenCalledOnce();
    first.wake();
    await quiet();
    expect(first.app.leave).toHaveBeenCalledOnce();
    expect(first.app.openCard).not.toHaveBeenCalled();
    expect(second.address).toBe(CARD);
    const third = browser.reloaded(second);
    await third.start();
    await took(third, CARD);
  });

  it('keeps the card when the other tab wakes and takes it in the same moment', async () => {
    const first = browser.tab();
    await first.start();
    first.freeze();
    const second = browser.tab(CARD);
    await second.life.begin();
    await sees(second, 'elsewhere');
    const over = second.life.takeOver();
    // Let the wish to take over arrive behind the card.
    await new Promise((resolve) => setTimeout(resolve, TIMEOUTS.leaveMs / 3));
    first.wake();
    await over;
    await quiet();
    expect(first.app.openCard).toHaveBeenCalledOnce();
    expect(first.app.leave).toHaveBeenCalledOnce();
    expect(second.address).toBe(CARD);
    expect(second.seen.at(-1)).toBe('starting');
  });

  it('from a tab that just wakes up leaves the card there when it is in no hurry', async () => {
    const first = browser.tab();
    await first.start();
    first.freeze();
    const second = browser.tab(CARD);
    await second.life.begin();
    await sees(second, 'elsewhere');
    first.wake();
    await sees(second, 'handed-over');
    await took(first, CARD);
    expect(second.address).toBeNull();
  });

  it('from a tab that is still starting waits for it to let go, and no card is lost', async () => {
    const first = browser.tab(CARD);
    const begun = first.life.begin();
    await vi.waitFor(() => expect(first.open).toHaveBeenCalledOnce());
    const second = browser.tab(OTHER_CARD);
    await second.life.begin();
    await sees(second, 'elsewhere');
    const over = second.life.takeOver();
    await new Promise((resolve) => setTimeout(resolve, TIMEOUTS.leaveMs / 3));
    expect(second.reload).not.toHaveBeenCalled();
    first.opens();
    await begun;
    await over;
    expect(first.app.leave).toHaveBeenCalledOnce();
    expect(first.app.openCard).not.toHaveBeenCalled();
    expect(first.seen).toEqual(['elsewhere']);
    expect(first.address).toBe(CARD);
    expect(second.address).toBe(OTHER_CARD);
  });

  it('does not wait for a tab that never finishes starting, and that one ends elsewhere', async () => {
    const first = browser.tab();
    const begun = first.life.begin();
    await vi.waitFor(() => expect(first.open).toHaveBeenCalledOnce());
    const second = browser.tab();
    await second.life.begin();
    await second.life.takeOver();
    await reloads(second);
    first.opens();
    await begun;
    await sees(first, 'elsewhere');
    expect(first.app.leave).toHaveBeenCalledOnce();
  });

  it('leaves what a tab says about its storage when it could not open', async () => {
    const first = browser.tab();
    const begun = first.life.begin();
    await vi.waitFor(() => expect(first.open).toHaveBeenCalledOnce());
    first.failsToOpen(new Error('no storage'));
    await expect(begun).rejects.toThrow('no storage');
    const second = browser.tab();
    await second.life.begin();
    await second.life.takeOver();
    await reloads(second);
    expect(first.seen).toEqual([]);
  });

  it('from a tab that was closed takes no time', async () => {
    await browser.tab().start();
    const second = browser.tab();
    await second.life.begin();
    browser.locks.free();
    await second.life.takeOver();
    expect(second.reload).toHaveBeenCalledOnce();
  });

  it('does nothing in a tab that is the one', async () => {
    const tab = browser.tab();
    await tab.start();
    await tab.life.takeOver();
    expect(tab.reload).not.toHaveBeenCalled();
  });
});
