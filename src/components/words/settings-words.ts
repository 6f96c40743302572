/**
 * The sentences of the settings, apart from the catalogue: there are many, and nobody sees them
 * first, so they come with their screen. Otherwise as words.ts.
 */
import { settings } from './en-settings.ts';

/** What a catalogue of another language must hold. */
export type SettingsWords = typeof settings;

/** The catalogue in use. */
export const settingsWords: SettingsWords = settings;
