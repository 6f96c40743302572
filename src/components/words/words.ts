/**
 * Every sentence that a user can read, in one catalogue per language.
 * A section is a plain object of strings and typed functions; English is the first and the model of
 * the type, so another language that lacks a sentence does not compile. What
 * nobody sees first has files of its own, named after it (pairing-words.ts and so on).
 */
import { friends } from './en-friends.ts';
import { shell } from './en-shell.ts';

const english = { shell, friends };

/** What a catalogue of another language must hold. */
export type Words = typeof english;

/** The catalogue in use. */
export const words: Words = english;
