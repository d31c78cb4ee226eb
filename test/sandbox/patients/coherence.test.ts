import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Appointment, FhirResource, Patient } from 'fhir/r4.js';
import { generated, moments, organisations, patientOf, walk, type Found } from './walk.ts';

const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d-07:00)?)?)?$/;
/** Video clinics keep the clock of where their clinician is. */
const ELSEWHERE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/;
const DATED =
  /(date|onset|abatement|recorded|authored|asserted|effective|issued|occurrence|performed|whenHandedOver|received|sent|created|lastModified|started|served|start|end|due|deceased|lastOccurrence)/i;
/** Elements that may lie ahead, because they say what is meant to happen. */
const AHEAD = [
  'MedicationRequest.dosageInstruction.timing.repeat.boundsPeriod',
  'Goal.target.dueDate',
  'CarePlan.period.end',
  'Observation.valueDateTime',
  'ServiceRequest.occurrence',
  'Task.restriction',
  'Device.expirationDate',
  'Schedule.planningHorizon',
  'Slot',
];
/** Resources that are about the future while they have this status. */
const PLANNED: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['planned'],
  Appointment: ['proposed', 'pending', 'booked', 'waitlist', 'cancelled'],
};
/** Of what has begun and is not over. */
const UNDER_WAY: readonly string[] = ['arrived', 'checked-in'];

for (const organisation of organisations) {
  for (const today of moments) {
    describe(`${organisation} on ${today.toISOString()}`, () => {
      const resources = generated(organisation, today);
      const everything = resources.flatMap(walk);
      const patients = new Map(
        resources.filter((one): one is Patient => one.resourceType === 'Patient').map((one) => [one.id ?? '', one]),
      );
      const now = new Date(today.getTime() - 7 * 3_600_000).toISOString().slice(0, 19);

      it('gives every resource an id of its own', () => {
        const ids = resources.map((one) => `${one.resourceType}/${one.id}`);
        assert.equal(new Set(ids).size, ids.length);
        for (const one of resources) assert.match(one.id ?? '', /^[A-Za-z0-9.-]{1,64}$/);
      });

      it('resolves every reference within the organisation', () => {
        const known = new Set(resources.map((one) => `${one.resourceType}/${one.id}`));
        const broken = everything
          .filter(({ path, value }) => path.endsWith('.reference') && typeof value === 'string')
          .filter(({ value, resource }) => {
            const reference = String(value);
            const contained = (resource as { contained?: FhirResource[] }).contained ?? [];
            return reference.startsWith('#')
              ? !contained.some((one) => one.id === reference.slice(1))
              : !known.has(reference);
          });
        assert.deepEqual(
          broken.map(({ value }) => value),
          [],
        );
      });

      it('writes every date as FHIR does and as a day that exists', () => {
        for (const { value, path } of dates(everything)) {
          const elsewhere = /^(Slot|Appointment|Schedule)\./.test(path) && ELSEWHERE.test(value);
          assert.ok(elsewhere || DATE.test(value), `${path} ${value}`);
          const day = value.slice(0, 10);
          if (day.length === 10) assert.equal(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), day, path);
        }
      });

      it('lets nothing happen before birth or after death', () => {
        for (const { value, path, resource } of dates(everything)) {
          const patient = patients.get(patientOf(resource) ?? '');
          if (patient === undefined || path === 'Patient.birthDate') continue;
          const born = patient.birthDate ?? '';
          assert.ok(
            value.slice(0, born.length) >= born.slice(0, value.length),
            `${path} ${value} of ${resource.id} is before birth ${born}`,
          );
          const died = patient.deceasedDateTime;
          const note = resource.resourceType === 'DocumentReference';
          if (died !== undefined && !note)
            assert.ok(
              value <= died.slice(0, value.length),
              `${path} ${value} of ${resource.id} is after death ${died}`,
            );
        }
      });

      it('puts nothing in the future that is not a plan', () => {
        for (const { value, path, resource } of dates(everything)) {
          if (AHEAD.some((prefix) => path.startsWith(prefix))) continue;
          if (path === 'Appointment.end' && UNDER_WAY.includes((resource as Appointment).status)) continue;
          const planned = PLANNED[resource.resourceType]?.includes((resource as { status?: string }).status ?? '');
          if (planned && !path.endsWith('.created')) {
            const called = (resource as { status?: string }).status === 'cancelled';
            assert.ok(called || value > now.slice(0, value.length), `${resource.id} is planned for the past`);
            continue;
          }
          assert.ok(
            value.slice(0, 19) <= now.slice(0, value.length),
            `${path} ${value} of ${resource.id} is after ${now}`,
          );
        }
      });

      it('ends nothing before it starts', () => {
        for (const { value, resource, path } of everything) {
          const period = value as { start?: string; end?: string } | null;
          if (typeof period !== 'object' || period === null || period.start === undefined || period.end === undefined)
            continue;
          assert.ok(period.start <= period.end, `${path} of ${resource.id}: ${period.start} to ${period.end}`);
        }
        for (const one of resources) {
          if (one.resourceType !== 'Condition' || !one.onsetDateTime || !one.abatementDateTime) continue;
          const length = Math.min(one.onsetDateTime.length, one.abatementDateTime.length, 10);
          assert.ok(one.onsetDateTime.slice(0, length) <= one.abatementDateTime.slice(0, length), one.id);
        }
      });
    });
  }
}

function dates(everything: readonly Found[]): { value: string; path: string; resource: FhirResource }[] {
  return everything.flatMap(({ path, value, resource }) => {
    const name = path.slice(path.lastIndexOf('.') + 1);
    const isDate = DATED.test(name) && typeof value === 'string' && /^\d{4}(-|$)/.test(value);
    return isDate ? [{ path, value, resource }] : [];
  });
}
