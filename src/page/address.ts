/** The page's address: cards come in its fragment, which no host ever sees. */

/** The address without query and fragment. */
export function pageUrl(): string {
  const url = new URL(location.href);
  url.search = '';
  url.hash = '';
  return url.href;
}

/** The address that cards link to; empty for a page opened from disk, which nobody else can open. */
export function cardUrl(): string {
  return location.protocol === 'file:' ? '' : pageUrl();
}

/**
 * The card in the page's address, or null. It stays there until somebody took it, so that it
 * outlives a reload, and a browser that puts the tab away meanwhile.
 */
export function cardInAddress(): string | null {
  return location.hash.length < 2 ? null : location.href;
}

/** Takes a card out of the address, so that neither a reload nor a bookmark opens it again. */
export function clearCardInAddress(card: string): void {
  if (location.href !== card) return;
  history.replaceState(history.state, '', location.pathname + location.search);
}
