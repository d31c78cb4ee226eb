import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Patient } from 'fhir/r4.js';
import { patient, type PatientDetails } from '../../../packages/sdk/src/topics/patient.ts';
import { examples, inputOf, together } from './support/corpus.ts';

function details(more: Partial<Patient>): PatientDetails {
  const found = patient.view(inputOf([{ resourceType: 'Patient', id: 'p', ...more }])).patient;
  assert.ok(found);
  return found;
}
const numbered = (code: string) => ({
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }] },
});

test('a death is told however it is recorded, and silence about it is no statement', () => {
  assert.deepEqual(details({ deceasedBoolean: true }).deceased, { state: 'yes' });
  assert.deepEqual(details({ deceasedDateTime: '2015-02-14' }).deceased, { state: 'yes', date: '2015-02-14' });
  assert.equal(details({ deceasedDateTime: 'last winter' }).deceased.state, 'yes');
  assert.deepEqual(details({ deceasedBoolean: false }).deceased, { state: 'no' });
  assert.deepEqual(details({}).deceased, { state: 'not-recorded' });
});

test('the medical record number comes first and old numbers last', () => {
  const identifier = [
    { value: 'old', use: 'old' as const },
    { value: 'ssn', ...numbered('SS') },
    { value: 'run out', ...numbered('MR'), period: { end: '2001' } },
    { value: 'mrn', ...numbered('MR') },
    { system: 'urn:empty' },
  ];
  assert.deepEqual(
    details({ identifier }).identifiers.map(({ value }) => value),
    ['mrn', 'ssn', 'old', 'run out'],
  );
});

test('only an inline picture of a safe type is a photo', () => {
  const data = 'iVBORw0KGgo=';
  const photo = (attachment: object) => details({ photo: [attachment] }).photo;
  assert.deepEqual(photo({ contentType: 'image/png', data }), { contentType: 'image/png', data });
  assert.deepEqual(photo({ contentType: 'image/JPG; name=face', data }), { contentType: 'image/jpeg', data });
  assert.equal(photo({ contentType: 'image/svg+xml', data }), undefined);
  assert.equal(photo({ contentType: 'text/html', data }), undefined);
  assert.equal(photo({ contentType: 'image/png', url: 'https://tracker.example/p.png' }), undefined);
  assert.equal(photo({ contentType: 'image/png', data: '"><script>' }), undefined);
  assert.equal(photo({ data }), undefined);
});

test('gender is as recorded, an odd one is unknown with its code, none is not recorded', () => {
  assert.equal(details({ gender: 'other' }).gender, 'other');
  const odd = details({ gender: 'F' as 'female' });
  assert.deepEqual([odd.gender, odd.genderCode], ['unknown', 'F']);
  assert.equal(details({}).gender, 'not-recorded');
});

test('birth sex and birth time come from their extensions', () => {
  const found = details({
    extension: [{ url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex', valueCode: 'F' }],
    birthDate: '2026-10-01',
    _birthDate: {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '2026-10-01T14:35:45Z' },
      ],
    },
  });
  assert.equal(found.birthSex?.text, 'F');
  assert.equal(found.birthTime, '2026-10-01T14:35:45Z');
});

test('gender identity and pronouns are found in the US Core and in the R5 form', () => {
  const simple = {
    url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-genderIdentity',
    valueCodeableConcept: { text: 'Woman' },
  };
  const parts = {
    url: 'http://hl7.org/fhir/StructureDefinition/individual-pronouns',
    extension: [{ url: 'value', valueCodeableConcept: { text: 'she/her' } }],
  };
  const found = details({ extension: [simple, parts] });
  assert.equal(found.genderIdentity?.text, 'Woman');
  assert.equal(found.pronouns?.text, 'she/her');
});

test('the preferred language leads', () => {
  const communication = [{ language: { text: 'English' } }, { language: { text: 'Yoruba' }, preferred: true }];
  assert.deepEqual(
    details({ communication }).languages.map(({ language }) => language.text),
    ['Yoruba', 'English'],
  );
});

test('an address is written on lines, from its parts or else its text', () => {
  const parts = { line: ['1 High St'], city: 'Leeds', postalCode: 'LS1 1AA', country: 'UK', text: 'all of it' };
  assert.deepEqual(details({ address: [parts] }).addresses[0]?.lines, ['1 High St', 'Leeds, LS1 1AA', 'UK']);
  assert.deepEqual(details({ address: [{ text: '1 High St\nLeeds' }] }).addresses[0]?.lines, ['1 High St', 'Leeds']);
  assert.deepEqual(details({ address: [{ use: 'home' }] }).addresses, []);
});

test('a record that was replaced does not head the page', () => {
  const old: Patient = {
    resourceType: 'Patient',
    id: 'old',
    link: [{ type: 'replaced-by', other: { reference: 'Patient/new' } }],
  };
  const found = patient.view(inputOf([old, { resourceType: 'Patient', id: 'new' }]));
  assert.equal(found.patient?.reference, 'Patient/new');
  assert.equal(found.others[0]?.replacedBy?.reference, 'Patient/new');
});

test('of two sources both records are there', () => {
  const one = inputOf([{ resourceType: 'Patient', id: 'p', active: false }], undefined, 'a');
  const other = inputOf([{ resourceType: 'Patient', id: 'q' }], undefined, 'b');
  const found = patient.view(together(one, other));
  assert.equal(found.patient?.origin.source, 'b');
  assert.equal(found.others.length, 1);
  assert.equal(patient.content(patient.view(inputOf([]))), 'none-recorded');
});

test('the official example reads as Peter Chalmers, born on Christmas Day 1974', () => {
  const all = examples('fhir-r4-official-examples').filter(({ file }) => /Patient-example\.json$/.test(file));
  assert.equal(all.length, 1);
  const found = patient.view(inputOf(all[0]?.resources ?? [])).patient;
  assert.equal(found?.name?.family, 'Chalmers');
  assert.deepEqual(found?.name?.given, ['Peter', 'James']);
  assert.equal(found?.birthDate, '1974-12-25');
  assert.equal(found?.birthTime, '1974-12-25T14:35:45-05:00');
  assert.equal(found?.identifiers[0]?.value, '12345');
  assert.equal(found?.deceased.state, 'no');
});

test('a record replaced by one that is not named does not head the page', () => {
  const link = [{ type: 'replaced-by' as const, other: { identifier: { value: '7' } } }];
  const replaced: Patient = { resourceType: 'Patient', id: 'old', link };
  const current: Patient = { resourceType: 'Patient', id: 'new' };
  assert.equal(patient.view(inputOf([replaced, current])).patient?.reference, 'Patient/new');
});

test('another source that tells of another person is found out, and small differences are not', () => {
  const margaret: Patient = {
    resourceType: 'Patient',
    id: 'p',
    name: [{ family: 'Adéyemi', given: ['Margaret', 'O.'] }],
    birthDate: '1950-03-04',
    gender: 'female',
  };
  const about = (more: Partial<Patient>) => {
    const other = inputOf([{ ...margaret, ...more }], undefined, 'b');
    return patient.view(together(inputOf([margaret], undefined, 'a'), other)).mismatches.map((one) => one.about);
  };
  assert.deepEqual(about({}), []);
  assert.deepEqual(about({ name: [{ text: 'ADEYEMI, Maggie' }] }), []);
  assert.deepEqual(about({ name: [{ family: 'Okafor', given: ['Margaret'] }] }), []);
  assert.deepEqual(about({ name: [{ text: 'マーガレット' }] }), []);
  assert.deepEqual(about({ birthDate: '1950' }), []);
  assert.deepEqual(about({ gender: 'male' }), []);
  assert.deepEqual(about({ birthDate: '1950-04-03' }), [['birth date']]);
  assert.deepEqual(about({ name: [{ family: 'Okafor', given: ['Chidi'] }], gender: 'male' }), [['name', 'sex']]);
});
