import { describe, expect, it, vi } from 'vitest';
import {
  askToNotify,
  notificationState,
  notify,
  type NotificationBrowser,
} from '../../src/page/notifications.ts';

interface Shown {
  readonly title: string;
  onclick: (() => void) | null;
  close(): void;
}

/** A browser whose user answers so. */
function browserOf(
  permission: NotificationPermission,
  options: { answer?: NotificationPermission; constructs?: boolean } = {},
) {
  const shown: Shown[] = [];
  const showNotification = vi.fn(() => Promise.resolve());
  const focus = vi.fn();
  class Fake implements Shown {
    static permission = permission;
    static requestPermission(): Promise<NotificationPermission> {
      Fake.permission = options.answer ?? permission;
      return Promise.resolve(Fake.permission);
    }
    onclick: (() => void) | null = null;
    close = vi.fn();
    constructor(readonly title: string) {
      if (options.constructs === false) throw new TypeError('Illegal constructor');
      shown.push(this);
    }
  }
  const browser = {
    Notification: Fake,
    navigator: {
      serviceWorker: { getRegistration: () => Promise.resolve({ showNotification }) },
    },
    focus,
  } as unknown as NotificationBrowser;
  return { browser, shown, showNotification, focus };
}

describe('notifications', () => {
  it('are missing where there are none, and asked for where nothing was decided', async () => {
    const none = { navigator: {}, focus: () => undefined } as unknown as NotificationBrowser;
    expect(notificationState(none)).toBe('missing');
    expect(await askToNotify(none)).toBe('missing');
    const { browser } = browserOf('default', { answer: 'granted' });
    expect(notificationState(browser)).toBe('ask');
    expect(await askToNotify(browser)).toBe('granted');
  });

  it.each(['default', 'denied'] as const)('are not shown when they are %s', async (permission) => {
    const { browser, shown, showNotification } = browserOf(permission);
    await notify(browser, 'map.pdf has arrived', 'f');
    expect(shown).toEqual([]);
    expect(showNotification).not.toHaveBeenCalled();
  });

  it('lead to the page when they are pressed', async () => {
    const { browser, shown, focus } = browserOf('granted');
    await notify(browser, 'map.pdf has arrived', 'f');
    expect(shown[0]?.title).toBe('map.pdf has arrived');
    shown[0]?.onclick?.();
    expect(focus).toHaveBeenCalledOnce();
  });

  it('go through the service worker where nothing else shows them', async () => {
    const { browser, showNotification } = browserOf('granted', { constructs: false });
    await notify(browser, 'map.pdf has arrived', 'f');
    expect(showNotification).toHaveBeenCalledOnce();
  });
});
