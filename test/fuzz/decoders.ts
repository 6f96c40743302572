/** Every decoder that there is. */
import type { Decoder } from './fuzz.ts';
import { SEALED_DECODERS } from './sealed-decoders.ts';
import { WIRE_DECODERS } from './wire-decoders.ts';

export const DECODERS: readonly Decoder[] = [...WIRE_DECODERS, ...SEALED_DECODERS];

/**
 * Above the garbage that lies about between two collections; what a decoder kept, or reserved because
 * some bytes said so, would be far more.
 */
export const MAX_GROWTH_MIB = 500;
