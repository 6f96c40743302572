/** The page's address: cards come in its fragment, which no host ever sees. */

/** The address without query and fragment, which cards link to. */
export function pageUrl(): string {
  return location.origin + location.pathname;
}

/**
 * The card that the page was opened with, or null. It is taken out of the address, so that neither
 * a reload nor a bookmark opens it again.
 */
export function takeCardFromAddress(): string | null {
  if (location.hash.length < 2) return null;
  const text = location.href;
  history.replaceState(history.state, '', location.pathname + location.search);
  return text;
}

/** Calls back with every card that is opened in this page from now on. */
export function onCardInAddress(take: (text: string) => void): void {
  window.addEventListener('hashchange', () => {
    const text = takeCardFromAddress();
    if (text !== null) take(text);
  });
}
