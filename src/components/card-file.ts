/**
 * A card as a file, and back. A plain text: mail filters and chat programs drop pages (.html) as
 * often as they let them through, every device shows a text, and the link in it can be copied even
 * where Twocan was never heard of.
 */
import type { ShownCard } from '../app/state.ts';
import { MessengerError } from '../errors.ts';
import { readPicture } from './card-reader.ts';
import { wordsFor } from './words/pairing-words.ts';

/** A saved mail with a card in it is smaller; more is no text that somebody wrote. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** The file: a few sentences and the card on a line of its own. */
export function cardFile(card: ShownCard): Blob {
  const lines = [wordsFor(card.link).fileText(card.kind), '', card.link, ''];
  // Windows' oldest editors show one long line without the carriage returns.
  return new Blob([lines.join('\r\n')], { type: 'text/plain;charset=utf-8' });
}

/** What a file gave that may hold a card. */
export interface FileText {
  readonly text: string;
  readonly source: 'text' | 'image';
}

/**
 * Reads a file that somebody chose, dropped or pasted: a picture of a code, or a text.
 * @throws MessengerError 'image-unreadable' when it is neither, 'image-no-code' for a picture without a code
 */
export async function readCardFile(file: File): Promise<FileText> {
  if (!file.type.startsWith('image/') && file.size <= MAX_TEXT_BYTES) {
    const text = textOf(new Uint8Array(await bytesOf(file)));
    if (text !== null) return { text, source: 'text' };
  }
  return { text: await readPicture(file), source: 'image' };
}

async function bytesOf(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    // Dropped folders, and files that are gone by now.
    throw new MessengerError('image-unreadable', { cause });
  }
}

/** The bytes as a text; null when they are none. */
export function textOf(bytes: Uint8Array): string | null {
  // Every text that people write does without this byte, nearly every other file has it.
  if (bytes.length === 0 || bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
