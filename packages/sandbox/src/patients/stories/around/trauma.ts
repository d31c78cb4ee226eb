/**
 * Around Keoni Kahananui's care: the images of the night of the crash, consent to the operation, what follows.
 * @module
 */
import type { DiagnosticReport, Encounter } from 'fhir/r4.js';
import { accessed } from '../../builders/access-log.ts';
import { invoice } from '../../builders/bill.ts';
import { referenceTo, type Chart } from '../../builders/chart.ts';
import { consent } from '../../builders/consent.ts';
import { device } from '../../builders/device.ts';
import { imagingStudy } from '../../builders/imaging.ts';
import { order } from '../../builders/order.ts';
import { task, taskCodes } from '../../builders/task.ts';
import { reportCodes, wordedReport } from '../../builders/worded-report.ts';
import * as problems from '../../codes/problems.ts';
import { devices, imagingProcedures, referrals } from '../../codes/services.ts';

export function aroundTrauma(chart: Chart): void {
  const { time, organisation } = chart;
  const encounter = referenceTo(chart.find<Encounter>('Encounter', (one) => one.class.code === 'IMP'));
  const reported = (text: string | undefined) =>
    chart.find<DiagnosticReport>('DiagnosticReport', (one) => one.code.text === text);
  const asked = { by: 'siobhan-oconnor', interpreter: 'ravi-fernando', encounter } as const;
  imagingStudy(
    chart,
    reportCodes.head,
    {
      ...asked,
      started: time.daysAgo(5, '18:50'),
      description: 'CT head without contrast',
      reason: problems.concussion,
      series: [
        {
          modality: 'CT',
          bodyPart: 'head',
          description: 'Axial 5 mm',
          instances: Array.from({ length: 12 }, (_, at) => `Slice at ${at * 12} mm`),
        },
      ],
    },
    reported(reportCodes.head.text),
  );
  imagingStudy(
    chart,
    reportCodes.chest,
    {
      ...asked,
      started: time.daysAgo(5, '18:40'),
      description: 'Chest, 1 view',
      reason: problems.ribFracture,
      series: [{ modality: 'DX', bodyPart: 'chest', description: 'Chest', instances: ['Anteroposterior, supine'] }],
    },
    reported(reportCodes.chest.text),
  );
  const leg = wordedReport(chart, imagingProcedures.leg, {
    section: 'RAD',
    at: time.daysAgo(5, '18:30'),
    issued: time.daysAgo(5, '19:05'),
    by: 'ravi-fernando',
    conclusion: 'Oblique fracture of the left tibial shaft, 6 mm displaced. Fibula intact.',
    encounter,
  });
  imagingStudy(
    chart,
    imagingProcedures.leg,
    {
      ...asked,
      started: time.daysAgo(5, '18:30'),
      description: 'Left lower leg, 2 views',
      reason: problems.tibiaFracture,
      series: [{ modality: 'DX', bodyPart: 'leg', description: 'Left lower leg', instances: ['Front', 'Side'] }],
    },
    leg,
  );
  device(chart, devices.nail, {
    name: 'Nail in the left shin',
    model: 'TN 340 x 10',
    manufacturer: 'Catalina Medical',
    product: '0860000010034',
    made: time.monthsAgoDate(18),
    expires: time.date(-1200),
  });
  consent(chart, {
    status: 'active',
    scope: 'treatment',
    category: 'document',
    given: time.daysAgo(4, '07:15'),
    rule: 'OPTIN',
    witnessed: time.daysAgo(4, '07:20'),
  });
  const therapy = order(chart, referrals.physiotherapist, {
    category: 'referral',
    status: 'active',
    priority: 'urgent',
    authored: time.daysAgo(3, '09:00'),
    by: 'tomasz-kowalski',
    reason: problems.tibiaFracture,
    encounter,
    note: 'Crutches, stairs.',
  });
  task(chart, taskCodes.fulfill, {
    status: 'in-progress',
    description: 'Walking with crutches',
    focus: referenceTo(therapy),
    authored: time.daysAgo(3, '09:00'),
    modified: time.daysAgo(1, '14:00'),
    requester: organisation.practitioner('tomasz-kowalski'),
    owner: organisation.self,
  });
  invoice(chart, {
    status: 'draft',
    date: time.daysAgo(1, '08:00'),
    lines: [['Emergency department visit', 148_000]],
    note: 'Without insurance on file. Please tell us if you have one.',
  });
  for (const by of ['siobhan-oconnor', 'tomasz-kowalski', 'grace-kim'])
    accessed(chart, {
      at: time.daysAgo(5, '20:00'),
      by: organisation.practitioner(by),
      interaction: 'read',
      purpose: by === 'siobhan-oconnor' ? 'ETREAT' : 'TREAT',
    });
}
