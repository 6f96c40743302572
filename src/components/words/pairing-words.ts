/** The sentences of connecting: fetched with the screen that says them, and no part of the first load. */
import { bare } from './en-bare-cards.ts';
import { pairing } from './en-pairing.ts';

/** The catalogue in use; another language must hold as much. */
export const pairingWords: typeof pairing = pairing;

/** The same of a card that is no link, as it was made by a page that nobody else can open. */
export const bareWords: typeof pairing = { ...pairing, ...bare };

/** How to speak of a card. @param link as `ShownCard.link` */
export function wordsFor(link: string): typeof pairing {
  return URL.canParse(link) ? pairingWords : bareWords;
}
