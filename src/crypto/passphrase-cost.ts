/** How dear a guess of the passphrase is: what Argon2id (RFC 9106) gets to do. */

/** Kept beside what it guards, so that a later version may choose otherwise and still open it. */
export interface PassphraseCost {
  /** Memory in KiB. */
  readonly memoryKib: number;
  /** Passes over that memory. */
  readonly passes: number;
}

/**
 * Memory to try, the dearest first. 64 MiB is RFC 9106's choice where memory is scarce (§4), which a
 * phone's page can have; 19 MiB with two passes is the least that OWASP's cheat sheet on storing
 * passwords allows.
 */
const MEMORIES_KIB = [65_536, 32_768, 19_456];
/** What a person waits for without wondering; a guess then costs a thief a core-second, too. */
const TARGET_MS = 1_000;
/** Up to here more memory is worth the wait. */
const PATIENCE_MS = 2_000;
export const MIN_PASSES = 2;
/** A fast machine's vault must open on the same machine when it is busy. */
const MAX_PASSES = 12;

/** Bounds of what is read back: less was never written, and more would not end on a phone. */
export const MIN_MEMORY_KIB = 19_456;
export const MAX_MEMORY_KIB = 262_144;
export const MAX_READ_PASSES = 64;

/** Whether these may be used: whoever can change the record must not make it cheap, or endless. */
export function isBearable({ memoryKib, passes }: PassphraseCost): boolean {
  const memoryFits = memoryKib >= MIN_MEMORY_KIB && memoryKib <= MAX_MEMORY_KIB;
  return memoryFits && passes >= MIN_PASSES && passes <= MAX_READ_PASSES;
}

/**
 * Measures what about a second buys here.
 * @param timePass how long one pass over so much memory takes, in milliseconds; rejects where there is not so much
 */
export async function chooseCost(
  timePass: (memoryKib: number) => Promise<number>,
): Promise<PassphraseCost> {
  for (const memoryKib of MEMORIES_KIB) {
    const passMs = await timePass(memoryKib).catch(() => Number.POSITIVE_INFINITY);
    if (passMs * MIN_PASSES > PATIENCE_MS) continue;
    const passes = Math.round(TARGET_MS / Math.max(passMs, 1));
    return { memoryKib, passes: Math.min(Math.max(passes, MIN_PASSES), MAX_PASSES) };
  }
  return { memoryKib: MIN_MEMORY_KIB, passes: MIN_PASSES };
}
