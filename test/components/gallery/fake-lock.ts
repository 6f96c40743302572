/** A lock without a key: one passphrase opens it, and nothing is ever erased. */
import type { DeviceUnlock, LockActions } from '../../../src/app/lock-actions.ts';
import type { AppState } from '../../../src/app/state.ts';
import type { Store } from '../../../src/app/store.ts';
import type { ErrorCode } from '../../../src/errors.ts';

const PASSPHRASE = 'correct horse';

export class FakeLock implements LockActions {
  constructor(
    private readonly store: Store<AppState>,
    private device: DeviceUnlock = 'off',
  ) {}

  deviceUnlock(): Promise<DeviceUnlock> {
    return Promise.resolve(this.device);
  }

  unlockWithDevice(): Promise<ErrorCode | null> {
    return this.unlock(PASSPHRASE);
  }

  addDevice(current: string): Promise<ErrorCode | null> {
    if (current !== PASSPHRASE) return Promise.resolve('passphrase-wrong');
    this.device = 'on';
    return Promise.resolve(null);
  }

  removeDevice(): Promise<ErrorCode | null> {
    this.device = 'off';
    return Promise.resolve(null);
  }

  unlock(passphrase: string): Promise<ErrorCode | null> {
    if (passphrase !== PASSPHRASE) return Promise.resolve('passphrase-wrong');
    this.store.update((state) => ({ ...state, phase: { status: 'ready' } }));
    return Promise.resolve(null);
  }

  setPassphrase(_current: string, next: string): Promise<ErrorCode | null> {
    if (next.length < PASSPHRASE.length) return Promise.resolve('passphrase-short');
    this.#set(true);
    return Promise.resolve(null);
  }

  removePassphrase(current: string): Promise<ErrorCode | null> {
    if (current !== PASSPHRASE) return Promise.resolve('passphrase-wrong');
    this.#set(false);
    return Promise.resolve(null);
  }

  lockNow(): void {
    this.store.update((state) => ({ ...state, phase: { status: 'locked' } }));
  }

  erase(): Promise<ErrorCode | null> {
    return Promise.resolve(null);
  }

  #set(passphrase: boolean): void {
    this.store.update((state) => ({ ...state, device: { ...state.device, passphrase } }));
  }
}
