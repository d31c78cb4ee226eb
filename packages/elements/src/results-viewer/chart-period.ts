/** The last months, or all there is. */
export type PeriodName = '1m' | '6m' | '1y' | '3y' | 'all';

/** From one moment to another, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The time that is looked at: by its name, or as chosen by hand. */
export type Period = PeriodName | Span;

export const PERIODS: readonly PeriodName[] = ['1m', '6m', '1y', '3y', 'all'];

const MONTHS: Readonly<Record<Exclude<PeriodName, 'all'>, number>> = { '1m': 1, '6m': 6, '1y': 12, '3y': 36 };
/** Nearer than that nothing more is to be seen. */
const LEAST = 10 * 60_000;

/** What a period is of a record that reaches so far. The last months end today, or with what lies ahead. */
export function spanOf(period: Period, whole: Span, now: Date): Span {
  if (typeof period === 'object') return period;
  if (period === 'all') return whole;
  return { from: new Date(now).setMonth(now.getMonth() - MONTHS[period]), to: Math.max(now.getTime(), whole.to) };
}

/** Nearer to a moment, or further from it; all of it once there is no more. */
export function zoomed({ from, to }: Span, factor: number, around: number, whole: Span): Period {
  const length = Math.max((to - from) * factor, LEAST);
  if (length >= whole.to - whole.from) return 'all';
  const share = to > from ? (around - from) / (to - from) : 0.5;
  const start = around - length * Math.min(Math.max(share, 0), 1);
  return { from: start, to: start + length };
}

/** The span that holds all of these; undefined of none. */
export function spanAround(points: readonly { readonly time: number }[]): Span | undefined {
  const [first] = points;
  if (!first) return undefined;
  return points.reduce<Span>(({ from, to }, { time }) => ({ from: Math.min(from, time), to: Math.max(to, time) }), {
    from: first.time,
    to: first.time,
  });
}
