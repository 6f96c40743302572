/** The sentences of connecting: fetched with the screen that says them, and no part of the first load. */
import { pairing } from './en-pairing.ts';

/** The catalogue in use; another language must hold as much. */
export const pairingWords: typeof pairing = pairing;
