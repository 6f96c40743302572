import { ByteWriter, concat, utf8Encode } from '../wire/bytes.ts';

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

const CODE_REPLY = utf8Encode('twocan/1 code');

/**
 * What stands in place of a reply when a line came from a code: nobody carried one. PROTOCOL.md §6.5.
 * Pass the code as `invite` and this as `reply` to {@link linePrologue}.
 * @param fingerprintA SHA-256 of the certificate of who showed the code, 32 bytes
 * @param fingerprintB that of who opened it
 */
export function codeReplyBytes(fingerprintA: Uint8Array, fingerprintB: Uint8Array): Uint8Array {
  return concat(CODE_REPLY, fingerprintA, fingerprintB);
}
