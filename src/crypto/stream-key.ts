import { concat, utf8Encode } from '../wire/bytes.ts';
import { FILE_ID_BYTES, STREAM_ID_BYTES } from '../wire/frame.ts';
import { deriveKey } from './hkdf.ts';

const PURPOSE = utf8Encode('twocan file');

/**
 * The AES-256-GCM key (32 bytes) of one stream of one file on one line. PROTOCOL.md §5.4.
 * @param exportKey the line's export key, 32 bytes
 * @param fileId 16 bytes
 * @param streamId 8 random bytes; a new one for every attempt, so that no nonce serves twice
 * @throws RangeError for an identifier of another length
 */
export function fileStreamKey(
  exportKey: Uint8Array,
  fileId: Uint8Array,
  streamId: Uint8Array,
): Uint8Array {
  if (fileId.length !== FILE_ID_BYTES) throw new RangeError('a file identifier has 16 bytes');
  if (streamId.length !== STREAM_ID_BYTES) throw new RangeError('a stream name has 8 bytes');
  return deriveKey(exportKey, concat(PURPOSE, fileId, streamId));
}
