import { ByteWriter, utf8Encode } from '../wire/bytes.ts';

const PROTOCOL = utf8Encode('twocan/1');

/**
 * What both sides must have seen alike before they agree on keys: both cards, byte for byte.
 * PROTOCOL.md §3.3. @throws RangeError for a card over 65,535 bytes
 */
export function linePrologue(invite: Uint8Array, reply: Uint8Array): Uint8Array {
  return new ByteWriter()
    .bytes(PROTOCOL)
    .u16(invite.length)
    .bytes(invite)
    .u16(reply.length)
    .bytes(reply)
    .done();
}
