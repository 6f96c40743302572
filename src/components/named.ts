/** Names inside sentences, each with a writing direction of its own. */
import { html, type TemplateResult } from 'lit';

/** Stands for the name while the sentence is made; private use (Unicode, plane 0), so no sentence has it. */
const PLACE = '\uE000';

/**
 * A sentence of the catalogue with a name in it, isolated: a name that is written from right to left
 * leaves the rest of the sentence in order. Without a name the sentence stands as it is.
 */
export function named(
  sentence: (name: string | null) => string,
  name: string | null,
): TemplateResult {
  if (name === null) return html`${sentence(null)}`;
  const [first, ...rest] = sentence(PLACE).split(PLACE);
  return html`${first}${rest.map((part) => html`<bdi>${name}</bdi>${part}`)}`;
}
