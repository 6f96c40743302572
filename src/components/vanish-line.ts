import type { Item } from '../app/state.ts';
import { forgettingWords } from './words/forgetting-words.ts';
import { spanWords } from './words/span.ts';

/** Who set messages to disappear, and when they do. @param name of the friend */
export function vanishLine(item: Extract<Item, { kind: 'vanish' }>, name: string): string {
  const { author, seconds } = item;
  const text = forgettingWords;
  if (seconds === 0) return author === 'me' ? text.vanishOffByMe : text.vanishOffBy(name);
  const time = spanWords(seconds);
  return author === 'me' ? text.vanishSetByMe(time) : text.vanishSetBy(name, time);
}
