/** What the browser promises about our storage (Storage Standard, WHATWG). Never rejects. */

/** What the browser said; null for what it does not say. */
export interface StorageReport {
  /** Whether the browser keeps our data until the user removes it; null when it does not say. */
  readonly persisted: boolean | null;
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
    usageBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
  };
}

async function ask<T>(question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch {
    return null; // No such function, or not allowed here.
  }
}
