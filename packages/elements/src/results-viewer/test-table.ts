import {
  testIdentity,
  type Concept,
  type Flag,
  type ObservationLine,
  type ObservationPart,
  type ReferenceRange,
  type ResultsView,
  type ResultValue,
} from '@ehr-widgets/sdk';

/** One value of one test: an observation, or a part of one. */
export interface Finding {
  readonly key: string;
  readonly line: ObservationLine;
  readonly part?: ObservationPart | undefined;
  readonly value: ResultValue;
  readonly flag: Flag;
  readonly ranges: readonly ReferenceRange[];
  readonly moment: Moment;
}

/** When a finding was so, or was made available where that is all that was told. */
export interface Moment {
  /** The same for two tellings of one moment, in whatever zones. */
  readonly key: string;
  readonly date: string | undefined;
  /** For sorting: the later the greater; undated is before everything. */
  readonly order: number;
}

/** A test, or a part of one that is a test of its own, with all its findings. */
export interface Test {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly nameAbsent: string | undefined;
  /** What it is a part of. */
  readonly within: Concept | undefined;
  /** Newest first. */
  readonly findings: readonly Finding[];
  readonly latest: Finding;
  /** What to compare the latest with. */
  readonly before: Finding | undefined;
}

/** Every line of the view is in exactly one test, or in its parts. Tests stand in the view's order, panels after them. */
export function testsOf({ tests, lines }: ResultsView): Test[] {
  const found: Test[] = [];
  const seen = new Set<ObservationLine>();
  for (const { key, latest, before, earlier } of tests) {
    const all = [latest, ...earlier];
    for (const line of all) seen.add(line);
    found.push(...testsIn(key, all, latest, before));
  }
  // Panels that hold nothing but members, which are tests of their own.
  const panels = new Map<string, ObservationLine[]>();
  for (const line of lines) if (!seen.has(line)) added(panels, testIdentity(line), line);
  for (const [key, all] of panels) found.push(...testsIn(`panel ${key}`, all, all[0] as ObservationLine, all[1]));
  return found;
}

function testsIn(
  key: string,
  lines: readonly ObservationLine[],
  latest: ObservationLine,
  before: ObservationLine | undefined,
): Test[] {
  const rows = new Map<string, Finding[]>();
  for (const finding of lines.flatMap(findingsOf)) {
    const { part } = finding;
    added(rows, part ? `${key} ${testIdentity(part)}` : key, finding);
  }
  return [...rows].map(([row, unsorted]): Test => {
    const findings = unsorted.sort((one, other) => other.moment.order - one.moment.order);
    const newest = findings[0] as Finding;
    const { line, part } = newest;
    return {
      key: row,
      name: part ? part.name : latest.name,
      nameAbsent: part ? undefined : line.nameAbsent,
      within: part && latest.name,
      findings,
      latest: findings.find((one) => one.line === latest) ?? newest,
      before: before && findings.find((one) => one.line === before),
    };
  });
}

/** A line with parts is what each of them says, and what it says itself besides. */
function findingsOf(line: ObservationLine): Finding[] {
  const moment = momentOf(line.date ?? line.issued);
  const { key, value, flag, ranges, parts, interpretations } = line;
  const saysItself = parts.length === 0 || value.kind !== 'none' || interpretations.length > 0;
  return [
    ...(saysItself ? [{ key, line, value, flag, ranges, moment }] : []),
    ...parts.map((part): Finding => {
      return { key: part.key, line, part, value: part.value, flag: part.flag, ranges: part.ranges, moment };
    }),
  ];
}

const NOON = 12 * 3_600_000;
const MINUTE = 60_000;

function momentOf(date: string | undefined): Moment {
  const time = date === undefined ? NaN : Date.parse(date);
  if (date === undefined || Number.isNaN(time)) return { key: date ?? '', date, order: -Infinity };
  // A day without a time is one column, whatever is in it by the minute.
  if (!date.includes('T')) return { key: date, date, order: time + NOON };
  return { key: String(Math.floor(time / MINUTE)), date, order: time };
}

/** What is left of a test, by the column that it stands in. */
export interface Row {
  readonly test: Test;
  readonly cells: ReadonlyMap<string, readonly Finding[]>;
}

/** Tests down, moments across, newest first. */
export interface TestTable {
  readonly rows: readonly Row[];
  readonly columns: readonly Moment[];
  /** How many lines, each counted once however many parts it has. */
  readonly lines: number;
}

/** The findings that pass, and the rows and columns that they need. */
export function tableOf(tests: readonly Test[], passes: (finding: Finding, test: Test) => boolean): TestTable {
  const columns = new Map<string, Moment>();
  const lines = new Set<ObservationLine>();
  const rows: Row[] = [];
  for (const test of tests) {
    const cells = new Map<string, Finding[]>();
    for (const finding of test.findings) {
      if (!passes(finding, test)) continue;
      const { moment, line } = finding;
      lines.add(line);
      if (!columns.has(moment.key)) columns.set(moment.key, moment);
      added(cells, moment.key, finding);
    }
    if (cells.size > 0) rows.push({ test, cells });
  }
  return { rows, columns: [...columns.values()].sort((one, other) => other.order - one.order), lines: lines.size };
}

function added<One>(groups: Map<string, One[]>, key: string, one: One): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}
