/**
 * What could be hidden where several sources' records are made one: each way that was found, and that it is not taken.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import { immunizations } from '../../../packages/sdk/src/topics/immunizations.ts';
import { medications, type MedicationsView } from '../../../packages/sdk/src/topics/medications.ts';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import { vitals } from '../../../packages/sdk/src/topics/vitals.ts';
import { keys, viewOf } from '../../support/views.ts';

const AT = '2026-01-10T08:00:00Z';
const potassium = (id: string, value: number, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
  effectiveDateTime: AT,
  valueQuantity: { value, unit: 'mmol/L' },
  ...more,
});
const condition = (id: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '195967001' }], text: 'Asthma' },
  ...more,
});

describe('a code without a system', () => {
  const code = (text: string) => ({ code: { coding: [{ code: '1001' }], text } });

  it('makes no series of two tests', () => {
    const view = viewOf(results, [potassium('1', 7, code('Potassium'))], [potassium('2', 90, code('Glucose'))]);
    assert.deepEqual(
      view.tests.map(({ name }) => name?.text),
      ['Potassium', 'Glucose'],
    );
  });

  it('makes no group of two problems', () => {
    const view = viewOf(problems, [condition('1', code('Asthma'))], [condition('2', code('Fracture'))]);
    assert.deepEqual(keys(view.current.map(({ lead }) => lead)), ['A/Condition/1', 'B/Condition/2']);
  });
});

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const coded = (text: string, ...codes: string[]) => ({ text, coding: codes.map((code) => ({ system: RXNORM, code })) });
const order = (id: string, medicationCodeableConcept: object, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  intent: 'order',
  medicationCodeableConcept,
  authoredOn: '2026-01-10',
  ...more,
});
const taking = (id: string, ...dosageInstruction: object[]) =>
  order(id, coded('Morphine', '7052'), { dosageInstruction });
const dose = (value: number) => ({ doseAndRate: [{ doseQuantity: { value, unit: 'mg' } }] });

describe('a medicine that two sources name', () => {
  const doubtful = (view: MedicationsView): unknown =>
    view.current.map(({ key }) => keys(view.elsewhere.get(key)?.doubtful ?? []));
  const APART = [['B/MedicationRequest/2'], ['A/MedicationRequest/1']];

  it('is not put away among proposals because one of them proposes it', () => {
    const proposal = order('1', coded('Metformin', '6809'), { intent: 'proposal', authoredOn: '2026-02-01' });
    const view = viewOf(medications, [proposal], [order('2', coded('Metformin', '6809'))]);
    assert.deepEqual([keys(view.current), keys(view.proposed)], [['B/MedicationRequest/2'], ['A/MedicationRequest/1']]);
  });

  it('stays two where two strengths share a code of their ingredient', () => {
    const [small, large] = [coded('Metformin', '860975', '6809'), coded('Metformin', '861004', '6809')];
    assert.deepEqual(doubtful(viewOf(medications, [order('1', small)], [order('2', large)])), APART);
  });

  it('stays two where the code names no strength, and the words name two', () => {
    const [small, large] = [coded('Metformin 500 mg', '6809'), coded('metformin 1,000MG tablet', '6809')];
    assert.deepEqual(doubtful(viewOf(medications, [order('1', small)], [order('2', large)])), APART);
  });

  it('is one where one tells more of it, or packages have numbers of their own', () => {
    const packed = (name: string, number: string) => {
      const { text, coding } = coded(name, '860975');
      return { text, coding: [...coding, { system: 'http://hl7.org/fhir/sid/ndc', code: number }] };
    };
    const view = viewOf(
      medications,
      [order('1', packed('Metformin', '1'))],
      [order('2', packed('Metformin 500 MG', '2'))],
    );
    assert.equal(view.current.length, 1);
  });

  const differs = (one: object[], other: object[]): unknown => {
    const view = viewOf(medications, [taking('1', ...one)], [taking('2', ...other)]);
    assert.equal(view.current.length, 1);
    return view.elsewhere.get(view.current[0]?.key ?? '')?.differs;
  };

  it('says that the directions differ where the same words, or none, stand for other amounts', () => {
    assert.deepEqual(differs([{ text: 'As directed', ...dose(5) }], [{ text: 'As directed', ...dose(10) }]), [
      'dosage',
    ]);
    assert.deepEqual(differs([dose(5)], [dose(10)]), ['dosage']);
    assert.deepEqual(differs([{ timing: { code: { text: 'BID' } } }], [{ timing: { code: { text: 'QD' } } }]), [
      'dosage',
    ]);
    assert.deepEqual(differs([{ text: 'As directed', ...dose(5) }], [{ text: 'as directed' }]), []);
  });

  it('says so where it is given by another route', () => {
    const by = (route: string) => ({ text: `2 mg ${route}`, route: { text: route }, ...dose(2) });
    assert.deepEqual(differs([by('PO')], [by('IV')]), ['dosage']);
    assert.deepEqual(differs([by('PO')], [by('po')]), []);
  });

  it('is told by who says how to take it', () => {
    const view = viewOf(medications, [taking('1')], [taking('2', dose(5))]);
    assert.deepEqual(keys(view.current), ['B/MedicationRequest/2']);
  });
});

const allergy = (id: string, code: object, more: object = {}) => ({
  resourceType: 'AllergyIntolerance',
  id,
  clinicalStatus: { coding: [{ code: 'active' }] },
  code,
  ...more,
});

describe('an allergy that two sources name', () => {
  it('stays two where two drugs share the code of their class', () => {
    const [one, other] = [coded('Amoxicillin', '70618', '723'), coded('Ampicillin', '70618', '733')];
    const view = viewOf(allergies, [allergy('1', one)], [allergy('2', other)]);
    assert.equal(view.current.length, 2);
    assert.deepEqual(keys(view.elsewhere.get('A/AllergyIntolerance/1')?.doubtful ?? []), ['B/AllergyIntolerance/2']);
  });

  it('does not become one with another through a third source that has the codes of both', () => {
    const view = viewOf(
      allergies,
      [allergy('1', coded('Amoxicillin', '723'))],
      [allergy('2', coded('Aminopenicillins', '723', '733'))],
      [allergy('3', coded('Ampicillin', '733'))],
    );
    assert.equal(view.current.length, 3);
    assert.deepEqual(keys(view.elsewhere.get('B/AllergyIntolerance/2')?.doubtful ?? []), [
      'A/AllergyIntolerance/1',
      'C/AllergyIntolerance/3',
    ]);
  });

  it('is told by who has seen anaphylaxis', () => {
    const penicillin = coded('Penicillin', '70618');
    const seen = { reaction: [{ manifestation: [{ text: 'Anaphylaxis' }] }] };
    const view = viewOf(
      allergies,
      [allergy('1', penicillin, { criticality: 'high' })],
      [allergy('2', penicillin, seen)],
    );
    assert.deepEqual(keys(view.current), ['B/AllergyIntolerance/2']);
  });
});

describe('a dose of vaccine that two sources tell of', () => {
  const given = (id: string, more: object) => ({
    resourceType: 'Immunization',
    id,
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }], text: 'Influenza' },
    occurrenceDateTime: '2025-10-06',
    ...more,
  });

  it('is told by who says that it may not protect', () => {
    const view = viewOf(immunizations, [given('1', {})], [given('2', { isSubpotent: true })]);
    assert.deepEqual(keys(view.given), ['B/Immunization/2']);
  });

  it('says that they count it differently', () => {
    const nth = (doseNumberPositiveInt: number) => ({ protocolApplied: [{ doseNumberPositiveInt }] });
    const view = viewOf(immunizations, [given('1', nth(1))], [given('2', nth(2))]);
    assert.deepEqual(view.elsewhere.get('A/Immunization/1')?.differs, ['dose number']);
  });
});

const flagged = (code: string) => ({
  interpretation: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
  ],
});

describe('a result that two sources tell', () => {
  it('is one around midnight, where each writes another day', () => {
    const view = viewOf(
      results,
      [potassium('1', 4, { effectiveDateTime: '2026-01-10T23:30:00-05:00' })],
      [potassium('2', 4, { effectiveDateTime: '2026-01-11T04:30:00Z' })],
    );
    assert.equal(view.lines.length, 1);
  });

  it('is told by who calls it critical, and by who has a result where the other cancelled it', () => {
    const normal = potassium('1', 7, flagged('N'));
    const view = viewOf(results, [normal], [potassium('2', 7, flagged('HH'))]);
    assert.deepEqual(keys(view.tests.map(({ latest }) => latest)), ['B/Observation/2']);
    const cancelled = viewOf(results, [{ ...normal, status: 'cancelled' }], [potassium('2', 7)]);
    assert.deepEqual(keys(cancelled.lines), ['B/Observation/2']);
  });

  it('leads its test with the critical one of two values of a moment', () => {
    const view = viewOf(results, [potassium('1', 4, flagged('N'))], [potassium('2', 7, flagged('HH'))]);
    assert.deepEqual(
      view.tests.map(({ latest, earlier }) => [keys([latest]), keys(earlier)]),
      [[['B/Observation/2'], ['A/Observation/1']]],
    );
  });

  it('stays two where parts of one value have other names', () => {
    const sensitive = (text: string) => ({
      valueQuantity: undefined,
      component: [{ code: { text }, valueString: 'Sensitive' }],
    });
    const view = viewOf(
      results,
      [potassium('1', 0, sensitive('Ampicillin'))],
      [potassium('2', 0, sensitive('Vancomycin'))],
    );
    assert.equal(view.lines.length, 2);
  });
});

describe('a blood pressure of two halves that two sources tell', () => {
  const half = (id: string, code: string, value: number, more: object = {}) =>
    potassium(id, value, { code: { coding: [{ system: 'http://loinc.org', code }] }, ...more });
  const systolic = (id: string, value: number, more?: object) => half(id, '8480-6', value, more);
  const diastolic = (id: string, value: number, more?: object) => half(id, '8462-4', value, more);
  const taken = (a: object[], b: object[]): unknown =>
    viewOf(vitals, a, b).signs.map(({ latest, earlier }) =>
      [latest, ...earlier].map(({ values }) =>
        values.map(({ value }) => value.kind === 'quantity' && value.quantity.value).join('/'),
      ),
    );

  it('is whole, whichever source leads a half', () => {
    const later = { issued: '2026-01-10T08:02:00Z' };
    assert.deepEqual(taken([systolic('1', 120), diastolic('2', 80)], [systolic('3', 120), diastolic('4', 80, later)]), [
      ['120/80'],
    ]);
  });

  it('is whole at both where they agree on one half only, in whatever order they are read', () => {
    const [a, b] = [
      [systolic('1', 120), diastolic('2', 80)],
      [systolic('3', 120), diastolic('4', 90)],
    ];
    assert.deepEqual(taken(a, b), [['120/80', '120/90']]);
    assert.deepEqual(taken(b, a), [['120/90', '120/80']]);
    assert.deepEqual(taken(a.toReversed(), b.toReversed()), [['120/80', '120/90']]);
  });

  it('leads with the critical one', () => {
    const a = [systolic('1', 120), diastolic('2', 80)];
    const b = [systolic('3', 230, flagged('HH')), diastolic('4', 130)];
    assert.deepEqual(taken(a, b), [['230/130', '120/80']]);
  });
});

describe('a problem that two sources tell', () => {
  const sure = (code: string) => ({ verificationStatus: { coding: [{ code }] } });

  it('says that they disagree where one is not as sure of it', () => {
    const disagree = (one: object, other: object): unknown =>
      viewOf(problems, [condition('1', one)], [condition('2', other)]).current.map((group) => group.sourcesDisagree);
    assert.deepEqual(disagree(sure('confirmed'), sure('differential')), [true]);
    assert.deepEqual(disagree(sure('confirmed'), {}), [false]);
  });

  it('says that the other has ruled it out', () => {
    const view = viewOf(problems, [condition('1')], [condition('2', sure('refuted'))]);
    assert.deepEqual(keys(view.elsewhere.get('A/Condition/1')?.doubtful ?? []), ['B/Condition/2']);
    assert.deepEqual(keys(view.elsewhere.get('B/Condition/2')?.doubtful ?? []), ['A/Condition/1']);
  });

  it('says that a third may tell the same, also where two are one', () => {
    const words = { code: { text: 'asthma' } };
    const view = viewOf(problems, [condition('1')], [condition('2')], [condition('3', words)]);
    const [group, third] = view.current.map(({ key }) => key);
    assert.deepEqual(keys(view.elsewhere.get(group ?? '')?.doubtful ?? []), [third]);
    assert.deepEqual(keys(view.elsewhere.get(third ?? '')?.doubtful ?? []), [group]);
  });
});
