/** Messages cut into channel messages and joined again. PROTOCOL.md §3.1. */
import { MessengerError } from '../errors.ts';
import { concat } from './bytes.ts';

/** A sealed file chunk with its header fits into one, with room to spare; so do browsers' limits. */
export const MAX_FRAGMENT_BYTES = 66_048;
/** Far above the largest frame; bounds what a peer can make us hold. */
export const MAX_JOINED_BYTES = 1_048_576;

const LAST = 0;
const MORE = 1;

/** The longest channel message: a fragment and the byte before it. */
export const MAX_CHANNEL_MESSAGE_BYTES = 1 + MAX_FRAGMENT_BYTES;

/** A part of a message on its way into the channel. */
export interface Fragment {
  /** Views into the message that make the part together. */
  readonly views: readonly Uint8Array[];
  readonly sizeBytes: number;
  /** It ends the message. */
  readonly isLast: boolean;
}

/**
 * The parts of one message, in order; every one but the last is full.
 * @param rest follows `message` in the same message
 * @throws RangeError for an empty message or one over MAX_JOINED_BYTES
 */
export function* fragments(message: Uint8Array, rest?: Uint8Array): Generator<Fragment> {
  const sizeBytes = message.length + (rest?.length ?? 0);
  if (sizeBytes === 0 || sizeBytes > MAX_JOINED_BYTES) {
    throw new RangeError(`message of ${sizeBytes} bytes`);
  }
  if (rest !== undefined && sizeBytes <= MAX_FRAGMENT_BYTES) {
    yield { views: [message, rest], sizeBytes, isLast: true };
    return;
  }
  const whole = rest === undefined ? message : concat(message, rest);
  for (let start = 0; start < sizeBytes; start += MAX_FRAGMENT_BYTES) {
    const view = whole.subarray(start, start + MAX_FRAGMENT_BYTES);
    const isLast = start + view.length === sizeBytes;
    yield { views: [view], sizeBytes: view.length, isLast };
  }
}

/**
 * Writes a fragment's channel message to the beginning of `into`, which has MAX_CHANNEL_MESSAGE_BYTES:
 * one buffer serves all, since a channel copies what it is given.
 * @returns the channel message, a view of `into`
 */
export function writeFragment({ views, isLast }: Fragment, into: Uint8Array): Uint8Array {
  into[0] = isLast ? LAST : MORE;
  let end = 1;
  for (const view of views) {
    into.set(view, end);
    end += view.length;
  }
  return into.subarray(0, end);
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
