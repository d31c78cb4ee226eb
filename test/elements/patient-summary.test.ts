import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { Bundle, Condition, Encounter } from 'fhir/r4.js';
import { allergies, bundleSession, EhrError, recordOf, type Session } from '@ehr-widgets/sdk';
import {
  registerSummarySection,
  summaryStrings,
  type EhrOpenEvent,
  type EhrPatientSummary,
} from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { allergy, datesBefore, margaret, noKnownAllergies, person, PATIENT } from '../../stories/support/record.ts';
import { readySession, StorySession, type Server } from '../../stories/support/sessions.ts';
import { all, button, says, section, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

type Resource = Server['resources'][number];
const now = new Date();
const { day } = datesBefore(now);
const hospital = (changes: Partial<Server> = {}): Server => ({ resources: margaret(now), ...changes });

async function summary(
  session: Session | undefined,
  { persona = 'clinician', sections }: { persona?: string; sections?: unknown } = {},
): Promise<EhrPatientSummary> {
  return fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang="en"
      persona=${persona}
      .sections=${sections}
      .session=${session}
    ></ehr-patient-summary>`,
  );
}

async function readSummary(...servers: Server[]): Promise<EhrPatientSummary> {
  const element = await summary(readySession(...servers));
  await settled(element);
  return element;
}

async function settled(element: Element): Promise<void> {
  await until(() => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0, 'settled');
}

/** Does something while the clock is wrong by so many minutes. */
async function atClock(minutes: number, act: () => Promise<void>): Promise<void> {
  const RightDate = Date;
  const now = (): number => RightDate.now() + minutes * 60_000;
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, given: [number]) => (given.length > 0 ? new target(...given) : new target(now())),
  });
  try {
    await act();
  } finally {
    globalThis.Date = RightDate;
  }
}

function observation(code: string, text: string, category: string, facts: object): Resource {
  const coded = { coding: [{ system: 'http://loinc.org', code }], text };
  const base = { resourceType: 'Observation', id: `o-${code}`, status: 'final', effectiveDateTime: day(1) };
  return {
    ...base,
    subject: { reference: PATIENT },
    category: [{ coding: [{ code: category }] }],
    code: coded,
    ...facts,
  } as Resource;
}

function order(medicine: string, facts: object): Resource {
  const base = { resourceType: 'MedicationRequest', id: medicine.toLowerCase(), status: 'active', intent: 'order' };
  return {
    ...base,
    subject: { reference: PATIENT },
    medicationCodeableConcept: { text: medicine },
    ...facts,
  } as Resource;
}

describe('<ehr-patient-summary> says who it is about', () => {
  it('heads the page with name, birth date, age, sex, record number, languages and doctor', async () => {
    const element = await readSummary(hospital());
    const banner = all(element, '.who')[0] as HTMLElement;
    const age = now.getFullYear() - 1959 - (now < new Date(now.getFullYear(), 2, 14) ? 1 : 0);
    for (const words of [
      'ADEYEMI, Margaret',
      'prefers “Maggie”',
      `14\u00a0Mar\u00a01959`,
      `${age}\u00a0y`,
      'Female',
      'Hospital no.',
      'UH 4471 9023',
      'English, Yoruba',
      'Dr R. Mensah',
    ]) {
      expect(banner.textContent).to.contain(words);
    }
  });

  it('keeps the order of the name as sent for patients', async () => {
    const element = await summary(readySession(hospital()), { persona: 'patient' });
    await says(element, 'Mrs Margaret Adeyemi');
  });

  it('says unmistakably that the patient has died, and at what age', async () => {
    const element = await readSummary({ resources: [person({ deceasedDateTime: '2024-03-03' })] });
    expect(all(element, '.deceased')[0]?.textContent?.replace(/\s+/g, ' ')).to.contain('Deceased 3 Mar 2024 (64 y)');
    expect(wordsOf(element)).not.to.contain('1959 (');
  });

  it('tells no age at death where the day of death is not known', async () => {
    const element = await readSummary({ resources: [person({ deceasedDateTime: '2024' })] });
    expect(all(element, '.deceased')[0]?.textContent?.replace(/\s+/g, ' ').trim()).to.equal('Deceased 2024');
  });

  it('calls only a medical record number a record number, keeps a suffix, and leaves out numbers that have run out', async () => {
    const number = (code: string, value: string, end?: string): object => ({
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }] },
      value,
      ...(end && { period: { end } }),
    });
    const element = await readSummary({
      resources: [
        person({
          name: [{ family: 'Adeyemi', given: ['John'], suffix: ['Jr.'] }],
          identifier: [number('MR', '11'), number('DL', '22'), number('PPN', '33', '2020-01-01')],
        }),
      ],
    });
    const banner = wordsOf(all(element, '.who')[0] as HTMLElement);
    for (const words of ['ADEYEMI, John Jr.', 'Record no. 11', 'Identifier 22']) expect(banner).to.contain(words);
    expect(banner).not.to.contain('33');
  });

  it('says so when the record has been replaced by another', async () => {
    const replaced = person({ active: false, link: [{ type: 'replaced-by', other: { reference: 'Patient/other' } }] });
    const element = await readSummary({ resources: [replaced] });
    expect(wordsOf(element)).to.contain('Record replaced by another');
  });

  it('draws an inline photo, and leaves no empty frame for one that is broken', async () => {
    const canvas = document.createElement('canvas');
    const photo = canvas.toDataURL('image/png').split(',')[1] ?? '';
    const element = await readSummary({ resources: [person({ photo: [{ contentType: 'image/png', data: photo }] })] });
    await until(() => all(element, 'canvas')[0]?.hidden === false);
    const broken = await readSummary({
      resources: [person({ photo: [{ contentType: 'image/png', data: btoa('no') }] })],
    });
    expect(all(broken, 'canvas')[0]?.hidden).to.equal(true);
  });
});

describe('<ehr-patient-summary> warns of what can harm', () => {
  it('puts severe allergies and critical results above all sections', async () => {
    const element = await readSummary(hospital());
    const alarms = all(element, '.alarm').map((alarm) => alarm.textContent?.replace(/\s+/g, ' ').trim());
    expect(alarms).to.have.length(2);
    expect(alarms[0]).to.contain('Anaphylaxis: Penicillin.');
    expect(alarms[1]).to.match(/Critical high: Potassium 6\.4\smmol\/L/);
    expect(alarms[1]).to.contain('range 3.5–5.3');
    const first = all(element, '.alarm, section')[0];
    expect(first?.classList.contains('alarm')).to.equal(true);
  });

  it('names every critical result when there are many', async () => {
    const critical = margaret(now)
      .filter(({ id }) => ['potassium-today', 'egfr-today', 'acr', 'sodium'].includes(id ?? ''))
      .map((resource) => ({
        ...resource,
        interpretation: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'HH' }] },
        ],
      }));
    const element = await readSummary({ resources: [person(), ...critical] as Server['resources'] });
    const alarm = all(element, '.alarm');
    expect(alarm).to.have.length(1);
    for (const name of ['Potassium', 'eGFR', 'Urine albumin', 'Sodium']) expect(alarm[0]?.textContent).to.contain(name);
  });

  it('warns of no result that was cancelled', async () => {
    const interpretation = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'HH' }] },
    ];
    const potassium = observation('2823-3', 'Potassium', 'laboratory', {
      status: 'cancelled',
      valueQuantity: { value: 7.1, unit: 'mmol/L' },
      interpretation,
    });
    const element = await readSummary({ resources: [person(), potassium] });
    expect(all(element, '.alarm')).to.have.length(0);
    expect(section(element, 'Results to notice').textContent).to.match(/Critical high\s*Cancelled/);
  });

  it('gives patients the next step with a critical result', async () => {
    const element = await summary(readySession(hospital()), { persona: 'patient' });
    await says(element, 'If your care team has not spoken with you about it, call them now.');
  });
});

describe('<ehr-patient-summary> tells nothing from none', () => {
  it('says that nothing is recorded, and that this does not mean none', async () => {
    const element = await summary(readySession({ resources: [person()] }), { persona: 'patient' });
    await says(element, 'No allergies are recorded here');
    expect(section(element, 'Allergies').textContent).to.contain('This does not mean that you have none');
  });

  it('says who recorded "none", and when', async () => {
    const element = await readSummary({ resources: [person(), noKnownAllergies('2026-04-14')] });
    const words = section(element, 'Allergies and intolerances').textContent?.replace(/\s+/g, ' ');
    expect(words).to.contain('No known allergies');
    expect(words).to.match(/Recorded 14\sApr\s2026 by Dr R\. Mensah/);
  });

  it('tells a "no known allergies" that stands beside an allergy, and hides neither', async () => {
    const latex = allergy('latex', 'Latex', { verification: 'confirmed' });
    const element = await readSummary({ resources: [person(), noKnownAllergies(day(10)), latex] });
    const words = section(element, 'Allergies and intolerances').textContent;
    expect(words).to.contain('Also recorded: “No known allergy”');
    expect(words).to.contain('Latex');
  });

  it('shows "no known drug allergy" beside a food allergy that it does not deny', async () => {
    const noDrug = { ...noKnownAllergies(day(10)), code: { text: 'No known drug allergies' } };
    const peanut = { ...allergy('peanut', 'Peanut', { verification: 'confirmed' }), category: ['food' as const] };
    const element = await readSummary({ resources: [person(), noDrug, peanut] });
    const allergies = section(element, 'Allergies and intolerances');
    expect(allergies.textContent).to.contain('Peanut');
    expect(allergies.textContent).to.contain('No known drug allergies');
    expect(allergies.textContent).not.to.contain('Also recorded');
    expect(allergies.querySelector('.n')?.textContent).to.equal('1');
  });

  it('does not say that nothing is recorded where all that is recorded is past', async () => {
    const stopped = order('Amoxicillin', { status: 'stopped' });
    const element = await readSummary({ resources: [person(), stopped] });
    const words = section(element, 'Current medications').textContent;
    expect(words).to.contain('Nothing current recorded');
    expect(words).to.contain('Other entries are under “1 past”');
    expect(words).not.to.contain('No entry of medications');
  });

  it('does not call an incomplete empty list empty', async () => {
    const element = await readSummary(hospital({ resources: [person()] }), {
      name: 'City Clinic',
      resources: [],
      faults: { '*': 400 },
    });
    expect(wordsOf(element)).not.to.contain('Nothing recorded');
    expect(section(element, 'Problems').textContent).to.contain('No entry among what was read');
  });
});

describe('<ehr-patient-summary> shows every state', () => {
  it('asks to sign in when there is no session', async () => {
    const element = await summary(undefined, { persona: 'patient' });
    expect(wordsOf(element)).to.equal(
      'Sign in to see your health summary Your records are shown only after you sign in.',
    );
  });

  it('says that no patient is in context', async () => {
    const error = new EhrError('no-patient', 'No patient was chosen.');
    const element = await summary(new StorySession({ kind: 'no-patient', error }));
    await says(element, 'No patient is chosen');
  });

  it('paints each section as its own data arrives', async () => {
    const element = await summary(readySession(hospital({ faults: { Condition: 'never' } })));
    await says(element, 'Penicillin');
    expect(section(element, 'Problems').getAttribute('aria-busy')).to.equal('true');
  });

  it('counts while it reads, and shows what has come', async () => {
    const element = await summary(readySession(hospital({ halfRead: { Observation: 6 } })));
    await says(element, 'Results: 6 of 18 read');
    expect(section(element, 'Results to notice').textContent).to.contain('Potassium');
    expect(section(element, 'Results to notice').querySelector('progress')?.max).to.be.greaterThan(6);
  });

  it('names the scope to clinicians and the way out to patients when something is not permitted', async () => {
    const clinician = await readSummary(hospital({ denied: ['Condition'] }));
    expect(section(clinician, 'Not shown here').textContent).to.contain('patient/Condition.rs');
    const patient = await summary(readySession(hospital({ denied: ['Condition'] })), { persona: 'patient' });
    await says(patient, 'This page is not allowed to show your conditions');
    expect(wordsOf(patient)).not.to.contain('Condition.rs');
  });

  it('says that the server does not offer something, without a way to try again', async () => {
    const element = await readSummary(hospital({ lacks: ['Immunization'] }));
    const words = section(element, 'Not shown here');
    expect(words.textContent).to.contain('does not list Immunization');
    expect(words.querySelector('button')).to.equal(null);
  });

  it('says what failed, and reads it again on request', async () => {
    const session = readySession(hospital({ faults: { Condition: 400 } }));
    const element = await summary(session);
    await says(element, 'Problems could not be read');
    session.servers = [hospital()];
    button(section(element, 'Problems'), 'Try again').click();
    await says(element, 'Type 2 diabetes mellitus');
  });

  it('says once that everything failed', async () => {
    const element = await summary(readySession(hospital({ faults: { '*': 400 } })), { persona: 'patient' });
    await says(element, 'We could not show your health summary');
    expect(all(element, 'section')).to.have.length(0);
    expect(wordsOf(element)).not.to.contain('400');
  });

  it('keeps the last good data, marked as old, when a refresh fails', async () => {
    const session = readySession(hospital());
    const element = await summary(session);
    await settled(element);
    session.servers = [hospital({ faults: { Condition: 400 } })];
    await element.refresh();
    await says(element, 'Refresh failed');
    expect(section(element, 'Problems').textContent).to.contain('Type 2 diabetes mellitus');
    expect(wordsOf(element)).to.contain('Incomplete: see the notes above');
  });

  it('reads all again that failed alike by one press, however old each of it is', async () => {
    const session = readySession(hospital());
    const element = await summary(session);
    await settled(element);
    await atClock(-3, () => recordOf(session).refresh(['problems', 'immunizations']));
    session.servers = [hospital({ faults: { '*': 400 } })];
    await element.refresh();
    await says(element, 'Refresh failed');
    expect(all(element, '.above .note').length, 'of two ages').to.be.greaterThan(1);
    session.servers = [hospital()];
    button(element, 'Try again').click();
    await until(() => !wordsOf(element).includes('Refresh failed'), 'all is read again');
  });

  it('says how much of how much is there when the server stopped early', async () => {
    const element = await readSummary(hospital({ cutOff: { MedicationRequest: { shown: 3, total: 1212 } } }));
    expect(section(element, 'Current medications').textContent).to.contain('Cut off: 3 of 1212');
    const unknown = await readSummary(hospital({ cutOff: { MedicationRequest: { shown: 3 } } }));
    expect(section(unknown, 'Current medications').textContent).to.contain('The server gave no total');
  });

  it('names once a source that did not answer, and the sections that lack it', async () => {
    const element = await readSummary(hospital(), { name: 'City Clinic', resources: [], faults: { '*': 400 } });
    const notices = all(element, '.note').filter((note) => note.textContent?.includes('City Clinic failed'));
    expect(notices).to.have.length(1);
    expect(notices[0]?.textContent).to.contain('Allergies and intolerances');
  });

  it('passes on what the server says about its answer', async () => {
    const element = await readSummary(hospital({ warning: 'Results before 2015 are archived' }));
    expect(wordsOf(element)).to.contain('Results before 2015 are archived');
  });

  it('says as of when, from where, and that nothing was cut off', async () => {
    const element = await readSummary(hospital());
    const foot = all(element, '.foot')[0]?.textContent;
    expect(foot).to.contain('Updated today');
    expect(foot).to.contain('University Hospital');
    expect(foot).to.contain('nothing cut off');
  });

  it('announces the start and the end of reading, once each', async () => {
    const session = readySession(hospital({ faults: { Encounter: 'never' } }));
    const element = await summary(session);
    const status = (): string => all(element, '[role="status"]')[0]?.textContent ?? '';
    expect(status()).to.equal('Reading the patient summary');
    const other = await readSummary(hospital());
    expect(all(other, '[role="status"]')).to.have.length(1);
    expect(all(other, '[role="status"]')[0]?.textContent).to.contain('Allergies and intolerances 4');
  });
});

describe('<ehr-patient-summary> shows values as they were sent', () => {
  it('gives each result its value, unit, date and flag', async () => {
    const element = await readSummary(hospital());
    const words = section(element, 'Results to notice').textContent?.replace(/\s+/g, ' ');
    for (const part of ['Potassium 6.4 mmol/L', 'Critical high', '<0.5 mg/L', 'Normal', '62 mmol/mol'])
      expect(words).to.contain(part);
  });

  it('says how old an old vital sign is', async () => {
    const element = await readSummary(hospital());
    const tiles = [...section(element, 'Vital signs').querySelectorAll('li')];
    const tile = (name: string): HTMLElement | undefined => tiles.find((one) => one.textContent?.includes(name));
    expect(tile('Weight')?.textContent).to.contain('14 months old');
    expect(tile('Blood pressure')?.textContent?.replace(/\s+/g, ' ')).to.contain('158/92 mmHg');
    expect(tile('Pulse')?.textContent).not.to.contain('old');
  });

  it('names a pressure that is not systolic over diastolic', async () => {
    const mean = observation('8478-0', 'Mean blood pressure', 'vital-signs', {
      valueQuantity: { value: 95, unit: 'mmHg' },
    });
    const element = await readSummary({ resources: [person(), mean] });
    expect(section(element, 'Vital signs').querySelector('.value')?.textContent).to.contain(
      'Mean blood pressure\u00a095',
    );
  });

  it('names each part of a result, and the critical one in the warning above', async () => {
    const part = (text: string, value: number, code?: string): object => ({
      code: { text },
      valueQuantity: { value, unit: 'mmol/L' },
      ...(code && { interpretation: [{ coding: [{ code }] }] }),
    });
    const panel = observation('24326-1', 'Electrolytes', 'laboratory', {
      component: [part('Sodium', 140), part('Potassium', 7.1, 'HH')],
    });
    const element = await readSummary({ resources: [person(), panel] });
    const said = /Sodium 140\smmol\/L, Potassium 7\.1\smmol\/L/;
    expect(section(element, 'Results to notice').textContent).to.match(said);
    expect(all(element, '.alarm')[0]?.textContent).to.match(said);
  });

  it('tells every step of how to take a medicine', async () => {
    const dosageInstruction = [
      { sequence: 1, text: '40 mg daily for 5 days' },
      { sequence: 2, text: '20 mg daily for 5 days' },
    ];
    const element = await readSummary({ resources: [person(), order('Prednisolone', { dosageInstruction })] });
    const words = wordsOf(section(element, 'Current medications'));
    expect(words).to.contain('40 mg daily for 5 days · then 20 mg daily for 5 days');
  });

  it('tells a medicine that was to end long ago, and one that was only proposed', async () => {
    const element = await readSummary({
      resources: [
        person(),
        order('Amoxicillin', {
          dosageInstruction: [{ text: 'daily', timing: { repeat: { boundsPeriod: { end: '2020-02-03' } } } }],
        }),
        order('Warfarin', { intent: 'proposal' }),
      ],
    });
    const medicines = section(element, 'Current medications');
    expect(medicines.textContent).to.match(/Was to end 3\sFeb\s2020/);
    expect(medicines.textContent).not.to.contain('Warfarin');
    button(medicines, '1 not in force').click();
    await says(element, 'Proposed, not ordered');
  });

  it('tells the age at which a problem began from a length of time', async () => {
    const problem: Condition = {
      resourceType: 'Condition',
      id: 'knee',
      subject: { reference: `Patient/${PATIENT}` },
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { text: 'Osteoarthritis' },
      onsetAge: { value: 58, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' },
    };
    const element = await readSummary({ resources: [person(), problem] });
    expect(section(element, 'Problems').querySelector('.side')?.textContent).to.equal('at 58\u00a0years');
  });

  it('hides what was entered in error from patients, and never counts it', async () => {
    const mistake = {
      ...allergy('mistake', 'Peanut', { verification: 'confirmed' }),
      verificationStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', code: 'entered-in-error' },
        ],
      },
    };
    const patient = await summary(readySession({ resources: [person(), mistake] }), { persona: 'patient' });
    await settled(patient);
    expect(wordsOf(patient)).not.to.contain('Peanut');
    const clinician = await readSummary({ resources: [person(), mistake] });
    expect(section(clinician, 'Allergies and intolerances').querySelector('.n')).to.equal(null);
    button(section(clinician, 'Allergies and intolerances'), 'Entered in error').click();
    await says(clinician, 'Peanut');
  });
});

describe('<ehr-patient-summary> can be read further', () => {
  it('shows the rest of a section in place, and folds it away again', async () => {
    const element = await readSummary(hospital());
    const problems = section(element, 'Problems');
    expect(problems.textContent).not.to.contain('Pneumonia');
    button(problems, '1 past').click();
    await element.updateComplete;
    expect(section(element, 'Problems').textContent).to.contain('Pneumonia');
    button(section(element, 'Problems'), 'Show fewer').click();
    await element.updateComplete;
    expect(section(element, 'Problems').textContent).not.to.contain('Pneumonia');
  });

  it('never draws more than a page of a long list at once', async () => {
    const visits = Array.from({ length: 250 }, (_, index) => ({
      resourceType: 'Encounter' as const,
      id: `v${index}`,
      status: 'finished' as const,
      class: { code: 'AMB' },
      subject: { reference: `Patient/${PATIENT}` },
      period: { start: day(index), end: day(index) },
      type: [{ text: `Visit ${index}` }],
    }));
    const element = await readSummary({ resources: [person(), ...visits] });
    button(section(element, 'Encounters'), 'All 250').click();
    await element.updateComplete;
    const lines = (): number => section(element, 'Encounters').querySelectorAll('[part~="line"]').length;
    expect(lines()).to.equal(103);
    button(section(element, 'Encounters'), 'Show 100 more').click();
    await element.updateComplete;
    expect(lines()).to.equal(203);
  });

  it('tells visits year by year once all are shown, and those without a date, cancelled or mistaken apart', async () => {
    const visit = (id: string, start: string | undefined, status: Encounter['status'] = 'finished'): Encounter => ({
      resourceType: 'Encounter',
      id,
      status,
      class: { code: 'AMB' },
      subject: { reference: `Patient/${PATIENT}` },
      type: [{ text: id }],
      ...(start && { period: { start, end: start } }),
    });
    const visits = [
      visit('Dressing', '2025-11-02'),
      visit('Check', '2025-03'),
      visit('Scan', '2024-06-30'),
      visit('Vaccination', '2023'),
      visit('Call', undefined),
      visit('Therapy', '2024-02-01', 'cancelled'),
      visit('Elsewhere', '2022-02-01', 'entered-in-error'),
    ];
    const element = await readSummary({ resources: [person(), ...visits] });
    const lines = (): string[] =>
      [...section(element, 'Encounters').querySelectorAll('li')].map(
        (line) => (line.querySelector('.main') ?? line).textContent?.trim() ?? '',
      );
    expect(lines()).to.deep.equal(['Dressing', 'Check', 'Scan']);
    button(section(element, 'Encounters'), 'All 6').click();
    await element.updateComplete;
    expect(lines()).to.deep.equal(
      ['2025', 'Dressing', 'Check', '2024', 'Scan', '2023', 'Vaccination', 'No date recorded', 'Call'].concat([
        'Cancelled',
        'Therapy',
        'Entered in error',
        'Elsewhere',
      ]),
    );
  });

  it('folds lines without a status in a narrow column, and never one with a status', async () => {
    const element = await readSummary(hospital());
    element.style.width = '400px';
    const visible = (): string[] =>
      [...section(element, 'Current medications').querySelectorAll('li')]
        .filter((one) => one.getClientRects().length > 0)
        .map((one) => one.querySelector('.main')?.textContent?.trim() ?? '');
    await until(() => visible().length === 3);
    expect(visible()).to.include('losartan 50 mg tablet');
    button(section(element, 'Current medications'), 'Show 4 more medications').click();
    await until(() => visible().length === 7);
  });

  it('tells the host which line is opened by its reference alone, and opens it in place', async () => {
    const element = await readSummary(hospital());
    const opened = oneEvent(element, 'ehr-open');
    button(section(element, 'Problems'), 'Type 2 diabetes').click();
    const event = (await opened) as unknown as EhrOpenEvent;
    expect([event.reference, event.source, event.bubbles, event.composed]).to.deep.equal([
      'Condition/diabetes',
      'source-0',
      true,
      true,
    ]);
    expect(JSON.stringify({ ...event })).not.to.contain('diabetes mellitus');
    await says(element, 'Recorded by Dr R. Mensah');
  });

  it('leaves a line closed when the host prevents its opening', async () => {
    const element = await readSummary(hospital());
    element.addEventListener('ehr-open', (event) => event.preventDefault());
    button(section(element, 'Problems'), 'Type 2 diabetes').click();
    await element.updateComplete;
    expect(all(element, '.story')).to.have.length(0);
  });
});

describe('<ehr-patient-summary> obeys its host', () => {
  it('shows only the sections chosen, in their order', async () => {
    const element = await summary(readySession(hospital()), { sections: 'vitals results' });
    await settled(element);
    expect(all(element, 'section .h').map((one) => one.textContent?.trim())).to.deep.equal([
      'Vital signs',
      'Results to notice',
    ]);
  });

  it('asks the server for nothing that it does not show', async () => {
    const session = readySession(hospital());
    const element = await summary(session, { sections: 'allergies' });
    await settled(element);
    expect(session.requests.map((url) => url.split(/[/?]/)[0])).to.deep.equal(['Patient', 'AllergyIntolerance']);
  });

  it('shows a section of the host’s own', async () => {
    registerSummarySection({
      name: 'reactions',
      topic: allergies,
      column: 1,
      title: () => 'Reactions',
      noun: () => ({ owned: 'your reactions', plain: 'reactions' }),
      body: (view) => ({
        rows: view.current.map((line) => ({
          key: line.key,
          reference: line.reference,
          origin: line.origin,
          main: `Reacts to ${line.name?.text}`,
          details: [],
        })),
      }),
    });
    const element = await summary(readySession(hospital()), { sections: 'reactions' });
    await says(element, 'Reacts to Penicillin');
  });

  it('says so when a section of the host’s own breaks, and shows the others', async () => {
    const said = await warnings(async () => {
      const broken = {
        name: 'broken',
        topic: allergies,
        column: 1 as const,
        title: () => 'Broken',
        noun: () => ({ owned: 'it', plain: 'it' }),
        body: () => {
          throw new Error('Margaret Adeyemi');
        },
      };
      const element = await summary(readySession(hospital()), { sections: [broken, 'problems'] });
      await says(element, 'This widget could not be drawn');
      await says(element, 'Type 2 diabetes mellitus');
    });
    expect(said.join()).to.contain('"broken"');
    expect(said.join()).not.to.contain('Margaret');
  });

  it('warns of a section that nobody knows, and of settings that make no sense, and shows the rest', async () => {
    const said = await warnings(async () => {
      const element = await fixture<EhrPatientSummary>(
        html`<ehr-patient-summary
          heading-level="9"
          time-zone="Mars/Olympus"
          persona="vet"
          sections="horoscope allergies"
          lang="x_"
          .session=${readySession(hospital())}
        ></ehr-patient-summary>`,
      );
      await says(element, 'Penicillin');
      expect(all(element, '[role="heading"]')[0]?.getAttribute('aria-level')).to.equal('2');
    });
    for (const word of ['heading-level', 'time-zone', 'persona', 'horoscope', 'lang'])
      expect(said.join('\n')).to.contain(word);
  });

  it('takes no other thing for a session', async () => {
    const said = await warnings(async () => {
      const element = await summary({ token: 'x' } as never);
      expect(wordsOf(element)).to.contain('No patient is open');
    });
    expect(said.join()).to.contain('session');
  });

  it('puts its headings where the host says', async () => {
    const element = await readSummary(hospital());
    element.headingLevel = 3;
    await element.updateComplete;
    expect(all(element, '[role="heading"]').map((one) => one.getAttribute('aria-level'))).to.include.members([
      '3',
      '4',
    ]);
  });

  it('speaks a language that the host registers, at once, and falls back to English for the rest', async () => {
    const element = await readSummary(hospital());
    element.lang = 'eo';
    summaryStrings.translate('eo', { clinician: { born: 'Naskiĝis' } });
    await says(element, 'Naskiĝis');
    expect(wordsOf(element)).to.contain('Language');
  });
});

describe('<ehr-patient-summary> does not let what it leaves out go unsaid', () => {
  it('says on a result that a newer one is pending, and of which day', async () => {
    const taken = (id: string, days: number, facts: object): Resource =>
      observation('2823-3', 'Potassium', 'laboratory', { id, effectiveDateTime: day(days), ...facts });
    const valueQuantity = { value: 4.1, unit: 'mmol/L' };
    const resources = [person(), taken('old', 9, { valueQuantity }), taken('new', 3, { status: 'registered' })];
    const element = await readSummary({ resources });
    const words = wordsOf(section(element, 'Results to notice'));
    expect(words).to.match(/Potassium 4\.1 mmol\/L .* Newer result pending \(\d{1,2} \w{3} \d{4}\)/);
    const [, first, rest] = resources as [Resource, Resource, Resource];
    const done = await readSummary({ resources: [person(), first, { ...rest, status: 'cancelled' } as Resource] });
    expect(wordsOf(done)).not.to.contain('pending');
  });

  it('says that a file holds entries of another person too, and shows none of them', async () => {
    const entry = [
      person(),
      person({ id: 'other', name: [{ family: 'Stranger' }] }),
      allergy('own', 'Peanut', { verification: 'confirmed' }),
      { ...allergy('theirs', 'Latex', { verification: 'confirmed' }), patient: { reference: 'Patient/other' } },
    ].map((resource) => ({ resource }));
    const subject = { reference: `Patient/${PATIENT}` };
    const composition = { resourceType: 'Composition', status: 'final', type: {}, author: [], date: day(0), title: '' };
    const bundle = {
      resourceType: 'Bundle',
      type: 'document',
      entry: [{ resource: { ...composition, subject } }, ...entry],
    };
    const element = await summary(bundleSession({ bundle: bundle as Bundle, name: 'A file' }), {
      sections: 'allergies',
    });
    await settled(element);
    expect(wordsOf(element)).to.contain('A file also sent entries that name another patient').and.to.contain('Peanut');
    expect(wordsOf(element)).not.to.match(/Latex|Stranger/i);
  });
});

describe('<ehr-patient-summary> on paper', () => {
  it('says in full when it was printed', async () => {
    const element = await readSummary(hospital());
    globalThis.dispatchEvent(new Event('beforeprint'));
    await element.updateComplete;
    expect(all(element, '.sheet-head')[0]?.textContent).to.match(/Printed \d{1,2}\s[A-Z][a-z]{2}\s\d{4},?\s\d\d:\d\d/);
  });
});

describe('<ehr-patient-summary> keeps records where they belong', () => {
  it('drops the old patient before it shows anything else', async () => {
    const session = readySession(hospital());
    const element = await summary(session);
    await settled(element);
    session.become({ kind: 'signed-out' });
    await element.updateComplete;
    expect(wordsOf(element)).not.to.contain('ADEYEMI');
  });

  it('hides the record from the back-forward cache until the session has been checked', async () => {
    const element = await readSummary(hospital());
    globalThis.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await element.updateComplete;
    expect(wordsOf(element)).to.equal('Checking the session');
    globalThis.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await says(element, 'ADEYEMI');
  });
});
