/** Display names: what people call themselves, made safe to show. Pure. */
import type { RandomBytes } from '../crypto/random.ts';

/** Control, format (bidi overrides) and private characters; the joiner inside emoji (U+200D) may stay. */
const UNSEEN = /(?!\u200d)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A name as it may be shown: one line, no invisible characters, at most `maxBytes` of UTF-8. */
export function cleanName(name: string, maxBytes: number): string {
  const shown = name.normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();
  return cutToBytes(shown, maxBytes).trim();
}

/** The longest beginning of a text that takes at most `maxBytes` of UTF-8, cut between characters. */
export function cutToBytes(text: string, maxBytes: number): string {
  const room = new Uint8Array(maxBytes);
  const { read } = new TextEncoder().encodeInto(text, room);
  return text.slice(0, read);
}

const KINDS = [
  'Amber',
  'Brisk',
  'Calm',
  'Cosy',
  'Gentle',
  'Lively',
  'Merry',
  'Quiet',
  'Sunny',
  'Warm',
];
const THINGS = [
  'Badger',
  'Finch',
  'Fox',
  'Hare',
  'Heron',
  'Otter',
  'Robin',
  'Sparrow',
  'Swift',
  'Wren',
];

/** A friendly name to begin with, such as "Merry Otter". */
export function proposedName(random: RandomBytes): string {
  const [kind = 0, thing = 0] = random(2);
  return `${KINDS[kind % KINDS.length] ?? ''} ${THINGS[thing % THINGS.length] ?? ''}`;
}
