/** Finds web addresses in a text. Only http and https become links; the text itself is never changed. */

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** What may begin an address: a scheme, or `www.` after a border of a word. */
const CANDIDATE = /(?:https?:\/\/|(?<![\p{L}\p{N}@./-])www\.)[^\s<>"“”«»]+/giu;

/** Punctuation that ends a sentence rather than an address. */
const TRAILING = ".,:;!?'’…*_~";

const BRACKETS: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
];

/** Cuts a text into plain parts and links; joined again they are the text. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = trimEnd(match[0]);
    const href = toHref(shown);
    if (href === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Leaves out what the sentence around the address put at its end. One pass: texts may be hostile. */
function trimEnd(address: string): string {
  const surplus = new Map(
    BRACKETS.map(([open, close]) => [close, count(address, close) - count(address, open)]),
  );
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    const unopened = surplus.get(last);
    if (unopened === undefined ? !TRAILING.includes(last) : unopened <= 0) break;
    if (unopened !== undefined) surplus.set(last, unopened - 1);
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** An http(s) address with a host, or null. */
function toHref(shown: string): string | null {
  const address = /^www\./i.test(shown) ? `https://${shown}` : shown;
  const url = parse(address);
  if (url === null || url.hostname === '') return null;
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

/** Not `URL.canParse`: once compiled, Node 20's refuses host names beyond ASCII. */
function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
