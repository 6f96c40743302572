/**
 * A backup's body in sealed chunks (PROTOCOL.md §10.2): the STREAM construction (Hoang, Reyhanitabar,
 * Rogaway, Vizard 2015) over AES-256-GCM, whose nonce counts chunks and marks the last.
 */
import { MessengerError } from '../errors.ts';
import { concat } from '../wire/bytes.ts';

/** Few calls of WebCrypto, and next to nothing in memory. */
export const BACKUP_CHUNK_BYTES = 262_144;
const TAG_BYTES = 16;
const SEALED_CHUNK_BYTES = BACKUP_CHUNK_BYTES + TAG_BYTES;
const NONCE_BYTES = 12;
const INDEX_AT = 7;
const LAST_AT = 11;

type Bytes = Uint8Array<ArrayBuffer>;

/** Seals what comes. @param key 32 bytes that seal nothing else @throws RangeError for nothing at all */
export async function* sealChunks(
  key: Bytes,
  plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Bytes, void, void> {
  const sealing = await importKey(key);
  let index = 0;
  for await (const { bytes, isLast } of cut(plain, BACKUP_CHUNK_BYTES)) {
    const iv = nonceOf(index, isLast);
    yield new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, bytes));
    index += 1;
  }
  if (index === 0) throw new RangeError('an empty backup');
}

/**
 * Opens what was sealed; the last chunk is given out only when it is known to be the last.
 * @throws MessengerError 'backup-damaged' for anything changed, missing or added
 */
export async function* openChunks(
  key: Bytes,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes, void, void> {
  const opening = await importKey(key);
  let index = 0;
  for await (const { bytes, isLast } of cut(sealed, SEALED_CHUNK_BYTES)) {
    // An empty chunk is never written.
    if (bytes.length <= TAG_BYTES) throw new MessengerError('backup-damaged');
    yield await open(opening, nonceOf(index, isLast), bytes);
    index += 1;
  }
  if (index === 0) throw new MessengerError('backup-damaged');
}

async function open(key: CryptoKey, iv: Bytes, sealed: Bytes): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
  } catch (cause) {
    throw new MessengerError('backup-damaged', { cause });
  }
}

/** Cuts a stream to parts of `length`; which is the last is known once there is nothing after it. */
async function* cut(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  length: number,
): AsyncGenerator<{ readonly bytes: Bytes; readonly isLast: boolean }, void, void> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const part of stream) {
    waiting.push(part);
    waitingBytes += part.length;
    if (waitingBytes <= length) continue;
    const joined = concat(...waiting);
    let at = 0;
    for (; joined.length - at > length; at += length) {
      yield { bytes: joined.slice(at, at + length), isLast: false };
    }
    waiting = [joined.subarray(at)];
    waitingBytes = joined.length - at;
  }
  if (waitingBytes > 0) yield { bytes: concat(...waiting), isLast: true };
}

function importKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** @throws RangeError for more chunks than a file has */
function nonceOf(index: number, isLast: boolean): Bytes {
  if (index >= 0xffffffff) throw new RangeError('too many chunks');
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setUint32(INDEX_AT, index);
  nonce[LAST_AT] = isLast ? 1 : 0;
  return nonce;
}
