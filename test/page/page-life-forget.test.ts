import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, type FakeTab } from './fake-browser.ts';

let browser: FakeBrowser;

beforeEach(() => {
  browser = new FakeBrowser();
});

afterEach(() => browser.close());

async function sees(tab: FakeTab, what: string): Promise<void> {
  await vi.waitFor(() => expect(tab.seen.at(-1)).toBe(what));
}

async function reloads(tab: FakeTab): Promise<void> {
  await vi.waitFor(() => expect(tab.reload).toHaveBeenCalledOnce());
}

/** The page of this tab is gone, and the one that comes in its place has what was in the address. */
function reloaded(tab: FakeTab): FakeTab {
  browser.locks.free();
  return browser.tab(tab.address);
}

describe('a tab that lost the lines', () => {
  it('forgets what it showed when the other one locks or erases', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab();
    await second.life.begin();
    const taking = second.life.takeOver();
    await sees(first, 'elsewhere');
    await taking;
    const owner = reloaded(second);
    await owner.start();
    expect(first.reload).not.toHaveBeenCalled();
    owner.tabs.forgetElsewhere();
    await reloads(first);
    expect(owner.reload).not.toHaveBeenCalled();
  });

  it('before a passphrase was given gives up waiting for it', async () => {
    const first = browser.tab();
    const begun = first.life.begin();
    await vi.waitFor(() => expect(first.open).toHaveBeenCalledOnce());
    const [lost] = first.open.mock.lastCall ?? [];
    const second = browser.tab();
    await second.life.begin();
    expect(lost?.aborted).toBe(false);
    const taking = second.life.takeOver();
    await vi.waitFor(() => expect(lost?.aborted).toBe(true));
    first.opens(null);
    await Promise.all([begun, taking]);
    await reloads(second);
  });
});
