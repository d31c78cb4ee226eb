/**
 * Around the care of those for whom others speak, and of those who are well: children, a pregnancy, elders.
 * @module
 */
import type { DiagnosticReport, Encounter } from 'fhir/r4.js';
import { abilities, ability } from '../../builders/ability.ts';
import { accessed } from '../../builders/access-log.ts';
import { bill, invoice } from '../../builders/bill.ts';
import { referenceTo, type Chart } from '../../builders/chart.ts';
import { consent } from '../../builders/consent.ts';
import { device, deviceUse } from '../../builders/device.ts';
import { document, documentCodes } from '../../builders/document.ts';
import { relatedPerson, relative } from '../../builders/family.ts';
import { flag } from '../../builders/flag.ts';
import { filledForm, phq9Filled } from '../../builders/form.ts';
import { imagingStudy } from '../../builders/imaging.ts';
import { thread } from '../../builders/message.ts';
import { order } from '../../builders/order.ts';
import { provenance } from '../../builders/provenance.ts';
import { task, taskCodes } from '../../builders/task.ts';
import { reportCodes, wordedReport } from '../../builders/worded-report.ts';
import * as problems from '../../codes/problems.ts';
import { devices, referrals, warnings } from '../../codes/services.ts';
import { quantity, score } from '../../codes/units.ts';
import { allergyIntakeCanonical, allergyIntakeItems } from '../../forms/allergy-intake.ts';

/** Mateo's mother writes in Spanish. */
export function aroundAsthmaChild(chart: Chart): void {
  const { time, organisation } = chart;
  const mother = relatedPerson(
    chart,
    'MTH',
    { text: 'Rosaura Mamani Flores', family: 'Mamani Flores', given: ['Rosaura'] },
    '+1 520 555 0142',
    'female',
  );
  const parent = referenceTo(mother, 'Rosaura Mamani Flores');
  const doctor = organisation.practitioner('mei-ling-tan');
  thread(chart, 'Inhalador en la escuela', [
    {
      from: parent,
      to: [doctor],
      sent: time.daysAgo(18, '20:05'),
      read: time.daysAgo(17, '08:10'),
      language: 'es',
      text: 'La escuela pide una carta para que Mateo pueda usar su inhalador. ¿Nos la puede enviar?',
    },
    {
      from: doctor,
      to: [parent],
      sent: time.daysAgo(17, '08:45'),
      language: 'es',
      text: 'Claro. Le adjunto el plan de acción para la escuela.',
      attached: chart
        .all('DocumentReference')
        .slice(0, 1)
        .map((one) => referenceTo(one)),
    },
  ]);
  const attack = chart.find<Encounter>('Encounter', (one) => one.class.code === 'EMER');
  const film = wordedReport(chart, reportCodes.chest, {
    section: 'RAD',
    at: time.daysAgo(63, '03:00'),
    issued: time.daysAgo(63, '03:30'),
    by: 'ravi-fernando',
    conclusion: 'Overinflated lungs. No pneumonia.',
    encounter: referenceTo(attack),
  });
  imagingStudy(
    chart,
    reportCodes.chest,
    {
      started: time.daysAgo(63, '03:00'),
      by: 'siobhan-oconnor',
      interpreter: 'ravi-fernando',
      description: 'Chest, 2 views',
      reason: problems.asthmaExacerbation,
      encounter: referenceTo(attack),
      series: [
        { modality: 'DX', bodyPart: 'chest', description: 'Chest', instances: ['Posteroanterior', 'Left lateral'] },
      ],
    },
    film,
  );
  filledForm(chart, allergyIntakeCanonical, {
    status: 'completed',
    version: '2.1',
    authored: time.daysAgo(21, '19:30'),
    author: parent,
    items: allergyIntakeItems([], { words: 'El polvo le da tos, pero no sabemos si es alergia.' }),
  });
  consent(chart, {
    status: 'active',
    scope: 'treatment',
    category: 'document',
    given: time.daysAgo(63, '02:30'),
    by: parent,
    rule: 'OPTIN',
  });
  provenance(
    chart,
    chart.all('Immunization').map((one) => referenceTo(one)),
    {
      recorded: time.daysAgo(20, '15:20'),
      author: 'hugo-lindqvist',
      authorOrganisation: { reference: 'Organization/city-clinic', display: 'City Clinic' },
      transmitter: { reference: 'Organization/city-clinic', display: 'City Clinic' },
    },
  );
  relative(chart, 'MTH', { recorded: time.date(63), ageYears: 33, conditions: [{ code: problems.eczema }] });
}

export function aroundPregnancy(chart: Chart): void {
  const { time, organisation, patient } = chart;
  const ultrasound = chart.find<DiagnosticReport>(
    'DiagnosticReport',
    (one) => one.code.text === reportCodes.fetalUltrasound.text,
  );
  imagingStudy(
    chart,
    reportCodes.fetalUltrasound,
    {
      started: time.daysAgo(16, '11:00'),
      by: 'lucia-herrera',
      interpreter: 'lucia-herrera',
      description: 'Pregnancy ultrasound, third trimester',
      reason: problems.pregnancy,
      series: [
        {
          modality: 'US',
          bodyPart: 'uterus',
          description: 'Growth',
          instances: ['Head', 'Abdomen', 'Femur', 'Placenta'],
        },
      ],
    },
    ultrasound,
  );
  const doctor = organisation.practitioner('lucia-herrera');
  thread(chart, 'Morning sugar', [
    {
      from: patient,
      to: [doctor],
      sent: time.daysAgo(9, '07:20'),
      read: time.daysAgo(9, '08:00'),
      text: 'My fasting sugar was 101 and 103 mg/dL on the last two days.',
    },
    {
      from: doctor,
      to: [patient],
      sent: time.daysAgo(9, '08:20'),
      text: 'Please take two units more at bedtime and write to me on Friday.',
      category: 'instruction',
    },
  ]);
  device(chart, devices.glucoseMeter, {
    name: 'Blood glucose meter',
    model: 'G2',
    manufacturer: 'Saguaro Diagnostics',
  });
  phq9Filled(chart, time.daysAgo(30, '10:05'), [1, 0, 2, 2, 1, 0, 0, 0, 0], 0);
  const diet = order(chart, referrals.dietitian, {
    category: 'referral',
    authored: time.daysAgo(40, '10:00'),
    by: 'lucia-herrera',
    reason: problems.gestationalDiabetes,
  });
  task(chart, taskCodes.fulfill, {
    status: 'completed',
    description: 'Dietitian: gestational diabetes',
    focus: referenceTo(diet),
    authored: time.daysAgo(40, '10:00'),
    modified: time.daysAgo(33, '15:00'),
    requester: doctor,
    owner: organisation.self,
  });
  bill(chart, {
    kind: 'professional',
    served: time.date(16),
    created: time.date(14),
    explained: time.date(2),
    items: [{ service: 'Pregnancy ultrasound', charged: 42_000, allowed: 21_600, copay: 3_000 }],
  });
}

export function aroundHealthyAdult(chart: Chart): void {
  const { time, organisation, patient } = chart;
  thread(chart, 'Travel to Tanzania', [
    {
      from: patient,
      to: [organisation.practitioner('elena-petrova')],
      sent: time.daysAgo(3, '21:14'),
      text: 'I fly in five weeks. Which vaccines do I need?',
    },
  ]);
  const checkUp = bill(chart, {
    kind: 'professional',
    served: time.date(400),
    created: time.date(396),
    explained: time.date(380),
    items: [
      { service: 'Yearly check-up', charged: 24_000, allowed: 16_500 },
      { service: 'Lipid panel', charged: 7_400, allowed: 2_900, copay: 900 },
    ],
  });
  invoice(chart, {
    status: 'balanced',
    date: time.daysAgo(370, '08:00'),
    lines: [['Lipid panel: copayment', checkUp.patientPart]],
  });
  invoice(chart, {
    status: 'cancelled',
    date: time.daysAgo(369, '08:00'),
    lines: [['Lipid panel: copayment', checkUp.patientPart]],
    cancelled: 'Sent twice.',
  });
  phq9Filled(chart, time.daysAgo(34, '08:55'), [0, 0, 1, 1, 0, 0, 0, 0, 0], 0);
  consent(chart, {
    status: 'inactive',
    scope: 'patient-privacy',
    category: 'document',
    given: time.daysAgo(765, '09:00'),
    rule: 'OPTOUT',
  });
  accessed(chart, { at: time.daysAgo(3, '21:10'), by: patient, interaction: 'search-type', purpose: 'PATRQT' });
}

export function aroundInfant(chart: Chart): void {
  const { time, organisation } = chart;
  const mother = referenceTo(
    relatedPerson(
      chart,
      'MTH',
      { text: 'Nomvula Dlamini', family: 'Dlamini', given: ['Nomvula'] },
      '+1 520 555 0149',
      'female',
    ),
    'Nomvula Dlamini',
  );
  thread(chart, 'Rash after formula', [
    {
      from: mother,
      to: [organisation.practitioner('mei-ling-tan')],
      sent: time.daysAgo(25, '13:40'),
      read: time.daysAgo(25, '16:00'),
      text: 'She had red spots around the mouth again after formula milk.',
    },
    {
      from: organisation.practitioner('mei-ling-tan'),
      to: [mother],
      sent: time.daysAgo(25, '16:12'),
      read: time.daysAgo(25, '17:05'),
      text: 'Please go on with breast milk only. I have asked the allergy clinic to see her.',
    },
  ]);
  const asked = order(chart, referrals.specialist, {
    category: 'referral',
    status: 'active',
    authored: time.daysAgo(25, '16:10'),
    by: 'mei-ling-tan',
    performer: organisation.practitioner('noor-haddad'),
    reason: { text: 'Suspected cow’s milk allergy' },
  });
  task(chart, taskCodes.fulfill, {
    status: 'requested',
    description: 'Allergy clinic: suspected milk allergy',
    focus: referenceTo(asked),
    authored: time.daysAgo(25, '16:10'),
    requester: organisation.practitioner('mei-ling-tan'),
    owner: organisation.practitioner('noor-haddad'),
  });
  relative(chart, 'FTH', { recorded: time.date(25), conditions: [{ code: problems.asthma, atAge: 6 }] });
}

/** Wishes written while he lived; a bill withdrawn. `died` days ago. */
export function aroundDeceased(chart: Chart, died: number): void {
  const { time } = chart;
  consent(chart, {
    status: 'active',
    scope: 'adr',
    category: 'doNotResuscitate',
    given: time.daysAgo(died + 2, '11:00'),
    rule: 'OPTIN',
    witnessed: time.daysAgo(died + 2, '11:30'),
  });
  flag(chart, warnings.noResuscitation, {
    category: 'advance-directive',
    status: 'inactive',
    start: time.date(died + 2),
    end: time.date(died),
    by: 'elena-petrova',
  });
}

export function aroundArabicElder(chart: Chart): void {
  const { time, organisation, patient } = chart;
  flag(chart, warnings.interpreter, { category: 'admin', start: time.year(8) });
  flag(chart, warnings.falls, { category: 'safety', start: time.monthsAgoDate(20), by: 'elena-petrova' });
  const frame = device(chart, devices.walkingFrame, { name: 'مشّاية', manufacturer: 'Rillito Mobility' });
  deviceUse(chart, frame, {
    since: time.monthsAgoDate(6),
    recorded: time.daysAgo(48, '10:50'),
    source: patient,
    reason: { text: 'عدم الثبات عند المشي' },
  });
  ability(chart, abilities.fallRisk, time.daysAgo(48, '10:55'), 'grace-kim', { valueQuantity: quantity('55', score) });
  ability(chart, abilities.walking, time.daysAgo(48, '10:55'), 'grace-kim', {
    valueString: 'تمشي بالمشّاية داخل البيت، ولا تصعد الدرج وحدها',
  });
  const words = 'أريد أن أبقى في بيتي قريبة من أحفادي، وأن يكلّمني الأطباء بالعربية.';
  document(chart, {
    title: 'ما يهمّني',
    type: documentCodes.story,
    date: time.daysAgo(48, '11:30'),
    by: patient,
    description: words,
    language: 'ar',
    lines: [words],
  });
  thread(chart, 'موعد قادم', [
    {
      from: patient,
      to: [organisation.practitioner('elena-petrova')],
      sent: time.daysAgo(12, '10:00'),
      read: time.daysAgo(12, '11:20'),
      language: 'ar',
      text: 'هل سيكون هناك مترجم في موعدي القادم؟',
    },
    {
      from: organisation.practitioner('elena-petrova'),
      to: [patient],
      sent: time.daysAgo(12, '11:30'),
      language: 'ar',
      text: 'نعم، سيحضر مترجم إلى كل موعد.',
    },
  ]);
}

export function aroundAnaphylaxis(chart: Chart): void {
  const { time, organisation, patient } = chart;
  flag(chart, warnings.nuts, { category: 'safety', start: time.monthsAgoDate(75), by: 'noor-haddad' });
  filledForm(chart, allergyIntakeCanonical, {
    status: 'completed',
    version: '2.1',
    authored: time.daysAgo(17, '12:30'),
    items: allergyIntakeItems(
      [
        {
          to: 'Peanut',
          kind: 'A food',
          reaction: 'Swollen throat, could not breathe',
          last: time.date(18),
          hospitalDays: 0,
        },
        { to: 'Cashew', kind: 'A food', reaction: 'Hives all over' },
        { to: 'Bees', kind: 'An insect' },
      ],
      { pen: true, words: '妹にもピーナッツのアレルギーがあります。' },
    ),
  });
  task(chart, taskCodes.form, {
    status: 'completed',
    description: 'Your allergies, before the allergy clinic',
    authored: time.daysAgo(18, '23:00'),
    modified: time.daysAgo(17, '12:30'),
    requester: organisation.self,
    owner: patient,
    output: [{ name: 'Answers', reference: referenceTo(chart.find('QuestionnaireResponse', () => true)) }],
  });
  relative(chart, 'SIS', { recorded: time.date(17), ageYears: 41, conditions: [{ code: problems.foodAllergy }] });
}
