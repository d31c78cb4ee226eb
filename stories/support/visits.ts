/**
 * The appointments of the woman of record.ts at two places, as a list meets them: a video visit about to begin, one far
 * from home, what is only asked for, what went by, what was cancelled, and what two places tell differently.
 */
import type { Appointment, Extension, FhirResource, Location, Practitioner } from 'fhir/r4.js';
import { datesBefore, PATIENT, person } from './record.ts';

const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';
const VIRTUAL = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService';
const patient = { actor: { reference: `Patient/${PATIENT}` }, required: 'required', status: 'accepted' } as const;

/** What the hospital has. */
export function hospitalAppointments(now: Date = new Date()): FhirResource[] {
  const { moment, day } = datesBefore(now);
  const at = (days: number, time: string): string => moment(-days, time);
  const inMinutes = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
  return [
    person(),
    ...hospital,
    appointment('video', 'Diabetes clinic', [inMinutes(10), inMinutes(30)], {
      participant: [patient, withDoctor],
      extension: [joinable('https://video.example/room/1')],
    }),
    appointment('kidney', 'Renal clinic, follow-up', [at(8, '09:30'), at(8, '10:00')], {
      reasonCode: [{ text: 'Kidney disease' }],
      patientInstruction: 'Have a blood test 2 to 5 days before.',
      participant: [patient, withDoctor, inClinic],
    }),
    appointment('eyes', 'Eye screening', [at(8, '09:45'), at(8, '10:15')], {
      participant: [patient, { actor: { display: 'Eye screening van' }, status: 'needs-action' }],
    }),
    appointment('later', 'Video review', [at(30, '14:00'), at(30, '14:20')], {
      participant: [{ ...patient, status: 'needs-action' }, withDoctor],
      extension: [joinable('https://video.example/room/2')],
    }),
    appointment('asked', 'Dietitian', undefined, {
      status: 'proposed',
      requestedPeriod: [{ start: day(-20), end: day(-27) }],
      participant: [{ ...patient, status: 'needs-action' }],
    }),
    appointment('waiting', 'Foot clinic', undefined, { status: 'waitlist', participant: [patient] }),
    appointment('seen', 'Renal clinic', [moment(40, '09:30'), moment(40, '10:00')], {
      status: 'fulfilled',
      participant: [patient, withDoctor, inClinic],
    }),
    appointment('missed', 'Dietitian', [moment(90, '11:00'), moment(90, '11:30')], {
      status: 'noshow',
      participant: [patient],
    }),
    appointment('went-by', 'Blood test', [moment(120, '08:00'), moment(120, '08:10')], { participant: [patient] }),
    appointment('off', 'Heart scan', [at(14, '15:00'), at(14, '15:40')], {
      status: 'cancelled',
      cancelationReason: { text: 'The scanner is being repaired' },
      participant: [patient, inClinic],
    }),
    appointment('mistake', 'Hip clinic', [at(3, '15:00'), at(3, '15:40')], {
      status: 'entered-in-error',
      participant: [patient],
    }),
  ];
}

/** What the clinic has: the same visit to the kidney clinic by its number, an hour later. */
export function clinicAppointments(now: Date = new Date()): FhirResource[] {
  const at = (days: number, time: string): string => datesBefore(now).moment(-days, time);
  return [
    person(),
    appointment('kidney', 'Renal clinic, follow-up', [at(8, '10:30'), at(8, '11:00')], {
      identifier: [{ system: 'urn:example:visits', value: 'RC-1' }],
      participant: [patient],
    }),
    appointment('flu', 'Flu vaccination', [at(12, '16:00'), at(12, '16:10')], { participant: [patient] }),
  ];
}

/** One appointment; booked, and without a time where `span` is left out. */
export function appointment(
  id: string,
  service: string,
  span: readonly [start: string, end: string] | undefined,
  rest: Partial<Appointment> = {},
): Appointment {
  return {
    resourceType: 'Appointment',
    id,
    meta: { versionId: '1' },
    status: 'booked',
    ...(id === 'kidney' && { identifier: [{ system: 'urn:example:visits', value: 'RC-1' }] }),
    serviceType: [{ text: service }],
    ...(span && { start: span[0], end: span[1] }),
    participant: [patient],
    ...rest,
  };
}

/** The link by which a visit is joined, as R5 has it, brought to R4; with a number to dial and its code where there are any. */
export function joinable(link: string, phone?: string, sessionKey?: string): Extension {
  const byPhone: Extension | undefined = phone
    ? { url: 'address', valueContactPoint: { system: 'phone', value: phone } }
    : undefined;
  const byLink: Extension = { url: 'address', valueUrl: link };
  return {
    url: VIRTUAL,
    extension: [
      byPhone ? { url: 'address', extension: [byLink, byPhone] } : byLink,
      ...(sessionKey ? [{ url: 'sessionKey', valueString: sessionKey }] : []),
    ],
  };
}

const withDoctor = { actor: { reference: 'Practitioner/lindqvist' }, status: 'accepted' } as const;
const inClinic = { actor: { reference: 'Location/outpatients' }, status: 'accepted' } as const;

const hospital: readonly FhirResource[] = [
  {
    resourceType: 'Practitioner',
    id: 'lindqvist',
    name: [{ text: 'Dr Iris Lindqvist' }],
  } satisfies Practitioner,
  {
    resourceType: 'Location',
    id: 'outpatients',
    name: 'Outpatients, level 2',
    extension: [{ url: TIMEZONE, valueCode: 'Europe/London' }],
    address: { line: ['1 Beckett Street'], city: 'Leeds', postalCode: 'LS9 7TF' },
    position: { latitude: 53.8067, longitude: -1.5202 },
    telecom: [{ system: 'phone', value: '+44 113 496 0142' }],
  } satisfies Location,
];
