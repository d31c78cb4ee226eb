import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Condition, FhirResource, Observation } from 'fhir/r4.js';
import { generated, moments, organisations } from './walk.ts';

const resources = organisations.flatMap((organisation) => moments.flatMap((today) => generated(organisation, today)));
const observations = of<Observation>('Observation');

describe('the clinical sense of the synthetic patients', () => {
  it('flags a number as its own reference range says', () => {
    let judged = 0;
    for (const one of observations) {
      const flag = one.interpretation?.[0]?.coding?.[0]?.code;
      const range = one.referenceRange?.[0];
      const value = one.valueQuantity;
      if (
        flag === undefined ||
        value?.value === undefined ||
        value.comparator !== undefined ||
        (!range?.low && !range?.high)
      )
        continue;
      const below = range.low?.value !== undefined && value.value < range.low.value;
      const above = range.high?.value !== undefined && value.value > range.high.value;
      assert.ok(
        (below ? ['L', 'LL'] : above ? ['H', 'HH'] : ['N']).includes(flag),
        `${one.code.text} ${value.value} ${flag}`,
      );
      judged += 1;
    }
    assert.ok(judged > 300);
  });

  it('gives a range the unit of its result', () => {
    for (const one of observations) {
      for (const limit of [one.referenceRange?.[0]?.low, one.referenceRange?.[0]?.high]) {
        if (limit && one.valueQuantity) assert.equal(limit.code, one.valueQuantity.code, one.code.text);
      }
    }
  });

  it('measures with one unit for each test code, save where the printed unit changed over the years', () => {
    const units = new Map<string, Set<string>>();
    for (const { code, valueQuantity } of observations) {
      const loinc = code.coding?.[0]?.code ?? '';
      if (valueQuantity?.code) units.set(loinc, (units.get(loinc) ?? new Set()).add(valueQuantity.code));
    }
    const several = [...units].filter(([, set]) => set.size > 1).map(([loinc]) => loinc);
    assert.deepEqual(several, ['718-7']);
  });

  it('has blood pressures with the systolic above the diastolic', () => {
    const panels = observations.filter(({ code }) => code.coding?.[0]?.code === '85354-9');
    assert.ok(panels.length > 20);
    for (const { component, id } of panels) {
      const [high, low] = ['8480-6', '8462-4'].map(
        (loinc) => component?.find((one) => one.code.coding?.[0]?.code === loinc)?.valueQuantity?.value ?? 0,
      );
      assert.ok(high! > low! + 15 && low! > 30 && high! < 220, id);
    }
  });

  it('has a body mass index that follows from weight and height', () => {
    let checked = 0;
    for (const index of observations.filter(({ code }) => code.coding?.[0]?.code === '39156-5')) {
      const same = (loinc: string): number | undefined =>
        observations.find(
          (one) =>
            one.subject?.reference === index.subject?.reference &&
            one.effectiveDateTime === index.effectiveDateTime &&
            one.code.coding?.[0]?.code === loinc,
        )?.valueQuantity?.value;
      const weight = same('29463-7');
      const height = same('8302-2');
      if (weight === undefined || height === undefined) continue;
      assert.ok(
        Math.abs((index.valueQuantity?.value ?? 0) - weight / (height / 100) ** 2) <= 0.4,
        `${index.id}: ${weight} kg, ${height} cm`,
      );
      checked += 1;
    }
    assert.ok(checked > 20);
  });

  it('lets children grow', () => {
    for (const patient of ['p-1002', 'p-1008']) {
      for (const loinc of ['8302-2', '29463-7', '9843-4']) {
        const own = generated('university-hospital', moments[0] as Date).filter(
          (one): one is Observation =>
            one.resourceType === 'Observation' &&
            one.subject?.reference === `Patient/${patient}` &&
            one.code.coding?.[0]?.code === loinc,
        );
        const series = own
          .toSorted((a, b) => (a.effectiveDateTime ?? '').localeCompare(b.effectiveDateTime ?? ''))
          .map((one) => one.valueQuantity?.value ?? 0);
        assert.deepEqual(
          series,
          series.toSorted((a, b) => a - b),
          `${patient} ${loinc}`,
        );
      }
    }
  });

  it('keeps what FHIR asks of conditions, allergies and observations', () => {
    for (const one of of<Condition>('Condition')) {
      const wrong = one.verificationStatus?.coding?.[0]?.code === 'entered-in-error';
      assert.equal(one.clinicalStatus === undefined, wrong, `con-3, con-5: ${one.id}`);
      const clinical = one.clinicalStatus?.coding?.[0]?.code ?? '';
      if (one.abatementDateTime)
        assert.ok(['inactive', 'resolved', 'remission'].includes(clinical), `con-4: ${one.id}`);
    }
    for (const one of resources) {
      if (one.resourceType !== 'AllergyIntolerance') continue;
      assert.equal(
        one.clinicalStatus === undefined,
        one.verificationStatus?.coding?.[0]?.code === 'entered-in-error',
        `ait-1, ait-2: ${one.id}`,
      );
    }
    for (const one of observations) {
      const values = Object.keys(one).filter((name) => /^_?value/.test(name)).length;
      const told = values + (one.component ? 1 : 0) + (one.dataAbsentReason ? 1 : 0);
      assert.equal(told, 1, `${one.id} has one of value, components, reason for absence`);
    }
  });

  it('doses within what is safe in a day', () => {
    /** Most units of a dose in 24 hours, by the words of the medicine. */
    const limits: readonly [name: RegExp, most: number][] = [
      [/acetaminophen 500/, 8],
      [/metformin ER 500/, 4],
      [/amlodipine 5/, 2],
      [/atorvastatin 40/, 2],
      [/oxycodone 5/, 12],
      [/apixaban 5/, 2],
      [/furosemide 40/, 15],
      [/digoxin 0.125/, 2],
      [/ondansetron 8/, 3],
    ];
    let checked = 0;
    for (const one of resources) {
      if (one.resourceType !== 'MedicationRequest') continue;
      const name = one.medicationCodeableConcept?.text ?? one.medicationReference?.display ?? '';
      const most = limits.find(([pattern]) => pattern.test(name))?.[1];
      if (most === undefined) continue;
      const perDay = (one.dosageInstruction ?? []).reduce((total, { timing, doseAndRate }) => {
        const dose = doseAndRate?.[0]?.doseQuantity?.value ?? doseAndRate?.[0]?.doseRange?.high?.value ?? 0;
        const { frequency = 0, period = 1, periodUnit } = timing?.repeat ?? {};
        return (
          total + dose * (periodUnit === 'h' ? (24 / period) * frequency : periodUnit === 'd' ? frequency / period : 0)
        );
      }, 0);
      assert.ok(perDay <= most, `${name}: ${perDay} a day`);
      checked += 1;
    }
    assert.ok(checked > 20);
  });

  it('gives nobody a medicine they are confirmed to be allergic to', () => {
    for (const one of resources) {
      if (one.resourceType !== 'MedicationRequest' || one.status !== 'active') continue;
      const codes = one.medicationCodeableConcept?.coding?.map(({ display = '' }) => display.toLowerCase()) ?? [];
      for (const other of resources) {
        if (other.resourceType !== 'AllergyIntolerance' || other.patient.reference !== one.subject.reference) continue;
        if (other.clinicalStatus?.coding?.[0]?.code !== 'active' || other.category?.[0] !== 'medication') continue;
        const substance = other.code?.coding?.[0]?.display?.toLowerCase() ?? '';
        assert.ok(!codes.some((name) => substance !== '' && name.includes(substance)), `${one.id} against ${other.id}`);
      }
    }
  });
});

function of<R extends FhirResource>(type: R['resourceType']): R[] {
  return resources.filter((one): one is R => one.resourceType === type);
}
