/**
 * Appointments, and the ids of the slots they take (FHIR R4 §12.2 Appointment).
 * @module
 */
import type { Appointment, CodeableConcept, Extension, Reference } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import { hasSchedule, slotId } from '../organisations/schedules.ts';
import type { Chart, Filed } from './chart.ts';

/** HL7's appointment reasons in use. */
const types = {
  ROUTINE: 'Routine appointment - default if not valued',
  FOLLOWUP: 'A follow up visit from a previous appointment',
  CHECKUP: 'A routine check-up, such as an annual physical',
} as const;

/** HL7's reasons for cancelling in use. */
const cancellations = { pat: 'Patient', prov: 'Provider' } as const;

export interface AppointmentDetails {
  readonly status: Appointment['status'];
  readonly type?: keyof typeof types;
  /** FHIR instants. A proposal may have none. */
  readonly start?: string;
  readonly end?: string;
  readonly created: string;
  /** Key of the clinician. */
  readonly by: string;
  /** Key of the place; a video visit when left out. */
  readonly at?: string;
  readonly service: CodeableConcept;
  readonly reason?: CodeableConcept;
  readonly cancelled?: keyof typeof cancellations;
  readonly basedOn?: Reference;
  readonly comment?: string;
  readonly patientInstruction?: string;
  /** The patient has not answered yet, or said no. */
  readonly patientStatus?: Appointment['participant'][number]['status'];
  /** Who comes too. */
  readonly with?: Reference;
}

/** Files an appointment. One that is booked takes the clinician's slot at that time. */
export function appointment(chart: Chart, details: AppointmentDetails): Filed<Appointment> {
  const { organisation } = chart;
  const { start, end, status } = details;
  return chart.add<Appointment>({
    resourceType: 'Appointment',
    ...(details.at === undefined && status === 'booked' && { extension: [videoLink(details)] }),
    status,
    ...(details.cancelled && {
      cancelationReason: hl7Concept(
        'appointment-cancellation-reason',
        details.cancelled,
        cancellations[details.cancelled],
      ),
    }),
    serviceType: [details.service],
    ...(details.type && { appointmentType: hl7Concept('v2-0276', details.type, types[details.type]) }),
    ...(details.reason && { reasonCode: [details.reason] }),
    description: details.reason?.text ?? details.service.text ?? 'Visit',
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(start !== undefined &&
      end !== undefined && { minutesDuration: (Date.parse(end) - Date.parse(start)) / 60_000 }),
    ...(status === 'booked' &&
      start !== undefined &&
      hasSchedule(organisation, details.by) && { slot: [{ reference: `Slot/${slotId(details.by, start)}` }] }),
    created: details.created,
    ...(details.comment !== undefined && { comment: details.comment }),
    ...(details.patientInstruction !== undefined && { patientInstruction: details.patientInstruction }),
    ...(details.basedOn && { basedOn: [details.basedOn] }),
    participant: [
      { actor: chart.patient, required: 'required', status: details.patientStatus ?? answer(status) },
      {
        type: [hl7Concept('v3-ParticipationType', 'PPRF', 'primary performer')],
        actor: organisation.practitioner(details.by),
        required: 'required',
        status: 'accepted',
      },
      ...(details.at === undefined
        ? []
        : [{ actor: organisation.place(details.at), required: 'required' as const, status: 'accepted' as const }]),
      ...(details.with ? [{ actor: details.with, required: 'optional' as const, status: 'accepted' as const }] : []),
    ],
  });
}

/** Where a video visit is joined: Appointment.virtualService of FHIR R5, in R4 (hl7.fhir.uv.xver-r5.r4 0.1.0). */
function videoLink({ by, created }: AppointmentDetails): Extension {
  const room = `${by}-${created.slice(0, 10)}`;
  return {
    url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService',
    extension: [
      { url: '_datatype', valueString: 'VirtualServiceDetail' },
      { url: 'address', valueUrl: `https://video.university-hospital.example/${room}` },
    ],
  };
}

function answer(status: Appointment['status']): Appointment['participant'][number]['status'] {
  if (status === 'cancelled') return 'declined';
  return status === 'proposed' || status === 'pending' ? 'needs-action' : 'accepted';
}
