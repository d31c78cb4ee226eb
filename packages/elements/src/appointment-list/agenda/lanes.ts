import type { Placed } from './placing.ts';

/** A visit, with the first row that it takes and the first after it. */
export interface InRows extends Placed {
  readonly row: number;
  readonly end: number;
}

/** Visits that hang together by being at one time, and the rows that they take. */
export interface Cluster {
  readonly lanes: readonly (readonly InRows[])[];
  readonly begins: number;
  readonly ends: number;
}

/** Each visit stands in the first lane that is free by then. */
export function clustersOf(visits: readonly InRows[]): Cluster[] {
  const clusters: { lanes: InRows[][]; begins: number; ends: number }[] = [];
  for (const visit of [...visits].sort((one, other) => one.row - other.row || other.end - one.end)) {
    let cluster = clusters.at(-1);
    if (!cluster || cluster.ends <= visit.row) {
      cluster = { lanes: [], begins: visit.row, ends: visit.end };
      clusters.push(cluster);
    }
    const lane = cluster.lanes.find((one) => (one.at(-1)?.end ?? 0) <= visit.row);
    if (lane) lane.push(visit);
    else cluster.lanes.push([visit]);
    cluster.ends = Math.max(cluster.ends, visit.end);
  }
  return clusters;
}
