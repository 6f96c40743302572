/** The settings of this device: one record in IndexedDB. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';
import { decodeSettings, encodeSettings } from './record-codec.ts';
import type { SettingsRecord, SettingsRepository, Vault } from './repositories.ts';

/** Binds the record to its store and key. */
const CONTEXT = 'settings/own';

/** SettingsRepository over the store `settings`, sealed whole. */
export class IdbSettings implements SettingsRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async get(): Promise<SettingsRecord | null> {
    const sealed = await this.#database.read(['settings'], (tx) =>
      tx.objectStore('settings').get('own'),
    );
    if (sealed === undefined) return null;
    if (!(sealed instanceof Uint8Array)) throw new MessengerError('storage-corrupt');
    return decodeSettings(this.#vault.open(CONTEXT, sealed));
  }

  async put(settings: SettingsRecord): Promise<void> {
    const sealed = sealSettings(this.#vault, settings);
    await this.#database.write(['settings'], (tx) => tx.objectStore('settings').put(sealed, 'own'));
  }

  async hasMove(): Promise<boolean> {
    const key = await this.#database.read(['settings'], (tx) =>
      tx.objectStore('settings').getKey('move'),
    );
    return key !== undefined;
  }
}

/** The settings as they are kept. */
export function sealSettings(vault: Vault, settings: SettingsRecord): Uint8Array {
  return vault.seal(CONTEXT, encodeSettings(settings));
}
