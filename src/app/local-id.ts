/** Identifiers that stay on this device. */
import type { RandomBytes } from '../crypto/random.ts';
import { toBase64Url } from '../wire/bytes.ts';

/** No two are ever alike. */
const ID_BYTES = 16;

/** A new one, for a friend or a conversation: base64url. */
export function localId(random: RandomBytes): string {
  return toBase64Url(random(ID_BYTES));
}
