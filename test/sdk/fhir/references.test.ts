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

  it('finds its own resource at #', () => {
    const own = request();
    assert.equal(pool.resolve({ reference: '#' }, own), own);
  });
});

describe('a reference in a Bundle with entries of several servers', () => {
  const entry = (server: string, type: string, id: string): { fullUrl: string; resource: FhirResource } => ({
    fullUrl: `https://${server}.example/fhir/${type}/${id}`,
    resource: { resourceType: type, id } as FhirResource,
  });
  const entries = ['a', 'b'].map((server) => ({
    medication: entry(server, 'Medication', '1'),
    request: entry(server, 'MedicationRequest', '1'),
  }));
  const pool = new ResourcePool('');
  for (const { medication: one, request: other } of entries) [one, other].forEach((each) => pool.add(each));

  for (const reference of ['Medication/1', 'Medication/1/_history/4']) {
    it(`finds what lies at the same server: ${reference}`, () => {
      for (const { medication: one, request: other } of entries) {
        assert.equal(pool.resolve({ reference }, other.resource), one.resource);
      }
    });
  }

  it('does not take what lies at another server for what was not sent', () => {
    const stranger = entry('c', 'MedicationRequest', '1');
    pool.add(stranger);
    assert.equal(pool.resolve({ reference: 'Medication/1' }, stranger.resource), undefined);
  });
});

describe('a reference by identifier', () => {
  const identified = (resourceType: string, id: string, ...values: string[]): FhirResource =>
    ({
      resourceType,
      id,
      identifier: values.map((value) => ({ system: 'urn:npi', value })),
    }) as unknown as FhirResource;
  const find = (reference: object, ...resources: FhirResource[]): FhirResource | undefined => {
    const pool = new ResourcePool(BASE);
    for (const resource of resources)
      pool.add({ resource, fullUrl: `${BASE}/${resource.resourceType}/${resource.id}` });
    return pool.resolve(reference, request());
  };
  const doctor = identified('Practitioner', 'd', '1', '2');
  const identifier = { system: 'urn:npi', value: '2' };

  it('finds the one resource that has it', () => {
    assert.equal(find({ identifier }, identified('Practitioner', 'other', '3'), doctor), doctor);
    assert.equal(
      find({ identifier, type: 'Practitioner', reference: 'https://elsewhere.example/P/1' }, doctor),
      doctor,
    );
  });

  it('finds nothing where it fits several, another type, or only in part', () => {
    assert.equal(find({ identifier }, doctor, identified('Practitioner', 'twin', '2')), undefined);
    assert.equal(find({ identifier, type: 'Organization' }, doctor), undefined);
    assert.equal(find({ identifier: { value: '2' } }, doctor), undefined);
    assert.equal(find({ display: 'Dr. D' }, doctor), undefined);
  });

  it('finds what came after it was asked for the first time', () => {
    const pool = new ResourcePool(BASE);
    assert.equal(pool.resolve({ identifier }, request()), undefined);
    pool.add({ resource: doctor });
    assert.equal(pool.resolve({ identifier }, request()), doctor);
  });
});
