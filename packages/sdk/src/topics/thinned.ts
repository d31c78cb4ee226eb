/**
 * A long trend in fewer points, with every extreme in it.
 * @module
 */
import { severityRank } from './flag.ts';
import type { ChartPoint } from './trend.ts';

/**
 * Fewer points that draw the same line: of each stretch of time the first, the last, the highest, the lowest, and the one
 * of the most severe flag. No extreme is ever left out. Points are oldest first, and stay so.
 * @param most How many are wanted; a few more may come.
 */
export function thinned(points: readonly ChartPoint[], most: number): ChartPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= most || !first || !last) return [...points];
  const stretches = Math.max(1, Math.floor(most / 5));
  const length = (last.time - first.time) / stretches || 1;
  const kept = new Set<ChartPoint>();
  let stretch: ChartPoint[] = [];
  const keep = (): void => {
    const [start, end] = [stretch[0], stretch.at(-1)];
    if (!start || !end) return;
    const highest = stretch.reduce((high, point) => (point.number > high.number ? point : high));
    const lowest = stretch.reduce((low, point) => (point.number < low.number ? point : low));
    const worst = stretch.reduce((severe, point) => (rank(point) < rank(severe) ? point : severe));
    for (const point of [start, end, highest, lowest, worst]) kept.add(point);
  };
  let until = first.time + length;
  for (const point of points) {
    if (point.time > until) {
      keep();
      stretch = [];
      until += Math.ceil((point.time - until) / length) * length;
    }
    stretch.push(point);
  }
  keep();
  return points.filter((point) => kept.has(point));
}

function rank({ finding }: ChartPoint): number {
  return severityRank(finding.flag.level);
}
