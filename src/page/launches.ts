/** Links that the installed app is opened with while it runs (Web App Launch Handler API, WICG). */

/** The part of `window.launchQueue` that is used; only some browsers have it. */
export interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly targetURL?: string | null }) => void): void;
}

/**
 * Calls `take` with the address of every later launch that carries something in its fragment. The
 * launch that opened this page is left out: that address is the page's own.
 * @param openedWith the address that the page was loaded with
 */
export function onLaunch(
  queue: LaunchQueue | undefined,
  openedWith: string,
  take: (address: string) => void,
): void {
  let isFirst = true;
  queue?.setConsumer(({ targetURL }) => {
    const isOwn = isFirst && targetURL === openedWith;
    isFirst = false;
    if (!isOwn && targetURL && new URL(targetURL).hash.length > 1) take(targetURL);
  });
}
