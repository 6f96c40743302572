/** Names of files from somebody else's device, made harmless for showing and saving. */
import { utf8Encode } from './bytes.ts';

/** File systems end at 255 bytes; browsers add " (1)" and endings of their own while they save. */
const MAX_NAME_BYTES = 200;
/** Longer "extensions" are sentences with a full stop. */
const MAX_EXTENSION_CHARS = 16;
const NAMELESS = 'file';

/** Control, zero-width and direction characters and half surrogates; joiners stay, for emoji and Persian. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** What Windows refuses in names, and `:` starts a hidden stream there. */
const REFUSED = /[<>:"|?*]/g;
/** Devices on Windows, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))/i;

/**
 * The name without path, tricks of direction, hidden or reserved spelling, at most 200 bytes with
 * its extension kept. Never empty; the same when applied again.
 */
export function safeFileName(name: string): string {
  const last = name
    .split(/[/\\]/)
    .map((part) => part.replace(UNSEEN, '').replace(REFUSED, '_').replace(/\s+/g, ' '))
    .map((part) => part.replace(/^[. ]+/, '').replace(/[. ]+$/, ''))
    .findLast((part) => part !== '');
  return shorten((last ?? NAMELESS).replace(DEVICE, '$&_'));
}

/** Cuts the stem, never the extension, between whole characters. */
function shorten(name: string): string {
  if (utf8Encode(name).length <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const hasExtension = dot > 0 && name.length - dot - 1 <= MAX_EXTENSION_CHARS;
  const extension = hasExtension ? name.slice(dot) : '';
  const room = MAX_NAME_BYTES - utf8Encode(extension).length;
  let stem = '';
  let sizeBytes = 0;
  for (const char of name.slice(0, name.length - extension.length)) {
    sizeBytes += utf8Encode(char).length;
    if (sizeBytes > room) break;
    stem += char;
  }
  return stem.replace(/[. ]+$/, '') + extension;
}
