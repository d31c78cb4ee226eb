import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource, Observation, Patient, Practitioner } from 'fhir/r4.js';
import { medications } from '../../../packages/sdk/src/topics/medications.ts';
import { results, type ResultLine } from '../../../packages/sdk/src/topics/results.ts';
import type { TopicInput } from '../../../packages/sdk/src/topics/topic.ts';

const result: Observation = {
  resourceType: 'Observation',
  id: 'hb',
  status: 'final',
  code: { text: 'Haemoglobin' },
  subject: { reference: 'Patient/p1' },
  performer: [{ reference: 'Practitioner/d1' }],
  effectiveDateTime: '2026-01-02',
  valueQuantity: { value: 12.5, unit: 'g/dL' },
  referenceRange: [
    {
      low: { value: 13, unit: 'g/dL' },
      appliesTo: [{ coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: 'male' }] }],
    },
  ],
};
const him: Patient = { resourceType: 'Patient', id: 'p1', gender: 'male' };
const doctor = (family: string): Practitioner => ({ resourceType: 'Practitioner', id: 'd1', name: [{ family }] });

function input(
  resources: readonly FhirResource[],
  known: readonly FhirResource[] = [],
  now = '2026-03-01',
): TopicInput {
  const origin = { source: 's', sourceName: 'Clinic' };
  return {
    matches: resources.map((resource) => ({ resource, origin })),
    resolve: (to) => known.find(({ resourceType, id }) => to?.reference === `${resourceType}/${id}`),
    now: new Date(now),
  };
}
const only = (from: TopicInput): ResultLine | undefined => results.view(from).lines[0];

describe('the line of a resource', () => {
  it('is the same object as long as nothing that it was made of has changed', () => {
    const before = only(input([result], [him]));
    assert.equal(only(input([result, { ...result, id: 'other' }], [him])), before);
  });

  it('is made anew when somebody it refers to has come, or has come again', () => {
    assert.equal(only(input([result]))?.flag.level, 'none');
    assert.equal(only(input([result], [him]))?.flag.level, 'low');
    assert.equal(only(input([result], [doctor('Berg')]))?.performers[0]?.name, 'Berg');
    assert.equal(only(input([result], [doctor('Dahl')]))?.performers[0]?.name, 'Dahl');
  });

  it('is made anew, and so is every other that looks up the same', () => {
    const others = Array.from({ length: 5 }, (_, index) => ({ ...result, id: `hb${index}` }));
    const names = (from: TopicInput): (string | undefined)[] =>
      results.view(from).lines.map(({ performers }) => performers[0]?.name);
    assert.deepEqual([...new Set(names(input(others, [doctor('Berg')])))], ['Berg']);
    assert.deepEqual([...new Set(names(input([...others, result], [doctor('Dahl')])))], ['Dahl']);
  });

  it('is made anew for another source, and when its source is renamed', () => {
    const from = input([result]);
    assert.equal(only(from)?.origin.sourceName, 'Clinic');
    const elsewhere = { ...from, matches: [{ resource: result, origin: { source: 't', sourceName: 'Hospital' } }] };
    assert.deepEqual(only(elsewhere)?.origin, { source: 't', sourceName: 'Hospital' });
    assert.equal(only(elsewhere)?.key, 't/Observation/hb');
  });

  it('is made anew when time has passed, where it tells what is over', () => {
    const request: FhirResource = {
      resourceType: 'MedicationRequest',
      id: 'm1',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      medicationCodeableConcept: { text: 'Amoxicillin' },
      dispenseRequest: { validityPeriod: { end: '2026-03-01T12:00:00Z' } },
      dosageInstruction: [{ timing: { repeat: { boundsPeriod: { end: '2026-03-01T12:00:00Z' } } } }],
    };
    const end = (now: string): string | undefined => medications.view(input([request], [], now)).current[0]?.overdueEnd;
    assert.equal(end('2026-03-01T11:59:00Z'), undefined);
    assert.equal(end('2026-03-01T12:01:00Z'), '2026-03-01T12:00:00Z');
  });
});
