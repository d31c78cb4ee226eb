/**
 * When clinicians see patients: services, schedules and the slots of the next six weeks (FHIR R4 §12.9, §12.10).
 * @module
 */
import type {
  Appointment,
  CodeableConcept,
  FhirResource,
  HealthcareService,
  Reference,
  Schedule,
  Slot,
} from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import type { Timeline } from '../timeline.ts';
import { clockIn } from '../zone.ts';
import { specialties, TIMEZONE, type Organisation } from './organisation.ts';

/** A clinician's hours. `days` are counted from Sunday; `clocks` are local to `zone`. */
interface Hours {
  readonly service: string;
  readonly practitioner: string;
  readonly place: string;
  readonly days: readonly number[];
  readonly clocks: readonly string[];
  readonly minutes: number;
  /** IANA time zone; the organisation's own when left out. */
  readonly zone?: string;
}

interface Service {
  readonly name: string;
  readonly specialty: CodeableConcept;
  readonly place: string;
  /** HL7 service category. */
  readonly category: readonly [code: string, display: string];
  readonly virtual?: boolean;
}

/** Weeks ahead for which free slots are out, and for which bookings are taken. */
const WEEKS = 6;
const HORIZON = 12;
const specialistMedical = ['27', 'Specialist Medical'] as const;
const morning = ['08:30', '09:30', '10:30', '11:30'];
const afternoon = ['13:00', '14:00', '15:00'];

const services: Readonly<Record<Organisation['slug'], Readonly<Record<string, Service>>>> = {
  'university-hospital': {
    kidney: {
      name: 'Kidney clinic',
      specialty: specialties.nephrology,
      place: 'outpatients',
      category: specialistMedical,
    },
    children: {
      name: "Children's clinic",
      specialty: specialties.pediatrics,
      place: 'children',
      category: specialistMedical,
    },
    heart: {
      name: 'Heart clinic',
      specialty: specialties.cardiology,
      place: 'outpatients',
      category: specialistMedical,
    },
    maternity: {
      name: 'Maternity clinic',
      specialty: specialties.obstetrics,
      place: 'maternity',
      category: specialistMedical,
    },
    cancer: {
      name: 'Cancer clinic',
      specialty: specialties.oncology,
      place: 'infusion',
      category: specialistMedical,
    },
    elders: {
      name: 'Clinic for older people',
      specialty: specialties.geriatrics,
      place: 'outpatients',
      category: specialistMedical,
    },
    skin: {
      name: 'Skin clinic by video',
      specialty: specialties.dermatology,
      place: 'outpatients',
      category: specialistMedical,
      virtual: true,
    },
  },
  'city-clinic': {
    family: {
      name: 'Family medicine',
      specialty: specialties.generalPractice,
      place: 'surgery',
      category: ['17', 'General Practice'],
    },
  },
};

const hours: Readonly<Record<Organisation['slug'], readonly Hours[]>> = {
  'university-hospital': [
    { service: 'kidney', practitioner: 'anil-patel', place: 'outpatients', days: [1, 3], clocks: morning, minutes: 30 },
    {
      service: 'children',
      practitioner: 'mei-ling-tan',
      place: 'children',
      days: [2, 4],
      clocks: morning,
      minutes: 30,
    },
    {
      service: 'heart',
      practitioner: 'kwame-boateng',
      place: 'outpatients',
      days: [2],
      clocks: afternoon,
      minutes: 30,
    },
    {
      service: 'maternity',
      practitioner: 'lucia-herrera',
      place: 'maternity',
      days: [3],
      clocks: afternoon,
      minutes: 30,
    },
    {
      service: 'cancer',
      practitioner: 'yael-goldberg',
      place: 'infusion',
      days: [4],
      clocks: ['09:00', '14:00'],
      minutes: 20,
    },
    { service: 'elders', practitioner: 'elena-petrova', place: 'outpatients', days: [5], clocks: morning, minutes: 30 },
    {
      service: 'skin',
      practitioner: 'ingrid-solheim',
      place: 'outpatients',
      days: [1, 5],
      clocks: ['16:00', '16:20', '16:40'],
      minutes: 20,
      zone: 'America/New_York',
    },
  ],
  'city-clinic': [
    { service: 'family', practitioner: 'rosa-mensah', place: 'surgery', days: [1, 4], clocks: morning, minutes: 20 },
    {
      service: 'family',
      practitioner: 'hugo-lindqvist',
      place: 'surgery',
      days: [2, 5],
      clocks: afternoon,
      minutes: 20,
    },
  ],
};

/** Id of a clinician's slot that starts at an instant. */
export function slotId(practitioner: string, start: string): string {
  return `slot-${practitioner}-${start.slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}`;
}

/** Reference to a service by its key. */
export function serviceOf(organisation: Organisation, key: string): Reference {
  const service = services[organisation.slug][key];
  if (service === undefined) throw new RangeError(`No service ${key} at ${organisation.name}`);
  return { reference: `HealthcareService/${key}`, display: service.name };
}

/** What kind of service a clinician's appointments are. */
export function serviceTypeOf(organisation: Organisation, practitioner: string): CodeableConcept {
  const one = hours[organisation.slug].find((each) => each.practitioner === practitioner);
  const service = one && services[organisation.slug][one.service];
  return service?.specialty ?? { text: 'Clinic visit' };
}

/** Whether a clinician's time is kept as slots. */
export function hasSchedule(organisation: Organisation, practitioner: string): boolean {
  return hours[organisation.slug].some((each) => each.practitioner === practitioner);
}

/**
 * HealthcareService, Schedule and Slot resources. The slots of `booked` appointments are busy, and are there even
 * outside a clinician's usual hours.
 */
export function schedules(organisation: Organisation, time: Timeline, booked: readonly Appointment[]): FhirResource[] {
  const taken = new Map(
    booked.flatMap((one) => (one.slot ?? []).map(({ reference = '' }) => [reference.replace('Slot/', ''), one])),
  );
  const usual = hours[organisation.slug];
  return [
    ...Object.entries(services[organisation.slug]).map(([key, service]) => serviceResource(key, service, organisation)),
    ...usual.map((one) => scheduleResource(one, organisation, time)),
    ...usual.flatMap((one) => slotsOf(one, organisation, time, taken)),
  ];
}

function serviceResource(key: string, service: Service, organisation: Organisation): HealthcareService {
  return {
    resourceType: 'HealthcareService',
    id: key,
    active: true,
    providedBy: organisation.self,
    category: [hl7Concept('service-category', ...service.category)],
    type: [service.specialty],
    specialty: [service.specialty],
    location: [organisation.place(service.place)],
    name: service.name,
    ...(service.virtual && { characteristic: [{ text: 'By video' }] }),
    appointmentRequired: true,
  };
}

function scheduleResource(one: Hours, organisation: Organisation, time: Timeline): Schedule {
  const service = services[organisation.slug][one.service];
  return {
    resourceType: 'Schedule',
    id: scheduleId(one),
    ...(one.zone !== undefined && { extension: [{ url: TIMEZONE, valueCode: one.zone }] }),
    active: true,
    serviceType: [service?.specialty ?? { text: one.service }],
    specialty: [service?.specialty ?? { text: one.service }],
    actor: [
      organisation.practitioner(one.practitioner),
      ...(service?.virtual ? [] : [organisation.place(one.place)]),
      serviceOf(organisation, one.service),
    ],
    planningHorizon: { start: time.date(0), end: time.date(-7 * HORIZON) },
    comment: service?.virtual ? 'Video visits only.' : 'Please arrive ten minutes early.',
  };
}

function slotsOf(
  one: Hours,
  organisation: Organisation,
  time: Timeline,
  taken: ReadonlyMap<string, Appointment>,
): Slot[] {
  const slots = new Map<string, Slot>();
  const service = services[organisation.slug][one.service];
  const add = (start: string, end: string): void => {
    const id = slotId(one.practitioner, start);
    slots.set(id, {
      resourceType: 'Slot',
      id,
      serviceType: [service?.specialty ?? { text: one.service }],
      specialty: [service?.specialty ?? { text: one.service }],
      schedule: { reference: `Schedule/${scheduleId(one)}` },
      status: taken.has(id) ? 'busy' : 'free',
      start,
      end,
    });
  };
  for (let day = 1; day <= 7 * WEEKS; day++) {
    const date = time.date(-day);
    if (!one.days.includes(new Date(`${date}T00:00:00Z`).getUTCDay())) continue;
    for (const clock of one.clocks) add(...clockIn(one.zone, date, clock, one.minutes));
  }
  for (const [id, { start = '', end = '' }] of taken) {
    if (id === slotId(one.practitioner, start)) add(start, end);
  }
  return [...slots.values()];
}

function scheduleId(one: Hours): string {
  return `schedule-${one.practitioner}`;
}
