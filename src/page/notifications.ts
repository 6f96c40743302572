/** The browser's notifications (Notifications API, WHATWG): asked for by a button only, shown while the page is hidden. */

/** `ask`: not decided yet; `missing`: this browser has none. */
export type NotificationState = 'granted' | 'denied' | 'ask' | 'missing';

/** As much of the browser as is used. */
export interface NotificationBrowser {
  readonly Notification?: typeof Notification;
  readonly navigator: Pick<Navigator, 'serviceWorker'>;
  focus(): void;
}

/** How it stands, without asking. */
export function notificationState({ Notification: api }: NotificationBrowser): NotificationState {
  if (api === undefined) return 'missing';
  return api.permission === 'default' ? 'ask' : api.permission;
}

/** Asks the user; needs a click. */
export async function askToNotify(browser: NotificationBrowser): Promise<NotificationState> {
  await browser.Notification?.requestPermission();
  return notificationState(browser);
}

/** Shows a notification, if that is allowed; a press on it leads to the page. Never rejects. */
export async function notify(
  browser: NotificationBrowser,
  title: string,
  tag: string,
): Promise<void> {
  const { Notification: Api } = browser;
  if (Api === undefined || notificationState(browser) !== 'granted') return;
  const options = { tag, icon: './icon-192.png' };
  try {
    const shown = new Api(title, options);
    shown.onclick = () => {
      browser.focus();
      shown.close();
    };
  } catch {
    // Android has them through the service worker alone.
    const worker = await browser.navigator.serviceWorker.getRegistration().catch(() => undefined);
    await worker?.showNotification(title, options).catch(() => undefined);
  }
}
