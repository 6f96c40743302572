/** Cards that travel through a common friend who cannot read them. PROTOCOL.md §7.3. */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { concat, utf8Encode } from '../wire/bytes.ts';
import { deriveBytes } from './hkdf.ts';
import { KEY_BYTES, sharedSecret, type KeyPair } from './identity.ts';
import type { RandomBytes } from './random.ts';

const FOUND = utf8Encode('twocan found');
const NONCE_BYTES = nacl.box.nonceLength;

/** Ends the card (ISO/IEC 7816-4); zeros follow. */
const PADDING_MARK = 0x80;
/** All cards of browsers as they are today, with eight of the longest addresses, take 247 bytes at most. */
const USUAL_BYTES = 512;
/** With nonce and seal this fills a frame's 1024 bytes; it takes the longest card that there can be. */
const LONG_BYTES = 984;

/** A key pair for one introduction; whoever sends the public half keeps the other until its end. */
export function introductionKeys(random: RandomBytes): KeyPair {
  const { publicKey, secretKey } = nacl.box.keyPair.fromSecretKey(random(KEY_BYTES));
  return { publicKey, secretKey };
}

/**
 * A card as `nacl.box` between two introduction keys, its nonce in front: 552 bytes whatever the
 * card (1,024 for one over 511 bytes).
 * @param meeting for friends found again their `meetingSecret`, which the go-between does not have;
 *   null for an introduction
 * @throws MessengerError 'line-handshake-failed' when `theirKey` is of low order
 * @throws RangeError for a card over 983 bytes
 */
export function sealCardFor(
  card: Uint8Array,
  myKeys: KeyPair,
  theirKey: Uint8Array,
  random: RandomBytes,
  meeting: Uint8Array | null = null,
): Uint8Array {
  const nonce = random(NONCE_BYTES);
  const key = boxKey(myKeys, theirKey, meeting);
  return concat(nonce, nacl.secretbox(pad(card), nonce, key));
}

/** The card's bytes, or null when it is no box of these keys. Nothing is said of the card itself. */
export function openCardFrom(
  box: Uint8Array,
  myKeys: KeyPair,
  theirKey: Uint8Array,
  meeting: Uint8Array | null = null,
): Uint8Array | null {
  if (box.length < NONCE_BYTES + nacl.secretbox.overheadLength) return null;
  const nonce = box.subarray(0, NONCE_BYTES);
  const key = tryBoxKey(myKeys, theirKey, meeting);
  const padded = key && nacl.secretbox.open(box.subarray(NONCE_BYTES), nonce, key);
  return padded && unpad(padded);
}

/** The key of `nacl.box`; friends found again make another of it that takes their secret as well. */
function boxKey(myKeys: KeyPair, theirKey: Uint8Array, meeting: Uint8Array | null): Uint8Array {
  // nacl.box takes keys of low order, whose result anybody knows.
  sharedSecret(myKeys.secretKey, theirKey);
  const key = nacl.box.before(theirKey, myKeys.secretKey);
  return meeting === null ? key : deriveBytes(key, meeting, FOUND, KEY_BYTES);
}

function tryBoxKey(...keys: Parameters<typeof boxKey>): Uint8Array | null {
  try {
    return boxKey(...keys);
  } catch (error) {
    if (error instanceof MessengerError) return null;
    throw error;
  }
}

function pad(card: Uint8Array): Uint8Array {
  const length = card.length < USUAL_BYTES ? USUAL_BYTES : LONG_BYTES;
  if (card.length >= length) throw new RangeError(`a card of ${card.length} bytes`);
  const padded = new Uint8Array(length);
  padded.set(card);
  padded[card.length] = PADDING_MARK;
  return padded;
}

function unpad(padded: Uint8Array): Uint8Array | null {
  const end = padded.findLastIndex((byte) => byte !== 0);
  return padded[end] === PADDING_MARK ? padded.slice(0, end) : null;
}
