/** Sealed frames: NaCl's secretbox under a counter. PROTOCOL.md §3.4. */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { MESSAGE_BYTE } from '../wire/envelope.ts';

/**
 * The layout, as offsets each from the one before:
 *     u8 0x02 | u64 counter | secretbox (16 bytes of Poly1305, then the frame)
 */
const COUNTER_AT = 1;
const BOX_AT = COUNTER_AT + 8;
const FRAME_AT = BOX_AT + nacl.secretbox.overheadLength;

/** How much longer a sealed frame is than the frame. */
export const SEAL_OVERHEAD_BYTES = FRAME_AT;

/** The counter stands in the last 8 of the nonce's 24 bytes. */
const NONCE_COUNTER_AT = nacl.secretbox.nonceLength - 8;

/** Numbers are exact below this; at a million frames a second a line gets here after 285 years. */
const COUNTER_END = Number.MAX_SAFE_INTEGER;

/** Both directions of one line once the handshake has given the keys. */
export class SecureChannel {
  readonly #send: Uint8Array;
  readonly #receive: Uint8Array;
  #nextCounter: number;
  #lastCounter = -1;

  /**
   * @param keys the two transport keys, 32 bytes each
   * @param firstCounter where sending starts to count; only tests start elsewhere than at 0
   */
  constructor(keys: { send: Uint8Array; receive: Uint8Array }, firstCounter = 0) {
    this.#send = keys.send;
    this.#receive = keys.receive;
    this.#nextCounter = firstCounter;
  }

  /**
   * Seals a frame into a whole message, SEAL_OVERHEAD_BYTES longer.
   * @throws MessengerError 'line-lost' when the counter is used up
   */
  seal(frame: Uint8Array): Uint8Array {
    const counter = this.#nextCounter;
    if (counter >= COUNTER_END) throw new MessengerError('line-lost');
    this.#nextCounter += 1;
    const message = new Uint8Array(FRAME_AT + frame.length);
    message[0] = MESSAGE_BYTE.sealed;
    view(message).setBigUint64(COUNTER_AT, BigInt(counter));
    message.set(nacl.secretbox(frame, nonceOf(message), this.#send), BOX_AT);
    return message;
  }

  /**
   * Opens a whole message whose first byte says that it is a sealed frame.
   * After a failure nothing else may be taken from this line.
   * @throws MessengerError 'line-malformed-frame' (no room for a counter, a seal and one byte, or a
   *   counter past the end), 'line-replayed-frame' (a counter that does not rise), 'line-bad-seal'
   */
  open(message: Uint8Array): Uint8Array {
    if (message.length <= FRAME_AT || message[0] !== MESSAGE_BYTE.sealed) {
      throw new MessengerError('line-malformed-frame');
    }
    const counter = Number(view(message).getBigUint64(COUNTER_AT));
    if (counter >= COUNTER_END) throw new MessengerError('line-malformed-frame');
    if (counter <= this.#lastCounter) throw new MessengerError('line-replayed-frame');
    const box = message.subarray(BOX_AT);
    const frame = nacl.secretbox.open(box, nonceOf(message), this.#receive);
    if (frame === null) throw new MessengerError('line-bad-seal');
    this.#lastCounter = counter;
    return frame;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The nonce of a message: zeros, then the counter that the message carries. */
function nonceOf(message: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(nacl.secretbox.nonceLength);
  nonce.set(message.subarray(COUNTER_AT, BOX_AT), NONCE_COUNTER_AT);
  return nonce;
}
