/** The results of the table as FHIR would send them. */
import type { CodeableConcept, FhirResource, Observation, ObservationReferenceRange, Quantity } from 'fhir/r4.js';
import type { Case } from './cases.ts';

const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

/** The man of the table. */
export function casePatient(id: string): FhirResource {
  return { resourceType: 'Patient', id, gender: 'male', birthDate: '1960-05-01' };
}

/** As a server would send it once it is written as JSON: `5.30` stays `5.30`. */
export function caseObservation(
  { value, ranges, interpretations, status }: Pick<Case, 'value' | 'ranges' | 'interpretations' | 'status'>,
  id: string,
  patient: string,
): FhirResource {
  const unit = /^[<>]?=?-?\d+(?:\.\d+)? (\S+)$/.exec(value)?.[1];
  return {
    resourceType: 'Observation',
    id,
    status: status as Observation['status'],
    code: { text: `Test ${id}` },
    category: [{ coding: [{ code: 'laboratory' }] }],
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-03-02T08:00:00Z',
    ...valueOf(value),
    referenceRange: ranges.map((range) => rangeOf(range, unit)),
    interpretation: interpretations.map(conceptOf),
  };
}

/** Written as it stands: 5.30 is not 5.3. */
const number = (digits: string): number => (JSON as unknown as WithRaw).rawJSON(digits);

interface WithRaw {
  /** ECMAScript, JSON.parse source text access. */
  rawJSON(text: string): number;
}

const quantity = (digits: string, unit: string | undefined): Quantity => ({
  value: number(digits),
  ...(unit && { unit, code: unit, system: 'http://unitsofmeasure.org' }),
});

function valueOf(value: string): object {
  const measured = /^([<>]=?)?(-?\d+(?:\.\d+)?) (\S+)$/.exec(value);
  if (measured) {
    const [, comparator, digits = '', unit] = measured;
    return { valueQuantity: { ...quantity(digits, unit), ...(comparator && { comparator }) } };
  }
  const [, low, high, unit] = /^(\d+)\.\.(\d+) (\S+)$/.exec(value) ?? [];
  if (low && high) return { valueRange: { low: quantity(low, unit), high: quantity(high, unit) } };
  const [, numerator, denominator] = /^(\d+):(\d+)$/.exec(value) ?? [];
  if (numerator && denominator)
    return { valueRatio: { numerator: quantity(numerator, ''), denominator: quantity(denominator, '') } };
  if (/^\d+$/.test(value)) return { valueInteger: Number(value) };
  if (value === 'yes') return { valueBoolean: true };
  const rest = value.slice(1);
  switch (value[0]) {
    case '"':
      return { valueString: value.slice(1, -1) };
    case '#':
      return { valueCodeableConcept: { text: rest } };
    case '@':
      return { valueDateTime: rest };
    case '~':
      return { valueSampledData: { origin: { value: 0 }, period: 10, dimensions: 1, data: '1 2 3' } };
    case '?':
      return { dataAbsentReason: { coding: [{ code: rest }] } };
    default:
      return {};
  }
}

const SEXES: Readonly<Record<string, string>> = { male: '248153007', female: '248152002' };

function rangeOf(written: string, unit: string | undefined): ObservationReferenceRange {
  if (written.startsWith('"')) return { text: written.slice(1, -1) };
  const words = written.split(' ');
  const [low, high] = words.pop()!.split('..');
  const own = words.find((word) => /\//.test(word)) ?? unit;
  const age = words.map((word) => /^(<?)(\d+)\+?$/.exec(word)).find(Boolean);
  const years = age && { value: Number(age[2]), code: 'a', system: 'http://unitsofmeasure.org' };
  const sex = words.map((word) => SEXES[word]).find(Boolean);
  const type = words.filter((word) => /^(?:therapeutic|normal|critical|high|low)$/.test(word)).join(' ');
  return {
    ...(low && { low: quantity(low, own) }),
    ...(high && { high: quantity(high, own) }),
    ...(years && { age: age[1] ? { high: years } : { low: years } }),
    ...(sex && { appliesTo: [{ coding: [{ system: 'http://snomed.info/sct', code: sex }] }] }),
    ...(words.includes('pregnant') && { appliesTo: [{ text: 'pregnant' }] }),
    ...(type && { type: { coding: [{ code: type.replace(' ', '-') }], text: type } }),
  };
}

function conceptOf(written: string): CodeableConcept {
  if (written.startsWith('"')) return { text: written.slice(1, -1) };
  const [system, code] = written.startsWith('local:') ? ['urn:local', written.slice(6)] : [V3, written];
  return { coding: [{ system, code }] };
}
