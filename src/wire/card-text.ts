/** Reads cards and codes out of what people bring: a link, a QR code, a pasted text. PROTOCOL.md §2.1. */
import { MessengerError } from '../errors.ts';
import { decodeCard } from './card-codec.ts';
import { scanCards } from './card-scan.ts';
import type { Finding } from './card-scan.ts';
import { withoutInvisible } from './unseen.ts';

/** A card takes under 2 KiB; this leaves room for a long conversation around it and bounds the search. */
const MAX_TEXT_CHARS = 65_536;

/** The longest fragment that is looked at; the longest card takes half of it. */
const MAX_FRAGMENT_CHARS = 2048;

/** A web address up to its fragment: what stands there is nobody's card. */
const ADDRESS_BEFORE_FRAGMENT = /\bhttps?:\/\/[^\s#<>"]*/gi;

/**
 * Finds the card or code in a link, a bare payload of either spelling, or a pasted text around one,
 * and returns its exact bytes (`isCode` in code.ts tells which). Of several the first reply counts,
 * else the first invite, else the first code: who answers by mail quotes the invite.
 * @throws MessengerError 'card-not-a-card' when nothing looks like a card; 'card-truncated' |
 * 'card-altered' when something does but is hurt; 'card-newer-version' only when its check value fits
 */
export function readCardText(text: string): Uint8Array {
  let invite: Uint8Array | null = null;
  let code: Uint8Array | null = null;
  let failure: Exclude<Finding['status'], 'card' | 'code'> | null = null;
  for (const found of scanCards(clean(text))) {
    if (found.status === 'card') {
      if (decodeCard(found.bytes).kind === 'reply') return found.bytes;
      invite ??= found.bytes;
    } else if (found.status === 'code') {
      code ??= found.bytes;
    } else if (failure === null || found.status === 'card-newer-version') {
      failure = found.status;
    }
  }
  const best = invite ?? code;
  if (best) return best;
  throw new MessengerError(failure ?? 'card-not-a-card');
}

/**
 * Reads the card that a page was opened with: what stands behind the `#` and nothing else.
 * @param href the whole address
 * @throws MessengerError as `readCardText`
 */
export function readCardLink(href: string): Uint8Array {
  const [, ...fragment] = href.split('#');
  return readCardText(fragment.join('#').slice(0, MAX_FRAGMENT_CHARS));
}

function clean(text: string): string {
  // Chat programs sprinkle zero-width characters.
  return (
    withoutInvisible(text.slice(0, MAX_TEXT_CHARS))
      // Redirectors and some programs escape `#`, `$`, `*` and `+`; a payload never holds a `%`.
      .replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(ADDRESS_BEFORE_FRAGMENT, ' ')
  );
}
