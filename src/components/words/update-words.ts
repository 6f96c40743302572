/**
 * The sentences about versions and files of the app, which come with the parts that say them.
 * Otherwise as words.ts.
 */
import { update } from './en-update.ts';

/** What a catalogue of another language must hold. */
export type UpdateWords = typeof update;

/** The catalogue in use. */
export const updateWords: UpdateWords = update;
