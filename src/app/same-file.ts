/** Whether a file that was chosen again is the one that was offered. */
import { MessengerError } from '../errors.ts';
import { readPieces, sha256 } from '../transfer/pipeline.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { KeptHashes } from './kept-hashes.ts';
import { describe, type Description } from './offers.ts';

/** `changed` has the name of the one that was offered, `another` has not. */
export type Verdict = 'same' | 'changed' | 'another';

/** A file of the same size and time that differs all the same is found while it is sent; this many are looked at before. */
const SAMPLED_PIECES = 8;

/**
 * Compares size, time of the last change, and pieces with what they hashed to. A file of another time is
 * the same one only if all that was sent of it is: then what arrives is this file whole.
 * @throws MessengerError 'file-unreadable'
 */
export async function compare(
  offered: Pick<Description, 'name' | 'sizeBytes' | 'modifiedMs'>,
  file: File,
  hashes: KeptHashes,
): Promise<Verdict> {
  const { name, sizeBytes, modifiedMs } = describe(file);
  const otherwise = name === offered.name ? 'changed' : 'another';
  if (sizeBytes !== offered.sizeBytes) return otherwise;
  const known = hashes.known();
  const isUntouched = modifiedMs === offered.modifiedMs;
  if (!isUntouched && known.length === 0) return otherwise;
  for (const piece of isUntouched ? sampleOf(known) : known) {
    if (!(await isAsBefore(file, piece, hashes))) return otherwise;
  }
  return 'same';
}

async function isAsBefore(file: File, piece: number, hashes: KeptHashes): Promise<boolean> {
  const before = hashes.get(piece);
  try {
    const [bytes] = await readPieces(file, file.size, piece, piece + 1);
    return bytes !== undefined && before !== undefined && equalBytes(await sha256(bytes), before);
  } catch (error) {
    // Hashes of more pieces than it has: not this file.
    if (error instanceof RangeError) return false;
    // It is being written to at this moment.
    if (error instanceof MessengerError && error.code === 'file-changed') return false;
    throw error;
  }
}

/** Some from all over, the first and the last among them. */
function sampleOf(pieces: readonly number[]): number[] {
  const last = pieces.length - 1;
  const steps = Math.min(SAMPLED_PIECES, pieces.length);
  const at = Array.from({ length: steps }, (_, n) =>
    Math.round((n * last) / Math.max(1, steps - 1)),
  );
  return at.map((index) => pieces[index] ?? 0);
}
