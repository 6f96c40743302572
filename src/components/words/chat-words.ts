/**
 * The sentences of a conversation, apart from the catalogue: they come with its screen, which nobody
 * sees first. Otherwise as words.ts.
 */
import { chat } from './en-chat.ts';

/** What a catalogue of another language must hold. */
export type ChatWords = typeof chat;

/** The catalogue in use. */
export const chatWords: ChatWords = chat;
