/**
 * The two inner machines of Noise (revision 34, §5.1 and §5.2) for 25519, ChaChaPoly and SHA512.
 * kk-handshake.ts drives them.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { MessengerError } from '../errors.ts';
import { utf8Encode } from '../wire/bytes.ts';
import { HASH_BYTES, hkdfBlocks } from './hkdf.ts';

/** ChaCha20 keys; Noise cuts the 64-byte outputs of SHA512's HKDF to this (§5.2, MixKey and Split). */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const EMPTY = new Uint8Array(0);

/** A key and the count of its uses, which is the nonce. */
export class CipherState {
  readonly #key: Uint8Array;
  #uses = 0;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Seals under the next nonce; the result is 16 bytes longer. */
  encrypt(associated: Uint8Array, plain: Uint8Array): Uint8Array {
    return chacha20poly1305(this.#key, this.#nextNonce(), associated).encrypt(plain);
  }

  /** @throws MessengerError 'line-handshake-failed' */
  decrypt(associated: Uint8Array, sealed: Uint8Array): Uint8Array {
    try {
      return chacha20poly1305(this.#key, this.#nextNonce(), associated).decrypt(sealed);
    } catch (cause) {
      throw new MessengerError('line-handshake-failed', { cause });
    }
  }

  /** 32 zero bits and the count as 64 bits little-endian (§12.3). A handshake counts to one. */
  #nextNonce(): Uint8Array {
    const nonce = new Uint8Array(NONCE_BYTES);
    new DataView(nonce.buffer).setBigUint64(4, BigInt(this.#uses), true);
    this.#uses += 1;
    return nonce;
  }
}

/** What a finished handshake leaves, 32 bytes each. */
export interface SplitKeys {
  readonly initiatorToResponder: Uint8Array;
  readonly responderToInitiator: Uint8Array;
  readonly exportKey: Uint8Array;
}

/** The hash of everything said so far, and the chain of everything agreed so far. */
export class SymmetricState {
  #hash: Uint8Array;
  #chainingKey: Uint8Array;
  #cipher: CipherState | null = null;

  /** @param protocolName ASCII of at most 64 bytes; it is padded to the hash length, not hashed (§5.2). */
  constructor(protocolName: string) {
    this.#hash = new Uint8Array(HASH_BYTES);
    this.#hash.set(utf8Encode(protocolName));
    this.#chainingKey = this.#hash;
  }

  get handshakeHash(): Uint8Array {
    return this.#hash;
  }

  mixHash(data: Uint8Array): void {
    this.#hash = sha512.create().update(this.#hash).update(data).digest();
  }

  mixKey(material: Uint8Array): void {
    const [chainingKey, key] = hkdfBlocks(this.#chainingKey, material);
    this.#chainingKey = chainingKey;
    this.#cipher = new CipherState(key.subarray(0, KEY_BYTES));
  }

  encryptAndHash(plain: Uint8Array): Uint8Array {
    const sealed = this.#keyed().encrypt(this.#hash, plain);
    this.mixHash(sealed);
    return sealed;
  }

  /** @throws MessengerError 'line-handshake-failed' */
  decryptAndHash(sealed: Uint8Array): Uint8Array {
    const plain = this.#keyed().decrypt(this.#hash, sealed);
    this.mixHash(sealed);
    return plain;
  }

  /** Noise's Split, with a third output of the same call for keys outside the handshake. */
  split(): SplitKeys {
    const [first, second, third] = hkdfBlocks(this.#chainingKey, EMPTY);
    return {
      initiatorToResponder: first.slice(0, KEY_BYTES),
      responderToInitiator: second.slice(0, KEY_BYTES),
      exportKey: third.slice(0, KEY_BYTES),
    };
  }

  /** In KK both messages mix a key before the first payload, so a missing one is a mistake of ours. */
  #keyed(): CipherState {
    if (this.#cipher === null) throw new TypeError('no key has been mixed yet');
    return this.#cipher;
  }
}
