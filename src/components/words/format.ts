/** Numbers and times as people read them. All of it comes from Intl; the catalogue adds nothing. */

/** Formatters of one language. Times are milliseconds since 1970; "now" always comes from outside. */
export interface Format {
  /** A size, in steps of 1,000: "4.2 MB". */
  bytes(sizeBytes: number): string;
  /** A transfer rate: "3.1 MB/s". */
  rate(bytesPerSecond: number): string;
  /** How long something will take, no finer than people care: "40 sec", "5 min", "2 hr, 10 min". */
  duration(seconds: number): string;
  /** "14:05". */
  timeOfDay(atMs: number): string;
  /** "12 March 2026". */
  date(atMs: number): string;
  /** The heading of a day in a conversation: "Today", "Yesterday", "Tuesday", "12 March". */
  relativeDay(atMs: number, nowMs: number): string;
  /** When something happened, for a list: the time today, else the day as short as it goes. */
  listTime(atMs: number, nowMs: number): string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1000;
/** A weekday's name alone is clear for less than a week. */
const WEEKDAY_DAYS = 6;

/**
 * The first of the browser's languages that is English, so that dates read as the user writes them;
 * British otherwise: a 24-hour clock and day before month are what most of the world reads.
 */
export function pickLocale(languages: readonly string[]): string {
  return languages.find((language) => /^en\b/i.test(language)) ?? 'en-GB';
}

/** Formatters for a locale (BCP 47); without a time zone, the device's. */
export function makeFormat(locale: string, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const date = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, ...zone });

  const clock = date({ hour: '2-digit', minute: '2-digit' });
  const weekday = date({ weekday: 'long' });
  const weekdayShort = date({ weekday: 'short' });
  const dayMonth = date({ day: 'numeric', month: 'long' });
  const dayMonthYear = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const dayMonthShort = date({ day: 'numeric', month: 'short' });
  const dayMonthYearShort = date({ day: 'numeric', month: 'short', year: 'numeric' });
  const parts = date({ year: 'numeric', month: 'numeric', day: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  /** The calendar day of an instant, counted from 1970, where the user is. */
  const dayNumber = (atMs: number): number => {
    const of = new Map(parts.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    return (
      Date.UTC(of.get('year') ?? 0, (of.get('month') ?? 1) - 1, of.get('day') ?? 1) / 86_400_000
    );
  };
  const sameYear = (aMs: number, bMs: number): boolean =>
    date({ year: 'numeric' }).format(aMs) === date({ year: 'numeric' }).format(bMs);
  const relativeName = (days: number): string => {
    const name = relative.format(days, 'day');
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  };

  // Making a formatter takes far longer than using it, and a running transfer uses some at every step.
  const units = new Map<string, Intl.NumberFormat>();
  const unitFormat = (unit: string, unitDisplay: 'long' | 'short', digits: 0 | 1) => {
    const name = `${unit}/${unitDisplay}/${digits}`;
    const made =
      units.get(name) ??
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay,
        maximumFractionDigits: digits,
      });
    units.set(name, made);
    return made;
  };

  const quantity = (amount: number, suffix: '' | '-per-second'): string => {
    const whole = Math.max(0, amount);
    // A figure that would round up to 1,000 belongs to the next unit.
    const step = UNITS.findIndex(
      (_, index) => index === UNITS.length - 1 || Math.round(whole / STEP ** index) < STEP,
    );
    const shown = whole / STEP ** step;
    const unitDisplay = step === 0 && suffix === '' ? 'long' : 'short';
    const digits = step > 0 && shown < 10 ? 1 : 0;
    return unitFormat(`${UNITS[step] ?? 'byte'}${suffix}`, unitDisplay, digits).format(shown);
  };
  const span = (amount: number, unit: 'second' | 'minute' | 'hour'): string =>
    unitFormat(unit, 'short', 0).format(amount);

  return {
    bytes: (sizeBytes) => quantity(sizeBytes, ''),
    rate: (bytesPerSecond) => quantity(bytesPerSecond, '-per-second'),
    duration: (seconds) => {
      const whole = Math.max(1, Math.ceil(seconds));
      if (whole < 60) return span(whole, 'second');
      const minutes = Math.ceil(whole / 60);
      if (minutes < 60) return span(minutes, 'minute');
      const hours = Math.floor(minutes / 60);
      const rest = minutes % 60;
      return rest === 0 ? span(hours, 'hour') : `${span(hours, 'hour')}, ${span(rest, 'minute')}`;
    },
    timeOfDay: (atMs) => clock.format(atMs),
    date: (atMs) => dayMonthYear.format(atMs),
    relativeDay: (atMs, nowMs) => {
      const days = dayNumber(nowMs) - dayNumber(atMs);
      if (days === 0 || days === 1) return relativeName(-days);
      if (days > 1 && days <= WEEKDAY_DAYS) return weekday.format(atMs);
      return (sameYear(atMs, nowMs) ? dayMonth : dayMonthYear).format(atMs);
    },
    listTime: (atMs, nowMs) => {
      const days = dayNumber(nowMs) - dayNumber(atMs);
      if (days === 0) return clock.format(atMs);
      if (days === 1) return relativeName(-1);
      if (days > 1 && days <= WEEKDAY_DAYS) return weekdayShort.format(atMs);
      return (sameYear(atMs, nowMs) ? dayMonthShort : dayMonthYearShort).format(atMs);
    },
  };
}

/** The formatters in use. Outside a browser (unit tests) there is no navigator to ask. */
export const format: Format = makeFormat(
  pickLocale(typeof navigator === 'undefined' ? [] : navigator.languages),
);
