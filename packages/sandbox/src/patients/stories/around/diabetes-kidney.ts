/**
 * Around Margaret Adeyemi's care at the hospital: referrals, messages, forms, bills, permissions.
 * @module
 */
import type { AllergyIntolerance, Condition, MedicationRequest } from 'fhir/r4.js';
import { accessed } from '../../builders/access-log.ts';
import { appointment } from '../../builders/appointment.ts';
import { bill, invoice } from '../../builders/bill.ts';
import { referenceTo, type Chart } from '../../builders/chart.ts';
import { consent, consentAction, receiver } from '../../builders/consent.ts';
import { device } from '../../builders/device.ts';
import { relative } from '../../builders/family.ts';
import { flag } from '../../builders/flag.ts';
import { filledForm, phq9Filled } from '../../builders/form.ts';
import { thread } from '../../builders/message.ts';
import { order } from '../../builders/order.ts';
import { provenance } from '../../builders/provenance.ts';
import { measured } from '../../builders/quality.ts';
import { questionnaireInput, task, taskCodes } from '../../builders/task.ts';
import * as problems from '../../codes/problems.ts';
import { devices, referrals, warnings } from '../../codes/services.ts';
import { allergyIntakeCanonical, allergyIntakeItems } from '../../forms/allergy-intake.ts';
import { specialties } from '../../organisations/organisation.ts';
import { serviceOf } from '../../organisations/schedules.ts';

const clinic = { reference: 'Organization/city-clinic', display: 'City Clinic' };

export function aroundDiabetesKidney(chart: Chart): void {
  writeReferrals(chart);
  writeSources(chart);
  writeMessages(chart);
  writeForms(chart);
  writeMoney(chart);
  writePermissions(chart);
  const { time } = chart;
  flag(chart, warnings.penicillin, { category: 'drug', start: time.monthsAgoDate(80), by: 'anil-patel' });
  flag(chart, warnings.noAntiInflammatories, { category: 'clinical', start: time.monthsAgoDate(14), by: 'anil-patel' });
  device(chart, devices.glucoseMeter, {
    name: 'Blood glucose meter',
    model: 'G2',
    manufacturer: 'Saguaro Diagnostics',
  });
  relative(chart, 'MTH', {
    recorded: time.monthsAgoDate(80),
    deceasedAtAge: 71,
    conditions: [
      { code: problems.type2Diabetes, atAge: 50 },
      { code: problems.stroke, atAge: 71, contributedToDeath: true },
    ],
  });
  relative(chart, 'FTH', { recorded: time.monthsAgoDate(80), deceased: true, note: 'Cause not known.' });
  const lastYear = { start: `${time.year(1)}-01-01`, end: `${time.year(1)}-12-31` };
  const counted = ['initial-population', 'denominator'] as const;
  measured(chart, 'hba1c-poor-control', `${time.year(0)}-01-01`, lastYear, counted);
  measured(chart, 'blood-pressure-control', `${time.year(0)}-01-01`, lastYear, counted);
}

/** The family doctor's referral came to an end; the dietitian's has an offer waiting. */
function writeReferrals(chart: Chart): void {
  const { time, organisation } = chart;
  const coverage = chart.all('Coverage').map((one) => referenceTo(one));
  const kidney = order(chart, referrals.kidney, {
    category: 'referral',
    authored: time.monthsAgo(81, '10:00'),
    by: 'rosa-mensah',
    performer: serviceOf(organisation, 'kidney'),
    specialty: specialties.nephrology,
    reason: problems.kidneyDiseaseStage3a,
    note: 'eGFR falling for two years. Thank you for seeing her.',
  });
  task(chart, taskCodes.fulfill, {
    status: 'completed',
    description: 'Kidney clinic: first visit',
    focus: referenceTo(kidney),
    authored: time.monthsAgo(81, '10:05'),
    modified: time.monthsAgo(80, '11:00'),
    requester: organisation.practitioner('rosa-mensah'),
    owner: organisation.practitioner('anil-patel'),
    businessStatus: 'Seen',
  });
  provenance(chart, [referenceTo(kidney)], {
    recorded: time.monthsAgo(81, '10:06'),
    author: 'rosa-mensah',
    authorOrganisation: clinic,
    transmitter: clinic,
    activity: ['CREATE', 'create'],
  });
  const dietitian = order(chart, referrals.dietitian, {
    category: 'referral',
    status: 'active',
    priority: 'urgent',
    authored: time.daysAgo(3, '15:00'),
    by: 'anil-patel',
    occurrence: { start: time.date(3), end: time.date(-11) },
    reason: problems.hyperkalemia,
    ...(coverage[0] && { coverage: coverage[0] }),
    patientInstruction: 'Bring a list of what you ate in the last three days.',
  });
  task(chart, taskCodes.fulfill, {
    status: 'accepted',
    priority: 'urgent',
    description: 'Dietitian: low-potassium diet',
    focus: referenceTo(dietitian),
    authored: time.daysAgo(3, '15:00'),
    modified: time.daysAgo(2, '09:30'),
    due: time.daysAgo(-11, '17:00'),
    requester: organisation.practitioner('anil-patel'),
    owner: organisation.self,
    businessStatus: 'Appointment offered, waiting for the patient',
  });
  appointment(chart, {
    status: 'proposed',
    start: time.daysAgo(-5, '11:00'),
    end: time.daysAgo(-5, '11:40'),
    created: time.date(2),
    by: 'grace-kim',
    at: 'outpatients',
    service: { text: 'Dietitian' },
    reason: { text: 'Low-potassium diet' },
    basedOn: referenceTo(dietitian),
    patientInstruction: 'Bring a list of what you ate in the last three days.',
  });
  order(chart, referrals.physiotherapist, {
    category: 'referral',
    status: 'revoked',
    authored: time.monthsAgo(14, '10:20'),
    by: 'anil-patel',
    reason: problems.kneeOsteoarthritis,
    note: 'The patient prefers to exercise at home.',
  });
}

/** What came from City Clinic, and what was written here. */
function writeSources(chart: Chart): void {
  const { time } = chart;
  const [penicillin, ...others] = chart.all<AllergyIntolerance>('AllergyIntolerance');
  if (penicillin)
    provenance(chart, [referenceTo(penicillin)], {
      recorded: time.monthsAgo(80, '09:00'),
      author: 'rosa-mensah',
      authorOrganisation: clinic,
      transmitter: clinic,
    });
  provenance(
    chart,
    others.map((one) => referenceTo(one)),
    { recorded: time.monthsAgo(36, '10:00'), author: 'anil-patel', activity: ['UPDATE', 'revise'] },
  );
  provenance(
    chart,
    chart.all<Condition>('Condition').map((one) => referenceTo(one)),
    { recorded: time.minutesAgo(59), author: 'anil-patel', activity: ['UPDATE', 'revise'] },
  );
}

function writeMessages(chart: Chart): void {
  const { time, organisation, patient } = chart;
  const doctor = organisation.practitioner('anil-patel');
  const nurse = organisation.practitioner('grace-kim');
  const losartan = chart.find<MedicationRequest>('MedicationRequest', (one) =>
    Boolean(one.medicationCodeableConcept?.text?.startsWith('losartan')),
  );
  thread(
    chart,
    'Losartan: stop or go on?',
    [
      {
        from: patient,
        to: [doctor],
        sent: time.daysAgo(20, '18:42'),
        read: time.daysAgo(19, '08:05'),
        text: 'Dr. Mensah’s list still has losartan every morning, yours says stopped. Which is right?',
      },
      {
        from: doctor,
        to: [patient],
        sent: time.daysAgo(19, '08:30'),
        read: time.daysAgo(19, '12:10'),
        text: 'Please do not take losartan while your potassium is high. I will write to Dr. Mensah.',
        attached: chart
          .all('DocumentReference')
          .slice(0, 1)
          .map((one) => referenceTo(one)),
      },
      {
        from: patient,
        to: [doctor],
        sent: time.daysAgo(19, '12:15'),
        read: time.daysAgo(19, '16:40'),
        text: 'Thank you, I have stopped.',
      },
    ],
    { about: [referenceTo(losartan)] },
  );
  thread(chart, 'Your potassium result', [
    {
      from: nurse,
      to: [patient],
      sent: time.minutesAgo(74),
      priority: 'urgent',
      category: 'notification',
      text: 'Your potassium is dangerously high. Stay in the emergency department: a nurse is on the way to you.',
    },
  ]);
  thread(chart, 'Flu vaccine', [
    {
      from: organisation.self,
      to: [patient],
      sent: time.daysAgo(52, '07:00'),
      category: 'reminder',
      status: 'not-done',
      statusReason: 'The telephone number was out of date.',
      text: 'Your flu vaccine is due.',
    },
  ]);
  const running = chart.find<MedicationRequest>(
    'MedicationRequest',
    (one) => one.status === 'active' && one.intent === 'order',
  );
  task(chart, taskCodes.refill, {
    status: 'requested',
    description: `Refill: ${running.medicationCodeableConcept?.text ?? running.medicationReference?.display ?? 'medicine'}`,
    focus: referenceTo(running),
    authored: time.daysAgo(1, '19:20'),
    requester: patient,
    owner: doctor,
    note: 'Four tablets left.',
  });
}

function writeForms(chart: Chart): void {
  const { time, organisation, patient } = chart;
  phq9Filled(chart, time.monthsAgo(8, '08:40'), [2, 2, 2, 3, 1, 1, 2, 1, 0], 1);
  phq9Filled(chart, time.monthsAgo(4, '08:40'), [1, 1, 1, 2, 0, 1, 1, 0, 0], 0);
  const begun = filledForm(chart, allergyIntakeCanonical, {
    status: 'in-progress',
    version: '2.1',
    authored: time.daysAgo(2, '20:10'),
    items: allergyIntakeItems([{ to: 'Penicillin', kind: 'A medicine', reaction: 'I collapsed' }]).slice(0, 2),
  });
  task(chart, taskCodes.form, {
    status: 'in-progress',
    description: 'Your allergies, before the visit of next week',
    authored: time.daysAgo(6, '09:00'),
    modified: time.daysAgo(2, '20:10'),
    due: time.daysAgo(-7, '17:00'),
    requester: organisation.self,
    owner: patient,
    input: [questionnaireInput(allergyIntakeCanonical)],
    output: [{ name: 'Answers so far', reference: referenceTo(begun) }],
  });
}

function writeMoney(chart: Chart): void {
  const { time } = chart;
  const visit = bill(chart, {
    kind: 'professional',
    served: time.monthsAgoDate(4),
    created: time.monthsAgoDate(4),
    explained: time.monthsAgoDate(3),
    items: [
      { service: 'Office visit, nephrology', charged: 28_000, allowed: 19_250, copay: 4_000 },
      { service: 'Renal function panel', charged: 9_600, allowed: 3_140, deductible: 1_140 },
    ],
  });
  invoice(chart, {
    status: 'issued',
    date: time.monthsAgo(2, '08:00'),
    lines: [
      ['Office visit, nephrology: copayment', 4_000],
      ['Renal function panel: deductible', visit.patientPart - 4_000],
    ],
    terms: 'Due within 30 days.',
  });
  bill(chart, {
    kind: 'professional',
    served: time.monthsAgoDate(8),
    created: time.monthsAgoDate(8),
    explained: time.monthsAgoDate(7),
    outcome: 'error',
    disposition: 'Not paid: sent twice.',
    items: [{ service: 'Lipid panel', charged: 7_400, allowed: 2_900 }],
  });
  bill(chart, {
    kind: 'professional',
    served: time.date(6),
    created: time.date(4),
    items: [{ service: 'Blood count', charged: 5_200, allowed: 2_180 }],
  });
}

function writePermissions(chart: Chart): void {
  const { time, organisation, patient } = chart;
  consent(chart, {
    status: 'active',
    scope: 'patient-privacy',
    category: 'document',
    given: time.monthsAgo(80, '09:10'),
    rule: 'OPTOUT',
    provision: {
      type: 'permit',
      period: { start: time.monthsAgoDate(80) },
      actor: [receiver(clinic)],
      action: [consentAction('access'), consentAction('disclose')],
    },
    witnessed: time.monthsAgo(80, '09:15'),
  });
  consent(chart, {
    status: 'rejected',
    scope: 'research',
    category: 'research',
    given: time.monthsAgo(14, '10:40'),
    rule: 'OPTOUT',
  });
  const doctor = organisation.practitioner('anil-patel');
  accessed(chart, { at: time.monthsAgo(4, '08:58'), by: doctor, interaction: 'read', purpose: 'TREAT' });
  accessed(chart, {
    at: time.monthsAgo(3, '14:20'),
    by: { reference: 'Organization/sonora-health-plan', display: 'Sonora Health Plan' },
    interaction: 'search-type',
    purpose: 'HPAYMT',
  });
  accessed(chart, { at: time.daysAgo(20, '18:30'), by: patient, interaction: 'search-type', purpose: 'PATRQT' });
  accessed(chart, {
    at: time.minutesAgo(128),
    by: organisation.practitioner('siobhan-oconnor'),
    interaction: 'read',
    purpose: 'ETREAT',
  });
  accessed(chart, {
    at: time.daysAgo(9, '02:14'),
    by: organisation.practitioner('tomasz-kowalski'),
    interaction: 'read',
    purpose: 'TREAT',
    outcome: '8',
    outcomeText: 'Refused: not in the care team.',
  });
}
