/**
 * A clinic that can be booked, as a picker meets it: services in person, by video and on the telephone, people, a house with
 * its own time zone, and free times in the weeks to come.
 */
import type { Appointment, FhirResource, Questionnaire, Slot } from 'fhir/r4.js';
import { timeAhead } from './clock.ts';
import { PATIENT, person } from './record.ts';

const TIMEZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

/** A time of a calendar that begins at an instant. */
export function slot(id: string, start: string, calendar = 'kidney', minutes = 30): Slot {
  return {
    resourceType: 'Slot',
    id,
    schedule: { reference: `Schedule/${calendar}` },
    status: 'free',
    start,
    end: new Date(Date.parse(start) + minutes * 60_000).toISOString(),
  };
}

/** Those whose time is kept, without any free time. @param zone Where the house stands; left out, it does not say. */
export function clinic(zone?: string): FhirResource[] {
  return [
    person(),
    {
      resourceType: 'Location',
      id: 'outpatients',
      name: 'Outpatients, level 2',
      address: { line: ['1 Infirmary Road'], city: 'Leeds' },
      telecom: [{ system: 'phone', value: '+44 113 496 0000' }],
      ...(zone && { extension: [{ url: TIMEZONE, valueCode: zone }] }),
    },
    { resourceType: 'Practitioner', id: 'iris', name: [{ text: 'Dr Iris Lindqvist' }] },
    { resourceType: 'Practitioner', id: 'omar', name: [{ text: 'Dr Omar Haddad' }] },
    {
      resourceType: 'HealthcareService',
      id: 'kidney',
      name: 'Renal clinic, follow-up',
      location: [{ reference: 'Location/outpatients' }],
      comment: 'Have a blood test 2 to 5 days before.',
      telecom: [{ system: 'phone', value: '+44 113 496 0101' }],
    },
    {
      resourceType: 'HealthcareService',
      id: 'diet',
      name: 'Dietitian',
      location: [{ reference: 'Location/outpatients' }],
    },
    schedule('kidney', 'kidney', 'iris'),
    schedule('video', 'kidney', 'omar', 'Video visit', zone),
    schedule('diet', 'diet', 'omar'),
  ];
}

/** The clinic with times in the weeks to come. */
export function clinicWithTimes(zone?: string, now: Date = new Date()): FhirResource[] {
  const slots = [1, 2, 4, 7, 9, 12, 30, 33].flatMap((days) =>
    ['09:00', '09:30', '11:00', '14:30', '17:30'].map((clock, index) =>
      slot(`s-${days}-${index}`, timeAhead(days, clock, now), index === 3 ? 'video' : 'kidney'),
    ),
  );
  return [...clinic(zone), ...slots];
}

/** Something that the patient has at a time already. */
export function booked(start: string, minutes = 30): Appointment {
  return {
    resourceType: 'Appointment',
    id: `booked-${start.slice(0, 10)}`,
    status: 'booked',
    start,
    end: new Date(Date.parse(start) + minutes * 60_000).toISOString(),
    serviceType: [{ text: 'Eye screening' }],
    participant: [{ actor: { reference: `Patient/${PATIENT}` }, status: 'accepted' }],
  };
}

/** What a practice wants to know before a visit. */
export const intake: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'intake',
  status: 'active',
  title: 'Before you come',
  item: [
    { linkId: 'well', text: 'Has anything changed since your last visit?', type: 'boolean', required: true },
    { linkId: 'what', text: 'Tell us what', type: 'text' },
  ],
};

function schedule(id: string, service: string, practitioner: string, comment?: string, zone?: string): FhirResource {
  const isVideo = comment !== undefined;
  return {
    resourceType: 'Schedule',
    id,
    ...(comment && { comment }),
    ...(zone && { extension: [{ url: TIMEZONE, valueCode: zone }] }),
    actor: [
      { reference: `HealthcareService/${service}` },
      { reference: `Practitioner/${practitioner}` },
      ...(isVideo ? [] : [{ reference: 'Location/outpatients' }]),
    ],
  };
}
