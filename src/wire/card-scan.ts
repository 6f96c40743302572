/** Finds cards and codes in what people paste: links, bare payloads, quoted mail, chat decoration. PROTOCOL.md §2.1. */
import { MessengerError } from '../errors.ts';
import { concat } from './bytes.ts';
import { cardLength, decodeCard, isKnown, isNewerCard } from './card-codec.ts';
import { codeLength } from './code.ts';
import {
  collect,
  isPayload,
  looksLikePayload,
  looksLikeWords,
  looksRandom,
  SPELLINGS,
  TELLING_CHARS,
  tryDecode,
} from './card-spelling.ts';
import type { Collected, Spelling } from './card-spelling.ts';

/** What stands at one place of a text. */
export type Finding =
  | { readonly status: 'card' | 'code'; readonly bytes: Uint8Array }
  | { readonly status: 'card-newer-version' | 'card-altered' | 'card-truncated' };

/** Where a payload may begin. */
interface Place {
  readonly spelling: Spelling;
  readonly start: number;
}

/** Before a payload stands white space, a `#`, a bracket or decoration, but none of these. */
const GLUED = /[\p{L}\p{N}$+\-/.=&?@%\\]/u;
/** Cards take less; so may those of a version to come. */
const MAX_PAYLOAD_CHARS = 2048;
/** Cheap looks at one text: 64 KiB of a conversation take some 17,000, one or two a word. */
const MAX_CHEAP_LOOKS = 20_000;
/** Thorough looks at one text: bounds the work. What begins like a card comes first, so little hides one. */
const MAX_LOOKS = 32;
/** Line breaks at which a newer card may end: 1,200 characters in the lines of a mail, above any card today. */
const MAX_ENDS = 16;
/** Bold and italics in one, with room to spare. */
const MAX_DECORATION = 8;
/** What may follow a code at once; nothing may. */
const DECORATION = /^[*_]{0,8}$/;
/** The shortest card: no candidate, credentials of 20 bytes. */
const MIN_CARD_BYTES = 90;

/** Every card and code in the text, whole or hurt; the likeliest first, else in order. */
export function* scanCards(text: string): Generator<Finding> {
  const [likely, likelyNewer, possible]: [Place[], Place[], Place[]] = [[], [], []];
  let cheapLooks = 0;
  for (let start = 0; start < text.length && cheapLooks < MAX_CHEAP_LOOKS; start++) {
    if (GLUED.test(text.charAt(start - 1))) continue;
    for (const spelling of SPELLINGS) {
      if (!isPayload(spelling, text, start)) continue;
      // At the first characters, which most places of a text do not pass.
      cheapLooks++;
      // So many stretches hold a whole group, however it is torn.
      const look = collect(spelling, text, start, TELLING_CHARS, spelling.groupChars);
      const begins = beginning(spelling, look.payload);
      if (looksLikePayload(spelling, look)) {
        (begins === null ? likelyNewer : likely).push({ spelling, start });
      } else if (begins === 'card' || (begins === 'code' && mayBeCode(text, start, look))) {
        possible.push({ spelling, start });
      }
    }
  }
  for (const { spelling, start } of [...likely, ...likelyNewer, ...possible].slice(0, MAX_LOOKS)) {
    const found = readAt(spelling, text, start);
    if (found) yield found;
  }
}

/** What this version reads and may begin so. */
function beginning(spelling: Spelling, payload: string): 'card' | 'code' | null {
  const { firstChars, groupChars } = spelling;
  if (!firstChars.includes(payload.charAt(0)) || payload.length < groupChars) return null;
  const group = tryDecode(spelling, payload.slice(0, groupChars));
  if (group === null) return null;
  if (isKnown(group)) return 'card';
  return codeLength(group) === null ? null : 'code';
}

function readAt(spelling: Spelling, text: string, start: number): Finding | null {
  const collected = collect(spelling, text, start, MAX_PAYLOAD_CHARS);
  const { payload } = collected;
  const leading = decodeLeading(spelling, payload);
  const sizeBytes = codeLength(leading);
  if (sizeBytes !== null) return readCode({ spelling, start }, text, sizeBytes, collected);
  if (!isKnown(leading)) {
    const isNewer = endsAsNewerCard(spelling, leading, collected);
    return isNewer ? { status: 'card-newer-version' } : null;
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

/**
 * A code has no check value. So it stands behind a `#` or looks random, and it ends where the text
 * pauses; what comes then must not look random, or the whole is a longer thing.
 */
function readCode(
  { spelling, start }: Place,
  text: string,
  sizeBytes: number,
  collected: Collected,
): Finding | null {
  const { payload, ends } = collected;
  const needed = spelling.charsFor(sizeBytes);
  const whole = payload.slice(0, needed);
  // Words that follow a code which was cut off read on as payload, behind a pause.
  const isTorn = (ends[0] ?? 0) < needed;
  if (payload.length < needed || (isTorn && looksLikeWords(whole))) {
    return looksLikePayload(spelling, collected) ? { status: 'card-truncated' } : null;
  }
  const isLikely = isFragment(text, start) || looksRandom(spelling, whole, needed);
  if (!isLikely || looksRandom(spelling, payload.slice(needed))) return null;
  const end = ends.find((at) => at >= needed) ?? needed;
  const bytes = DECORATION.test(payload.slice(needed, end)) ? tryDecode(spelling, whole) : null;
  return bytes && { status: 'code', bytes };
}

/** Whether it is worth a thorough look although it does not look random at once: words are shorter. */
function mayBeCode(text: string, start: number, { ends }: Collected): boolean {
  return isFragment(text, start) || ends[0] === TELLING_CHARS;
}

/** Whether a payload there is the fragment of an address. */
function isFragment(text: string, start: number): boolean {
  return text.charAt(start - 1) === '#';
}

/** Decodes whole groups up to the first that is none. */
function decodeLeading(spelling: Spelling, payload: string): Uint8Array {
  const { groupChars } = spelling;
  const groups = payload.slice(0, payload.length - (payload.length % groupChars));
  const all = tryDecode(spelling, groups);
  if (all) return all;
  const bytes: number[] = [];
  for (let i = 0; i < groups.length; i += groupChars) {
    const group = tryDecode(spelling, groups.slice(i, i + groupChars));
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
function endsAsNewerCard(
  spelling: Spelling,
  leading: Uint8Array,
  { payload, ends }: Collected,
): boolean {
  return ends.slice(0, MAX_ENDS).some((end) => {
    // Closing decoration may consist of characters of the alphabet.
    const closing = payload.slice(Math.max(0, end - MAX_DECORATION), end);
    const decoration = /[*_]*$/.exec(closing)?.[0].length ?? 0;
    return [end, end - decoration].some((length) => {
      const bytes = decodeUpTo(spelling, leading, payload, length);
      return bytes !== null && isNewerCard(bytes);
    });
  });
}

/** The bytes of the first `length` characters, whose whole groups are decoded already. */
function decodeUpTo(
  spelling: Spelling,
  leading: Uint8Array,
  payload: string,
  length: number,
): Uint8Array | null {
  const groups = Math.floor(length / spelling.groupChars);
  const whole = leading.subarray(0, groups * spelling.groupBytes);
  if (whole.length < groups * spelling.groupBytes) return null;
  const rest = tryDecode(spelling, payload.slice(groups * spelling.groupChars, length));
  return rest && concat(whole, rest);
}
