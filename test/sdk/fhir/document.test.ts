import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { patientOf, searchBundle } from '../../../packages/sdk/src/fhir/document.ts';
import type { Search } from '../../../packages/sdk/src/topics/topic.ts';
import { sharedJson } from '../../support/shared-data.ts';

const search = (type: Search['type'], params?: Search['params']): Search => ({
  type,
  by: 'patient',
  ...(params && { params }),
});
const ids = (bundle: Bundle, wanted: Search): (string | undefined)[] =>
  searchBundle(bundle, wanted).matches.map(({ resource }) => resource.id);

const observation = (id: string, extra: object = {}): object => ({ resourceType: 'Observation', id, ...extra });
const document = (section: object, ...resources: object[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'document',
  timestamp: '2024-05-06T07:08:09Z',
  entry: [
    {
      resource: {
        resourceType: 'Composition',
        subject: { reference: 'Patient/p' },
        section: [section],
      } as FhirResource,
    },
    { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', id: 'p' } },
    ...resources.map((resource) => ({ resource: resource as FhirResource })),
  ],
});

describe('a Bundle as a source', () => {
  it('finds the patient and the allergies of an IPS document by its urn:uuid references', () => {
    const bundle = sharedJson('ips/bundle-minimal.json') as Bundle;
    assert.equal(patientOf(bundle)?.resourceType, 'Patient');
    assert.equal(searchBundle(bundle, search('AllergyIntolerance')).matches.length, 1);
    assert.equal(searchBundle(bundle, search('MedicationStatement')).matches.length, 1);
  });

  it('is as of the date of the document, not of today', () => {
    const page = searchBundle(document({}), search('Condition'));
    assert.equal(page.asOf?.toISOString(), '2024-05-06T07:08:09.000Z');
  });

  it('finds what is searched for by a code or a kind of document, and what the section of it lists', () => {
    const loinc = (code: string): object => ({ coding: [{ system: 'http://loinc.org', code }] });
    const bundle = document(
      { code: loinc('10162-6'), entry: [{ reference: 'Observation/listed' }] },
      observation('status', { code: loinc('82810-3') }),
      observation('listed', { code: loinc('1-1') }),
      observation('elsewhere', { code: { coding: [{ system: 'urn:oid:1.2', code: '82810-3' }] } }),
      observation('smoking', { code: loinc('72166-2') }),
    );
    const coded = search('Observation', { code: ['http://loinc.org|82810-3', 'http://loinc.org|11778-8'] });
    assert.deepEqual(ids(bundle, coded), ['status', 'listed']);
  });

  it('takes the conditions of the functional status for what they are, and the list of problems for none of them', () => {
    const code = (one: string): object => ({ coding: [{ code: one }] });
    const bundle = document(
      {
        section: [
          { code: code('11450-4'), entry: [{ reference: 'Condition/asthma' }] },
          { code: code('47420-5'), entry: [{ reference: 'Condition/stairs' }] },
        ],
      },
      { resourceType: 'Condition', id: 'asthma' },
      { resourceType: 'Condition', id: 'stairs' },
    );
    assert.deepEqual(ids(bundle, search('Condition', { category: 'functional-status' })), ['stairs']);
    assert.deepEqual(ids(bundle, search('Condition')), ['asthma', 'stairs']);
  });

  it('takes what a section lists, panel members too, for what the section is about', () => {
    const bundle = document(
      {
        code: { coding: [{ system: 'http://loinc.org', code: '30954-2' }] },
        entry: [{ reference: 'Observation/panel' }],
      },
      observation('panel', { hasMember: [{ reference: 'Observation/member' }] }),
      observation('member'),
      observation('pulse', { category: [{ coding: [{ code: 'vital-signs' }] }] }),
      observation('other'),
    );
    assert.deepEqual(ids(bundle, search('Observation', { category: 'laboratory' })), ['panel', 'member']);
    assert.deepEqual(ids(bundle, search('Observation', { category: ['vital-signs', 'x'] })), ['pulse']);
  });

  it('leaves out what names another patient of the same Bundle', () => {
    const bundle = document(
      {},
      { resourceType: 'Patient', id: 'q' },
      { resourceType: 'Condition', id: 'mine', subject: { reference: 'Patient/p' } },
      { resourceType: 'Condition', id: 'theirs', subject: { reference: 'Patient/q' } },
    );
    assert.deepEqual(ids(bundle, search('Condition')), ['mine']);
  });

  it('tells that it holds what is another person’s, in every search that finds some, and in no other', () => {
    const bundle = document(
      {},
      { resourceType: 'Patient', id: 'q' },
      { resourceType: 'Condition', id: 'theirs', subject: { reference: 'Patient/q' } },
      { resourceType: 'Procedure', id: 'mine', subject: { reference: 'Patient/p' } },
      { resourceType: 'Group', id: 'g' },
      { resourceType: 'Observation', id: 'of-a-group', subject: { reference: 'Group/g' } },
    );
    for (const type of ['Patient', 'Condition'] as const)
      assert.deepEqual(searchBundle(bundle, search(type)).remarks, [{ kind: 'others-left-out' }], type);
    for (const type of ['Procedure', 'Observation'] as const)
      assert.deepEqual(searchBundle(bundle, search(type)).remarks, [], type);
  });

  const allergies = (section: object): Bundle => document({ code: { coding: [{ code: '48765-2' }] }, ...section });

  it('says that there is none only where the section says nil known', () => {
    const page = searchBundle(
      allergies({ emptyReason: { coding: [{ code: 'nilknown' }] } }),
      search('AllergyIntolerance'),
    );
    assert.equal(page.knownNone, true);
    assert.deepEqual(page.remarks, []);
  });

  it('passes on why a section is empty', () => {
    const page = searchBundle(
      allergies({ emptyReason: { coding: [{ code: 'unavailable' }], text: 'No information available' } }),
      search('AllergyIntolerance'),
    );
    assert.equal(page.knownNone, undefined);
    assert.deepEqual(page.remarks, [{ kind: 'server-message', text: 'No information available' }]);
  });

  it('passes on narrative that stands alone, as plain text', () => {
    const page = searchBundle(
      allergies({ text: { div: '<div>Penicillin &amp; <b>latex</b><script>x</script></div>' } }),
      search('AllergyIntolerance'),
    );
    assert.deepEqual(page.remarks, [{ kind: 'may-be-incomplete', text: 'Penicillin & latex x' }]);
  });
});

describe('a Bundle that holds entries of another patient', () => {
  it('leaves them out, whether or not that patient’s details are in it', () => {
    const allergy = (id: string, owner: string): object => ({
      resourceType: 'AllergyIntolerance',
      id,
      patient: { reference: owner },
    });
    const bundle = document(
      {},
      allergy('own', 'Patient/p'),
      allergy('own-by-url', 'https://elsewhere.example/fhir/Patient/p'),
      allergy('unsaid', 'urn:uuid:unknown'),
      allergy('foreign', 'Patient/q'),
      allergy('foreign-by-url', 'https://elsewhere.example/fhir/Patient/q/_history/2'),
    );
    assert.deepEqual(ids(bundle, search('AllergyIntolerance')), ['own', 'own-by-url', 'unsaid']);
  });
});
