/**
 * The appointments behind a chart's visits: booked for what is planned, fulfilled or cancelled for what was.
 * @module
 */
import type { Appointment, Encounter } from 'fhir/r4.js';
import { serviceTypeOf } from '../organisations/schedules.ts';
import { appointment } from './appointment.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';

/** How many past visits keep their appointment. */
const KEPT = 2;

/** Files an appointment for every planned and cancelled visit and for the newest past ones, and links the visit to it. */
export function bookVisits(chart: Chart): void {
  const visits = chart
    .all<Encounter>('Encounter')
    .filter((one) => one.class.code === 'AMB' || one.class.code === 'VR')
    .toSorted((a, b) => (b.period?.start ?? '').localeCompare(a.period?.start ?? ''));
  const past = visits.filter(({ status }) => status === 'finished').slice(0, KEPT);
  for (const visit of visits) {
    const status = past.includes(visit) ? 'fulfilled' : statuses[visit.status];
    if (status === undefined) continue;
    visit.appointment = [referenceTo(appointmentFor(chart, visit, status))];
  }
}

const statuses: Partial<Record<Encounter['status'], Appointment['status']>> = {
  planned: 'booked',
  cancelled: 'cancelled',
};

function appointmentFor(chart: Chart, visit: Filed<Encounter>, status: Appointment['status']): Filed<Appointment> {
  const { start, end } = visit.period ?? {};
  const by = keyIn(visit.participant?.[0]?.individual?.reference);
  const [reason] = visit.reasonCode ?? [];
  const virtual = visit.class.code === 'VR';
  return appointment(chart, {
    status,
    type: visit.type?.[0]?.text === 'Check-up' ? 'CHECKUP' : 'FOLLOWUP',
    ...(start !== undefined && end !== undefined && { start, end }),
    ...(start !== undefined && end === undefined && { start, end: halfAnHourAfter(start) }),
    created: madeBefore(chart, start),
    by,
    ...(!virtual && { at: keyIn(visit.location?.[0]?.location.reference) }),
    service: serviceTypeOf(chart.organisation, by),
    ...(reason && { reason }),
    ...(status === 'cancelled' && { cancelled: 'pat' as const }),
    ...(virtual && { comment: 'Video visit. The link opens ten minutes before.' }),
  });
}

/** Appointments are made two weeks ahead, but never in the future and never before birth. */
function madeBefore({ time, birthDate }: Chart, start: string | undefined): string {
  if (start === undefined) return time.date(1);
  const ahead = new Date(Date.parse(start.slice(0, 10)) - 14 * 86_400_000).toISOString().slice(0, 10);
  const made = ahead < time.date(1) ? ahead : time.date(1);
  return made < birthDate ? birthDate : made;
}

function halfAnHourAfter(start: string): string {
  const wall = Date.parse(`${start.slice(0, 19)}Z`) + 30 * 60_000;
  return `${new Date(wall).toISOString().slice(0, 19)}${start.slice(19)}`;
}

function keyIn(reference = ''): string {
  return reference.slice(reference.indexOf('/') + 1);
}
