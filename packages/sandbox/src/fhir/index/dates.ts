/**
 * FHIR dates as ranges of time: a date of any precision covers from its first to its last millisecond
 * (FHIR R4 §3.1.1.4.7). A date without a time zone is read in UTC, the sandbox's own zone.
 * @module
 */

/** First and last millisecond covered, both inclusive. Open ends are the ends of time. */
export interface TimeRange {
  readonly low: number;
  readonly high: number;
}

/** Ends of time that SQLite holds exactly: the limits of a JavaScript Date. */
const beginningOfTime = -8_640_000_000_000_000;
const endOfTime = 8_640_000_000_000_000;

const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The range a FHIR date, dateTime or instant covers, or undefined when it is none or names no real day. */
export function dateRange(text: string): TimeRange | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const y = Number(year);
  const m = Number(month ?? 1) - 1;
  const d = Number(day ?? 1);
  if (m > 11 || m < 0 || d < 1 || d > new Date(Date.UTC(y, m + 1, 0)).getUTCDate()) return undefined;
  if (hour === undefined) {
    const next = month === undefined ? utc(y + 1, 0, 1) : day === undefined ? utc(y, m + 1, 1) : utc(y, m, d + 1);
    return { low: utc(y, m, d), high: next - 1 };
  }
  // 24:00 is not a FHIR time; a leap second, :60, is.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined;
  const offset = zoneMinutes(zone);
  if (offset === undefined) return undefined;
  const milliseconds = fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const low =
    utc(y, m, d) + ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second ?? 0)) * 1000 + milliseconds;
  const width = second === undefined ? 60_000 : fraction === undefined ? 1000 : 10 ** Math.max(0, 3 - fraction.length);
  return { low, high: low + width - 1 };
}

/** The range of a FHIR date, Period or Timing value, or undefined when it holds no time. */
export function timeRangeOf(value: unknown): TimeRange | undefined {
  if (typeof value === 'string') return dateRange(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { start, end, event, repeat } = value as Record<string, unknown>;
  if (Array.isArray(event) && event.length > 0) {
    const ranges = event.flatMap((each) => timeRangeOf(each) ?? []);
    if (ranges.length === 0) return undefined;
    return {
      low: Math.min(...ranges.map((range) => range.low)),
      high: Math.max(...ranges.map((range) => range.high)),
    };
  }
  if (typeof repeat === 'object' && repeat !== null) {
    return timeRangeOf((repeat as Record<string, unknown>).boundsPeriod);
  }
  if (typeof start !== 'string' && typeof end !== 'string') return undefined;
  const first = typeof start === 'string' ? dateRange(start)?.low : beginningOfTime;
  const last = typeof end === 'string' ? dateRange(end)?.high : endOfTime;
  return first === undefined || last === undefined ? undefined : { low: first, high: last };
}

function utc(year: number, month: number, day: number): number {
  // Date.UTC reads years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month, day);
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
