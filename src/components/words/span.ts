import { pickLocale } from './format.ts';

/** Largest first; a time that no larger unit divides is told in a smaller one. */
const UNITS = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A time that was chosen, in whole units: "1 hour", "5 minutes". */
export function spanWords(seconds: number): string {
  const [unit, length] = UNITS.find((one) => seconds % one[1] === 0) ?? ['second', 1];
  const locale = pickLocale(typeof navigator === 'undefined' ? [] : navigator.languages);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(seconds / length);
}
