/**
 * Visits of the day that the records are told for, so that a front desk has something to look at.
 * @module
 */
import type { Appointment } from 'fhir/r4.js';
import { serviceTypeOf } from '../organisations/schedules.ts';
import { appointment } from './appointment.ts';
import type { Chart } from './chart.ts';

interface Visit {
  /** Minutes from the last quarter of an hour; negative ones have passed. */
  readonly from: number;
  readonly status: Appointment['status'];
  readonly by: string;
  readonly reason: string;
  readonly cancelled?: 'pat' | 'prov';
}

const MINUTES = 30;
const QUARTER = 15;

/** By patient. Whoever comes to the kidney clinic late finds the next one there already: two at once. */
const visits: Readonly<Record<string, readonly Visit[]>> = {
  'p-1003': [{ from: 60, status: 'booked', by: 'anil-patel', reason: 'Protein in the urine' }],
  'p-1004': [{ from: 0, status: 'arrived', by: 'anil-patel', reason: 'Kidney check before treatment' }],
  'p-1005': [
    { from: -180, status: 'fulfilled', by: 'anil-patel', reason: 'Kidneys and water tablets' },
    { from: 90, status: 'booked', by: 'elena-petrova', reason: 'Falls' },
  ],
  'p-1006': [{ from: 120, status: 'cancelled', by: 'anil-patel', reason: 'Kidney check', cancelled: 'prov' }],
  'p-1007': [{ from: -120, status: 'noshow', by: 'anil-patel', reason: 'Blood pressure' }],
  'p-1011': [{ from: -60, status: 'fulfilled', by: 'elena-petrova', reason: 'Dizziness' }],
  'p-1012': [{ from: -15, status: 'checked-in', by: 'anil-patel', reason: 'Kidney stones' }],
};

/** Files the patient's visits of today. Around midnight some would be another day's, and are left out. */
export function visitsToday(chart: Chart): void {
  const { time, organisation, patientId } = chart;
  const sinceQuarter = time.now.getUTCMinutes() % QUARTER;
  for (const { from, status, by, reason, cancelled } of visits[patientId] ?? []) {
    const start = time.minutesAgo(sinceQuarter - from);
    if (start.slice(0, 10) !== time.date(0)) continue;
    appointment(chart, {
      status,
      start,
      end: time.minutesAgo(sinceQuarter - from - MINUTES),
      created: time.date(9),
      by,
      at: 'outpatients',
      service: serviceTypeOf(organisation, by),
      reason: { text: reason },
      ...(cancelled && { cancelled }),
    });
  }
}
