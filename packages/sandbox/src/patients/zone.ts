/**
 * Clock times of a place as FHIR instants, its summer time included.
 * @module
 */

const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Start and end of what begins at a clock time on a date in an IANA zone and lasts so many minutes. */
export function clockIn(
  zone: string | undefined,
  date: string,
  clock: string,
  minutes: number,
): [start: string, end: string] {
  const wall = Date.parse(`${date}T${clock}:00Z`);
  const offset = zone === undefined ? '-07:00' : offsetOf(zone, new Date(wall));
  const write = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}${offset}`;
  return [write(wall), write(wall + minutes * MINUTE)];
}

/** The zone's offset by day; slots lie by day, when no clock changes. */
function offsetOf(zone: string, day: Date): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(day).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', '') || '+00:00';
}
