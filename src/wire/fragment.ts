/** Messages cut into channel messages and joined again. PROTOCOL.md §3.1. */
import { MessengerError } from '../errors.ts';
import { concat } from './bytes.ts';

/** A sealed file chunk with its header fits into one, with room to spare; so do browsers' limits. */
export const MAX_FRAGMENT_BYTES = 66_048;
/** Far above the largest frame; bounds what a peer can make us hold. */
export const MAX_JOINED_BYTES = 1_048_576;

const LAST = 0;
const MORE = 1;

/**
 * The channel messages of one message, in order; every one but the last is full.
 * @throws RangeError for an empty message or one over MAX_JOINED_BYTES
 */
export function* fragments(message: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  if (message.length === 0 || message.length > MAX_JOINED_BYTES) {
    throw new RangeError(`message of ${message.length} bytes`);
  }
  for (let start = 0; start < message.length; start += MAX_FRAGMENT_BYTES) {
    const part = message.subarray(start, start + MAX_FRAGMENT_BYTES);
    const fragment = new Uint8Array(1 + part.length);
    fragment[0] = start + part.length < message.length ? MORE : LAST;
    fragment.set(part, 1);
    yield fragment;
  }
}

/** Joins what {@link fragments} cut. Holds at most MAX_JOINED_BYTES, in at most 16 parts. */
export class Assembler {
  #parts: Uint8Array[] = [];
  #sizeBytes = 0;

  /**
   * Takes one channel message and keeps it until the rest is there. Returns the whole message when
   * this was its last part (a view into `channelMessage` when it was the only one), else null.
   * @throws MessengerError 'line-malformed-frame' | 'line-message-too-large'
   */
  push(channelMessage: Uint8Array): Uint8Array | null {
    const part = channelMessage.subarray(1);
    const isLast = channelMessage[0] === LAST;
    if (!isLast && channelMessage[0] !== MORE) throw new MessengerError('line-malformed-frame');
    if (part.length === 0) throw new MessengerError('line-malformed-frame');
    if (part.length > MAX_FRAGMENT_BYTES || this.#sizeBytes + part.length > MAX_JOINED_BYTES) {
      throw new MessengerError('line-message-too-large');
    }
    // Short parts before the last would let a peer make us keep a million of them.
    if (!isLast && part.length !== MAX_FRAGMENT_BYTES) {
      throw new MessengerError('line-malformed-frame');
    }
    if (isLast && this.#parts.length === 0) return part;
    this.#parts.push(part);
    this.#sizeBytes += part.length;
    if (!isLast) return null;
    const message = concat(...this.#parts);
    this.#parts = [];
    this.#sizeBytes = 0;
    return message;
  }
}
