/**
 * What a line says and what its resource says, both put the same way, so that they can be compared.
 * @module
 */
import type { PlainResource } from './plain-reading.ts';

/** A line of any topic, with whatever it has. */
export interface AnyLine {
  readonly key: string;
  readonly reference: string;
  readonly origin: object;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [member: string]: any;
}

/** Every line of a view, once each. */
export function linesIn(view: unknown, found = new Set<AnyLine>()): Set<AnyLine> {
  if (typeof view !== 'object' || view === null) return found;
  const { key, reference, origin } = view as Partial<AnyLine>;
  if (key && reference && origin) found.add(view as AnyLine);
  const parts = view instanceof Map ? view.values() : Object.values(view);
  for (const part of parts) linesIn(part, found);
  return found;
}

/**
 * All that the lines of a view say, and in which list, but for what a server names itself: ids, and the order of what
 * has equal dates.
 */
export function contentIn(view: unknown): readonly string[] {
  const found: string[] = [];
  const walk = (part: unknown, path: string): void => {
    if (typeof part !== 'object' || part === null) return;
    const { key, reference, origin } = part as Partial<AnyLine>;
    if (key && reference && origin) found.push(`${path} ${JSON.stringify(part, withoutIds)}`);
    else
      for (const [name, value] of Object.entries(part)) {
        const isPlace = Array.isArray(part) || name === 'latest' || name === 'earlier';
        // Told twice: it is among the earlier ones.
        if (name !== 'before') walk(value, isPlace ? path : `${path}/${name}`);
      }
  };
  walk(view, '');
  return found.sort();
}

const OF_THE_SERVER = ['key', 'reference', 'origin', 'source', 'sourceName', 'received'];

function withoutIds(name: string, value: unknown): unknown {
  if (OF_THE_SERVER.includes(name)) return undefined;
  // What it belongs to, by references or keys.
  return name === 'members' || name === 'follows' ? (value as unknown[]).length : value;
}

/** What a reader goes by: what it is, its status, its value with its unit, and when. */
export interface Said {
  readonly codes: readonly string[];
  readonly status: string | undefined;
  readonly values: readonly string[];
  readonly dates: readonly (string | undefined)[];
}

/** What a line says. */
export function saidBy(line: AnyLine, { resourceType }: PlainResource): Said {
  return {
    codes: NAMED_BY_TITLE.includes(resourceType) ? [] : codesOf(line['name']?.codings),
    status: line['statusCode'],
    values: [line['value'], ...(line['parts'] ?? []).map(({ value }: AnyLine) => value)].flatMap(shownValue),
    dates: (LINE_DATES[resourceType] ?? (() => []))(line),
  };
}

/** What a resource says. `medication` is what its medicationReference points to. */
export function saidIn(resource: PlainResource, medication?: PlainResource): Said {
  const { resourceType, code, vaccineCode, medicationCodeableConcept, type, serviceType } = resource;
  const what: Readonly<Record<string, PlainResource[string]>> = {
    Immunization: vaccineCode,
    MedicationRequest: medicationCodeableConcept ?? medication?.['code'],
    MedicationStatement: medicationCodeableConcept ?? medication?.['code'],
    Encounter: type?.[0] ?? serviceType,
    Goal: resource['description'],
  };
  const status = resource['clinicalStatus'] ?? resource['lifecycleStatus'] ?? resource['status'];
  const components: PlainResource[] = resource['component'] ?? [];
  return {
    codes: codesOf((resourceType in what ? what[resourceType] : code)?.coding),
    status: typeof status === 'object' ? status.coding?.[0]?.code : status,
    values: [resource, ...components].flatMap(sentValue),
    dates: (SENT_DATES[resourceType] ?? (() => []))(resource),
  };
}

/** Their names are titles, or put together by rules of their own. */
const NAMED_BY_TITLE: readonly string[] = ['CarePlan', 'CareTeam'];

type Dates<From> = Readonly<Record<string, (from: From) => (string | undefined)[]>>;

const beginning = (when: AnyLine['onset']): string | undefined => when?.date ?? when?.start;
const LINE_DATES: Dates<AnyLine> = {
  Observation: ({ date, endDate, issued }) => [date, endDate, issued],
  Condition: ({ onset, abatement, recordedDate }) => [beginning(onset), beginning(abatement), recordedDate],
  AllergyIntolerance: ({ onset, recordedDate, lastOccurrence }) => [beginning(onset), recordedDate, lastOccurrence],
  MedicationRequest: ({ date }) => [date],
  MedicationStatement: ({ date, effective }) => [date, beginning(effective)],
  Immunization: ({ occurrence, recordedDate }) => [beginning(occurrence), recordedDate],
  Encounter: ({ period }) => [period?.start, period?.end],
};
const SENT_DATES: Dates<PlainResource> = {
  Observation: ({ effectiveDateTime, effectiveInstant, effectivePeriod, issued }) => [
    effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.start,
    effectivePeriod?.end,
    issued,
  ],
  Condition: ({ onsetDateTime, onsetPeriod, abatementDateTime, abatementPeriod, recordedDate }) => [
    onsetDateTime ?? onsetPeriod?.start,
    abatementDateTime ?? abatementPeriod?.start,
    recordedDate,
  ],
  AllergyIntolerance: ({ onsetDateTime, onsetPeriod, recordedDate, lastOccurrence }) => [
    onsetDateTime ?? onsetPeriod?.start,
    recordedDate,
    lastOccurrence,
  ],
  MedicationRequest: ({ authoredOn }) => [authoredOn],
  MedicationStatement: ({ dateAsserted, effectiveDateTime, effectivePeriod }) => [
    dateAsserted,
    effectiveDateTime ?? effectivePeriod?.start,
  ],
  Immunization: ({ occurrenceDateTime, recorded }) => [occurrenceDateTime, recorded],
  Encounter: ({ period }) => [period?.start, period?.end],
};

function codesOf(codings: readonly { system?: string; code?: string }[] | undefined): string[] {
  return (codings ?? []).map(({ system, code }) => `${system}|${code}`);
}

function shownValue(value: AnyLine['value']): string[] {
  if (value?.kind === 'quantity') return [quantity(value.quantity)];
  if (value?.kind === 'coded') return codesOf(value.concept.codings);
  if (value?.kind === 'text') return [value.text];
  return [];
}

function sentValue({ valueQuantity, valueCodeableConcept, valueString }: PlainResource): string[] {
  if (valueQuantity?.value !== undefined) return [quantity(valueQuantity)];
  if (valueCodeableConcept) return codesOf(valueCodeableConcept.coding);
  return valueString === undefined ? [] : [valueString];
}

function quantity({ comparator, value, unit, code, system }: PlainResource['valueQuantity']): string {
  return [comparator, value, unit, code, system].join(' ');
}
