/** Safety codes: what a camera may read, and what is made of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/errors.ts';
import { fromHex } from '../../src/wire/bytes.ts';
import { toBase41 } from '../../src/wire/base41.ts';
import { readCardText } from '../../src/wire/card-text.ts';
import { readSafetyCode, safetyCode, type Fingerprints } from '../../src/wire/safety-code.ts';
import vectors from '../vectors/safety.json';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const pair = fc.record({ mine: bytes32, theirs: bytes32 });
const swap = ({ mine, theirs }: Fingerprints): Fingerprints => ({ mine: theirs, theirs: mine });
const textOf = (known: Fingerprints): string => safetyCode(known)[0]?.text ?? '';
const ANN: Fingerprints = { mine: new Uint8Array(32).fill(1), theirs: new Uint8Array(32).fill(2) };

describe('a safety code', () => {
  it.each(vectors)(
    'of $name is that of the vectors',
    ({ myFingerprint, theirFingerprint, code }) => {
      const known = { mine: fromHex(myFingerprint), theirs: fromHex(theirFingerprint) };
      expect(textOf(known)).toBe(code);
      expect(readSafetyCode(code, swap(known))).toBe('match');
    },
  );

  it('matches for the friend whose view it mirrors, and for nobody else', () => {
    fc.assert(
      fc.property(pair, pair, (shown, known) => {
        fc.pre(Buffer.compare(shown.mine, shown.theirs) !== 0);
        expect(readSafetyCode(textOf(shown), swap(shown))).toBe('match');
        expect(readSafetyCode(textOf(shown), shown)).toBe('own');
        expect(readSafetyCode(textOf(shown), known)).toBe('mismatch');
      }),
    );
  });

  it('with a single bit changed does not match', () => {
    fc.assert(
      fc.property(pair, fc.nat(511), (shown, bit) => {
        const all = Uint8Array.from([...shown.mine, ...shown.theirs]);
        all[bit >> 3] = (all[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const changed = { mine: all.slice(0, 32), theirs: all.slice(32) };
        expect(readSafetyCode(textOf(changed), swap(shown))).not.toBe('match');
      }),
    );
  });

  it('cut short, made longer or of version 0 is none; a later one is newer', () => {
    const raw = [1, ...ANN.mine, ...ANN.theirs];
    const spell = (code: readonly number[]): string =>
      `TWOCAN:SAFETY:${toBase41(Uint8Array.from(code))}`;
    expect(readSafetyCode(spell(raw), swap(ANN))).toBe('match');
    expect(readSafetyCode(spell(raw.slice(0, -1)), swap(ANN))).toBe('none');
    expect(readSafetyCode(spell([...raw, 0]), swap(ANN))).toBe('none');
    expect(readSafetyCode(spell([0, ...raw.slice(1)]), swap(ANN))).toBe('none');
    expect(readSafetyCode(spell([]), swap(ANN))).toBe('none');
    expect(readSafetyCode(spell([2, 9]), swap(ANN))).toBe('newer');
  });

  it('is looked for in any text without harm, and never found where it is not', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string().map((text) => `TWOCAN:SAFETY:${text}`),
      fc.uint8Array({ maxLength: 90 }).map((code) => `TWOCAN:SAFETY:${toBase41(code)}`),
      fc.constant(`TWOCAN:SAFETY:${'0'.repeat(100_000)}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(['none', 'newer', 'mismatch']).toContain(readSafetyCode(text, ANN));
      }),
    );
  });

  it('is never taken for a card or a code', () => {
    fc.assert(
      fc.property(pair, (shown) => {
        expect(() => readCardText(textOf(shown))).toThrow(MessengerError);
      }),
    );
  });
});
