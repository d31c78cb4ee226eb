/**
 * Around Halina Wójcik-Brandt's care: images, family, the calls about fever, a study she joined.
 * @module
 */
import type { DiagnosticReport } from 'fhir/r4.js';
import { accessed } from '../../builders/access-log.ts';
import { bill, invoice } from '../../builders/bill.ts';
import { referenceTo, type Chart } from '../../builders/chart.ts';
import { consent } from '../../builders/consent.ts';
import { device } from '../../builders/device.ts';
import { relative } from '../../builders/family.ts';
import { flag } from '../../builders/flag.ts';
import { phq9Filled } from '../../builders/form.ts';
import { imagingStudy } from '../../builders/imaging.ts';
import { thread } from '../../builders/message.ts';
import { order } from '../../builders/order.ts';
import { task, taskCodes } from '../../builders/task.ts';
import { reportCodes } from '../../builders/worded-report.ts';
import * as problems from '../../codes/problems.ts';
import { devices, referrals, warnings } from '../../codes/services.ts';

export function aroundBreastCancer(chart: Chart): void {
  const { time, organisation, patient } = chart;
  const mammogram = chart.find<DiagnosticReport>(
    'DiagnosticReport',
    (one) => one.code.text === reportCodes.mammogram.text,
  );
  imagingStudy(
    chart,
    reportCodes.mammogram,
    {
      started: time.daysAgo(126, '10:30'),
      by: 'yael-goldberg',
      interpreter: 'ravi-fernando',
      description: 'Mammogram, both breasts',
      reason: { text: 'Lump in the left breast' },
      series: [
        {
          modality: 'MG',
          bodyPart: 'leftBreast',
          description: 'Left breast',
          instances: ['Left craniocaudal', 'Left mediolateral oblique'],
        },
        {
          modality: 'MG',
          bodyPart: 'rightBreast',
          description: 'Right breast',
          instances: ['Right craniocaudal', 'Right mediolateral oblique'],
        },
      ],
    },
    mammogram,
  );
  relative(chart, 'MTH', {
    recorded: time.date(112),
    deceasedAtAge: 58,
    conditions: [{ code: problems.breastCancer, atAge: 49, contributedToDeath: true }],
  });
  relative(chart, 'MAUNT', {
    recorded: time.date(112),
    ageYears: 70,
    conditions: [{ code: { text: 'Ovarian cancer' }, atAge: 61, note: 'Told by the patient.' }],
  });
  const genetics = order(chart, referrals.genetics, {
    category: 'referral',
    status: 'active',
    authored: time.daysAgo(40, '10:00'),
    by: 'yael-goldberg',
    reason: { text: 'Breast cancer in mother and patient' },
  });
  task(chart, taskCodes.fulfill, {
    status: 'on-hold',
    description: 'Genetic counselling',
    focus: referenceTo(genetics),
    authored: time.daysAgo(40, '10:00'),
    modified: time.daysAgo(12, '09:00'),
    requester: organisation.practitioner('yael-goldberg'),
    owner: organisation.self,
    businessStatus: 'Waiting until chemotherapy ends',
    reason: 'The patient asked to wait.',
  });
  const nurse = organisation.practitioner('grace-kim');
  thread(chart, 'Shivering since last night', [
    {
      from: patient,
      to: [nurse],
      sent: time.minutesAgo(300),
      read: time.minutesAgo(290),
      text: 'I have been shivering since last night. My temperature is 37.9 °C. Should I come in?',
    },
    {
      from: nurse,
      to: [patient],
      sent: time.minutesAgo(285),
      read: time.minutesAgo(280),
      category: 'instruction',
      text: 'Yes, please come to the infusion suite now. Do not take acetaminophen before we have seen you.',
    },
  ]);
  phq9Filled(chart, time.daysAgo(90, '08:20'), [2, 2, 1, 3, 2, 0, 1, 0, 0], 2);
  phq9Filled(chart, time.daysAgo(20, '08:20'), [1, 1, 2, 3, 2, 0, 1, 0, 0], 1);
  flag(chart, warnings.neutropenia, { category: 'clinical', start: time.date(0), by: 'yael-goldberg' });
  flag(chart, warnings.leftArm, { category: 'safety', start: time.date(90), by: 'grace-kim' });
  device(chart, devices.port, {
    name: 'Infusion port, right chest',
    model: 'PX-7',
    manufacturer: 'Catalina Medical',
    product: '0860000010010',
    made: time.monthsAgoDate(10),
    expires: time.date(-900),
  });
  consent(chart, {
    status: 'active',
    scope: 'research',
    category: 'research',
    given: time.daysAgo(96, '11:00'),
    rule: 'OPTIN',
    provision: { period: { start: time.date(96) } },
  });
  const cycle = bill(chart, {
    kind: 'institutional',
    served: time.date(62),
    created: time.date(58),
    explained: time.date(40),
    items: [
      { service: 'Chemotherapy infusion, cycle 2', charged: 412_000, allowed: 268_400, deductible: 50_000 },
      { service: 'Blood count with differential', charged: 6_800, allowed: 2_420 },
    ],
  });
  invoice(chart, {
    status: 'balanced',
    date: time.daysAgo(35, '08:00'),
    lines: [['Chemotherapy infusion, cycle 2: deductible', cycle.patientPart]],
    note: 'Paid in full. Thank you.',
  });
  accessed(chart, {
    at: time.minutesAgo(86),
    by: organisation.practitioner('yael-goldberg'),
    interaction: 'read',
    purpose: 'TREAT',
  });
}
