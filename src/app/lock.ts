/**
 * The passphrase that guards what is kept here: setting it, opening with it, locking again. Beside it,
 * never instead of it, a passkey of this device may open the same key.
 *
 *   no passphrase ── set ──► open ◄── unlock ── locked
 *        ▲                    │ │                  ▲
 *        └───── remove ───────┘ └── lock now, idle ┘
 *
 * Locked with lines cut is a fresh page that has no key. Locked with lines kept is this page under a
 * screen that shows nothing: it needs the key to store what arrives, so the key stays in memory.
 */
import { codeOf, MessengerError, type ErrorCode } from '../errors.ts';
import {
  DEVICE_SALT_BYTES,
  openDeviceKey,
  readDeviceKey,
  wrapForDevice,
} from '../crypto/device-key.ts';
import type { DeriveKey } from '../crypto/passphrase-key.ts';
import type { RandomBytes } from '../crypto/random.ts';
import { openWrappedKey, readWrappedKey, wrapVaultKey } from '../crypto/wrapped-key.ts';
import { PASSPHRASE_SALT_BYTES } from '../crypto/argon2id.ts';
import type { KeptKey } from '../storage/vault-key.ts';
import type { DeviceUnlock, LockActions } from './lock-actions.ts';
import { isUnderWay } from './move-actions.ts';
import { lockAfterMs } from './settings.ts';
import type { AppState, Phase } from './state.ts';
import type { Store } from './store.ts';

/** Passkeys of this device that give a secret for a salt (page/passkeys.ts). The browser asks the person. */
export interface DevicePasskeys {
  available(): Promise<boolean>;
  create(
    salt: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly id: Uint8Array; readonly secret: Uint8Array } | 'refused' | 'missing'>;
  /** @returns null when it is refused */
  secret(id: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null>;
}

export interface LockPorts {
  /** The vault key as it is kept now. */
  load(): Promise<KeptKey>;
  /** Keeps it in another way, all or nothing. @returns false when it is not `before` any more */
  replace(before: KeptKey, after: KeptKey): Promise<boolean>;
  readonly derive: DeriveKey;
  readonly passkeys: DevicePasskeys;
  readonly random: RandomBytes;
  /** Removes opened copies of files from the disk. */
  dropCopies(): Promise<void>;
  /** Calls back when nobody touched the page for `limitMs`; null: not any more. */
  watchIdle(limitMs: number | null, onIdle: () => void): void;
  /** Other pages of ours forget what they have in memory. */
  tellTabs(): void;
  /** Leaves all lines and begins with a fresh page, which has no key. */
  restart(): void;
  /** Removes everything and begins anew. @throws MessengerError when something is left */
  erase(): Promise<void>;
}

/** A guess takes a core-second already, so nobody needs fewer than 8 characters to be let down. */
export const MIN_PASSPHRASE_CHARACTERS = 8;

const LOCKED: Phase = { status: 'locked' };
const READY: Phase = { status: 'ready' };

export class Lock implements LockActions {
  /** Who waits for the key at the start. */
  #opening: ((vaultKey: Uint8Array) => void) | null = null;

  constructor(
    private readonly store: Store<AppState>,
    private readonly ports: LockPorts,
  ) {
    store.subscribe(() => this.#watchIdle());
    this.#watchIdle();
  }

  /** Shows the lock screen until the right passphrase is given. @returns the vault key */
  untilOpened(): Promise<Uint8Array> {
    this.store.update((state) => ({ ...state, phase: LOCKED }));
    return new Promise((resolve) => (this.#opening = resolve));
  }

  unlock(passphrase: string): Promise<ErrorCode | null> {
    return this.#attempt(async () => this.#goOn(await this.#opened(passphrase)));
  }

  unlockWithDevice(): Promise<ErrorCode | null> {
    return this.#attempt(async () => this.#goOn(await this.#openedByDevice()));
  }

  async deviceUnlock(): Promise<DeviceUnlock> {
    const { device } = await this.ports.load();
    if (device !== undefined) return 'on';
    return (await this.ports.passkeys.available()) ? 'off' : 'missing';
  }

  addDevice(current: string): Promise<ErrorCode | null> {
    return this.#attempt(async () => {
      const before = await this.ports.load();
      if (!before.wrapped) throw new MessengerError('device-missing');
      const vaultKey = await this.#openKey(before, current);
      const salt = new Uint8Array(this.ports.random(DEVICE_SALT_BYTES));
      const made = await this.ports.passkeys.create(salt);
      if (typeof made === 'string') throw new MessengerError(`device-${made}`);
      const { id, secret } = made;
      const device = wrapForDevice(vaultKey, secret, { id, salt }, this.ports.random);
      secret.fill(0);
      vaultKey.fill(0);
      // A page that dies before this leaves a passkey that opens nothing.
      await this.#replace(before, { ...before, device });
    });
  }

  removeDevice(): Promise<ErrorCode | null> {
    return this.#attempt(async () => {
      const before = await this.ports.load();
      if (before.device === undefined) return;
      const { wrapped, bytes } = before;
      await this.#replace(before, { wrapped, bytes });
    });
  }

  setPassphrase(current: string, next: string): Promise<ErrorCode | null> {
    return this.#attempt(async () => {
      if (Array.from(next).length < MIN_PASSPHRASE_CHARACTERS) {
        throw new MessengerError('passphrase-short');
      }
      const before = await this.ports.load();
      const vaultKey = before.wrapped ? await this.#openKey(before, current) : before.bytes;
      const salt = this.ports.random(PASSPHRASE_SALT_BYTES);
      const { key, cost } = await this.ports.derive(next, salt, null);
      const bytes = wrapVaultKey(vaultKey, key, { cost, salt }, this.ports.random);
      // As far as the language allows; the engine may have copied it.
      key.fill(0);
      // From here on no opened copy of a file is written; those there are go first.
      this.#setPassphrase(true);
      try {
        await this.ports.dropCopies();
        // What the device opens is the same key, so that way in stays.
        await this.#replace(before, { ...before, wrapped: true, bytes });
      } catch (error) {
        this.#setPassphrase(before.wrapped);
        throw error;
      }
    });
  }

  removePassphrase(current: string): Promise<ErrorCode | null> {
    return this.#attempt(async () => {
      const before = await this.ports.load();
      if (!before.wrapped) return;
      const bytes = await this.#openKey(before, current);
      await this.#replace(before, { wrapped: false, bytes });
      this.#setPassphrase(false);
    });
  }

  readonly lockNow = (): void => {
    const { phase, settings, device, move } = this.store.get();
    if (!device.passphrase || phase.status !== 'ready') return;
    this.ports.tellTabs();
    // What goes to another device goes on behind the lock: a fresh page would end it.
    if (settings?.linesWhileLocked === true || isUnderWay(move)) {
      this.store.update((state) => ({ ...state, phase: LOCKED }));
    } else this.ports.restart();
  };

  erase(): Promise<ErrorCode | null> {
    return this.#attempt(() => this.ports.erase());
  }

  /** Hands the key to whoever waits for it, or takes the lock screen away. */
  #goOn(vaultKey: Uint8Array): void {
    const opening = this.#opening;
    this.#opening = null;
    if (opening !== null) opening(vaultKey);
    else this.store.update((state) => ({ ...state, phase: READY }));
  }

  /** @throws MessengerError 'device-refused' */
  async #openedByDevice(): Promise<Uint8Array> {
    const { wrapped, bytes, device } = await this.ports.load();
    if (!wrapped) return bytes;
    if (device === undefined) throw new MessengerError('device-refused');
    const key = readDeviceKey(device);
    const secret = await this.ports.passkeys.secret(key.id, key.salt);
    const vaultKey = secret && openDeviceKey(key, secret);
    secret?.fill(0);
    if (vaultKey === null) throw new MessengerError('device-refused');
    return vaultKey;
  }

  async #opened(passphrase: string): Promise<Uint8Array> {
    const kept = await this.ports.load();
    return kept.wrapped ? this.#openKey(kept, passphrase) : kept.bytes;
  }

  /** @throws MessengerError 'passphrase-wrong' */
  async #openKey(kept: KeptKey, passphrase: string): Promise<Uint8Array> {
    const wrapped = readWrappedKey(kept.bytes);
    const { key } = await this.ports.derive(passphrase, wrapped.salt, wrapped.cost);
    const vaultKey = openWrappedKey(wrapped, key);
    key.fill(0);
    if (vaultKey === null) throw new MessengerError('passphrase-wrong');
    return vaultKey;
  }

  /** @throws MessengerError 'open-elsewhere' when another page changed it meanwhile */
  async #replace(before: KeptKey, after: KeptKey): Promise<void> {
    if (!(await this.ports.replace(before, after))) throw new MessengerError('open-elsewhere');
  }

  #setPassphrase(passphrase: boolean): void {
    this.store.update((state) => ({ ...state, device: { ...state.device, passphrase } }));
  }

  #watchIdle(): void {
    const { phase, settings, device } = this.store.get();
    const watched = device.passphrase && phase.status === 'ready' && settings !== null;
    this.ports.watchIdle(watched ? lockAfterMs(settings) : null, this.lockNow);
  }

  async #attempt(work: () => Promise<void>): Promise<ErrorCode | null> {
    try {
      await work();
      return null;
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
  }
}
