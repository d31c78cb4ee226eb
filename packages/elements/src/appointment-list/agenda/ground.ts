import { daysAfter, startOfDay, type AgendaTime } from '@ehr-widgets/sdk/appointments';
import { DAY, HOUR, minutesIn, type Placed, type Shown } from './placing.ts';

/** What stands in a stretch of a day where nobody comes, as far as the practice tells. */
export type Ground = 'none' | 'free' | 'taken' | 'kept' | 'shut' | 'missing';

/** What a row holds besides visits. */
export interface Patch {
  readonly ground: Ground;
  /** What is one stretch is one cell; hours of which nothing is told are cells of their own. */
  readonly mark: string;
  readonly comment: string | undefined;
}

/** What each row of a day holds besides visits. */
export function groundOf(
  day: string,
  zone: string,
  shown: readonly Shown[],
  visits: readonly Placed[],
  range: { readonly from: number; readonly until: number },
  step: number,
): Patch[] {
  const existing = clockOf(day, zone);
  const told = shown.filter(({ time, from, until }) => {
    const isVisit = visits.some((visit) => visit.from < until && visit.until > from);
    // Whose visit that is can be seen.
    return !(isVisit && time.status === 'busy');
  });
  return Array.from({ length: (range.until - range.from) / step }, (_, row) => {
    const [from, until] = [range.from + row * step, range.from + (row + 1) * step];
    const hour = Math.floor(from / HOUR);
    if (!existing(from)) return { ground: 'missing', mark: `missing ${hour}`, comment: undefined };
    const found = told
      .filter((one) => one.from < until && one.until > from)
      .sort((one, other) => RANK.indexOf(one.time.status) - RANK.indexOf(other.time.status))[0];
    const ground = found ? GROUNDS[found.time.status] : 'none';
    const isWhole = ground === 'shut' || ground === 'kept' || ground === 'taken';
    return {
      ground,
      mark: isWhole ? (found?.time.reference ?? '') : `${ground} ${hour}`,
      comment: isWhole ? found?.time.comment : undefined,
    };
  });
}

const RANK: readonly AgendaTime['status'][] = ['busy-unavailable', 'busy-tentative', 'busy', 'free', 'unknown'];
const GROUNDS: Readonly<Record<AgendaTime['status'], Ground>> = {
  free: 'free',
  busy: 'taken',
  'busy-tentative': 'kept',
  'busy-unavailable': 'shut',
  unknown: 'none',
};

/** Whether clocks of a zone show these minutes on a day: where they go forward, an hour is left out. */
function clockOf(day: string, zone: string): (minutes: number) => boolean {
  const [begins, ends] = [startOfDay(day, zone), startOfDay(daysAfter(day, 1), zone)];
  if (ends - begins >= DAY * 60_000) return () => true;
  const seen = new Set<number>();
  for (let at = begins; at < ends; at += 5 * 60_000) seen.add(minutesIn(at, day, zone));
  return (minutes) => seen.has(minutes);
}
