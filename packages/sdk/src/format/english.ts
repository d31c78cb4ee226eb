/**
 * Days, times and ages in English as Intl writes them, without it: the first format that a browser makes takes it 10 to 20 ms
 * of the page's own thread, as long as drawing a section, and most pages need no other language.
 * @module
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Undefined for other languages than English by day and by month first, and for zones other than the reader's and UTC. */
export function englishDate(
  locale: string,
  { year, month, day, hour }: Intl.DateTimeFormatOptions,
  instant: number,
  timeZone: string | undefined,
): string | undefined {
  if ((locale !== 'en-GB' && locale !== 'en-US') || (timeZone !== undefined && timeZone !== 'UTC')) return undefined;
  const isAmerican = locale === 'en-US';
  const at = inZone(instant, timeZone);
  if (hour) return timeOf(at, isAmerican);
  // Years before the first have names of their own.
  if (at.getUTCFullYear() < 1) return undefined;
  const name = month && MONTHS[at.getUTCMonth()];
  const date = at.getUTCDate();
  const before = day ? (isAmerican ? `${name} ${date}` : `${date} ${name}`) : (name ?? '');
  if (!year) return before;
  return [before, at.getUTCFullYear()].filter(Boolean).join(isAmerican && day ? ', ' : ' ');
}

/** Today and yesterday. */
export function englishDay(locale: string, days: number): string | undefined {
  if (!isEnglish(locale)) return undefined;
  return days === 0 ? 'today' : days === -1 ? 'yesterday' : undefined;
}

/** Years of age, in short. */
export function englishYears(locale: string, years: number): string | undefined {
  return isEnglish(locale) ? `${years}\u00a0y` : undefined;
}

function isEnglish(locale: string): boolean {
  return /^en(-(GB|US))?$/.test(locale);
}

function timeOf(at: Date, isAmerican: boolean): string {
  const [hours, minutes] = [at.getUTCHours(), String(at.getUTCMinutes()).padStart(2, '0')];
  if (!isAmerican) return `${String(hours).padStart(2, '0')}:${minutes}`;
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** A moment whose UTC is what clocks show there. */
function inZone(instant: number, timeZone: string | undefined): Date {
  const at = new Date(instant);
  if (timeZone) return at;
  const shown = new Date(0);
  shown.setUTCFullYear(at.getFullYear(), at.getMonth(), at.getDate());
  shown.setUTCHours(at.getHours(), at.getMinutes());
  return shown;
}
