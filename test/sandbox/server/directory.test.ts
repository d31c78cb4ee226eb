import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createFhirService } from '../../../packages/sandbox/src/fhir/service.ts';
import type { FhirResource } from '../../../packages/sandbox/src/fhir/types.ts';
import { patientDirectory } from '../../../packages/sandbox/src/server/directory.ts';

const visit = (id: string, patient: string, change: object = {}) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { display: 'ambulatory' },
  subject: { reference: `Patient/${patient}` },
  ...change,
});

it('the visits that can be chosen are those of the patient, newest first, without what was entered in error', async () => {
  const fhir = createFhirService({ base: 'http://localhost:9/fhir', name: 'Clinic' });
  try {
    fhir.load([
      { resourceType: 'Patient', id: 'a' },
      { resourceType: 'Patient', id: 'b' },
      visit('old', 'a', { period: { start: '2024-05-01' }, type: [{ text: 'Check-up' }] }),
      visit('new', 'a', { period: { start: '2026-02-03T10:00:00Z' }, status: 'in-progress' }),
      visit('wrong', 'a', { period: { start: '2026-03-03' }, status: 'entered-in-error' }),
      visit('other', 'b', { period: { start: '2026-04-04' } }),
    ] as FhirResource[]);
    const directory = patientDirectory((request) => fhir.handle(request), new Map());
    assert.deepEqual(await directory.encounters('a', 10), [
      { id: 'new', title: 'ambulatory', start: '2026-02-03T10:00:00Z', status: 'in-progress' },
      { id: 'old', title: 'Check-up', start: '2024-05-01', status: 'finished' },
    ]);
    assert.deepEqual(
      (await directory.encounters('a', 1)).map(({ id }) => id),
      ['new'],
    );
    assert.deepEqual(await directory.encounters('nobody', 10), []);
  } finally {
    fhir.close();
  }
});
