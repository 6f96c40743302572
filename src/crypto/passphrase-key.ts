/** The key that a passphrase gives, made in a Worker that lives for this one key: its memory goes with it. */
import { MessengerError } from '../errors.ts';
import { utf8Encode } from '../wire/bytes.ts';
import type { PassphraseCost } from './passphrase-cost.ts';

/** To the Worker; without a cost it is measured first. */
export interface PassphraseJob {
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
  readonly cost: PassphraseCost | null;
}

/** From the Worker; null where it could not be done. */
export type PassphraseReply = PassphraseKey | null;

export interface PassphraseKey {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly cost: PassphraseCost;
}

/** Makes the key of a passphrase. @throws MessengerError 'storage-unavailable' */
export type DeriveKey = (
  passphrase: string,
  salt: Uint8Array,
  cost: PassphraseCost | null,
) => Promise<PassphraseKey>;

/**
 * A passphrase as bytes: letters that look the same are the same, however a keyboard composes them
 * (Unicode Normalization Form KC).
 */
export function passphraseBytes(passphrase: string): Uint8Array {
  return utf8Encode(passphrase.normalize('NFKC'));
}

/** The DeriveKey of a page. */
export const deriveInWorker: DeriveKey = (passphrase, salt, cost) => {
  const worker = new Worker(new URL('./passphrase.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<PassphraseKey>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PassphraseReply>) =>
      data === null ? reject(new MessengerError('storage-unavailable')) : resolve(data);
    worker.onerror = () => reject(new MessengerError('storage-unavailable'));
    worker.postMessage({
      passphrase: passphraseBytes(passphrase),
      salt,
      cost,
    } satisfies PassphraseJob);
  }).finally(() => worker.terminate());
};
