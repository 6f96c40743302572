/** Names cannot hold what passes for a trust mark, and namesakes are noticed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName } from '../../src/app/names.ts';
import { passesFor } from '../../src/app/namesakes.ts';

const MARKS = Array.from('✓✔☑✅🗸🗹√∛∜⍻ꪜ⛉⛊⛨🛡🔰🔒🔓🔏🔐');

describe('a name', () => {
  it.each(MARKS)('does not hold %s, plain, coloured or joined', (mark) => {
    for (const name of [`Bob ${mark}`, `${mark}\ufe0fBob`, `Bob\u200d${mark}`, `B${mark}ob`]) {
      expect(cleanName(name, 128).replace(' ', '')).toBe('Bob');
    }
    expect(cleanName(mark, 128)).toBe('');
  });

  it('holds none whatever it is mixed from', () => {
    const part = fc.constantFrom(
      ...MARKS,
      '\u202e',
      '\u2066',
      '\u200d',
      '\ufe0f',
      'a',
      'é',
      '👩',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const name = cleanName(parts.join(''), 128);
        for (const mark of [...MARKS, '\u202e', '\u2066']) expect(name).not.toContain(mark);
        expect(cleanName(name, 128)).toBe(name);
      }),
    );
  });
});

describe('two names', () => {
  it.each([
    ['Noor', 'noor '],
    ['Noor', 'N00r'],
    ['Noor', 'Νοοr'],
    ['Elias', 'EIias'],
    ['Zoë', 'Zoe\u0308'],
    ['Anna-Lena', 'anna lena'],
    ['👩‍🚀', '👩‍🚀'],
  ])('%s and %s pass for one', (name, other) => {
    expect(passesFor(name, other)).toBe(true);
  });

  it.each([
    ['Noor', 'Nora'],
    ['Emil', 'Emilia'],
    ['👩‍🚀', '🐙'],
    ['שרה', 'דנה'],
  ])('%s and %s do not', (name, other) => {
    expect(passesFor(name, other)).toBe(false);
  });
});
