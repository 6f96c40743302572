/** Randomness that a test can repeat. */
import { createHash } from 'node:crypto';
import type { RandomBytes } from '../../src/crypto/random.ts';

/** Bytes that follow from the seed alone: SHA-512 of seed, call and block, joined. */
export function seededRandom(seed: string): RandomBytes {
  let call = 0;
  return (length) => {
    call += 1;
    const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, block) =>
      createHash('sha512').update(`${seed}/${call}/${block}`).digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}
