/** What a friend's camera reads to compare keys in one step. PROTOCOL.md §9.2. */
import { fromBase41, toBase41 } from './base41.ts';
import { ByteReader, ByteWriter, equalBytes, MalformedBytes } from './bytes.ts';
import type { QrSegment } from './card-link.ts';

/** Tells it from cards and codes, which stand behind an address. */
const PREFIX = 'TWOCAN:SAFETY:';
const VERSION = 1;
/** Of one key: 256 bits, as in Signal's. */
export const FINGERPRINT_BYTES = 32;
/** The longest that is looked at; this version has 112 characters. */
const MAX_TEXT_CHARS = 512;

/** Two fingerprints, 32 bytes each, as one side sees them. */
export interface Fingerprints {
  readonly mine: Uint8Array;
  readonly theirs: Uint8Array;
}

/**
 * What a scanned code says of the keys that I know. `match`: both hold the same two keys; `mismatch`:
 * they do not; `own`: it is the code that I show; `newer`: of a later version; `none`: no safety code.
 */
export type SafetyVerdict = 'match' | 'mismatch' | 'own' | 'newer' | 'none';

/** What the QR code holds: alphanumeric as a whole. @throws RangeError for fingerprints of another length */
export function safetyCode({ mine, theirs }: Fingerprints): readonly QrSegment[] {
  const bytes = new ByteWriter()
    .u8(VERSION)
    .bytes(mine, FINGERPRINT_BYTES)
    .bytes(theirs, FINGERPRINT_BYTES)
    .done();
  return [{ mode: 'alphanumeric', text: `${PREFIX}${toBase41(bytes)}` }];
}

/** Compares what a camera read, whatever it is, with the keys that I know. */
export function readSafetyCode(text: string, known: Fingerprints): SafetyVerdict {
  if (text.length > MAX_TEXT_CHARS || !text.startsWith(PREFIX)) return 'none';
  try {
    const reader = new ByteReader(fromBase41(text.slice(PREFIX.length)));
    const version = reader.u8();
    if (version !== VERSION) return version > VERSION ? 'newer' : 'none';
    const shown = {
      mine: reader.bytes(FINGERPRINT_BYTES),
      theirs: reader.bytes(FINGERPRINT_BYTES),
    };
    reader.end();
    return compare(shown, known);
  } catch (error) {
    if (error instanceof MalformedBytes) return 'none';
    throw error;
  }
}

function compare(shown: Fingerprints, known: Fingerprints): SafetyVerdict {
  if (equalBytes(shown.mine, known.theirs) && equalBytes(shown.theirs, known.mine)) return 'match';
  const isOwn = equalBytes(shown.mine, known.mine) && equalBytes(shown.theirs, known.theirs);
  return isOwn ? 'own' : 'mismatch';
}
