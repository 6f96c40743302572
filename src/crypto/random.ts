/** Randomness as a parameter: everything that needs it takes this function, so that tests are exact. */

/** Gives `length` unpredictable bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * The platform's generator (Web Cryptography API, `getRandomValues`).
 * @throws QuotaExceededError above 65,536 bytes, the bound of that API.
 */
export const randomBytes: RandomBytes = (length) =>
  globalThis.crypto.getRandomValues(new Uint8Array(length));
