/**
 * What went wrong in words, apart from the catalogue: the most of them are about what comes later,
 * so they come with the screens that say them. Otherwise as words.ts.
 */
import { errors } from './en-errors.ts';

/** Puts an error code into words, in the language in use. */
export const errorWords: typeof errors = errors;
