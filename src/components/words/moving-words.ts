/** The sentences of moving to another device, apart from the catalogue: nobody sees them first. Otherwise as words.ts. */
import { moving } from './en-moving.ts';

/** What a catalogue of another language must hold. */
export type MovingWords = typeof moving;

/** The catalogue in use. */
export const movingWords: MovingWords = moving;
