/** The vault key: the 32 bytes under which everything on this device is sealed. */
import { MessengerError } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { Database } from './database.ts';
import type { VaultKeyRecord } from './schema.ts';

const KEY_BYTES = 32;
/** The key lies beside the data as it is. */
const VERSION_BARE = 1;
/** The key is sealed under a passphrase (crypto/wrapped-key.ts). */
export const VERSION_WRAPPED = 2;

/** The vault key as it is kept. */
export interface KeptKey {
  readonly wrapped: boolean;
  /** The key itself, or what crypto/wrapped-key.ts opens. */
  readonly bytes: Uint8Array;
}

/**
 * The vault key of this device, made at the first start. Two tabs that start at once get the same one.
 * @param randomBytes `n` random bytes
 * @throws MessengerError 'storage-newer-version' for a key kept in a way this version does not know;
 *   'storage-corrupt' when it is damaged, or gone while records sealed under it are still there
 */
export function loadOrCreateVaultKey(
  database: Database,
  randomBytes: (length: number) => Uint8Array,
): Promise<KeptKey> {
  return database.write(['vault', 'settings', 'friends'], async (tx) => {
    const vault = tx.objectStore('vault');
    const record = await vault.get('key');
    if (record !== undefined) return keptKey(record);
    const records =
      (await tx.objectStore('settings').count()) + (await tx.objectStore('friends').count());
    if (records > 0) throw new MessengerError('storage-corrupt');
    const key = randomBytes(KEY_BYTES);
    await vault.put({ version: VERSION_BARE, key }, 'key');
    return { wrapped: false, bytes: key };
  });
}

/**
 * Keeps the vault key in another way: all or nothing, whenever the page dies. What the browser keeps
 * readable, the handles of files that were chosen for sending, goes with the bare key.
 * @returns false, and nothing is changed, when what is kept is not `before` any more
 */
export function replaceVaultKey(
  database: Database,
  before: KeptKey,
  after: KeptKey,
): Promise<boolean> {
  return database.write(['vault', 'sources'], async (tx) => {
    const record = await tx.objectStore('vault').get('key');
    if (record === undefined) return false;
    const kept = keptKey(record);
    if (kept.wrapped !== before.wrapped || !equalBytes(kept.bytes, before.bytes)) return false;
    if (after.wrapped) await tx.objectStore('sources').clear();
    const version = after.wrapped ? VERSION_WRAPPED : VERSION_BARE;
    await tx.objectStore('vault').put({ version, key: after.bytes }, 'key');
    return true;
  });
}

/** @throws MessengerError as `loadOrCreateVaultKey` */
function keptKey({ version, key }: VaultKeyRecord): KeptKey {
  if (version !== VERSION_BARE && version !== VERSION_WRAPPED) {
    throw new MessengerError('storage-newer-version');
  }
  const wrapped = version === VERSION_WRAPPED;
  if (!(key instanceof Uint8Array) || (!wrapped && key.length !== KEY_BYTES)) {
    throw new MessengerError('storage-corrupt');
  }
  return { wrapped, bytes: key };
}
