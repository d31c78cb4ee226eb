import {
  dayAt,
  daysAfter,
  endOf,
  startOfDay,
  wallTime,
  type AgendaLine,
  type AgendaTime,
} from '@ehr-widgets/sdk/appointments';

/** What stands in a stretch of a day where nobody comes, as far as the practice tells. */
export type Ground = 'none' | 'free' | 'taken' | 'kept' | 'shut' | 'missing';

interface Span {
  /** Rows and columns count from 0, the column of times not among them. */
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly day: string;
}

/** A visit, or a stretch in which there is none. */
export type Cell =
  | (Span & { readonly kind: 'visit'; readonly line: AgendaLine; readonly others: number })
  | (Span & {
      readonly kind: 'ground';
      readonly ground: Ground;
      /** Minutes of the day by the clock of the place. */
      readonly from: number;
      readonly until: number;
      readonly comment: string | undefined;
    });

/** Days beside each other, one row for so many minutes by the clock of the place. */
export interface DaysLaid {
  readonly step: number;
  /** Minutes of the day at which the first row begins. */
  readonly from: number;
  readonly rows: readonly (readonly Cell[])[];
  readonly days: readonly { readonly day: string; readonly columns: number; readonly visits: number }[];
  readonly columns: number;
}

const DAY = 24 * 60;
const HOUR = 60;
/** Where nothing tells when a practice works. */
const USUAL = { from: 8 * HOUR, until: 17 * HOUR };
/** A visit without an end is drawn so long. */
const SHORTEST = 15;
const STEPS = [30, 20, 15, 10, 5] as const;

interface Placed {
  readonly line: AgendaLine;
  readonly from: number;
  readonly until: number;
}

interface Shown {
  readonly time: AgendaTime;
  readonly from: number;
  readonly until: number;
}

/** Lays out what days hold. Visits at one time stand side by side; days on which clocks change keep the clock's hours. */
export function layDays(
  days: readonly string[],
  zone: string,
  lines: readonly AgendaLine[],
  times: readonly AgendaTime[],
): DaysLaid {
  const placed = days.map((day) => lines.flatMap((line) => placedIn(line, day, zone) ?? []));
  const shown = days.map((day) => times.flatMap((time) => shownIn(time, day, zone) ?? []));
  const step = stepFor([...placed.flat(), ...shown.flat()]);
  const range = rangeOf([...placed.flat(), ...shown.flat()]);
  const rows: Cell[][] = Array.from({ length: (range.until - range.from) / step }, () => []);
  let column = 0;
  const laid = days.map((day, index) => {
    const visits = placed[index] ?? [];
    const ground = groundOf(day, zone, shown[index] ?? [], visits, range, step);
    const columns = layDay({ day, column, visits, ground, from: range.from, step }, rows);
    column += columns;
    return { day, columns, visits: visits.length };
  });
  for (const row of rows) row.sort((one, other) => one.column - other.column);
  return { step, from: range.from, rows, days: laid, columns: column };
}

/** Minutes of a day by the clock of a zone; where a moment lies before or after the day, its beginning or end. */
export function minutesIn(at: number, day: string, zone: string): number {
  const there = dayAt(at, zone);
  if (there !== day) return there < day ? 0 : DAY;
  const [hours = 0, minutes = 0] = wallTime(at, zone).slice(11, 16).split(':').map(Number);
  return hours * HOUR + minutes;
}

function placedIn(line: AgendaLine, day: string, zone: string): Placed | undefined {
  const start = Date.parse(line.start ?? '');
  const end = Math.max(endOf(line), start);
  if (Number.isNaN(start) || start >= startOfDay(daysAfter(day, 1), zone)) return undefined;
  const begins = startOfDay(day, zone);
  if (start < begins && end <= begins) return undefined;
  const from = Math.min(minutesIn(start, day, zone), DAY - SHORTEST);
  const until = minutesIn(end, day, zone);
  // Where clocks go back, a visit may end before it begins by them.
  const length = Math.max((end - start) / 60_000, SHORTEST);
  return { line, from, until: until > from ? until : Math.min(from + length, DAY) };
}

function shownIn(time: AgendaTime, day: string, zone: string): Shown | undefined {
  const [start, end] = [Date.parse(time.start), Date.parse(time.end)];
  if (dayAt(start, zone) !== day) return undefined;
  const from = minutesIn(start, day, zone);
  const until = minutesIn(end, day, zone);
  return { time, from, until: until > from ? until : Math.min(from + (end - start) / 60_000, DAY) };
}

/** The longest row that no edge falls into; of visits at odd minutes, five. */
function stepFor(edges: readonly { readonly from: number; readonly until: number }[]): number {
  const fits = (step: number): boolean => edges.every(({ from, until }) => from % step === 0 && until % step === 0);
  return STEPS.find(fits) ?? 5;
}

function rangeOf(edges: readonly { readonly from: number; readonly until: number }[]): typeof USUAL {
  if (edges.length === 0) return USUAL;
  const from = Math.min(...edges.map((one) => one.from));
  const until = Math.max(...edges.map((one) => one.until));
  return { from: Math.floor(from / HOUR) * HOUR, until: Math.ceil(until / HOUR) * HOUR };
}

interface Patch {
  readonly ground: Ground;
  /** What is one stretch is one cell; hours of which nothing is told are cells of their own. */
  readonly mark: string;
  readonly comment: string | undefined;
}

/** What each row of a day holds besides visits. */
function groundOf(
  day: string,
  zone: string,
  shown: readonly Shown[],
  visits: readonly Placed[],
  range: typeof USUAL,
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

interface DayToLay {
  readonly day: string;
  readonly column: number;
  readonly visits: readonly Placed[];
  readonly ground: readonly Patch[];
  readonly from: number;
  readonly step: number;
}

/** Puts a day's cells into the rows in which they begin; how many columns it takes is returned. */
function layDay(toLay: DayToLay, rows: Cell[][]): number {
  const { day, column, visits, from, step } = toLay;
  const clusters = clustersOf(
    visits.map((visit) => ({
      ...visit,
      row: Math.floor((visit.from - from) / step),
      end: Math.ceil((visit.until - from) / step),
    })),
  );
  const columns = Math.max(1, ...clusters.map(({ lanes }) => lanes.length));
  let row = 0;
  for (const { lanes, begins, ends } of clusters) {
    layGround(toLay, rows, [row, begins], [column, columns]);
    lanes.forEach((lane, index) => {
      // The last of a few stands as wide as is left.
      const isLast = index === lanes.length - 1;
      const place = [column + index, isLast ? columns - index : 1] as const;
      let free = begins;
      for (const { line, row: first, end } of lane) {
        layGround(toLay, rows, [free, first], place);
        const others = visits.filter((other) => other.line !== line && overlap(other, line, visits)).length;
        const span = { row: first, rows: end - first, column: place[0], columns: place[1], day };
        rows[first]?.push({ ...span, kind: 'visit', line, others });
        free = end;
      }
      layGround(toLay, rows, [free, ends], place);
    });
    row = ends;
  }
  layGround(toLay, rows, [row, rows.length], [column, columns]);
  return columns;
}

function overlap(other: Placed, line: AgendaLine, visits: readonly Placed[]): boolean {
  const own = visits.find((visit) => visit.line === line);
  return own !== undefined && other.from < own.until && other.until > own.from;
}

interface InRows extends Placed {
  readonly row: number;
  readonly end: number;
}

interface Cluster {
  readonly lanes: readonly (readonly InRows[])[];
  readonly begins: number;
  readonly ends: number;
}

/** Visits that hang together by being at one time, each in the first lane that is free by then. */
function clustersOf(visits: readonly InRows[]): Cluster[] {
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

/** The stretch between two visits, a cell for each of its parts. */
function layGround(
  { day, ground, from, step }: DayToLay,
  rows: Cell[][],
  [first, end]: readonly [number, number],
  [column, columns]: readonly [number, number],
): void {
  for (let row = first; row < end;) {
    const patch = ground[row];
    let until = row + 1;
    while (until < end && ground[until]?.mark === patch?.mark) until++;
    rows[row]?.push({
      kind: 'ground',
      ground: patch?.ground ?? 'none',
      comment: patch?.comment,
      from: from + row * step,
      until: from + until * step,
      row,
      rows: until - row,
      column,
      columns,
      day,
    });
    row = until;
  }
}
