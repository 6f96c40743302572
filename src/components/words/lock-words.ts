/** The sentences of the lock, apart from the catalogue: nobody sees them first. Otherwise as words.ts. */
import { lock } from './en-lock.ts';

/** What a catalogue of another language must hold. */
export type LockWords = typeof lock;

/** The catalogue in use. */
export const lockWords: LockWords = lock;
