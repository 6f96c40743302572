/**
 * Every decoder against bytes that nobody meant: well-formed ones with wounds, and anything at all. A
 * decoder may read them or refuse them with a MessengerError; everything else is a crash. How many
 * cases are tried is decided here and nowhere else.
 */
import fc from 'fast-check';
import { MessengerError } from '../../src/errors.ts';
import { concat, MalformedBytes } from '../../src/wire/bytes.ts';

/** With every `npm test`: a second or two for all decoders. */
export const REDUCED_CASES = 1_000;
/** With the slow tests: some minutes. */
export const WHOLE_CASES = 100_000;
/** A key agreement takes milliseconds where other decoders take microseconds. */
const COSTLY_SHARE = 0.02;
/** So often memory is looked at; a look costs far more than most cases. */
const LOOK_EVERY = 250;
const MIB = 1024 * 1024;

/** Something that reads bytes of somebody else, or bytes that a disk may have hurt. */
export interface Decoder {
  readonly name: string;
  /** The files of src that do the reading. */
  readonly files: readonly string[];
  /** Well-formed bytes, for wounding. */
  readonly wellFormed: readonly Uint8Array[];
  /** Null, and what `isRefusal` says, is a refusal too. */
  read(bytes: Uint8Array<ArrayBuffer>): unknown;
  /** For decoders that refuse by a value of their own. */
  readonly isRefusal?: (value: unknown) => boolean;
  /** It agrees on keys. */
  readonly isCostly?: boolean;
}

/** What came of it. */
export interface FuzzReport {
  readonly cases: number;
  /** Cases that were refused; the others were read. */
  readonly refused: number;
  /** Cases that ended in anything but a value or a MessengerError. */
  readonly crashes: number;
  /** Heap and buffers of the process above what they were at first. */
  readonly peakGrowthMiB: number;
  /** How to see the crash again; empty without one. */
  readonly failure: string;
}

/** A place in the bytes as a share of their length, so that a wound fits bytes of any length. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
type Wound = (bytes: Uint8Array, at: number) => Uint8Array;
const wound: fc.Arbitrary<Wound> = fc.oneof(
  // One bit, or all of a byte.
  fc.integer({ min: 1, max: 255 }).map<Wound>((mask) => (bytes, at) => {
    return bytes.map((byte, n) => (n === at ? byte ^ mask : byte));
  }),
  // The largest numbers that a reader could meet.
  fc.integer({ min: 1, max: 9 }).map<Wound>((length) => (bytes, at) => {
    return bytes.map((byte, n) => (n >= at && n < at + length ? 0xff : byte));
  }),
  fc.constant<Wound>((bytes, at) => bytes.slice(0, at)),
  fc.constant<Wound>((bytes, at) => concat(bytes.subarray(0, at), bytes)),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map<Wound>((more) => (bytes, at) => {
    return concat(bytes.subarray(0, at), more, bytes.subarray(at));
  }),
);

function cases(decoder: Decoder): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const wounded = fc
    .tuple(
      fc.constantFrom(...decoder.wellFormed),
      fc.array(fc.tuple(wound, place), { maxLength: 3 }),
    )
    .map(([bytes, wounds]) =>
      wounds.reduce((hurt, [hit, at]) => hit(hurt, Math.floor(at * hurt.length)), bytes),
    );
  const anything = fc.uint8Array({ maxLength: 300 });
  const all = fc.oneof({ arbitrary: wounded, weight: 4 }, { arbitrary: anything, weight: 1 });
  return all.map((bytes) => new Uint8Array(bytes));
}

/** @param count how many cases; costly decoders get fewer */
export async function fuzz(decoder: Decoder, count: number): Promise<FuzzReport> {
  let [tried, refused, peakMiB] = [0, 0, 0];
  const startMiB = memoryMiB();
  const property = fc.asyncProperty(cases(decoder), async (bytes) => {
    if (tried % LOOK_EVERY === 0) peakMiB = Math.max(peakMiB, memoryMiB());
    tried += 1;
    if (await isRefused(decoder, bytes)) refused += 1;
  });
  const numRuns = decoder.isCostly === true ? Math.ceil(count * COSTLY_SHARE) : count;
  const result = await fc.check(property, { numRuns });
  return {
    cases: tried,
    refused,
    crashes: result.failed ? 1 : 0,
    peakGrowthMiB: Math.round(Math.max(peakMiB, memoryMiB()) - startMiB),
    failure: result.failed ? ((await fc.asyncDefaultReportMessage(result)) ?? '') : '',
  };
}

async function isRefused(decoder: Decoder, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    const value = await decoder.read(bytes);
    return value === null || decoder.isRefusal?.(value) === true;
  } catch (error) {
    // Spellings of bytes are read by decoders, which translate it.
    if (error instanceof MessengerError || error instanceof MalformedBytes) return true;
    throw error;
  }
}

function memoryMiB(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}

/** For whoever reads along. */
export function said(reports: readonly FuzzReport[]): string {
  const sum = (of: (report: FuzzReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const peakMiB = Math.max(...reports.map(({ peakGrowthMiB }) => peakGrowthMiB));
  return `decoders: ${reports.length} fuzzed, ${sum(({ cases: n }) => n)} cases tried, ${sum(({ refused }) => refused)} refused, ${sum(({ crashes }) => crashes)} crashes, memory up by at most ${peakMiB} MiB`;
}
