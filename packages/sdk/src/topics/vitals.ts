/**
 * Vital signs: the latest of each kind, with what went before (FHIR R4 §10.1.8.4 vital signs).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import type { Pieces } from '../format/pieces.ts';
import { grouped } from '../format/read.ts';
import { mergeInPieces, type Elsewhere } from './elsewhere.ts';
import { mostSevere, severityRank, type Flag } from './flag.ts';
import {
  hasValue,
  observationLines,
  observationsAhead,
  testIdentity,
  type ObservationLine,
  type ObservationStatus,
} from './observation.ts';
import type { ReferenceRange } from './reference-range.ts';
import { compareValues, type ResultValue } from './result-value.ts';
import { sameObservation, type ObservationFacet } from './same-observation.ts';
import { longTopic, type Origin } from './topic.ts';
import { partRole, VITAL_KINDS, vitalKind, type VitalKind, type VitalRole } from './vital-kinds.ts';

export type { VitalKind } from './vital-kinds.ts';

export interface VitalValue {
  readonly role: VitalRole;
  /** What it is called, where the vital sign's own name does not say it. */
  readonly name?: Concept | undefined;
  readonly value: ResultValue;
  readonly ranges: readonly ReferenceRange[];
  readonly flag: Flag;
}

/** One taking of a vital sign. A blood pressure recorded as two observations is one measurement of two lines. */
export interface Measurement {
  readonly key: string;
  readonly lines: readonly ObservationLine[];
  readonly origin: Origin;
  readonly date?: string | undefined;
  readonly status: ObservationStatus;
  /** In reading order: systolic before diastolic. */
  readonly values: readonly VitalValue[];
  /** The most severe of `values`. */
  readonly flag: Flag;
}

export interface VitalSign {
  readonly key: string;
  readonly kind: VitalKind;
  /** The name as sent; leads for kind `other`, and the strings' own word leads for the rest. */
  readonly name: Concept | undefined;
  readonly latest: Measurement;
  /** Newest first. */
  readonly earlier: readonly Measurement[];
  /** How the latest compares with the one before, where unit and kind of value are the same. */
  readonly trend?: 'up' | 'down' | 'same' | undefined;
}

export interface VitalsView {
  /** In the order of VitalKind; kinds that are `other` last, by name. */
  readonly signs: readonly VitalSign[];
  /** Panels whose values are observations of their own. */
  readonly panels: readonly ObservationLine[];
  /** Cancelled, registered and not yet measured, or without a value. */
  readonly notMeasured: readonly ObservationLine[];
  readonly enteredInError: readonly ObservationLine[];
  /** What other sources tell of an observation, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<ObservationLine, ObservationFacet>>;
}

export const vitals = longTopic<VitalsView>({
  name: 'vitals',
  // `vital-sign` is no code of the standard's, and some servers use it.
  searches: [
    { type: 'Observation', by: 'patient', params: { category: ['vital-signs', 'vital-sign'], _sort: '-date' } },
  ],
  ahead: observationsAhead,
  *viewInPieces(input) {
    const { lines, elsewhere } = yield* mergeInPieces(yield* observationLines(input), sameObservation);
    const enteredInError = lines.filter(({ status }) => status === 'entered-in-error');
    const standing = lines.filter(({ status }) => status !== 'entered-in-error');
    const isMeasured = (line: ObservationLine): boolean => hasValue(line) && line.status !== 'cancelled';
    const isPanel = ({ members, status }: ObservationLine): boolean => members.length > 0 && status !== 'cancelled';
    const rest = standing.filter((line) => !isMeasured(line));
    const measured = standing.filter(isMeasured);
    const panels = rest.filter(isPanel);
    const notMeasured = rest.filter((line) => !isPanel(line));
    yield;
    return { signs: yield* signsOf(measured, elsewhere), panels, notMeasured, enteredInError, elsewhere };
  },
  content: ({ signs, panels, notMeasured }) =>
    [signs, panels, notMeasured].some((lines) => lines.length > 0) ? 'some' : 'none-recorded',
});

type Told = VitalsView['elsewhere'];

function* signsOf(lines: readonly ObservationLine[], told: Told): Pieces<VitalSign[]> {
  const identityOf = (line: ObservationLine): string => {
    const kind = vitalKind(line.name);
    return kind === 'other' ? testIdentity(line) : kind;
  };
  const signs: VitalSign[] = [];
  for (const [identity, same] of grouped(lines, identityOf)) {
    yield;
    signs.push(signOf(identity, same, told));
  }
  const place = ({ kind }: VitalSign): number => VITAL_KINDS.indexOf(kind);
  const label = ({ name }: VitalSign): string => name?.text ?? '';
  return signs.sort((one, other) => place(one) - place(other) || label(one).localeCompare(label(other)));
}

function signOf(key: string, lines: readonly ObservationLine[], told: Told): VitalSign {
  const kind = vitalKind(lines[0]?.name);
  const taken = kind === 'blood-pressure' ? pressures(lines, told) : lines.map((line) => measurement([line]));
  const latest = mostSevereOfLatest(taken, told);
  const earlier = taken.filter((one) => one !== latest);
  const [value, before] = [latest, earlier[0]].map((one) => one?.values[0]);
  const trend = value && before && value.role === before.role ? compareValues(value.value, before.value) : undefined;
  return { key, kind, name: latest.lines[0]?.name, latest, earlier, ...(trend && { trend }) };
}

/** The newest; where sources tell different values of that moment, the one that can harm. */
function mostSevereOfLatest(taken: readonly Measurement[], told: Told): Measurement {
  const [newest] = taken as [Measurement];
  const doubtful = newest.lines.flatMap(({ key }) => told.get(key)?.doubtful ?? []);
  const worse = (one: Measurement, other: Measurement): boolean =>
    severityRank(one.flag.level) < severityRank(other.flag.level);
  return taken
    .filter(({ lines }) => lines.some((line) => doubtful.includes(line)))
    .reduce((worst, one) => (worse(one, worst) ? one : worst), newest);
}

/**
 * Joins a systolic and a diastolic pressure that were recorded apart, at one time, by one source. A half that several
 * sources tell is a half of each: one that is left over takes the other as its own source tells it.
 */
function pressures(lines: readonly ObservationLine[], told: Told): Measurement[] {
  let taken: ObservationLine[][] = lines.map((line) => [line]);
  const sourcesOf = (line: ObservationLine): string[] =>
    [line, ...(told.get(line.key)?.also ?? [])].map(({ origin }) => origin.source);
  taken = joined(taken, (one, other) => one.origin.source === other.origin.source);
  taken = joined(taken, (one, other) => sourcesOf(one).some((source) => sourcesOf(other).includes(source)));
  const tellings = lines.flatMap((line) => told.get(line.key)?.also ?? []).filter(({ name }) => otherHalf(name));
  return taken.map((group) => {
    const [line, other] = group as [ObservationLine, ObservationLine?];
    const half =
      other || !line.date
        ? undefined
        : tellings.find((one) => arePair(one, line) && one.origin.source === line.origin.source);
    return measurement(half ? [line, half].sort(systolicFirst) : group);
  });
}

/** Joins halves that stand alone, of one moment, for which `belong` holds; in the order given. */
function joined(
  taken: readonly ObservationLine[][],
  belong: (one: ObservationLine, other: ObservationLine) => boolean,
): ObservationLine[][] {
  const waiting = new Map<number, ObservationLine[][]>();
  const groups: ObservationLine[][] = [];
  for (const group of taken) {
    const [line, other] = group as [ObservationLine, ObservationLine?];
    if (other || !otherHalf(line.name) || !line.date) {
      groups.push(group);
      continue;
    }
    const moment = dateOrder(line.date);
    const there = waiting.get(moment) ?? [];
    const partner = there.find(([half, full]) => half && !full && arePair(half, line) && belong(half, line));
    if (partner) partner.splice(0, 1, ...[...partner, line].sort(systolicFirst));
    else {
      const alone = [line];
      groups.push(alone);
      waiting.set(moment, [...there, alone]);
    }
  }
  return groups;
}

function otherHalf(name: Concept | undefined): VitalRole | undefined {
  const role = partRole(name);
  return role === 'systolic' ? 'diastolic' : role === 'diastolic' ? 'systolic' : undefined;
}

function arePair(one: ObservationLine, other: ObservationLine): boolean {
  return partRole(one.name) === otherHalf(other.name) && dateOrder(one.date) === dateOrder(other.date);
}

function systolicFirst(one: ObservationLine, other: ObservationLine): number {
  return ROLES.indexOf(partRole(one.name)) - ROLES.indexOf(partRole(other.name));
}

function measurement(lines: readonly ObservationLine[]): Measurement {
  const [first] = lines as [ObservationLine];
  const values = lines.flatMap(valuesOf).sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
  // Of two halves the one that is not final speaks: the whole is no surer than its parts.
  const { status } = lines.find((line) => line.status !== 'final') ?? first;
  const flag = mostSevere([...lines.map((line) => line.flag), ...values.map((value) => value.flag)]);
  return { key: first.key, lines, origin: first.origin, date: first.date ?? first.issued, status, values, flag };
}

const ROLES: readonly VitalRole[] = ['systolic', 'diastolic', 'value', 'mean', 'part'];

function valuesOf({ name, value, ranges, flag, parts }: ObservationLine): VitalValue[] {
  const role = partRole(name);
  const own: VitalValue[] =
    value.kind === 'none' || (value.kind === 'absent' && parts.length > 0)
      ? []
      : [{ ...(role === 'part' ? { role: 'value' } : { role, name }), value, ranges, flag }];
  const ofParts = parts.map((part): VitalValue => ({
    role: partRole(part.name),
    name: part.name,
    value: part.value,
    ranges: part.ranges,
    flag: part.flag,
  }));
  return [...own, ...ofParts];
}
