/** Display names: what people call themselves, made safe to show. Pure. */
import type { RandomBytes } from '../crypto/random.ts';
import { cutToBytes } from '../wire/bytes.ts';
import { withoutUnseen } from '../wire/unseen.ts';
import { withoutMarks } from './marks.ts';

/** A name as it may be shown: one line of what can be seen, without anything like our marks, at most `maxBytes` of UTF-8; '' when that is nothing. */
export function cleanName(name: string, maxBytes: number): string {
  const shown = withoutMarks(withoutUnseen(name).normalize('NFC'));
  // The cut may fall into an emoji of several.
  return withoutUnseen(cutToBytes(shown, maxBytes));
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
