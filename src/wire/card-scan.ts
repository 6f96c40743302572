/** Finds cards in what people paste: links, bare payloads, quoted mail, chat decoration. PROTOCOL.md §2.1. */
import { MessengerError } from '../errors.ts';
import { BASE41_ALPHABET, fromBase41 } from './base41.ts';
import { BASE64URL_ALPHABET, fromBase64Url, MalformedBytes } from './bytes.ts';
import { cardLength, decodeCard, isKnown, isNewerCard } from './card-codec.ts';

/** What stands at one place of a text. */
export type Finding =
  | { readonly status: 'card'; readonly bytes: Uint8Array }
  | { readonly status: 'card-newer-version' | 'card-altered' | 'card-truncated' };

/** One of the two spellings of a payload. */
interface Spelling {
  readonly alphabet: ReadonlySet<string>;
  /** Characters of a whole group of bytes, which decodes by itself. */
  readonly groupChars: number;
  readonly decode: (text: string) => Uint8Array;
  readonly charsFor: (sizeBytes: number) => number;
  /** Tells keys from words and serial numbers: random payload has this, for certain but one in 10^4. */
  readonly telling: RegExp;
  /** Share of neighbours of different classes (below): random payload lies far above, words far below. */
  readonly minChanges: number;
}

/** Where a payload may begin. */
interface Place {
  readonly spelling: Spelling;
  readonly start: number;
}

interface Collected {
  readonly payload: string;
  /** Where in the payload something stood between, and its end. */
  readonly ends: readonly number[];
}

const SPELLINGS: readonly Spelling[] = [
  {
    alphabet: new Set(BASE64URL_ALPHABET),
    groupChars: 4,
    decode: fromBase64Url,
    charsFor: (sizeBytes) => Math.ceil((sizeBytes * 8) / 6),
    telling: /[a-z].*[A-Z]|[A-Z].*[a-z]/,
    // Random: 0.65.
    minChanges: 0.4,
  },
  {
    alphabet: new Set(BASE41_ALPHABET),
    groupChars: 3,
    decode: fromBase41,
    charsFor: (sizeBytes) => Math.floor(sizeBytes / 2) * 3 + (sizeBytes % 2) * 2,
    telling: /[G-Z]/,
    // Random: 0.52.
    minChanges: 0.33,
  },
];

/** Before a payload stands white space, a `#`, a bracket or decoration, but none of these. */
const GLUED = /[\p{L}\p{N}$+\-/.=&?@%\\]/u;
/** What may stand between the characters of a payload; a spelling's own characters come first. */
const BETWEEN = /[\s>*_~`|=]/;
/** More of it in one place is no line break with quote marks, but the end. */
const MAX_BETWEEN = 64;
/** Cards take less; so may those of a version to come. */
const MAX_PAYLOAD_CHARS = 2048;
/** Fewer characters say nothing about what they were part of. */
const MIN_TELLING_CHARS = 20;
/** Enough to tell, and short enough that words after a card that was cut off do not outweigh it. */
const TELLING_CHARS = 40;
/** Thorough looks at one text: bounds the work; an ordinary text of 64 KiB takes less. */
const MAX_LOOKS = 256;
/** Line breaks at which a newer card may end; beyond, somebody pasted something else. */
const MAX_ENDS = 64;
/** The shortest card: no candidate, credentials of 20 bytes. */
const MIN_CARD_BYTES = 90;

/** Every card in the text, whole or hurt; the likeliest first, else in order. */
export function* scanCards(text: string): Generator<Finding> {
  const likely: Place[] = [];
  const possible: Place[] = [];
  for (let start = 0; start < text.length; start++) {
    if (GLUED.test(text.charAt(start - 1))) continue;
    for (const spelling of SPELLINGS) {
      // A cheap look at the first characters, which most places of a text do not pass.
      if (!spelling.alphabet.has(text.charAt(start))) continue;
      const look = collect(spelling, text, start, TELLING_CHARS);
      const group = tryDecode(spelling, look.payload.slice(0, spelling.groupChars));
      if (group === null) continue;
      if (looksLikePayload(spelling, look)) likely.push({ spelling, start });
      else if (isKnown(group)) possible.push({ spelling, start });
    }
  }
  for (const { spelling, start } of [...likely, ...possible].slice(0, MAX_LOOKS)) {
    const found = readAt(spelling, text, start);
    if (found) yield found;
  }
}

function readAt(spelling: Spelling, text: string, start: number): Finding | null {
  const collected = collect(spelling, text, start, MAX_PAYLOAD_CHARS);
  const { payload, ends } = collected;
  const leading = decodeLeading(spelling, payload);
  if (!isKnown(leading)) {
    return endsAsNewerCard(spelling, payload, ends) ? { status: 'card-newer-version' } : null;
  }
  const length = cardLength(leading);
  const needed = spelling.charsFor(length ?? MIN_CARD_BYTES);
  const whole = payload.slice(0, needed);
  const bytes = length === null || payload.length < needed ? null : tryDecode(spelling, whole);
  if (bytes && isSound(bytes)) return { status: 'card', bytes };
  if (!looksLikePayload(spelling, collected)) return null;
  // Words that follow a card which was cut off read on as payload, but not as random payload.
  const isCut = payload.length < needed || !looksRandom(spelling, whole.slice(-TELLING_CHARS));
  return { status: isCut ? 'card-truncated' : 'card-altered' };
}

/** Collects payload characters without what stands between them. */
function collect(spelling: Spelling, text: string, start: number, maxChars: number): Collected {
  let payload = '';
  const ends: number[] = [];
  let between = 0;
  for (let i = start; i < text.length && payload.length < maxChars; i++) {
    const char = text.charAt(i);
    if (spelling.alphabet.has(char)) {
      payload += char;
      between = 0;
    } else if (between < MAX_BETWEEN && BETWEEN.test(char)) {
      if (between === 0) ends.push(payload.length);
      between++;
    } else {
      break;
    }
  }
  if (between === 0) ends.push(payload.length);
  return { payload, ends };
}

/** Decodes whole groups up to the first that is none. */
function decodeLeading(spelling: Spelling, payload: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i + spelling.groupChars <= payload.length; i += spelling.groupChars) {
    const group = tryDecode(spelling, payload.slice(i, i + spelling.groupChars));
    if (!group) break;
    bytes.push(...group);
  }
  return Uint8Array.from(bytes);
}

function isSound(bytes: Uint8Array): boolean {
  try {
    decodeCard(bytes);
    return true;
  } catch (error) {
    if (error instanceof MessengerError) return false;
    throw error;
  }
}

/** A newer card does not say how long it is, but its check value fits at its end and nowhere else. */
function endsAsNewerCard(spelling: Spelling, payload: string, ends: readonly number[]): boolean {
  return ends.slice(0, MAX_ENDS).some((end) => {
    const upToEnd = payload.slice(0, end);
    // Closing decoration may consist of characters of the alphabet.
    return [upToEnd, upToEnd.replace(/[*_]+$/, '')].some((whole) => {
      const bytes = tryDecode(spelling, whole);
      return bytes !== null && isNewerCard(bytes);
    });
  });
}

function tryDecode(spelling: Spelling, text: string): Uint8Array | null {
  try {
    return spelling.decode(text);
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

/** Whether a stretch without white space looks random: the first, or after a line break the second. */
function looksLikePayload(spelling: Spelling, { payload, ends }: Collected): boolean {
  const [first = 0, second = first] = ends;
  return [payload.slice(0, first), payload.slice(first, second)].some((stretch) =>
    looksRandom(spelling, stretch),
  );
}

/** Whether this can be keys, and not words, a number or a name: by how often the class of character changes. */
function looksRandom(spelling: Spelling, payload: string): boolean {
  if (payload.length < MIN_TELLING_CHARS) return false;
  const sample = payload.slice(0, TELLING_CHARS);
  if (!spelling.telling.test(sample)) return false;
  let changes = 0;
  for (let i = 1; i < sample.length; i++) {
    if (classOf(sample.charAt(i)) !== classOf(sample.charAt(i - 1))) changes++;
  }
  return changes >= spelling.minChanges * (sample.length - 1);
}

function classOf(char: string): 'upper' | 'lower' | 'digit' | 'sign' {
  if (char >= 'A' && char <= 'Z') return 'upper';
  if (char >= 'a' && char <= 'z') return 'lower';
  return char >= '0' && char <= '9' ? 'digit' : 'sign';
}
