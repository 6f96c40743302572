/**
 * The sentences of who somebody is, apart from the catalogue: they come with a conversation and the
 * screen that compares, which nobody sees first. Otherwise as words.ts.
 */
import { safety } from './en-safety.ts';

/** What a catalogue of another language must hold. */
export type SafetyWords = typeof safety;

/** The catalogue in use. */
export const safetyWords: SafetyWords = safety;
