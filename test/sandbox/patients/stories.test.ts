import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  AllergyIntolerance,
  DiagnosticReport,
  Encounter,
  FhirResource,
  Immunization,
  MedicationRequest,
  Observation,
  Patient,
  Provenance,
} from 'fhir/r4.js';
import { decimal, serialize } from '../../../packages/sandbox/src/patients/decimal.ts';
import { demoLogins, demoPatients } from '../../../packages/sandbox/src/patients/demo.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { generated, moments, organisations, patientOf } from './walk.ts';

const today = moments[0] as Date;
const hospital = generated('university-hospital', today);

describe('generatePatients', () => {
  it('gives the same text for the same seed and moment', () => {
    const text = (): string =>
      generatePatients({ seed: 3, today, organisation: 'university-hospital' }).map(serialize).join('\n');
    assert.equal(text(), text());
  });

  it('varies measurements and record numbers with the seed, never people or the kind and number of their resources', () => {
    const other = generated('university-hospital', today, 8);
    assert.notDeepEqual(other, hospital);
    assert.deepEqual(
      other.map(({ resourceType, id }) => [resourceType, id]),
      hospital.map(({ resourceType, id }) => [resourceType, id]),
    );
    assert.deepEqual(
      of<Patient>('Patient', other).map(({ name, birthDate }) => [name, birthDate]),
      of<Patient>('Patient').map(({ name, birthDate }) => [name, birthDate]),
    );
  });

  it('tells twelve people at the hospital, five of whom the clinic knows in its own way', () => {
    assert.equal(of<Patient>('Patient').length, 12);
    const clinic = generated('city-clinic', today);
    assert.equal(of<Patient>('Patient', clinic).length, 5);
    const losartan = (resources: readonly FhirResource[]): string[] =>
      of<MedicationRequest>('MedicationRequest', resources)
        .filter((one) => one.medicationCodeableConcept?.text?.startsWith('losartan'))
        .map(({ status }) => status);
    assert.deepEqual([losartan(hospital), losartan(clinic)], [['stopped'], ['active']]);
  });

  it('keeps the digits of decimals in the JSON text', () => {
    assert.equal(JSON.stringify({ value: decimal('5.0') }), '{"value":5.0}');
    assert.throws(() => decimal('five'), TypeError);
    const whiteCells = generatePatients({ seed: 3, today, organisation: 'university-hospital' })
      .filter((one) => one.id?.startsWith('p-1007'))
      .map(serialize)
      .find((text) => text.includes('"6690-2"'));
    assert.match(whiteCells ?? '', /"valueQuantity":\{"value":5\.0,/);
  });
});

describe('demo people', () => {
  for (const organisation of organisations) {
    it(`are the patients and the clinicians of ${organisation}`, () => {
      const resources = generated(organisation, today);
      const patients = of<Patient>('Patient', resources);
      const listed = demoPatients(organisation, today);
      assert.deepEqual(
        listed.map(({ id, birthDate, sex }) => [id, birthDate, sex]),
        patients.map(({ id, birthDate, gender }) => [id, birthDate, gender]),
      );
      for (const { name, story } of listed) assert.ok(name && story.endsWith('.'));

      const logins = demoLogins(organisation);
      assert.equal(new Set(logins.map(({ username }) => username)).size, logins.length);
      const known = new Set(resources.map((one) => `${one.resourceType}/${one.id}`));
      for (const { fhirUser, patients: reach } of logins) {
        assert.ok(known.has(fhirUser), fhirUser);
        assert.ok(reach.every((id) => known.has(`Patient/${id}`)) && reach.length > 0);
      }
      const clinicians = logins.filter(({ fhirUser }) => fhirUser.startsWith('Practitioner/'));
      assert.equal(clinicians.length, 2);
      for (const { patients: reach } of clinicians) assert.equal(reach.length, patients.length);
    });
  }
});

describe('what a viewer must cope with is there on purpose', () => {
  const results = of<Observation>('Observation');
  const requests = of<MedicationRequest>('MedicationRequest');
  const allergies = of<AllergyIntolerance>('AllergyIntolerance');
  const vaccines = of<Immunization>('Immunization');
  const range = (one: Observation) => one.referenceRange?.[0];
  const about = <R extends FhirResource>(list: readonly R[], patient: string): R[] =>
    list.filter((one) => patientOf(one) === patient);
  const has =
    (flag: string) =>
    (one: Observation): boolean =>
      one.interpretation?.[0]?.coding?.[0]?.code === flag;

  const cases: readonly (readonly [what: string, present: boolean])[] = [
    [
      'a critical potassium of today',
      about(results, 'p-1001').some(
        (one) =>
          has('HH')(one) &&
          one.valueQuantity?.value === 6.4 &&
          one.effectiveDateTime?.startsWith('2026-11-22') === true,
      ),
    ],
    [
      'a critically low neutrophil count',
      about(results, 'p-1004').some((one) => has('LL')(one) && one.code.text === 'Neutrophils'),
    ],
    [
      'HbA1c in both units',
      ['59261-8', '4548-4'].every(
        (code) => about(results, 'p-1001').filter((one) => one.code.coding?.[0]?.code === code).length >= 4,
      ),
    ],
    [
      'hemoglobin in two printed units',
      new Set(
        about(results, 'p-1001')
          .filter((one) => one.code.coding?.[0]?.code === '718-7')
          .map((one) => one.valueQuantity?.unit),
      ).size === 2,
    ],
    ...(['final', 'preliminary', 'corrected', 'entered-in-error', 'registered', 'cancelled'] as const).map(
      (status) => [`a ${status} result`, results.some((one) => one.status === status)] as const,
    ),
    ['a value below a limit', results.some((one) => one.valueQuantity?.comparator === '<')],
    ['a value above a limit', results.some((one) => one.valueQuantity?.comparator === '>')],
    ['a result in words', results.some((one) => one.valueString !== undefined)],
    [
      'a coded result',
      results.some(
        (one) => one.valueCodeableConcept !== undefined && one.category?.[0]?.coding?.[0]?.code === 'laboratory',
      ),
    ],
    ['yes or no as a result', results.some((one) => one.valueBoolean === true)],
    ['a count', results.some((one) => one.valueInteger === 1)],
    ['a clock time', results.some((one) => one.valueTime === '19:30:00')],
    ['a date as a result', results.some((one) => one.valueDateTime !== undefined)],
    ['a stretch of time', results.some((one) => one.valuePeriod?.start && one.valuePeriod.end)],
    [
      'a heart tracing of 300 samples, some of which could not be taken',
      results.some(({ valueSampledData: data }) => {
        const samples = data?.data?.split(' ') ?? [];
        const limits = samples.every((one) => one === 'E' || Math.abs(Number(one) * (data?.factor ?? 0)) <= 3.3);
        return samples.length === 300 && samples.includes('E') && limits;
      }),
    ],
    [
      'a text that is withheld, with nothing but the reason',
      results.some((one) => one._valueString?.extension?.[0]?.valueCode === 'masked' && one.valueString === undefined),
    ],
    [
      'a vaccine of which nobody knows the date',
      of<Immunization>('Immunization').some(
        (one) => one._occurrenceDateTime?.extension?.[0]?.valueCode === 'unknown' && !one.occurrenceDateTime,
      ),
    ],
    ['a result that was corrected twice, each version naming the one before', correctedTwice(results)],
    ['a range as a result', results.some((one) => one.valueRange !== undefined)],
    [
      'a titre',
      results.some((one) => one.valueRatio?.numerator?.value === 1 && one.valueRatio.denominator?.value === 80),
    ],
    ['an absent value with its reason', results.some((one) => one.dataAbsentReason !== undefined)],
    [
      'a unit without a code',
      results.some((one) => one.valueQuantity?.unit !== undefined && one.valueQuantity.code === undefined),
    ],
    ['a bare number', results.some((one) => one.valueQuantity !== undefined && one.valueQuantity.unit === undefined)],
    ['a range with a lower end only', results.some((one) => range(one)?.low && !range(one)?.high)],
    ['a range with an upper end only', results.some((one) => range(one)?.high && !range(one)?.low)],
    ['a range in words only', results.some((one) => range(one)?.text && !range(one)?.low && !range(one)?.high)],
    [
      'an out-of-range result without a flag',
      results.some(
        (one) =>
          one.interpretation === undefined && (one.valueQuantity?.value ?? 0) > (range(one)?.high?.value ?? Infinity),
      ),
    ],
    [
      'a weight of fourteen months ago as the newest',
      about(results, 'p-1001')
        .filter((one) => one.code.text === 'Weight' && one.valueQuantity)
        .every((one) => (one.effectiveDateTime ?? '') < '2025-10'),
    ],
    ...(['preliminary', 'amended', 'corrected', 'final'] as const).map(
      (status) =>
        [`a ${status} report`, of<DiagnosticReport>('DiagnosticReport').some((one) => one.status === status)] as const,
    ),
    ...(
      ['active', 'on-hold', 'stopped', 'completed', 'draft', 'cancelled', 'entered-in-error', 'unknown'] as const
    ).map((status) => [`a ${status} prescription`, requests.some((one) => one.status === status)] as const),
    ['a tapering dose', requests.some((one) => (one.dosageInstruction?.length ?? 0) >= 4)],
    ['a dose as needed', requests.some((one) => one.dosageInstruction?.[0]?.asNeededCodeableConcept !== undefined)],
    [
      'a dose in words only',
      requests.some((one) => one.dosageInstruction?.[0]?.text && !one.dosageInstruction[0].timing),
    ],
    [
      'a dose without words',
      requests.some((one) => one.dosageInstruction?.[0]?.timing && !one.dosageInstruction[0].text),
    ],
    [
      'a medicine by reference, contained, and by text alone',
      requests.some((one) => one.medicationReference?.reference?.startsWith('Medication/')) &&
        requests.some((one) => one.contained) &&
        requests.some((one) => one.medicationCodeableConcept && !one.medicationCodeableConcept.coding),
    ],
    [
      'fifteen current medicines at heart failure',
      about(requests, 'p-1005').filter((one) => one.status === 'active').length +
        about(hospital, 'p-1005').filter((one) => one.resourceType === 'MedicationStatement' && one.status === 'active')
          .length ===
        15,
    ],
    ['no allergy entry at all for one person', about(allergies, 'p-1010').length === 0],
    [
      'known none for another',
      about(allergies, 'p-1011')
        .map((one) => one.code?.coding?.[0]?.code)
        .join() === '716186003',
    ],
    [
      'an allergy of high criticality with anaphylaxis',
      about(allergies, 'p-1012').some(
        (one) => one.criticality === 'high' && one.reaction?.[0]?.manifestation[0]?.coding?.[0]?.code === '39579001',
      ),
    ],
    ['an intolerance', allergies.some((one) => one.type === 'intolerance')],
    [
      'an allergy without a reaction',
      allergies.some((one) => one.reaction === undefined && one.verificationStatus?.coding?.[0]?.code === 'confirmed'),
    ],
    ...(['confirmed', 'unconfirmed', 'refuted', 'entered-in-error'] as const).map(
      (status) =>
        [`a ${status} allergy`, allergies.some((one) => one.verificationStatus?.coding?.[0]?.code === status)] as const,
    ),
    ['an allergy told by the patient', allergies.some((one) => one.asserter?.reference?.startsWith('Patient/'))],
    [
      'a vaccine not given, with the reason',
      vaccines.some((one) => one.status === 'not-done' && one.statusReason !== undefined),
    ],
    [
      'a vaccine known by year, by month and in words',
      [/^\d{4}$/, /^\d{4}-\d\d$/].every((pattern) =>
        vaccines.some((one) => pattern.test(one.occurrenceDateTime ?? '')),
      ) && vaccines.some((one) => one.occurrenceString !== undefined),
    ],
    ...(['planned', 'in-progress', 'finished', 'cancelled'] as const).map(
      (status) => [`a ${status} encounter`, of<Encounter>('Encounter').some((one) => one.status === status)] as const,
    ),
    ['someone who has died', of<Patient>('Patient').some((one) => one.deceasedDateTime !== undefined)],
    ['a birth year and no more', of<Patient>('Patient').some((one) => /^\d{4}$/.test(one.birthDate ?? ''))],
    [
      'a photo that is a PNG',
      of<Patient>('Patient').some(
        (one) => Buffer.from(one.photo?.[0]?.data ?? '', 'base64').toString('latin1', 1, 4) === 'PNG',
      ),
    ],
    [
      'a name in three ways of writing',
      of<Patient>('Patient').some(
        (one) => new Set(one.name?.map(({ extension }) => extension?.[0]?.valueCode)).size === 3,
      ),
    ],
    [
      'a document in PDF',
      hospital.some(
        (one) =>
          one.resourceType === 'DocumentReference' &&
          Buffer.from(one.content[0]?.attachment.data ?? '', 'base64')
            .toString('latin1')
            .startsWith('%PDF-1.4'),
      ),
    ],
  ];

  for (const [what, present] of cases) it(what, () => assert.ok(present));
});

function of<R extends FhirResource>(type: R['resourceType'], resources: readonly FhirResource[] = hospital): R[] {
  return resources.filter((one): one is R => one.resourceType === type);
}

/** Follows what each version replaces back to the first, through versions that no longer count. */
function correctedTwice(results: readonly Observation[]): boolean {
  const replaced = (one: Observation | undefined): Observation | undefined => {
    const reference = one?.extension?.find(({ url }) => url.endsWith('/observation-replaces'))?.valueReference
      ?.reference;
    return results.find(({ id }) => reference === `Observation/${id}`);
  };
  const last = results.find((one) => one.status === 'corrected' && replaced(one) !== undefined);
  const middle = replaced(last);
  const first = replaced(middle);
  const told = of<Provenance>('Provenance').find(({ target }) =>
    target.some(({ reference }) => reference === `Observation/${last?.id}`),
  );
  return (
    [first, middle].every((one) => one?.status === 'entered-in-error') &&
    replaced(first) === undefined &&
    told?.entity?.length === 2 &&
    (first?.issued ?? '') < (middle?.issued ?? '') &&
    (middle?.issued ?? '') < (last?.issued ?? '')
  );
}
