/**
 * Around the care of the person with heart failure: an implant, refills, wishes for the end of life.
 * @module
 */
import type { Condition, Encounter, MedicationRequest } from 'fhir/r4.js';
import { abilities, ability, heartClasses } from '../../builders/ability.ts';
import { accessed } from '../../builders/access-log.ts';
import { bill, invoice } from '../../builders/bill.ts';
import { referenceTo, type Chart } from '../../builders/chart.ts';
import { consent } from '../../builders/consent.ts';
import { corrections } from '../../builders/correction.ts';
import { device, deviceUse } from '../../builders/device.ts';
import { document, documentCodes } from '../../builders/document.ts';
import { flag } from '../../builders/flag.ts';
import { imagingStudy } from '../../builders/imaging.ts';
import { thread } from '../../builders/message.ts';
import { order } from '../../builders/order.ts';
import { measured } from '../../builders/quality.ts';
import { task, taskCodes } from '../../builders/task.ts';
import { heartTracing } from '../../builders/tracing.ts';
import { reportCodes, wordedReport } from '../../builders/worded-report.ts';
import * as labs from '../../codes/labs.ts';
import * as problems from '../../codes/problems.ts';
import { devices, referrals, warnings } from '../../codes/services.ts';
import { meter, quantity } from '../../codes/units.ts';

const STORY =
  'I want to live at home and look after my sheep for as long as I can. I would rather be slow than be in hospital.';

export function aroundHeartFailure(chart: Chart): void {
  const { time, organisation, patient } = chart;
  const doctor = organisation.practitioner('kwame-boateng');
  const stay = chart.find<Encounter>('Encounter', (one) => one.class.code === 'IMP');
  const encounter = referenceTo(stay);
  const film = wordedReport(chart, reportCodes.chest, {
    section: 'RAD',
    at: time.daysAgo(30, '07:10'),
    issued: time.daysAgo(30, '08:00'),
    by: 'ravi-fernando',
    conclusion: 'Enlarged heart. Fluid in both lungs. Defibrillator lead in place.',
    encounter,
  });
  imagingStudy(
    chart,
    reportCodes.chest,
    {
      started: time.daysAgo(30, '07:10'),
      by: 'kwame-boateng',
      interpreter: 'ravi-fernando',
      description: 'Chest, 2 views',
      reason: problems.heartFailure,
      encounter,
      series: [
        { modality: 'DX', bodyPart: 'chest', description: 'Chest', instances: ['Posteroanterior', 'Left lateral'] },
      ],
    },
    film,
  );
  const heart = referenceTo(
    chart.find<Condition>('Condition', ({ code }) => code?.text === problems.heartFailure.text),
    'Heart failure',
  );
  const defibrillator = device(chart, devices.defibrillator, {
    name: 'Defibrillator, left chest',
    model: 'ICD-300',
    manufacturer: 'Catalina Medical',
    product: '0860000010027',
    made: time.monthsAgoDate(52),
    expires: time.date(-700),
    note: 'Last checked at the visit of this month. Battery good.',
  });
  deviceUse(chart, defibrillator, {
    since: time.monthsAgoDate(50),
    recorded: time.daysAgo(6, '10:20'),
    source: doctor,
    bodySite: { text: 'Left side of the chest' },
    reasonFor: heart,
  });
  device(
    chart,
    { text: 'Bathroom scale' },
    { status: 'inactive', name: 'Scale that sends weights', manufacturer: 'Home' },
  );
  flag(chart, warnings.falls, { category: 'safety', start: time.date(30), by: 'grace-kim' });
  flag(
    chart,
    { text: 'In isolation for influenza' },
    {
      category: 'clinical',
      status: 'inactive',
      start: time.date(29),
      end: time.date(24),
      by: 'grace-kim',
    },
  );
  const active = chart.all<MedicationRequest>('MedicationRequest').filter(({ status }) => status === 'active');
  (['requested', 'accepted', 'rejected', 'completed'] as const).forEach((status, at) => {
    const medicine = active[at];
    if (medicine === undefined) return;
    const name = medicine.medicationCodeableConcept?.text ?? medicine.medicationReference?.display ?? 'medicine';
    task(chart, taskCodes.refill, {
      status,
      description: `Refill: ${name}`,
      focus: referenceTo(medicine),
      authored: time.daysAgo(4, '10:00'),
      modified: time.daysAgo(status === 'requested' ? 4 : 2, '12:00'),
      requester: patient,
      owner: doctor,
      ...(status === 'rejected' && { reason: 'Too early: there is supply for two more weeks.' }),
    });
  });
  const rehabilitation = order(chart, referrals.physiotherapist, {
    category: 'referral',
    status: 'active',
    authored: time.daysAgo(6, '10:25'),
    by: 'kwame-boateng',
    occurrence: { start: time.date(6), end: time.date(-60) },
    reason: problems.heartFailure,
    note: 'Cardiac rehabilitation, twice a week.',
  });
  task(chart, taskCodes.fulfill, {
    status: 'in-progress',
    description: 'Cardiac rehabilitation',
    focus: referenceTo(rehabilitation),
    authored: time.daysAgo(6, '10:25'),
    modified: time.daysAgo(2, '15:00'),
    due: time.daysAgo(-60, '17:00'),
    requester: doctor,
    owner: organisation.self,
    businessStatus: '1 of 16 sessions done',
  });
  thread(chart, 'Weight up two kilograms', [
    {
      from: patient,
      to: [doctor],
      sent: time.daysAgo(8, '07:30'),
      read: time.daysAgo(8, '08:50'),
      text: 'My weight went from 85 to 87 kg in two days. No swelling that I can see.',
    },
    {
      from: doctor,
      to: [patient],
      sent: time.daysAgo(8, '09:05'),
      read: time.daysAgo(8, '09:40'),
      category: 'instruction',
      text: 'Thank you for telling us. Please come on the visit in two days, sooner if you are short of breath.',
    },
  ]);
  const will = document(chart, {
    title: 'Living will of Robert Tsosie',
    type: documentCodes.livingWill,
    category: documentCodes.directives,
    date: time.monthsAgo(11, '10:00'),
    by: patient,
    description:
      'No machine to breathe for me if I cannot get well again. Medicine for pain and breathlessness always.',
    lines: [
      'If I cannot get well again, I do not want a machine to breathe for me.',
      'I always want medicine for pain and breathlessness.',
    ],
  });
  consent(chart, {
    status: 'active',
    scope: 'adr',
    category: 'directive',
    given: time.monthsAgo(11, '10:00'),
    source: referenceTo(will, 'Living will of Robert Tsosie'),
    rule: 'OPTIN',
    witnessed: time.monthsAgo(11, '10:20'),
  });
  document(chart, {
    title: 'What matters to me',
    type: documentCodes.story,
    date: time.daysAgo(21, '09:00'),
    by: patient,
    description: STORY,
    lines: [STORY],
  });
  ability(chart, abilities.heartClass, time.daysAgo(6, '10:15'), 'kwame-boateng', {
    valueCodeableConcept: heartClasses.third,
  });
  ability(chart, abilities.walkedInSixMinutes, time.daysAgo(6, '10:40'), 'grace-kim', {
    valueQuantity: quantity('210', meter),
  });
  const lastYear = { start: `${time.year(1)}-01-01`, end: `${time.year(1)}-12-31` };
  measured(chart, 'blood-pressure-control', `${time.year(0)}-01-01`, lastYear, [
    'initial-population',
    'denominator',
    'numerator',
  ]);
  const hospital = bill(chart, {
    kind: 'institutional',
    served: time.date(21),
    created: time.date(16),
    explained: time.date(5),
    items: [
      { service: 'Hospital stay, nine nights', charged: 3_184_000, allowed: 1_642_300, deductible: 160_000 },
      { service: 'Chest X-ray, 2 views', charged: 31_500, allowed: 9_870 },
    ],
    encounter,
  });
  invoice(chart, {
    status: 'issued',
    date: time.daysAgo(3, '08:00'),
    lines: [['Hospital stay: deductible', hospital.patientPart]],
    terms: 'Due within 30 days. Ask us about paying in parts.',
  });
  heartTracing(chart, time.daysAgo(6, '10:05'), 74);
  const sample = { at: time.daysAgo(6, '10:15'), by: 'kwame-boateng' };
  corrections(chart, sample, labs.potassium, [
    { value: '6.9', issued: time.daysAgo(6, '13:10'), withdrawn: 'Withdrawn: the sample was hemolyzed.' },
    { value: '5.7', issued: time.daysAgo(6, '15:40'), withdrawn: 'Withdrawn: labelled with another patient’s name.' },
    { value: '4.8', issued: time.daysAgo(5, '09:20') },
  ]);
  accessed(chart, { at: time.daysAgo(6, '09:56'), by: doctor, interaction: 'read', purpose: 'TREAT' });
}
