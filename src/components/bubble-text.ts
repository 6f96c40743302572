/** How a text is shown in its bubble. Pure. */

/** Longer or taller texts are folded: one message must not push a conversation off the screen. */
const FOLD_CHARACTERS = 1_200;
const FOLD_LINES = 24;
/** Folding away only the last few lines would be silly: this many times as much may stay whole. */
const SPARED = 1.5;

/** More emoji than this are a text. */
const FEW = 4;
/** No four emoji are longer: the longest, with skin tones and joiners, have 35 code units or so. */
const FEW_LENGTH = 160;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Emoji}\p{Emoji_Modifier}|\p{Emoji}\uFE0F)/u;

/** The beginning of a text that is too long to stand there whole, or null when it is not. */
export function foldText(text: string): string | null {
  const tooTall = text.split('\n', FOLD_LINES * SPARED + 1).length > FOLD_LINES * SPARED;
  if (!tooTall && text.length <= FOLD_CHARACTERS * SPARED) return null;
  return cut(text.split('\n', FOLD_LINES).join('\n'), FOLD_CHARACTERS);
}

/** Never between the halves of a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** A few emoji and nothing else: shown large. */
export function isFewEmoji(text: string): boolean {
  if (text.length > FEW_LENGTH) return false;
  let count = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (segment.trim() === '') continue;
    if (++count > FEW || !EMOJI.test(segment)) return false;
  }
  return count > 0;
}
