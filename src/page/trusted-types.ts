/**
 * Trusted Types: where browsers have them, the policy of the page lets no text become script or
 * markup. Libraries and browser calls that still hand over texts go through this policy, which lets
 * through what cannot do harm: scripts of our own origin, and emptying an element.
 */

/** As far as it is used; TypeScript's list of what browsers have lacks it. */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML: (text: string) => string | null;
      createScriptURL: (url: string) => string | null;
    },
  ): unknown;
}

/** What may go through; null is refused by the browser. Exported for its test. */
export const rules = {
  /** html5-qrcode empties its element in this way. */
  createHTML: (text: string): string | null => (text === '' ? text : null),
  /** Workers and the service worker. @param base the page's address */
  createScriptURL: (url: string, base: string): string | null => {
    const [script, page] = [new URL(url, base), new URL(base)];
    // The origin of a page opened from disk says nothing; its Workers are blobs, which it alone can make.
    if (page.protocol === 'file:') return script.protocol === 'blob:' ? url : null;
    return script.origin === page.origin ? url : null;
  },
};

/** Makes the policy; once, before anything else runs. */
export function guardSinks(): void {
  // Only some browsers have it.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  trustedTypes?.createPolicy('default', {
    createHTML: rules.createHTML,
    createScriptURL: (url) => rules.createScriptURL(url, location.href),
  });
}
