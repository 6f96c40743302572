/**
 * The sentences of introductions, apart from the catalogue: they come with the conversation, which
 * nobody sees first. Otherwise as words.ts.
 */
import { introductions } from './en-introductions.ts';

/** What a catalogue of another language must hold. */
export type IntroductionWords = typeof introductions;

/** The catalogue in use. */
export const introductionWords: IntroductionWords = introductions;
