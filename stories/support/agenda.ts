/** A day of a practice: who comes, two at once, who did not come, what is only asked for, and what is kept shut. */
import type { Appointment, FhirResource, Slot } from 'fhir/r4.js';
import { timeAhead, ZONE } from './clock.ts';
import { PATIENT, person } from './record.ts';

const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

/** Who sees people in it. */
export const IRIS = 'Practitioner/iris';

/** Today and tomorrow of Dr Lindqvist, and a colleague with nothing to do. @param zone None: the practice does not tell it. */
export function practiceDays(zone: string | undefined = ZONE, now: Date = new Date()): FhirResource[] {
  const at = (hours: number, days = 0): string =>
    timeAhead(days, `${String(Math.floor(hours)).padStart(2, '0')}:${hours % 1 ? '30' : '00'}`, now);
  const slot = (id: string, from: number, until: number, status: Slot['status'], comment?: string): Slot => ({
    resourceType: 'Slot',
    id,
    schedule: { reference: 'Schedule/iris' },
    status,
    start: at(from),
    end: at(until),
    ...(comment && { comment }),
  });
  return [
    person(),
    { resourceType: 'Practitioner', id: 'iris', name: [{ text: 'Dr Iris Lindqvist' }] },
    { resourceType: 'Practitioner', id: 'omar', name: [{ text: 'Dr Omar Haddad' }] },
    ...['iris', 'omar'].map((id): FhirResource => ({
      resourceType: 'Schedule',
      id,
      ...(zone && { extension: [{ url: TIMEZONE, valueCode: zone }] }),
      actor: [{ reference: `Practitioner/${id}` }],
    })),
    visitOf('seen', 'Ben Idris', [at(8.5), at(9)], 'fulfilled'),
    visitOf('here', 'Aisha Rahman', [at(9), at(9.5)], 'arrived'),
    visitOf('next', 'Tom Becker', [at(9.5), at(10)]),
    visitOf('also', 'Joseph Alvarez-Montgomery', [at(9.5), at(10)], 'checked-in'),
    visitOf('missed', 'Grace O’Neil', [at(10), at(10.5)], 'noshow'),
    visitOf('off', 'Sam Lee', [at(10.5), at(11)], 'cancelled'),
    visitOf('asked', 'Lena Fischer', [at(11), at(11.5)], 'proposed'),
    visitOf('mistake', 'Nobody At All', [at(15), at(15.5)], 'entered-in-error'),
    visitOf('tomorrow', 'Tom Becker', [at(9, 1), at(9.5, 1)]),
    slot('free', 11.5, 12, 'free'),
    slot('lunch', 12, 13, 'busy-unavailable', 'Lunch'),
    slot('kept', 14, 14.5, 'busy-tentative'),
  ];
}

function visitOf(
  id: string,
  who: string,
  [start, end]: readonly [string, string],
  status: Appointment['status'] = 'booked',
): Appointment {
  return {
    resourceType: 'Appointment',
    id,
    meta: { versionId: '1' },
    status,
    start,
    end,
    serviceType: [{ text: 'Renal clinic, follow-up' }],
    participant: [
      { actor: { reference: `Patient/${PATIENT}-${id}`, display: who }, status: 'accepted' },
      { actor: { reference: IRIS, display: 'Dr Iris Lindqvist' }, status: 'accepted' },
    ],
  };
}
