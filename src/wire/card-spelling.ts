/** The two spellings of a card's payload, its characters among others, and what random payload looks like. */
import { BASE41_ALPHABET, fromBase41 } from './base41.ts';
import { BASE64URL_ALPHABET, fromBase64Url, MalformedBytes } from './bytes.ts';

/** What a character is for a spelling; `between` may stand between the characters of a payload. */
type Role = 'payload' | 'between' | 'end';

/** One of the two spellings. */
export interface Spelling {
  /** Of each ASCII character. */
  readonly roles: readonly Role[];
  /** Every card and code of this version begins with one of these, as its first byte is 0x10 to 0x13. */
  readonly firstChars: string;
  /** A whole group of bytes, which decodes by itself. */
  readonly groupChars: number;
  readonly groupBytes: number;
  /** @throws MalformedBytes */
  readonly decode: (text: string) => Uint8Array;
  readonly charsFor: (sizeBytes: number) => number;
  /** Tells keys from words and serial numbers: random payload has this, for certain but one in 10^4. */
  readonly telling: RegExp;
  /** Share of neighbours of different classes (below): random payload lies far above, words far below. */
  readonly minChanges: number;
}

/** Payload without what stood between. */
export interface Collected {
  readonly payload: string;
  /** Where in the payload something stood between, and its end. */
  readonly ends: readonly number[];
}

/** May stand between the characters of a payload; a spelling's own characters come first. */
const BETWEEN = /[\s>*_~`|=]/;
const ASCII = 128;
/** More of it in one place is no line break with quote marks, but the end. */
const MAX_BETWEEN = 64;
/** Fewer characters say nothing about what they were part of. */
const MIN_TELLING_CHARS = 20;
/** Enough to tell, and short enough that words after a card that was cut off do not outweigh it. */
export const TELLING_CHARS = 40;

/** Of neighbours in words; each capital letter makes two. */
const MAX_WORD_CHANGES = 0.2;

export const SPELLINGS: readonly Spelling[] = [
  {
    roles: rolesIn(BASE64URL_ALPHABET),
    firstChars: 'E',
    groupChars: 4,
    groupBytes: 3,
    decode: fromBase64Url,
    charsFor: (sizeBytes) => Math.ceil((sizeBytes * 8) / 6),
    telling: /[a-z].*[A-Z]|[A-Z].*[a-z]/,
    // Random: 0.65.
    minChanges: 0.4,
  },
  {
    roles: rolesIn(BASE41_ALPHABET),
    firstChars: '23',
    groupChars: 3,
    groupBytes: 2,
    decode: fromBase41,
    charsFor: (sizeBytes) => Math.floor(sizeBytes / 2) * 3 + (sizeBytes % 2) * 2,
    telling: /[G-Z]/,
    // Random: 0.52.
    minChanges: 0.33,
  },
];

function rolesIn(alphabet: string): readonly Role[] {
  return Array.from({ length: ASCII }, (_, code) => {
    const char = String.fromCharCode(code);
    if (alphabet.includes(char)) return 'payload';
    return BETWEEN.test(char) ? 'between' : 'end';
  });
}

/** Whether the character there belongs to a payload. */
export function isPayload(spelling: Spelling, text: string, at: number): boolean {
  return roleAt(spelling, text, at) === 'payload';
}

function roleAt({ roles }: Spelling, text: string, at: number): Role {
  const code = text.charCodeAt(at);
  if (code < ASCII) return roles[code] ?? 'end';
  // Beyond ASCII there are white spaces; beyond the text, nothing.
  return BETWEEN.test(text.charAt(at)) ? 'between' : 'end';
}

/** Collects payload from `start` on without what stands between, up to so many characters or stretches. */
export function collect(
  spelling: Spelling,
  text: string,
  start: number,
  maxChars: number,
  maxStretches = maxChars,
): Collected {
  let payload = '';
  const ends: number[] = [];
  let at = start;
  while (ends.length < maxStretches) {
    const from = at;
    const room = maxChars - payload.length;
    while (at - from < room && isPayload(spelling, text, at)) at++;
    if (at === from) break;
    payload += text.slice(from, at);
    ends.push(payload.length);
    const end = at;
    while (at - end < MAX_BETWEEN && roleAt(spelling, text, at) === 'between') at++;
  }
  return { payload, ends };
}

/** The bytes of a text, or null when it has none. */
export function tryDecode(spelling: Spelling, text: string): Uint8Array | null {
  try {
    return spelling.decode(text);
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

/** Whether a stretch without white space looks random: the first, or after a line break the second. */
export function looksLikePayload(spelling: Spelling, { payload, ends }: Collected): boolean {
  const [first = 0, second = first] = ends;
  return (
    looksRandom(spelling, payload.slice(0, first)) ||
    looksRandom(spelling, payload.slice(first, second))
  );
}

/**
 * Whether this can be keys, and not words, a number or a name: by how often the class of character
 * changes. Random payload fails once in some 100 to 2,000 times with the usual sample, and hardly
 * ever with twice as much.
 */
export function looksRandom(
  spelling: Spelling,
  payload: string,
  sampleChars = TELLING_CHARS,
): boolean {
  if (payload.length < MIN_TELLING_CHARS) return false;
  const sample = payload.slice(0, sampleChars);
  return spelling.telling.test(sample) && shareOfChanges(sample) >= spelling.minChanges;
}

/** Whether this can be words without the spaces between them; random payload hardly ever can. */
export function looksLikeWords(payload: string): boolean {
  return shareOfChanges(payload.slice(-TELLING_CHARS)) < MAX_WORD_CHANGES;
}

function shareOfChanges(sample: string): number {
  let changes = 0;
  let before = classOf(sample.charCodeAt(0));
  for (let i = 1; i < sample.length; i++) {
    const here = classOf(sample.charCodeAt(i));
    if (here !== before) changes++;
    before = here;
  }
  return changes / (sample.length - 1);
}

/** Digits, upper case, lower case, signs: by the ranges of ASCII. */
function classOf(code: number): 'upper' | 'lower' | 'digit' | 'sign' {
  if (code >= 0x41 && code <= 0x5a) return 'upper';
  if (code >= 0x61 && code <= 0x7a) return 'lower';
  return code >= 0x30 && code <= 0x39 ? 'digit' : 'sign';
}
