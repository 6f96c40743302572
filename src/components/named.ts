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

/** The same for sentences with several names; as many places as there are names. */
export function namedAll(
  sentence: (...names: string[]) => string,
  ...names: readonly string[]
): TemplateResult {
  // Each place is a character of its own: a language may name them in another order.
  const places = names.map((_, index) => String.fromCharCode(PLACE.charCodeAt(0) + index));
  const nameAt = new Map(places.map((place, index) => [place, names[index]]));
  const parts = sentence(...places).split(/([\uE000-\uE00F])/u);
  return html`${parts.map((part) => {
    const name = nameAt.get(part);
    return name === undefined ? part : html`<bdi>${name}</bdi>`;
  })}`;
}
