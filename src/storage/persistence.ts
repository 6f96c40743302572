/** What the browser promises about our storage (Storage Standard, WHATWG). Never rejects. */

/** What the browser said; null for what it does not say. */
export interface StorageReport {
  /** Whether the browser keeps our data until the user removes it; null when it does not say. */
  readonly persisted: boolean | null;
  /** What is kept goes when the page was not opened for seven days. */
  readonly clearsUnused: boolean;
  readonly usageBytes: number | null;
  readonly quotaBytes: number | null;
}

/** Asks the browser to keep our data. Null where it cannot be asked. May show a question to the user. */
export function requestPersistence(): Promise<boolean | null> {
  return ask(() => navigator.storage.persist());
}

/** What is promised and how much room there is. */
export async function storageReport(): Promise<StorageReport> {
  const [persisted, estimate] = await Promise.all([
    ask(() => navigator.storage.persisted()),
    ask(() => navigator.storage.estimate()),
  ]);
  return {
    persisted,
    clearsUnused: persisted !== true && clearsUnused(),
    usageBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
  };
}

/**
 * WebKit's tracking prevention caps what script may keep at seven days of use of the browser without
 * the page; pages on the home screen or in the dock are exempt ("Full Third-Party Cookie Blocking and
 * More", webkit.org, 2020). All browsers on iOS are WebKit.
 */
function clearsUnused(): boolean {
  // Browsers of other makers have other vendors, or none.
  const browser: Partial<Pick<Navigator, 'vendor'>> = navigator;
  if (browser.vendor?.startsWith('Apple') !== true) return false;
  return !window.matchMedia('(display-mode: standalone)').matches;
}

async function ask<T>(question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch {
    return null; // No such function, or not allowed here.
  }
}
