/** The sentences of what is deleted and disappears, apart from the catalogue: they come with the conversation's screen. */
import { forgetting } from './en-forgetting.ts';

/** What a catalogue of another language must hold. */
export type ForgettingWords = typeof forgetting;

/** The catalogue in use. */
export const forgettingWords: ForgettingWords = forgetting;
