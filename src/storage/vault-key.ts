/** The vault key: the 32 bytes under which everything on this device is sealed. */
import { MessengerError } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { Database } from './database.ts';
import type { VaultKeyRecord } from './schema.ts';

const KEY_BYTES = 32;
/** The key lies beside the data as it is. */
export const VERSION_BARE = 1;
/** The key is sealed under a passphrase (crypto/wrapped-key.ts). */
const VERSION_WRAPPED = 2;
/** The key is sealed under a passphrase, and once more for this device (crypto/device-key.ts). */
const VERSION_DEVICE = 3;

/** The vault key as it is kept. */
export interface KeptKey {
  readonly wrapped: boolean;
  /** The key itself, or what crypto/wrapped-key.ts opens. */
  readonly bytes: Uint8Array;
  /** What crypto/device-key.ts opens: the same key once more, beside a wrapped one alone. */
  readonly device?: Uint8Array;
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
    if (!isSame(kept, before)) return false;
    if (after.wrapped) await tx.objectStore('sources').clear();
    await tx.objectStore('vault').put(recordOf(after), 'key');
    return true;
  });
}

const NOTHING = new Uint8Array(0);

function isSame(a: KeptKey, b: KeptKey): boolean {
  return (
    a.wrapped === b.wrapped &&
    equalBytes(a.bytes, b.bytes) &&
    equalBytes(a.device ?? NOTHING, b.device ?? NOTHING)
  );
}

/** @throws RangeError for a bare key that is wrapped for a device as well */
function recordOf({ wrapped, bytes, device }: KeptKey): VaultKeyRecord {
  if (device === undefined)
    return { version: wrapped ? VERSION_WRAPPED : VERSION_BARE, key: bytes };
  if (!wrapped) throw new RangeError('a bare key needs no other way in');
  return { version: VERSION_DEVICE, key: bytes, device };
}

/** @throws MessengerError as `loadOrCreateVaultKey` */
function keptKey({ version, key, device }: VaultKeyRecord): KeptKey {
  if (![VERSION_BARE, VERSION_WRAPPED, VERSION_DEVICE].includes(version)) {
    throw new MessengerError('storage-newer-version');
  }
  const wrapped = version !== VERSION_BARE;
  if (!(key instanceof Uint8Array) || (!wrapped && key.length !== KEY_BYTES)) {
    throw new MessengerError('storage-corrupt');
  }
  // Damage to the other way in must not close the first.
  const isWhole = version === VERSION_DEVICE && device instanceof Uint8Array;
  return { wrapped, bytes: key, ...(isWhole ? { device } : {}) };
}
