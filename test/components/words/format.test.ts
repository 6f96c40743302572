import { describe, expect, it } from 'vitest';
import { makeFormat, pickLocale } from '../../../src/components/words/format.ts';

const british = makeFormat('en-GB', 'Europe/Berlin');
const at = (iso: string): number => Date.parse(iso);

describe('sizes', () => {
  it('names bytes in full and larger units in short', () => {
    expect([0, 1, 999].map((size) => british.bytes(size))).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
    ]);
    expect(british.bytes(1000)).toBe('1 kB');
    expect(british.bytes(4_240_000)).toBe('4.2 MB');
    expect(british.bytes(64_000_000)).toBe('64 MB');
  });

  it('goes to the next unit rather than to 1,000 of one', () => {
    expect(british.bytes(999_499)).toBe('999 kB');
    expect(british.bytes(999_500)).toBe('1 MB');
    expect(british.bytes(5e15)).toBe('5,000 TB');
  });

  it('gives rates in the same units a second', () => {
    expect(british.rate(0)).toBe('0 byte/s');
    expect(british.rate(6_340_000)).toBe('6.3 MB/s');
  });
});

describe('durations', () => {
  it('get coarser as they get longer', () => {
    expect(british.duration(0)).toBe('1 sec');
    expect(british.duration(59)).toBe('59 secs');
    expect(british.duration(60)).toBe('1 min');
    expect(british.duration(61)).toBe('2 mins');
    expect(british.duration(3_600)).toBe('1 hr');
    expect(british.duration(7_790)).toBe('2 hrs, 10 mins');
  });
});

describe('days', () => {
  // A Tuesday, half past midnight in Berlin, still Monday in UTC.
  const now = at('2026-11-24T00:30:00+01:00');

  it('change at midnight where the user is', () => {
    expect(british.relativeDay(at('2026-11-24T00:00:00+01:00'), now)).toBe('Today');
    expect(british.relativeDay(at('2026-11-23T23:59:00+01:00'), now)).toBe('Yesterday');
  });

  it('are named by weekday for less than a week, then by date', () => {
    expect(british.relativeDay(at('2026-11-18T12:00:00+01:00'), now)).toBe('Wednesday');
    expect(british.relativeDay(at('2026-11-17T12:00:00+01:00'), now)).toBe('17 November');
    expect(british.relativeDay(at('2025-11-24T12:00:00+01:00'), now)).toBe('24 November 2025');
  });

  it('count right across the change of the clocks', () => {
    const sunday = at('2026-10-25T23:30:00+01:00');
    expect(british.relativeDay(at('2026-10-24T00:10:00+02:00'), sunday)).toBe('Yesterday');
  });

  it('name a day of tomorrow by date: the clock of a friend may run ahead', () => {
    expect(british.relativeDay(at('2026-11-25T12:00:00+01:00'), now)).toBe('25 November');
  });

  it('stand in a list as short as they go', () => {
    const inList = (iso: string): string => british.listTime(at(iso), now);
    expect(inList('2026-11-24T00:05:00+01:00')).toBe('00:05');
    expect(inList('2026-11-23T09:00:00+01:00')).toBe('Yesterday');
    expect(inList('2026-11-20T09:00:00+01:00')).toBe('Fri');
    expect(inList('2026-03-12T09:00:00+01:00')).toBe('12 Mar');
    expect(inList('2025-03-12T09:00:00+01:00')).toBe('12 Mar 2025');
  });
});

describe('the locale', () => {
  it('is the first English one of the browser, else British', () => {
    expect(pickLocale(['de-DE', 'en-AU', 'en'])).toBe('en-AU');
    expect(pickLocale(['de-DE', 'enm'])).toBe('en-GB');
    expect(pickLocale([])).toBe('en-GB');
  });
});
