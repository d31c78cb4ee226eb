import type { ChartPoint } from '@ehr-widgets/sdk/results';

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
  /** Round numbers, from the bottom up. */
  readonly ticks: readonly number[];
}

const EDGE = { left: 48, right: 16, top: 28, bottom: 28 };
/** Height for width, between a phone's and a desk's. */
const [LOWEST, HIGHEST, SHARE] = [200, 300, 0.34];

/** Fits the points, and the ranges that they are read against, into a drawing as wide as this. */
export function scaleFor(points: readonly ChartPoint[], width: number): Scale {
  const height = Math.round(Math.min(Math.max(width * SHARE, LOWEST), HIGHEST));
  const [left, right, top, bottom] = [EDGE.left, width - EDGE.right, EDGE.top, height - EDGE.bottom];
  const seen = points.flatMap(({ number, range }) => [number, range?.low ?? number, range?.high ?? number]);
  const ticks = ticksFor(Math.min(...seen), Math.max(...seen));
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const [first, last] = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0];
  const xOf = (time: number): number =>
    first === last ? (left + right) / 2 : left + 12 + ((time - first) / (last - first)) * (right - left - 24);
  const yOf = (number: number): number => bottom - ((number - least) / (most - least)) * (bottom - top);
  return { width, height, left, right, top, bottom, x: xOf, y: yOf, ticks };
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
