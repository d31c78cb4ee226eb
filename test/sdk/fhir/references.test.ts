import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { ResourcePool } from '../../../packages/sdk/src/fhir/references.ts';

const BASE = 'https://fhir.example.org/r4';
const medication = { resourceType: 'Medication', id: 'm1' } as FhirResource;
const request = (contained?: unknown): FhirResource =>
  ({ resourceType: 'MedicationRequest', id: 'r1', contained }) as unknown as FhirResource;

describe('a reference', () => {
  const pool = new ResourcePool(BASE);
  pool.add({ resource: medication, fullUrl: 'urn:uuid:1234' });

  for (const reference of [
    'Medication/m1',
    `${BASE}/Medication/m1`,
    `${BASE}/Medication/m1/_history/3`,
    'Medication/m1/_history/3',
    'urn:uuid:1234',
  ]) {
    it(`finds what was read as ${reference}`, () => {
      assert.equal(pool.resolve({ reference }, request()), medication);
    });
  }

  for (const reference of ['Medication/other', 'https://elsewhere.example/r4/Medication/m1', '#m1', '', undefined]) {
    it(`finds nothing at ${reference}`, () => {
      assert.equal(pool.resolve(reference === undefined ? {} : { reference }, request()), undefined);
    });
  }

  it('finds what its own resource contains, and nothing in what is no list', () => {
    const inside = { resourceType: 'Medication', id: 'inside' };
    assert.equal(pool.resolve({ reference: '#inside' }, request([null, inside])), inside);
    for (const broken of [null, 'inside', { id: 'inside' }, [null]]) {
      assert.equal(pool.resolve({ reference: '#inside' }, request(broken)), undefined);
    }
  });
});
