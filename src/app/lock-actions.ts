/** What a person can do about the lock. Every code that comes back says why something was not done. */
import type { ErrorCode } from '../errors.ts';

export interface LockActions {
  /** Opens what is locked. @returns null, 'passphrase-wrong' or 'storage-*' */
  unlock(passphrase: string): Promise<ErrorCode | null>;
  /**
   * Sets or changes the passphrase.
   * @param current the one there is; empty when there is none
   * @returns null, 'passphrase-wrong', 'passphrase-short', 'open-elsewhere' or 'storage-*'
   */
  setPassphrase(current: string, next: string): Promise<ErrorCode | null>;
  /** @returns as `setPassphrase` */
  removePassphrase(current: string): Promise<ErrorCode | null>;
  /** Locks, if there is a passphrase. */
  lockNow(): void;
  /** Erases everything that is kept here and begins anew. @returns why something is left */
  erase(): Promise<ErrorCode | null>;
}
