/** Lists of the app's own files. */
import { updateWords } from './words/update-words.ts';

/** More names than this help nobody. */
const MAX_NAMED = 5;

/** The files by their paths, as part of a sentence. */
export function listFiles(paths: readonly string[]): string {
  return updateWords.files(paths.slice(0, MAX_NAMED), Math.max(0, paths.length - MAX_NAMED));
}
