import { endOf, type AgendaLine, type AgendaTime } from '@ehr-widgets/sdk/appointments';
import { groundOf, type Ground, type Patch } from './ground.ts';
import { clustersOf } from './lanes.ts';
import { HOUR, placedIn, shownIn, type Placed } from './placing.ts';

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

/** Where nothing tells when a practice works. */
const USUAL = { from: 8 * HOUR, until: 17 * HOUR };
const STEPS = [30, 20, 15, 10, 5] as const;

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
        const others = visits.filter((other) => other.line !== line && isAtOnce(other.line, line)).length;
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

/** Whether it does not take place: nobody is to be expected. */
export function isOff({ status }: AgendaLine): boolean {
  return status === 'cancelled' || status === 'noshow';
}

/** By the moments, not by the clock: where clocks go back, what stands beside each other may be an hour apart. */
function isAtOnce(one: AgendaLine, other: AgendaLine): boolean {
  if (isOff(one) || isOff(other)) return false;
  const [start, otherStart] = [Date.parse(one.start ?? ''), Date.parse(other.start ?? '')];
  return start === otherStart || (start < endOf(other) && otherStart < endOf(one));
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
