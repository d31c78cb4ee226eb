import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dosage as FhirDosage } from 'fhir/r4.js';
import { dosagesOf } from '../../../packages/sdk/src/format/dosage.ts';
import { dosageEnglish } from '../../../packages/sdk/src/format/dosage-strings.ts';
import { dosageSpanish } from '../../../packages/sdk/src/format/dosage-spanish.ts';
import { dosageSentence, dosagesText, dosageText } from '../../../packages/sdk/src/format/dosage-text.ts';

import { CORPORA, examples } from '../topics/support/corpus.ts';
import { unprintable } from '../topics/support/walk.ts';

const options = { locale: 'en', strings: dosageEnglish };
const ucum = 'http://unitsofmeasure.org';
const oral = {
  coding: [{ system: 'http://snomed.info/sct', code: '26643006', display: 'Oral route (qualifier value)' }],
};
const tablets = (value: number) => [{ doseQuantity: { value, unit: value === 1 ? 'tablet' : 'tablets' } }];

function say(dosage: FhirDosage): string | undefined {
  const [read] = dosagesOf([dosage]);
  return read && dosageSentence(read, options)?.replaceAll('\u00a0', ' ');
}

const SENTENCES: readonly [what: string, dosage: FhirDosage, sentence: string | undefined][] = [
  [
    'dose, route, frequency and length',
    {
      doseAndRate: tablets(1),
      route: oral,
      timing: {
        repeat: { frequency: 2, period: 1, periodUnit: 'd', boundsDuration: { value: 7, code: 'd', system: ucum } },
      },
      additionalInstruction: [{ text: 'take with food' }],
    },
    '1 tablet by mouth twice a day for 7 days; take with food',
  ],
  ['only a dose', { doseAndRate: tablets(2) }, '2 tablets'],
  ['only a frequency', { timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }, 'once a day'],
  [
    'a period without a frequency is once in it',
    { timing: { repeat: { period: 8, periodUnit: 'h' } } },
    'every 8 hours',
  ],
  [
    'a range of periods',
    { timing: { repeat: { frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' } } },
    'every 4 to 6 hours',
  ],
  [
    'a range of times',
    { timing: { repeat: { frequency: 1, frequencyMax: 3, period: 1, periodUnit: 'd' } } },
    '1 to 3 times a day',
  ],
  [
    'several times in several units',
    { timing: { repeat: { frequency: 3, period: 2, periodUnit: 'wk' } } },
    '3 times every 2 weeks',
  ],
  ['an abbreviation', { timing: { code: { coding: [{ code: 'TID' }] } } }, '3 times a day'],
  ['an abbreviation of hours', { timing: { code: { coding: [{ code: 'Q6H' }] } } }, 'every 6 hours'],
  ['a code that is not known is told as sent', { timing: { code: { text: 'per cycle' } } }, 'per cycle'],
  [
    'a mealtime',
    { doseAndRate: tablets(1), timing: { repeat: { when: ['ACM'], offset: 30 } } },
    '1 tablet 30 minutes before breakfast',
  ],
  ['bedtime', { timing: { repeat: { when: ['HS'] } } }, 'at bedtime'],
  ['weekdays', { timing: { repeat: { dayOfWeek: ['mon', 'thu'] } } }, 'on Monday and Thursday'],
  ['times of day', { timing: { repeat: { timeOfDay: ['08:00:00', '20:00:00'] } } }, 'at 08:00 and 20:00'],
  ['as needed', { doseAndRate: tablets(2), asNeededBoolean: true }, '2 tablets when needed'],
  ['as needed for something', { asNeededCodeableConcept: { text: 'pain' } }, 'when needed for pain'],
  ['not as needed is not said', { doseAndRate: tablets(1), asNeededBoolean: false }, '1 tablet'],
  [
    'a dose range and a maximum',
    {
      doseAndRate: [{ doseRange: { low: { value: 1, unit: 'tablet' }, high: { value: 2, unit: 'tablet' } } }],
      maxDosePerPeriod: {
        numerator: { value: 8, unit: 'tablets' },
        denominator: { value: 24, unit: 'h', code: 'h', system: ucum },
      },
    },
    '1 to 2 tablets; no more than 8 tablets in 24 hours',
  ],
  [
    'a rate',
    {
      doseAndRate: [
        { rateRatio: { numerator: { value: 100, unit: 'mL' }, denominator: { value: 1, code: 'h', system: ucum } } },
      ],
    },
    'at 100 mL in 1 hour',
  ],
  ['a duration', { timing: { repeat: { duration: 30, durationUnit: 'min' } } }, 'over 30 minutes'],
  [
    'how many in all',
    { timing: { repeat: { count: 3, frequency: 1, period: 1, periodUnit: 'd' } } },
    'once a day 3 doses in all',
  ],
  [
    'from and until',
    {
      timing: {
        repeat: { frequency: 1, period: 1, periodUnit: 'd', boundsPeriod: { start: '2026-10-01', end: '2026-10-08' } },
      },
    },
    'once a day from 1 Oct 2026 until 8 Oct 2026',
  ],
  [
    'units are never U',
    { doseAndRate: [{ doseQuantity: { value: 10, unit: 'U', code: 'U', system: ucum } }] },
    '10 units',
  ],
  ['micrograms in full', { doseAndRate: [{ doseQuantity: { value: 50, code: 'ug', system: ucum } }] }, '50 micrograms'],
  [
    'micrograms in full in a rate',
    { doseAndRate: [{ rateQuantity: { value: 4, unit: 'ug/kg/min', code: 'ug/kg/min', system: ucum } }] },
    'at 4 micrograms/kg/min',
  ],
  ['nothing', {}, undefined],
  ['a sequence alone is nothing', { sequence: 1 }, undefined],
];

test('a sentence says what was sent and nothing else', () => {
  for (const [what, dosage, sentence] of SENTENCES) assert.equal(say(dosage), sentence, what);
});

test('a dose never has a trailing zero', () => {
  const [dosage] = dosagesOf([{ doseAndRate: [{ doseQuantity: { value: '5.0' as unknown as number, unit: 'mg' } }] }]);
  assert.equal(dosage && dosageSentence(dosage, options), '5\u00a0mg');
});

test('the prescriber’s own words lead', () => {
  const [dosage] = dosagesOf([{ text: 'One at night', doseAndRate: tablets(1) }]);
  assert.ok(dosage);
  assert.equal(dosageText(dosage, options), 'One at night');
  assert.equal(dosageSentence(dosage, options)?.replaceAll('\u00a0', ' '), '1 tablet');
});

test('instructions that follow one another are in order', () => {
  const dosages = dosagesOf([
    { sequence: 2, text: 'then 10 mg' },
    { sequence: 1, text: '20 mg first' },
  ]);
  assert.deepEqual(
    dosages.map(({ text }) => text),
    ['20 mg first', 'then 10 mg'],
  );
});

test('names of units, days and numbers come in the reader’s language', () => {
  const [dosage] = dosagesOf([
    { timing: { repeat: { dayOfWeek: ['mon'], boundsDuration: { value: 1.5, code: 'h', system: ucum } } } },
  ]);
  const strings = {
    ...dosageEnglish,
    on: (days: string) => `los ${days}`,
    lasting: (time: string) => `durante ${time}`,
  };
  assert.equal(
    dosage && dosageSentence(dosage, { locale: 'es', strings })?.replaceAll('\u00a0', ' '),
    'los lunes durante 1,5 horas',
  );
});

test('one dose told in several terms is not read as several doses', () => {
  const type = (code: string) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/dose-rate-type', code }],
  });
  const doseAndRate = [
    { type: type('calculated'), doseQuantity: { value: 1000, unit: 'mg' } },
    { type: type('admin-amount'), doseQuantity: { value: 2, unit: 'tablets' } },
    { type: type('ordered'), doseQuantity: { value: 1000, unit: 'mg' } },
  ];
  assert.equal(say({ doseAndRate, route: oral }), '1000 mg (2 tablets) by mouth');
});

const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u00a0', ' ');
const spanish = { locale: 'es', strings: dosageSpanish };

test('what is said to the patient is left out of no text of the whole, and is told once', () => {
  const whole = (dosage: FhirDosage): string | undefined => plain(dosagesText(dosagesOf([dosage]), options));
  const patientInstruction = 'Stay upright.';
  assert.equal(whole({ doseAndRate: tablets(1), patientInstruction }), '1 tablet; Stay upright.');
  assert.equal(whole({ text: 'One a week', patientInstruction }), 'One a week; Stay upright.');
  assert.equal(whole({ patientInstruction }), 'Stay upright.');
});

test('minutes from an event are after it, unless the event says before', () => {
  const at = (event: string): string | undefined => say({ timing: { repeat: { when: [event as 'HS'], offset: 30 } } });
  assert.equal(at('PCM'), '30 minutes after breakfast');
  assert.equal(at('AC'), '30 minutes before meals');
  assert.equal(at('HS'), 'at bedtime, 30 minutes later');
});

test('the steps of a taper follow one another, and what has one place in the order is taken together', () => {
  const step = (sequence: number | undefined, text: string): FhirDosage => ({ ...(sequence && { sequence }), text });
  const all = (...steps: FhirDosage[]): string | undefined => dosagesText(dosagesOf(steps), options);
  assert.equal(all(step(2, '10 mg'), step(1, '20 mg'), step(3, '5 mg')), '20 mg; then 10 mg; then 5 mg');
  assert.equal(all(step(1, '1 in the morning'), step(1, '2 at night')), '1 in the morning and 2 at night');
  assert.equal(all(step(undefined, 'A'), step(undefined, 'B')), 'A and B');
  assert.equal(all(), undefined);
});

test('a sentence in Spanish is in Spanish', () => {
  const read = (dosage: FhirDosage): string | undefined => {
    const [one] = dosagesOf([dosage]);
    return one && plain(dosageSentence(one, spanish));
  };
  const week = { value: 7, code: 'd', system: ucum };
  const repeat = { frequency: 2, period: 1, periodUnit: 'd', boundsDuration: week } as const;
  const twice = { doseAndRate: tablets(1), route: oral, timing: { repeat } };
  assert.equal(read(twice), '1 tablet por la boca 2 veces al día durante 7 días');
  assert.equal(read({ timing: { repeat: { period: 8, periodUnit: 'h' } } }), 'cada 8 horas');
  assert.equal(read({ timing: { repeat: { when: ['ACM'], offset: 30 } } }), '30 minutos antes del desayuno');
  assert.equal(read({ timing: { repeat: { dayOfWeek: ['mon', 'thu'] } } }), 'los lunes y jueves');
  assert.equal(read({ asNeededBoolean: true }), 'cuando sea necesario');
});

test('both languages have words for the same routes, events and units', () => {
  for (const part of ['routes', 'events', 'units'] as const)
    assert.deepEqual(Object.keys(dosageSpanish[part]).sort(), Object.keys(dosageEnglish[part]).sort(), part);
});

test('every dosage of the public examples says something printable in both languages, and every number of it', () => {
  const found = CORPORA.flatMap((corpus) => examples(corpus)).flatMap(({ resources }) =>
    resources.flatMap((resource) => {
      const { dosageInstruction, dosage } = resource as { dosageInstruction?: FhirDosage[]; dosage?: FhirDosage[] };
      return dosagesOf(dosageInstruction ?? (Array.isArray(dosage) ? dosage : []));
    }),
  );
  assert.ok(found.length > 50);
  for (const dosage of found)
    for (const { locale, strings } of [options, spanish]) {
      const sentence = dosageSentence(dosage, { locale, strings });
      const { frequency, frequencyMax } = dosage.timing ?? {};
      assert.deepEqual(unprintable([sentence, dosageText(dosage, { locale, strings })].filter(Boolean)), []);
      for (const number of [frequency, frequencyMax])
        if (number !== undefined && Number(number) > 2) assert.ok(sentence?.includes(number), sentence);
    }
});
