/**
 * Flags against HL7's definitions: terminology.hl7.org CodeSystem v3-ObservationInterpretation 3.0, and FHIR R4
 * Observation.referenceRange ("low and high are inclusive; only the first applicable to the patient counts").
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeableConcept, Observation, ObservationReferenceRange, Patient } from 'fhir/r4.js';
import type { Flag } from '../../../packages/sdk/src/topics/flag.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import { inputOf } from './support/corpus.ts';

const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const hl7 = (...codes: string[]): CodeableConcept => ({ coding: codes.map((code) => ({ system: V3, code })) });

function flag(more: Partial<Observation>, patient?: Partial<Patient>): Flag {
  const observation: Observation = {
    resourceType: 'Observation',
    id: '1',
    status: 'final',
    code: { text: 'Potassium' },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: '2026-10-19',
    ...more,
  };
  const person: Patient = { resourceType: 'Patient', id: 'p', ...patient };
  const [line] = results.view(inputOf(patient ? [observation, person] : [observation])).lines;
  assert.ok(line);
  return line.flag;
}

const BY_CODE: Record<string, string> = {
  'critical-high': 'HH',
  'critical-low': 'LL',
  critical: 'AA',
  high: 'H H> HU HX',
  low: 'L L< LU LX',
  abnormal: 'A',
  noted: 'POS DET RR WR R I NS SDD IND',
  stated: 'NEG ND NR S',
  normal: 'N',
};

test('each HL7 interpretation has its level, and says that the sender gave it', () => {
  for (const [level, codes] of Object.entries(BY_CODE)) {
    for (const code of codes.split(' ')) {
      const found = flag({ interpretation: [hl7(code)] });
      assert.equal(found.level, level, code);
      assert.equal(found.by, 'sender');
      assert.equal(found.interpretation?.codings[0]?.code, code);
    }
  }
});

test('all codings of all interpretations are looked at and the most severe wins', () => {
  assert.equal(flag({ interpretation: [hl7('N', 'H'), hl7('HH')] }).level, 'critical-high');
  assert.equal(flag({ interpretation: [hl7('A'), hl7('L')] }).level, 'low');
  assert.equal(
    flag({
      interpretation: [
        {
          coding: [
            { system: 'urn:local', code: 'x' },
            { system: V3, code: 'LL' },
          ],
        },
      ],
    }).level,
    'critical-low',
  );
});

test('older HL7 systems use the same codes', () => {
  for (const system of ['http://hl7.org/fhir/v2/0078', 'http://terminology.hl7.org/CodeSystem/v2-0078']) {
    assert.equal(flag({ interpretation: [{ coding: [{ system, code: 'H' }] }] }).level, 'high');
  }
});

test('a local code is unknown and never normal, unless its words are plain', () => {
  const local = (code: string, display?: string) =>
    flag({ interpretation: [{ coding: [{ system: 'urn:local', code, ...(display && { display }) }] }] });
  assert.equal(local('N').level, 'unknown');
  assert.equal(local('7').level, 'unknown');
  assert.equal(local('7', 'High').level, 'high');
  assert.equal(flag({ interpretation: [{ text: 'Critically low' }] }).level, 'critical-low');
  assert.equal(flag({ interpretation: [{ text: 'H' }] }).level, 'high');
  assert.equal(flag({ interpretation: [{ text: 'see comment' }] }).level, 'unknown');
});

const mmol = (value: number) => ({ value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' });
const range = (
  low?: number,
  high?: number,
  more: Partial<ObservationReferenceRange> = {},
): ObservationReferenceRange[] => [
  { ...(low !== undefined && { low: mmol(low) }), ...(high !== undefined && { high: mmol(high) }), ...more },
];
const measured = (
  value: number,
  referenceRange: ObservationReferenceRange[],
  comparator?: '<' | '<=' | '>' | '>=',
): Partial<Observation> => ({
  valueQuantity: { ...mmol(value), ...(comparator && { comparator }) },
  referenceRange,
});

test('without an interpretation the range decides, and it is marked so; ends belong to the range', () => {
  const cases: [value: number, low: number | undefined, high: number | undefined, level: string][] = [
    [6.4, 3.5, 5.3, 'high'],
    [3.4, 3.5, 5.3, 'low'],
    [5.3, 3.5, 5.3, 'normal'],
    [3.5, 3.5, 5.3, 'normal'],
    [38, 60, undefined, 'low'],
    [90, 60, undefined, 'normal'],
    [6, undefined, 5, 'high'],
    [0, 0, 5, 'normal'],
  ];
  for (const [value, low, high, level] of cases) {
    const found = flag(measured(value, range(low, high)));
    assert.deepEqual([found.level, found.by], [level, 'range'], `${value} in ${low}–${high}`);
  }
});

test('a bound is judged only where every value it allows is judged alike', () => {
  assert.equal(flag(measured(0.5, range(undefined, 5), '<')).level, 'normal');
  assert.equal(flag(measured(0.5, range(0, 5), '<')).level, 'normal');
  assert.equal(flag(measured(0.5, range(1, 5), '<')).level, 'low');
  assert.equal(flag(measured(3, range(1, 5), '<')).level, 'none');
  assert.equal(flag(measured(100, range(1, 5), '>')).level, 'high');
  assert.equal(flag(measured(5, range(1, 5), '>')).level, 'high');
  assert.equal(flag(measured(60, range(60), '>')).level, 'normal');
  assert.equal(flag(measured(2, range(1, 5), '>')).level, 'none');
});

test('the sender’s interpretation stands against the range', () => {
  assert.equal(flag({ ...measured(6.4, range(3.5, 5.3)), interpretation: [hl7('N')] }).level, 'normal');
});

test('a range in another unit, in words only, or of another meaning flags nothing', () => {
  const mgdl = { value: 70, unit: 'mg/dL', code: 'mg/dL' };
  assert.equal(flag(measured(6.4, [{ low: mgdl }])).level, 'none');
  assert.equal(flag(measured(6.4, [{ text: 'below 5' }])).level, 'none');
  const meaning = 'http://terminology.hl7.org/CodeSystem/referencerange-meaning';
  const type = (code: string) => ({ type: { coding: [{ system: meaning, code }] } });
  assert.equal(flag(measured(6.4, range(3.5, 5.3, type('therapeutic')))).level, 'none');
  assert.equal(flag(measured(6.4, range(3.5, 5.3, type('normal')))).level, 'high');
});

const MALE = { coding: [{ system: 'http://snomed.info/sct', code: '248153007' }] };
const FEMALE = { coding: [{ system: 'http://snomed.info/sct', code: '248152002' }] };

test('a range for one sex applies to that sex, and to nobody whose sex was not read', () => {
  const both = [...range(13, 17, { appliesTo: [MALE] }), ...range(12, 15, { appliesTo: [FEMALE] })];
  assert.equal(flag(measured(12.5, both), { gender: 'male' }).level, 'low');
  assert.equal(flag(measured(12.5, both), { gender: 'female' }).level, 'normal');
  assert.equal(flag(measured(12.5, both)).level, 'none');
});

test('a range for an age applies at the age on the day', () => {
  const years = (value: number) => ({ value, code: 'a', system: 'http://unitsofmeasure.org' });
  const both = [...range(1, 5, { age: { high: years(18) } }), ...range(3, 9, { age: { low: years(18) } })];
  assert.equal(flag(measured(8, both), { birthDate: '1959-03-14' }).level, 'normal');
  assert.equal(flag(measured(8, both), { birthDate: '2020-03-14' }).level, 'high');
  assert.equal(flag(measured(8, both)).level, 'none');
});

test('several ranges that could apply decide nothing', () => {
  assert.equal(flag(measured(6.4, [...range(3.5, 5.3), ...range(4, 7)])).level, 'none');
});

test('a range for a group the patient is not known to belong to decides nothing', () => {
  assert.equal(
    flag(measured(6.4, range(3.5, 5.3, { appliesTo: [{ text: 'pregnant' }] })), { gender: 'female' }).level,
    'none',
  );
});

test('an abnormal part marks the whole', () => {
  const component = [{ code: { text: 'Blasts' }, valueString: 'seen', interpretation: [hl7('AA')] }];
  assert.equal(flag({ component }).level, 'critical');
});

test('a range for an age applies only where the age is certain, as it is not of a birth year alone', () => {
  const referenceRange = [{ age: { low: { value: 18, code: 'a' } }, high: { value: 5 } }];
  const at = (birthDate: string) => flag({ valueQuantity: { value: 9 }, referenceRange }, { birthDate }).level;
  assert.deepEqual(['2008', '2008-10', '2008-09-01', '2007'].map(at), ['none', 'none', 'high', 'high']);
});
