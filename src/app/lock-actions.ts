/** What a person can do about the lock. Every code that comes back says why something was not done. */
import type { ErrorCode } from '../errors.ts';

export type DeviceUnlock = 'missing' | 'off' | 'on';

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
  /** Whether this device can open it beside the passphrase: `missing` where browser or device cannot. */
  deviceUnlock(): Promise<DeviceUnlock>;
  /** Opens what is locked with this device. @returns null, 'device-refused' or 'storage-*' */
  unlockWithDevice(): Promise<ErrorCode | null>;
  /**
   * Lets this device open it too; the browser asks the person.
   * @param current the passphrase
   * @returns null, 'passphrase-wrong', 'device-refused', 'device-missing', 'open-elsewhere' or 'storage-*'
   */
  addDevice(current: string): Promise<ErrorCode | null>;
  /** From now on the passphrase alone opens it. @returns null, 'open-elsewhere' or 'storage-*' */
  removeDevice(): Promise<ErrorCode | null>;
  /** Locks, if there is a passphrase. */
  lockNow(): void;
  /** Erases everything that is kept here and begins anew. @returns why something is left */
  erase(): Promise<ErrorCode | null>;
}
