/** The vault key: the 32 bytes under which everything on this device is sealed. */
import { MessengerError } from '../errors.ts';
import type { Database } from './database.ts';

const KEY_BYTES = 32;
/** The key lies beside the data as it is. A passphrase will be a version of its own, with a wrapped key. */
const VERSION_BARE = 1;

/**
 * The vault key of this device, made at the first start. Two tabs that start at once get the same one.
 * @param randomBytes `n` random bytes
 * @throws MessengerError 'storage-newer-version' for a key kept in a way this version does not know;
 *   'storage-corrupt' when it is damaged, or gone while records sealed under it are still there
 */
export function loadOrCreateVaultKey(
  database: Database,
  randomBytes: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  return database.write(['vault', 'settings', 'friends'], async (tx) => {
    const vault = tx.objectStore('vault');
    const record = await vault.get('key');
    if (record !== undefined) {
      if (record.version !== VERSION_BARE) throw new MessengerError('storage-newer-version');
      if (!(record.key instanceof Uint8Array) || record.key.length !== KEY_BYTES) {
        throw new MessengerError('storage-corrupt');
      }
      return record.key;
    }
    const records =
      (await tx.objectStore('settings').count()) + (await tx.objectStore('friends').count());
    if (records > 0) throw new MessengerError('storage-corrupt');
    const key = randomBytes(KEY_BYTES);
    await vault.put({ version: VERSION_BARE, key }, 'key');
    return key;
  });
}
