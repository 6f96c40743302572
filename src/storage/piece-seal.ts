/**
 * How a piece lies on disk: bytes[12] nonce | AES-256-GCM of the piece | bytes[16] tag.
 * The nonce is random (NIST SP 800-38D §8.2.2), so that a piece written again after a crash, perhaps
 * with other bytes, never meets the old nonce; a file's key seals far fewer than the 2^32 pieces that
 * random nonces allow. The piece's index is authenticated, so that pieces cannot change places.
 */
import { MessengerError } from '../errors.ts';
import type { PiecesHere } from '../wire/pieces-here.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';

export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const INDEX_BYTES = 4;

/** What sealing adds to a piece. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** A file's key, ready for use. @param key 32 bytes from `Vault.fileKey` */
export function importPieceKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
}

/** The two parts of a sealed piece in their order. */
export interface SealedParts {
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** Ciphertext and tag. */
  readonly box: Uint8Array<ArrayBuffer>;
}

/** Seals one piece under a fresh nonce. In parts, since joining them would copy the piece. */
export async function sealPiece(
  key: CryptoKey,
  piece: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SealedParts> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const box = new Uint8Array(await crypto.subtle.encrypt(gcm(nonce, piece), key, bytes));
  return { nonce, box };
}

/** @throws MessengerError 'storage-corrupt' unless these bytes were sealed as this piece of this file */
export async function openPiece(
  key: CryptoKey,
  piece: number,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (sealed.length <= SEAL_BYTES) throw new MessengerError('storage-corrupt');
  const nonce = sealed.subarray(0, NONCE_BYTES);
  try {
    const box = sealed.subarray(NONCE_BYTES);
    return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, piece), key, box));
  } catch (cause) {
    throw new MessengerError('storage-corrupt', { cause });
  }
}

/** @throws RangeError unless a file can have a piece of that index */
export function checkIndex(piece: number): void {
  if (!Number.isInteger(piece) || piece < 0 || piece >= 2 ** (8 * INDEX_BYTES)) {
    throw new RangeError('a piece index is an integer of 32 bits');
  }
}

/**
 * @param here the pieces that are stored, the last of which has `lastBytes`
 * @throws RangeError unless a piece of `lengthBytes` may come as number `piece` beside them
 */
export function checkPlace(
  piece: number,
  lengthBytes: number,
  here: PiecesHere,
  lastBytes: number,
): void {
  checkIndex(piece);
  if (lengthBytes < 1 || lengthBytes > PIECE_BYTES) {
    throw new RangeError('a piece has 1 to PIECE_BYTES bytes');
  }
  if (!here.isNear(piece)) throw new RangeError(`piece ${piece} is not near ${here.inOrder}`);
  const beforeBytes = piece < here.end ? lengthBytes : lastBytes;
  if (here.end > 0 && beforeBytes !== PIECE_BYTES) {
    throw new RangeError('nothing follows a piece that is shorter than PIECE_BYTES');
  }
}

function gcm(iv: Uint8Array<ArrayBuffer>, piece: number): AesGcmParams {
  const additionalData = new Uint8Array(INDEX_BYTES);
  new DataView(additionalData.buffer).setUint32(0, piece);
  return { name: 'AES-GCM', iv, additionalData };
}
