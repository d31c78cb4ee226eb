import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conceptOf, conceptText } from '../../../packages/sdk/src/format/concept.ts';
import { currentName, formatName, personNameOf, type PersonName } from '../../../packages/sdk/src/format/person.ts';

const sct = 'http://snomed.info/sct';

test('a concept is told in its text, else a display, else its code', () => {
  const coding = { system: sct, code: '38341003', display: 'Hypertensive disorder' };
  assert.equal(conceptOf({ text: 'High blood pressure', coding: [coding] })?.text, 'High blood pressure');
  assert.equal(conceptOf({ coding: [coding] })?.text, 'Hypertensive disorder');
  assert.equal(conceptOf({ coding: [{ code: 'I10' }, coding] })?.text, 'Hypertensive disorder');
  assert.equal(conceptOf({ coding: [{ system: 'urn:icd10', code: 'I10' }] })?.text, 'I10');
  assert.equal(conceptOf({ text: '  ', coding: [{ display: '' }] }), undefined);
  assert.equal(conceptOf({}), undefined);
  assert.equal(conceptOf(undefined), undefined);
});

test('the coding that a person chose speaks before the others', () => {
  const concept = conceptOf({
    coding: [{ display: 'Machine’s words' }, { display: 'Doctor’s words', userSelected: true }],
  });
  assert.equal(concept?.text, 'Doctor’s words');
});

test('the reader’s language is used where the sender translated', () => {
  const url = 'http://hl7.org/fhir/StructureDefinition/translation';
  const extension = [
    { url: 'lang', valueCode: 'es' },
    { url: 'content', valueString: 'Hipertensión' },
  ];
  const concept = conceptOf({ coding: [{ display: 'Hypertension', _display: { extension: [{ url, extension }] } }] });
  assert.ok(concept);
  assert.equal(conceptText(concept, 'es-MX'), 'Hipertensión');
  assert.equal(conceptText(concept, 'fr'), 'Hypertension');
});

const now = new Date('2026-10-19T09:42:00Z');
const named = (names: Parameters<typeof personNameOf>[0][]): PersonName[] =>
  names.flatMap((name) => personNameOf(name) ?? []);

test('a name is written as sent, else in its parts’ order', () => {
  assert.equal(
    formatName(named([{ text: '山田 太郎', family: 'Yamada', given: ['Tarō'] }])[0] as PersonName),
    '山田 太郎',
  );
  const parts = { prefix: ['Mrs'], given: ['Margaret', 'Ada'], family: 'Adeyemi', suffix: ['MBE'] };
  assert.equal(formatName(named([parts])[0] as PersonName), 'Mrs Margaret Ada Adeyemi MBE');
});

test('the name of today: the official one in force, not a maiden or an old one', () => {
  const names = named([
    { use: 'maiden', family: 'Okafor' },
    { use: 'old', family: 'Smith' },
    { use: 'official', family: 'Jones', period: { end: '2020-05' } },
    { use: 'nickname', given: ['Maggie'] },
    { use: 'usual', family: 'Adeyemi' },
  ]);
  assert.equal(currentName(names, now)?.family, 'Adeyemi');
});

test('a name that is still good today ends today, and a past one is better than none', () => {
  assert.equal(
    currentName(
      named([
        { family: 'A', period: { end: '2026-10-19' } },
        { use: 'nickname', family: 'B' },
      ]),
      now,
    )?.family,
    'A',
  );
  assert.equal(currentName(named([{ use: 'maiden', family: 'Okafor' }]), now)?.family, 'Okafor');
  assert.equal(currentName([], now), undefined);
});

test('an empty name is none', () => {
  assert.equal(personNameOf({ use: 'official', prefix: ['Mr'] }), undefined);
  assert.equal(personNameOf(undefined), undefined);
});
