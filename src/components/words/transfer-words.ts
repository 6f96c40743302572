/** The sentences of the list of transfers, apart from the catalogue: they come with its screen. Otherwise as words.ts. */
import { transfers } from './en-transfers.ts';

/** What a catalogue of another language must hold. */
export type TransferWords = typeof transfers;

/** The catalogue in use. */
export const transferWords: TransferWords = transfers;
