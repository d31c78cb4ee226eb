import type { ChartGoal, ChartPoint } from '@ehr-widgets/sdk/results';
import type { Span } from './chart-period.ts';

/** A drawing of points in a box of pixels, time from left to right in every language. */
export interface Scale {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (time: number) => number;
  readonly y: (number: number) => number;
  /** The time at a place from the left. */
  readonly timeAt: (x: number) => number;
  /** Round numbers, from the bottom up. */
  readonly ticks: readonly number[];
}

const EDGE = { left: 52, right: 16, top: 30, bottom: 28, inner: 12 };
/** Height for width, between a phone's and a desk's. */
const [LOWEST, HIGHEST, SHARE] = [200, 300, 0.34];

/** Fits the points, and what they are read against, into a drawing as wide as this, of this time. */
export function scaleFor(
  points: readonly ChartPoint[],
  { from, to }: Span,
  width: number,
  goals: readonly ChartGoal[],
): Scale {
  const height = Math.round(Math.min(Math.max(width * SHARE, LOWEST), HIGHEST));
  const [left, right, top, bottom] = [EDGE.left, width - EDGE.right, EDGE.top, height - EDGE.bottom];
  const [first, last] = [left + EDGE.inner, right - EDGE.inner];
  const ticks = ticksFor(...extremes(points, goals));
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  return {
    ...{ width, height, left, right, top, bottom, ticks },
    x: (time) => (from === to ? (left + right) / 2 : first + ((time - from) / (to - from)) * (last - first)),
    y: (number) => bottom - ((number - least) / (most - least)) * (bottom - top),
    timeAt: (x) => from + Math.min(Math.max((x - first) / (last - first), 0), 1) * (to - from),
  };
}

function extremes(points: readonly ChartPoint[], goals: readonly ChartGoal[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  const see = (...all: readonly (number | undefined)[]): void => {
    for (const seen of all) {
      if (seen === undefined) continue;
      least = Math.min(least, seen);
      most = Math.max(most, seen);
    }
  };
  for (const { number, range, critical } of points) see(number, range?.low, range?.high, critical?.low, critical?.high);
  for (const { range } of goals) see(range.low, range.high);
  return [least, most];
}

/** Some four steps of 1, 2 or 5 times a power of ten, around what is seen. */
function ticksFor(least: number, most: number): number[] {
  const span = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => span / one <= 5) ?? power;
  const from = Math.floor(least / step);
  const to = Math.max(Math.ceil(most / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
}
