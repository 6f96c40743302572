/** What a text may hold that nobody sees, and how it is taken out. Pure. */

/** Takes room and draws nothing: white space, the empty Braille cell, an empty note, blank hieroglyphs. */
const BLANK = /[\p{White_Space}\u2800\u{1d159}\u{13441}\u{13442}]+/gu;

/** Takes no room and draws nothing: fillers, joiners, directions, variation selectors, tags (UAX 44). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Besides: control and format characters, half surrogates, and what has no meaning that both sides share. */
const UNSEEN = String.raw`(?!\p{White_Space})[\p{Default_Ignorable_Code_Point}\p{C}]`;

/** Where invisible characters change what is drawn. There they stay. */
const MEANINGFUL = [
  // The flags of England, Scotland and Wales (UTS 51 ED-14a).
  String.raw`\u{1f3f4}\u{e0067}\u{e0062}[\u{e0061}-\u{e007a}]{3}\u{e007f}`,
  // Emoji in their coloured or plain form, and several joined into one, such as families (ED-9a, ED-16).
  String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*`,
  // Keycaps (ED-14c).
  String.raw`[0-9#*]\ufe0f\u20e3`,
  // Persian and its neighbours keep letters apart, Indic scripts choose their ligatures (RFC 5892 appendix A).
  String.raw`[\u0620-\u06d3\u0750-\u077f]\u200c(?=[\u0620-\u06d3\u0750-\u077f])`,
  String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca][\u200c\u200d]`,
].join('|');

const MEANINGFUL_OR_UNSEEN = new RegExp(`(${MEANINGFUL})|${UNSEEN}`, 'gu');

/**
 * The text on one line with nothing in it that is not seen, blanks squeezed to single spaces and
 * trimmed; empty when there was nothing to see. The same when applied again.
 */
export function withoutUnseen(text: string): string {
  return text.replace(MEANINGFUL_OR_UNSEEN, '$1').replace(BLANK, ' ').trim();
}

/** The text as it is but for invisible characters, which programs sprinkle in: for reading, not for showing. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}
