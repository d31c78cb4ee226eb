/**
 * One observation as a line: its value in any of FHIR's forms, its ranges, its flag and its status (FHIR R4 §10.1).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import type { Pieces } from '../format/pieces.ts';
import { beginning, newestFirstInPieces, whenOf } from '../format/when.ts';
import { date, list, text } from '../format/read.ts';
import { flagOf, mostSevere, type Flag } from './flag.ts';
import {
  lookUp,
  namedLine,
  partiesOf,
  partyOf,
  statusOf,
  type NamedLine,
  type Note,
  type Party,
  type Reading,
} from './line.ts';
import { linesInPieces } from './lines.ts';
import { rangesOf, type ReferenceRange, type Subject } from './reference-range.ts';
import { statedAbsence, valueOf, type ResultValue } from './result-value.ts';
import type { SourcedResource, TopicInput } from './topic.ts';

/** A measured part of an observation, such as the systolic pressure. */
export interface ObservationPart {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly value: ResultValue;
  readonly ranges: readonly ReferenceRange[];
  readonly interpretations: readonly Concept[];
  readonly flag: Flag;
}

export type ObservationStatus =
  'registered' | 'preliminary' | 'final' | 'amended' | 'corrected' | 'cancelled' | 'entered-in-error' | 'unknown';

export interface ObservationLine extends NamedLine {
  readonly status: ObservationStatus;
  readonly statusCode?: string | undefined;
  readonly categories: readonly Concept[];
  readonly value: ResultValue;
  readonly ranges: readonly ReferenceRange[];
  readonly interpretations: readonly Concept[];
  /** The most severe of its own and its parts': a panel called normal does not quiet a critical part. */
  readonly flag: Flag;
  /** Its own, where a part's is more severe. */
  readonly ownFlag?: Flag | undefined;
  readonly parts: readonly ObservationPart[];
  /** References of the members of a panel. */
  readonly members: readonly string[];
  /** When it was so of the patient: `effective[x]`, the start of a period. */
  readonly date?: string | undefined;
  /** The end, where `effective[x]` is a period that has one. */
  readonly endDate?: string | undefined;
  /** When this version was made available. */
  readonly issued?: string | undefined;
  readonly bodySite?: Concept | undefined;
  readonly method?: Concept | undefined;
  readonly device?: Party | undefined;
  readonly specimen?: Party | undefined;
  readonly performers: readonly Party[];
}

/** Every Observation of the input as a line; newest first, by when it was so of the patient, then by when it was issued. */
export function* observationLines(
  input: TopicInput,
  each?: (sourced: SourcedResource, line: ObservationLine) => void,
): Pieces<ObservationLine[]> {
  const lines = yield* linesInPieces(input, 'Observation', observationLine, each);
  return yield* newestFirstInPieces(
    lines,
    ({ date: taken, issued }) => taken ?? issued,
    ({ issued }) => issued,
  );
}

/** Makes lines that {@link observationLines} then finds made. */
export function* observationsAhead(input: TopicInput): Pieces<void> {
  yield* linesInPieces(input, 'Observation', observationLine);
}

/** What the same test is known by: its LOINC code, else its first code, else its name. A code without a system says nothing. */
export function testIdentity({ key, name }: Pick<ObservationLine, 'key' | 'name'>): string {
  return name ? identityOfTest(name) : key;
}

const identityOfTest = oncePerObject(({ codings, text: words }: Concept): string => {
  const coded = codings.filter(({ system, code }) => system && code);
  const test = coded.find(({ system }) => system === LOINC) ?? coded[0];
  return test ? `${test.system}|${test.code}` : words.toLowerCase();
});

/** Whether a line holds any value, its own or that of a part. */
export function hasValue({ value, parts }: ObservationLine): boolean {
  return [value, ...parts.map((part) => part.value)].some(({ kind }) => kind !== 'none' && kind !== 'absent');
}

/** Holds nothing but members, which are results of their own. */
export function isPanel(line: ObservationLine): boolean {
  return line.members.length > 0 && !hasValue(line) && line.flag.level === 'none';
}

const LOINC = 'http://loinc.org';
const STATUSES = [
  'registered',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
] as const;

function observationLine(reading: Reading<fhir.Observation>): ObservationLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const effective = effectiveOf(resource);
  const subject = subjectOf(reading, effective.date);
  const parts = list(resource.component).map((component, index): ObservationPart => ({
    key: `${reading.key}/${index}`,
    name: conceptOf(component.code),
    ...measured(component, subject),
  }));
  const own = measured(resource, subject);
  const {
    key,
    reference,
    origin,
    name,
    nameAbsent,
    notes: sentNotes,
  } = namedLine(reading, resource.code, resource.note);
  const doubts = [resource, ...list(resource.component)].flatMap(doubtOf);
  const notes = doubts.length > 0 ? [...sentNotes, ...doubts] : sentNotes;
  // One by one and not spread, and what few have only where it is: there are many of these lines, and they are smaller so.
  const flag = mostSevere([own.flag, ...parts.map((part) => part.flag)]);
  const line: ObservationLine = {
    key,
    reference,
    origin,
    name,
    notes,
    status,
    statusCode: code,
    categories: conceptsOf(resource.category),
    value: own.value,
    ranges: own.ranges,
    interpretations: own.interpretations,
    flag,
    parts,
    members: list(resource.hasMember).flatMap(({ reference: member }) => text(member) ?? []),
    date: effective.date,
    issued: date(resource.issued),
    performers: partiesOf(resource.performer, reading),
  };
  const rare = {
    nameAbsent,
    ownFlag: flag === own.flag ? undefined : own.flag,
    endDate: effective.endDate,
    bodySite: conceptOf(resource.bodySite),
    method: conceptOf(resource.method),
    device: partyOf(resource.device, reading),
    specimen: partyOf(resource.specimen, reading),
  };
  return Object.values(rare).some((member) => member !== undefined) ? { ...line, ...rare } : line;
}

type Measured = Pick<ObservationLine, 'value' | 'ranges' | 'interpretations' | 'flag'>;

function measured(sent: fhir.Observation | fhir.ObservationComponent, subject: Subject): Measured {
  const value = valueOf(sent);
  const ranges = rangesOf(sent.referenceRange);
  const interpretations = conceptsOf(sent.interpretation);
  return { value, ranges, interpretations, flag: flagOf(interpretations, value, ranges, subject) };
}

/** A value was sent, and why there is none (FHIR R4 §10.1 obs-6 forbids it): the reason is told beside the value. */
function doubtOf(sent: fhir.Observation | fhir.ObservationComponent): Note[] {
  const stated = statedAbsence(sent);
  if (!stated || valueOf(sent).kind === 'absent') return [];
  const { reason, text: words } = stated;
  const part = 'resourceType' in sent ? undefined : conceptOf(sent.code);
  return [{ text: [part?.text, words].filter(Boolean).join(': '), absent: { reason, text: words, part } }];
}

function effectiveOf(resource: fhir.Observation): Pick<ObservationLine, 'date' | 'endDate'> {
  const effective = whenOf(resource, 'effective');
  const timing = list(resource.effectiveTiming?.event).flatMap((moment) => date(moment) ?? []);
  const endDate = effective?.kind === 'period' && effective.start ? effective.end : undefined;
  return { date: beginning(effective) ?? timing[0], endDate };
}

function subjectOf(reading: Reading<fhir.Observation>, at: string | undefined): Subject {
  const found = lookUp(reading.resource.subject, reading);
  return found?.resourceType === 'Patient' ? { sex: text(found.gender), birthDate: date(found.birthDate), at } : { at };
}
