import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource, Patient } from 'fhir/r4.js';
import { parseExact, type ExactObject } from '../../../packages/sandbox/src/fhir/json.ts';
import { structuralIssues } from '../../../packages/sandbox/src/fhir/structure.ts';
import { serialize } from '../../../packages/sandbox/src/patients/decimal.ts';
import { demoLogins, demoPatients } from '../../../packages/sandbox/src/patients/demo.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { patientOf, walk } from './walk.ts';

const today = new Date('2026-11-22T18:30:00Z');
const generate = (size: 'S' | 'M' | 'L'): FhirResource[] =>
  generatePatients({ seed: 7, today, organisation: 'university-hospital', size });

/** CPU milliseconds that a call takes, the best of some, so that a busy machine does not count. */
function cost(call: () => unknown, runs: number): number {
  return Math.min(
    ...Array.from({ length: runs }, () => {
      const before = process.cpuUsage();
      call();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }),
  );
}

const small = generate('S');

describe('the size of the synthetic data', () => {
  it('is the same dozen people with one more at M and L', () => {
    for (const [size, id] of [
      ['M', 'p-1013'],
      ['L', 'p-1014'],
    ] as const) {
      const listed = demoPatients('university-hospital', today, size);
      assert.deepEqual(listed.slice(0, 12), demoPatients('university-hospital', today));
      assert.deepEqual(
        listed.slice(12).map((one) => one.id),
        [id],
      );
      assert.ok(demoLogins('university-hospital', size).some(({ patients }) => patients.join() === id));
      const ids = new Set(generate(size).map((one) => `${one.resourceType}/${one.id}`));
      for (const one of small) assert.ok(ids.has(`${one.resourceType}/${one.id}`));
    }
  });

  it('costs little time', () => {
    assert.ok(cost(() => generate('S'), 5) < 150);
    assert.ok(cost(() => generate('L'), 2) < 2000);
  });
});

for (const [size, patient, least, most] of [
  ['M', 'p-1013', 2700, 3300],
  ['L', 'p-1014', 27_000, 33_000],
] as const) {
  describe(`the long record of size ${size}`, () => {
    const all = generate(size);
    const own = all.filter((one) => patientOf(one) === patient);
    const { birthDate = '' } = all.find((one) => one.id === patient) as Patient;

    it(`has between ${least} and ${most} resources`, () => {
      assert.ok(own.length >= least && own.length <= most, `${own.length}`);
    });

    it('gives each an id of its own and resolves every reference', () => {
      const known = new Set(all.map((one) => `${one.resourceType}/${one.id}`));
      assert.equal(known.size, all.length);
      for (const one of own)
        for (const { path, value } of walk(one))
          if (path.endsWith('.reference') && typeof value === 'string') assert.ok(known.has(value), value);
    });

    it('lies between birth and now, its plans aside', () => {
      for (const one of own) {
        if (one.resourceType === 'Appointment' && one.status === 'booked') continue;
        for (const { path, value } of walk(one)) {
          if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d(T|$)/.test(value)) continue;
          assert.ok(value >= birthDate && value.slice(0, 19) <= '2026-11-22T11:30:00', `${path} ${value}`);
        }
      }
    });

    it('passes the structural checks of the server and judges each number by its own range', () => {
      for (const one of own) {
        const exact = JSON.parse(serialize(one)) as FhirResource;
        if (exact.resourceType !== 'Observation') {
          assert.deepEqual(structuralIssues(parseExact(serialize(one)) as ExactObject), [], one.id);
          continue;
        }
        const value = exact.valueQuantity?.value;
        const { low, high } = exact.referenceRange?.[0] ?? {};
        const flag = exact.interpretation?.[0]?.coding?.[0]?.code;
        if (value === undefined || flag === undefined || (!low && !high)) continue;
        const below = low?.value !== undefined && value < low.value;
        const above = high?.value !== undefined && value > high.value;
        assert.ok((below ? ['L', 'LL'] : above ? ['H', 'HH'] : ['N']).includes(flag), `${exact.id} ${value} ${flag}`);
      }
    });
  });
}
