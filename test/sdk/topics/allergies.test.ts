import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AllergyIntolerance, FhirResource } from 'fhir/r4.js';
import { allergies, type AllergiesView } from '../../../packages/sdk/src/topics/allergies.ts';
import { examples, inputOf, together } from './support/corpus.ts';

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';
const SNOMED = 'http://snomed.info/sct';
const IPS = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';

function allergy(id: string, text: string, more: Partial<AllergyIntolerance> = {}): AllergyIntolerance {
  return {
    resourceType: 'AllergyIntolerance',
    id,
    patient: {},
    code: { text },
    clinicalStatus: clinical('active'),
    ...more,
  };
}
const clinical = (code: string) => ({ coding: [{ system: CLINICAL, code }] });
const verified = (code: string) => ({ coding: [{ system: VERIFICATION, code }] });
const reaction = (text: string, severity?: 'mild' | 'moderate' | 'severe') => [
  { manifestation: [{ text }], ...(severity && { severity }) },
];
const coded = (code: string, system = SNOMED) => ({ coding: [{ system, code }] });
const view = (...resources: FhirResource[]): AllergiesView => allergies.view(inputOf(resources));
const names = (lines: AllergiesView['current']): (string | undefined)[] => lines.map(({ name }) => name?.text);

test('what may kill comes first, then the worse reaction, whatever the dates', () => {
  const { current } = view(
    allergy('1', 'Ramipril', { reaction: reaction('Cough', 'mild'), recordedDate: '2026-01-01' }),
    allergy('2', 'Co-trimoxazole', { reaction: reaction('Rash', 'moderate') }),
    allergy('3', 'Iodine', { reaction: reaction('Wheeze', 'severe') }),
    allergy('4', 'Latex', { criticality: 'high' }),
    allergy('5', 'Penicillin', { reaction: reaction('Anaphylaxis'), recordedDate: '2011' }),
  );
  assert.deepEqual(names(current), ['Penicillin', 'Latex', 'Iodine', 'Co-trimoxazole', 'Ramipril']);
  assert.deepEqual(
    current.map(({ alarming }) => alarming),
    [true, true, false, false, false],
  );
});

test('anaphylaxis is told by code as well as by word, and its denial is not it', () => {
  const byCode = allergy('1', 'Peanut', { reaction: [{ manifestation: [coded('39579001')] }] });
  const spanish = allergy('2', 'Cacahuete', { reaction: reaction('Anafilaxia') });
  const named = allergy('3', 'Anaphylaxis caused by wasp venom');
  const denied = allergy('4', 'Aspirin', { reaction: reaction('Non-anaphylactic hives') });
  const found = new Map(view(byCode, spanish, named, denied).current.map((line) => [line.reference, line.anaphylaxis]));
  assert.deepEqual([...found].sort(), [
    ['AllergyIntolerance/1', true],
    ['AllergyIntolerance/2', true],
    ['AllergyIntolerance/3', true],
    ['AllergyIntolerance/4', false],
  ]);
});

test('a severity that nobody recorded is not mild, and criticality is kept apart from it', () => {
  const [line] = view(allergy('1', 'Latex', { reaction: reaction('Hives') })).current;
  assert.equal(line?.severity, 'not-recorded');
  assert.equal(line?.criticality, 'not-recorded');
  assert.equal(line?.reactions[0]?.severity, 'not-recorded');
});

test('the worst of several reactions counts', () => {
  const [line] = view(
    allergy('1', 'Nuts', { reaction: [...reaction('Itch', 'mild'), ...reaction('Swelling', 'severe')] }),
  ).current;
  assert.equal(line?.severity, 'severe');
});

test('past, refuted and mistaken entries are apart and raise no alarm', () => {
  const anaphylaxis = { reaction: reaction('Anaphylaxis'), criticality: 'high' as const };
  const found = view(
    allergy('1', 'Egg', { ...anaphylaxis, clinicalStatus: clinical('resolved') }),
    allergy('2', 'Milk', { ...anaphylaxis, clinicalStatus: clinical('inactive') }),
    allergy('3', 'Penicillin', { ...anaphylaxis, verificationStatus: verified('refuted') }),
    allergy('4', 'Wrong patient', { ...anaphylaxis, verificationStatus: verified('entered-in-error') }),
  );
  assert.deepEqual(names(found.current), []);
  assert.deepEqual(names(found.past), ['Egg', 'Milk']);
  assert.deepEqual(names(found.refuted), ['Penicillin']);
  assert.deepEqual(names(found.enteredInError), ['Wrong patient']);
  const all = [...found.past, ...found.refuted, ...found.enteredInError];
  assert.ok(all.every(({ alarming }) => !alarming));
});

test('an unknown or missing status is unknown, stays among the current, and keeps its code', () => {
  const { clinicalStatus: _, ...silent } = allergy('1', 'Kiwi');
  const { current } = view(silent, allergy('2', 'Fig', { clinicalStatus: clinical('dormant') }));
  assert.deepEqual(
    current.map(({ status, statusCode }) => [status, statusCode]),
    [
      ['unknown', undefined],
      ['unknown', 'dormant'],
    ],
  );
});

test('“unconfirmed” is told, and a missing verification is not confirmed', () => {
  const { current } = view(allergy('1', 'A', { verificationStatus: verified('unconfirmed') }), allergy('2', 'B'));
  assert.deepEqual(
    current.map(({ verification }) => verification),
    ['unconfirmed', 'unknown'],
  );
});

test('a coded “no known allergies” is known none and not an allergy', () => {
  for (const [code, system] of [
    ['716186003', SNOMED],
    ['no-known-allergies', IPS],
  ] as const) {
    const found = view(
      allergy('1', 'No known allergies', {
        code: coded(code, system),
        recordedDate: '2026-04-14',
        criticality: 'high',
      }),
    );
    assert.deepEqual(found.current, []);
    assert.equal(found.noneStatements[0]?.kind, 'known-none');
    assert.equal(found.noneStatements[0]?.date, '2026-04-14');
    assert.equal(found.contradicted, false);
    assert.equal(allergies.content(found), 'known-none');
  }
});

test('“no information about allergies” is not “no allergies”', () => {
  const found = view(allergy('1', 'No information', { code: coded('no-allergy-info', IPS) }));
  assert.equal(found.noneStatements[0]?.kind, 'no-information');
  assert.equal(allergies.content(found), 'none-recorded');
});

test('“no known drug allergy” speaks for drugs only', () => {
  const none = allergy('1', 'No known drug allergy', { code: coded('409137002') });
  assert.equal(allergies.content(view(none)), 'some');
  const food = allergy('2', 'Peanut', { category: ['food'] });
  assert.equal(view(none, food).contradicted, false);
  const drug = allergy('3', 'Penicillin', { category: ['medication'] });
  assert.equal(view(none, drug).contradicted, true);
});

test('“no known allergies” beside an allergy is a contradiction that hides neither', () => {
  const found = view(allergy('1', 'None', { code: coded('716186003') }), allergy('2', 'Penicillin'));
  assert.equal(found.contradicted, true);
  assert.deepEqual(names(found.current), ['Penicillin']);
  assert.equal(found.noneStatements.length, 1);
  assert.equal(allergies.content(found), 'some');
});

test('a “no known allergies” that is refuted, mistaken or out of date is not known none', () => {
  const none = (more: Partial<AllergyIntolerance>) =>
    view(allergy('1', 'No known allergies', { code: coded('716186003'), ...more }));
  for (const verificationStatus of [verified('refuted'), verified('entered-in-error')]) {
    assert.deepEqual(none({ verificationStatus }).noneStatements, []);
    assert.notEqual(allergies.content(none({ verificationStatus })), 'known-none');
  }
  assert.deepEqual(none({ clinicalStatus: clinical('inactive') }).noneStatements, []);
  assert.equal(allergies.content(none({ verificationStatus: verified('entered-in-error') })), 'none-recorded');
});

test('nothing at all is none recorded', () => {
  assert.equal(allergies.content(view()), 'none-recorded');
});

test('the same id at two sources is two lines; sent twice by one source it is one', () => {
  const resource = allergy('1', 'Penicillin');
  const found = allergies.view(
    together(inputOf([resource, resource], undefined, 'a'), inputOf([resource], undefined, 'b')),
  );
  assert.deepEqual(
    found.current.map(({ key, origin }) => [key, origin.source]),
    [
      ['a/AllergyIntolerance/1', 'a'],
      ['b/AllergyIntolerance/1', 'b'],
    ],
  );
});

test('who said so: the patient is told from a clinician', () => {
  const doctor: FhirResource = { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Mensah', given: ['Rose'] }] };
  const found = view(
    doctor,
    allergy('1', 'Latex', { asserter: { reference: 'Patient/p' }, recorder: { reference: 'Practitioner/d' } }),
  );
  assert.equal(found.current[0]?.assertedBy?.kind, 'patient');
  assert.equal(found.current[0]?.recordedBy?.name, 'Rose Mensah');
});

test('the official fish and penicillin examples read as a clinician would', () => {
  const all = examples('fhir-r4-official-examples').filter(({ file }) => file.includes('AllergyIntolerance-'));
  const read = new Map(
    all.map(({ file, resources }) => [file.split('AllergyIntolerance-')[1], view(...resources).current]),
  );
  assert.equal(read.get('medication.json')?.[0]?.name?.text, 'Penicillin G');
  assert.equal(read.get('medication.json')?.[0]?.alarming, true);
  assert.equal(read.get('medication.json')?.[0]?.verification, 'unconfirmed');
  assert.equal(read.get('fishallergy.json')?.[0]?.verification, 'confirmed');
});

test('"no known allergies" under a system’s own code, and "not asked", are statements and not allergies', () => {
  const coded = (code: string, display: string): AllergyIntolerance => ({
    resourceType: 'AllergyIntolerance',
    id: '1',
    patient: {},
    code: { coding: [{ system: 'urn:local', code, display }] },
  });
  for (const [sent, about] of [
    [coded('A0', 'No Known Allergies'), 'all'],
    [coded('A1', 'No known drug allergies'), 'drug'],
    [coded('1631000175102', 'Patient not asked'), 'all'],
  ] as const) {
    const found = allergies.view(inputOf([sent]));
    assert.equal(found.current.length, 0);
    assert.equal(found.noneStatements[0]?.about, about);
  }
});
