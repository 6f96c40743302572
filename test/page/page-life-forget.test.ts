import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, reloads, sees } from './fake-browser.ts';

let browser: FakeBrowser;

beforeEach(() => {
  browser = new FakeBrowser();
});

afterEach(() => browser.close());

describe('a tab that lost the lines', () => {
  it('forgets what it showed when the other one locks or erases', async () => {
    const first = browser.tab();
    await first.start();
    const second = browser.tab();
    await second.life.begin();
    const taking = second.life.takeOver();
    await sees(first, 'elsewhere');
    await taking;
    const owner = browser.reloaded(second);
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
