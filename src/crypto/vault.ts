/** The vault: seals everything that is kept on this device. */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { ByteWriter, concat, equalBytes, utf8Encode } from '../wire/bytes.ts';
import { deriveKey } from './hkdf.ts';
import type { RandomBytes } from './random.ts';

/** The key of a device; all that is stored hangs on it. Storage makes and keeps it. */
export const VAULT_KEY_BYTES = 32;

/**
 * A sealed record: u8 version | bytes[24] random nonce | secretbox of what follows.
 * Inside: u16 length of the context | context in UTF-8 | the record.
 *
 * Carrying the context inside binds a record to its place exactly, for a comparison of some forty
 * bytes; a key per context would cost an HKDF (several times the seal of a short text) for each of
 * thousands of records. Random nonces of 24 bytes never meet (2^-96 after 2^48 records).
 */
const VERSION = 1;
const NONCE_AT = 1;
const BOX_AT = NONCE_AT + nacl.secretbox.nonceLength;

/** Seals records and derives file keys from one vault key; the `Vault` that storage asks for. */
export class SecretboxVault {
  readonly #vaultKey: Uint8Array;
  readonly #recordKey: Uint8Array;
  readonly #random: RandomBytes;

  /** @throws RangeError when the key is not 32 bytes long */
  constructor(vaultKey: Uint8Array, random: RandomBytes) {
    if (vaultKey.length !== VAULT_KEY_BYTES) throw new RangeError('a vault key has 32 bytes');
    this.#vaultKey = vaultKey;
    this.#recordKey = deriveKey(vaultKey, utf8Encode('twocan records'));
    this.#random = random;
  }

  /** Seals a record for the place that `context` names. @throws RangeError for a context over 65,535 bytes */
  seal(context: string, plain: Uint8Array): Uint8Array {
    const nonce = this.#random(nacl.secretbox.nonceLength);
    const box = nacl.secretbox(concat(labelOf(context), plain), nonce, this.#recordKey);
    return concat(Uint8Array.of(VERSION), nonce, box);
  }

  /**
   * Opens a record that was sealed for the same place.
   * @throws MessengerError 'storage-corrupt' for anything else
   */
  open(context: string, sealed: Uint8Array): Uint8Array {
    const label = labelOf(context);
    if (sealed.length < BOX_AT || sealed[0] !== VERSION)
      throw new MessengerError('storage-corrupt');
    const nonce = sealed.subarray(NONCE_AT, BOX_AT);
    const inner = nacl.secretbox.open(sealed.subarray(BOX_AT), nonce, this.#recordKey);
    if (inner === null || !equalBytes(inner.subarray(0, label.length), label)) {
      throw new MessengerError('storage-corrupt');
    }
    return inner.subarray(label.length);
  }

  /**
   * The 32-byte key for the stored pieces of one file, the same whenever asked: who seals with it
   * must see to fresh nonces.
   */
  fileKey(fileId: string): Uint8Array {
    return deriveKey(this.#vaultKey, utf8Encode(`twocan stored file ${fileId}`));
  }
}

/** The length-prefixed context; the length keeps a context from being read as the start of another. */
function labelOf(context: string): Uint8Array {
  const utf8 = utf8Encode(context);
  return new ByteWriter().u16(utf8.length).bytes(utf8).done();
}
