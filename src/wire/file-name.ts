/** Names of files from somebody else's device, made harmless for showing and saving. */
import { cutToBytes, utf8Encode } from './bytes.ts';
import { withoutUnseen } from './unseen.ts';

/** File systems end at 255 bytes; browsers add " (1)" and endings of their own while they save. */
const MAX_NAME_BYTES = 200;
/** Longer "extensions" are sentences with a full stop. */
const MAX_EXTENSION_CHARS = 16;
const NAMELESS = 'file';

/** What Windows refuses in names, and `:` starts a hidden stream there. */
const REFUSED = /[<>:"|?*]/g;
/** Devices on Windows, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))/i;

/**
 * The name without path, anything unseen or reserved, runs of blanks, at most 200 bytes with
 * its extension kept. Never empty; the same when applied again.
 */
export function safeFileName(name: string): string {
  const last = name
    .split(/[/\\]/)
    .map((part) => withoutUnseen(part.replace(REFUSED, '_')))
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
  const stem = cutToBytes(name.slice(0, name.length - extension.length), room);
  // The cut may fall into an emoji of several.
  return withoutUnseen(stem).replace(/[. ]+$/, '') + extension;
}
