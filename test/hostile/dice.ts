/** Choices that a seed repeats, and what hostile people choose from. */
import fc from 'fast-check';
import { seededRandom } from '../crypto/seeded-random.ts';
import { encodeFrame } from '../../src/wire/frame-codec.ts';
import { encodeKeepingFrame } from '../../src/wire/keeping-frame.ts';
import { anyFrame, anyKeepingFrame } from '../wire/arbitraries.ts';

/** Enough for frames of every type in many shapes. */
const SAMPLES = 600;

/** Texts that have fooled programs: markup, paths, devices, turning and invisible signs, marks of trust. */
export const TRICKS = [
  '<img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32\\calc.exe',
  'CON',
  'a\u0000b.png',
  'invoice\u202egpj.exe',
  '\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufeff',
  `Z${'\u0301'.repeat(40)}`,
  '✓ Verified in person 🛡',
  '👩‍👩‍👧‍👦'.repeat(4),
  '\ud83d',
  '__proto__',
  'constructor',
  '.'.repeat(120),
  'a/'.repeat(60),
  '%2e%2e%2f%00',
  'javascript:alert(1)',
  '   ',
  '\u2028\u2029\r\n',
];

export class Dice {
  readonly #random: (length: number) => Uint8Array;
  /** Well-formed frames of every type. */
  readonly #frames: readonly Uint8Array[];

  constructor(seed: string) {
    this.#random = seededRandom(seed);
    const number = this.below(2 ** 31);
    const frames = fc.sample(anyFrame, { seed: number, numRuns: SAMPLES });
    const keeping = fc.sample(anyKeepingFrame, { seed: number, numRuns: SAMPLES / 3 });
    this.#frames = [...frames.map(encodeFrame), ...keeping.map(encodeKeepingFrame)];
  }

  below(bound: number): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#random(4);
    return Math.floor(((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32) * bound);
  }

  bytes(length: number): Uint8Array {
    return this.#random(length);
  }

  of<T>(things: readonly T[]): T {
    const thing = things[this.below(things.length)];
    if (thing === undefined) throw new RangeError('nothing to choose from');
    return thing;
  }

  frame(): Uint8Array {
    return this.of(this.#frames);
  }

  /** Bytes with something wrong: a bit, the end, the middle, or too much of it. */
  spoilt(bytes: Uint8Array): Uint8Array {
    const at = this.below(bytes.length);
    switch (this.below(5)) {
      case 0:
        return bytes.map((byte, n) => (n === at ? byte ^ (1 << this.below(8)) : byte));
      case 1:
        return bytes.slice(0, at);
      case 2:
        return new Uint8Array([...bytes, ...this.bytes(1 + this.below(40))]);
      case 3:
        return bytes.map((byte, n) => (n >= at && n < at + 9 ? 0xff : byte));
      default:
        return new Uint8Array([...bytes.slice(0, at), ...bytes]);
    }
  }
}
