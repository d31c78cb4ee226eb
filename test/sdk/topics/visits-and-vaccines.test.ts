import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Encounter, FhirResource, Immunization } from 'fhir/r4.js';
import { encounters } from '../../../packages/sdk/src/topics/encounters.ts';
import { immunizations } from '../../../packages/sdk/src/topics/immunizations.ts';
import { inputOf } from './support/corpus.ts';

function vaccine(id: string, more: object = {}): Immunization {
  const base = {
    resourceType: 'Immunization',
    id,
    status: 'completed',
    patient: {},
    vaccineCode: { text: `Vaccine ${id}` },
  };
  return { ...base, ...more } as Immunization;
}
function visit(id: string, more: object = {}): Encounter {
  return { resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB' }, ...more };
}
const vaccines = (...resources: FhirResource[]) => immunizations.view(inputOf(resources));
const visits = (...resources: FhirResource[]) => encounters.view(inputOf(resources));

test('vaccines given, not given and mistaken are apart; an unknown status is not “given” for sure', () => {
  const found = vaccines(
    vaccine('1', { occurrenceDateTime: '2024-11-11' }),
    vaccine('2', { status: 'not-done', statusReason: { text: 'refused' } }),
    vaccine('3', { status: 'entered-in-error' }),
    vaccine('4', { status: 'done', occurrenceDateTime: '2026-10-02' }),
  );
  assert.deepEqual(
    found.given.map(({ reference, status }) => [reference, status]),
    [
      ['Immunization/4', 'unknown'],
      ['Immunization/1', 'completed'],
    ],
  );
  assert.equal(found.notDone[0]?.statusReason?.text, 'refused');
  assert.equal(found.enteredInError.length, 1);
});

test('dose of series, lot and place are kept as sent', () => {
  const [line] = vaccines(
    vaccine('1', {
      lotNumber: 'A1',
      protocolApplied: [{ doseNumberString: 'booster', seriesDosesPositiveInt: 3 }],
      occurrenceString: 'as a child',
    }),
  ).given;
  assert.deepEqual(
    [line?.lotNumber, line?.protocol[0]?.doseNumber, line?.protocol[0]?.seriesDoses],
    ['A1', 'booster', '3'],
  );
  assert.deepEqual(line?.occurrence, { kind: 'text', text: 'as a child' });
});

test('known none and no information about vaccines differ', () => {
  const ips = (code: string) => ({
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code }] },
  });
  assert.equal(immunizations.content(vaccines(vaccine('1', ips('no-known-immunizations')))), 'known-none');
  assert.equal(immunizations.content(vaccines(vaccine('1', ips('no-immunization-info')))), 'none-recorded');
  assert.equal(vaccines(vaccine('1', ips('no-known-immunizations')), vaccine('2')).contradicted, true);
});

test('visits are apart by status, and none is lost', () => {
  const statuses = [
    'planned',
    'arrived',
    'triaged',
    'in-progress',
    'onleave',
    'finished',
    'cancelled',
    'entered-in-error',
    'odd',
  ];
  const found = visits(...statuses.map((status) => visit(status, { status })));
  const count = ({ length }: readonly unknown[]): number => length;
  assert.deepEqual(
    [found.ongoing, found.planned, found.past, found.cancelled, found.enteredInError].map(count),
    [4, 1, 2, 1, 1],
  );
  assert.equal(found.past.find(({ statusCode }) => statusCode === 'odd')?.status, 'unknown');
});

test('past visits are newest first and planned ones soonest first', () => {
  const on = (start: string, more: object = {}) => visit(start, { period: { start }, ...more });
  const found = visits(on('2019'), on('2021'), on('2027', { status: 'planned' }), on('2026-12', { status: 'planned' }));
  assert.deepEqual(
    [...found.past, ...found.planned].map(({ period }) => period?.start),
    ['2021', '2019', '2026-12', '2027'],
  );
});

test('why, where and with whom come from codes and from what is referred to', () => {
  const clinic: FhirResource = { resourceType: 'Organization', id: 'o', name: 'City Clinic' };
  const asthma: FhirResource = { resourceType: 'Condition', id: 'c', subject: {}, code: { text: 'Asthma' } };
  const [line] = visits(
    clinic,
    asthma,
    visit('1', {
      type: [{ text: 'Check-up' }],
      reasonReference: [{ reference: 'Condition/c' }],
      serviceProvider: { reference: 'Organization/o' },
      location: [{ location: { display: 'Room 4' } }],
      participant: [{ individual: { display: 'Dr Rose Mensah' }, type: [{ text: 'attender' }] }],
    }),
  ).past;
  assert.equal(line?.name?.text, 'Check-up');
  assert.equal(line?.reasons[0]?.text, 'Asthma');
  assert.equal(line?.serviceProvider?.name, 'City Clinic');
  assert.equal(line?.locations[0]?.name, 'Room 4');
  assert.equal(line?.participants[0]?.name, 'Dr Rose Mensah');
  assert.equal(line?.class?.codings[0]?.code, 'AMB');
});
