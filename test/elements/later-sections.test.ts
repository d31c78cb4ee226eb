import { expect, fixture, html } from '@open-wc/testing';
import type { FhirResource } from 'fhir/r4.js';
import { bundleSession } from '@ehr-widgets/sdk/bundle';
import type { EhrPatientSummary } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/patient-summary/define';
import { datesBefore, margaret, person, PATIENT } from '../../stories/support/record.ts';
import { readySession, type Server, type StorySession } from '../../stories/support/sessions.ts';
import { all, button, section, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const now = new Date();
const { day } = datesBefore(now);

const LATER = /^(Flag|Procedure|Device|DeviceUseStatement|CareTeam|CarePlan|Goal|Consent|DocumentReference)\b/;
const isLater = (path: string): boolean => LATER.test(path) || /social-history|functional-status|82810-3/.test(path);

function resource(type: string, id: string, facts: object): FhirResource {
  return { resourceType: type, id, subject: { reference: PATIENT }, ...facts } as unknown as FhirResource;
}

const falls = resource('Flag', 'falls', {
  status: 'active',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'safety' }] }],
  code: { text: 'Falls easily' },
  period: { start: '2026-01-02' },
});
const stent = resource('Procedure', 'stent', {
  status: 'completed',
  code: { text: 'Coronary stent' },
  performedDateTime: '2018-09',
});
const declined = resource('Procedure', 'declined', {
  status: 'not-done',
  code: { text: 'Colonoscopy' },
  statusReason: { text: 'Declined' },
});
const expecting = (code: string, text: string, facts: object): FhirResource =>
  resource('Observation', code, {
    status: 'final',
    category: [{ coding: [{ code: 'social-history' }] }],
    code: { coding: [{ system: 'http://loinc.org', code }], text },
    ...facts,
  });

async function summary(
  session: unknown,
  { persona = 'clinician', sections }: { persona?: string; sections?: unknown } = {},
): Promise<EhrPatientSummary> {
  const element = await fixture<EhrPatientSummary>(
    html`<ehr-patient-summary
      lang="en"
      persona=${persona}
      .sections=${sections}
      .session=${session}
    ></ehr-patient-summary>`,
  );
  await until(() => all(element, '.foot').length > 0 && all(element, '[aria-busy="true"]').length === 0, 'settled');
  return element;
}

const hospital = (resources: readonly FhirResource[], changes: Partial<Server> = {}): StorySession =>
  readySession({ resources: [...margaret(now), ...resources], ...changes });

describe('<ehr-patient-summary> and what it reads after the first sections', () => {
  it('asks for it only once the first sections have been read', async () => {
    const session = hospital([], { faults: { Encounter: 'never' } });
    const element = await fixture<EhrPatientSummary>(
      html`<ehr-patient-summary lang="en" persona="clinician" .session=${session}></ehr-patient-summary>`,
    );
    await until(() => wordsOf(element).includes('Penicillin'));
    expect(session.requests.filter(isLater)).to.deep.equal([]);
    expect(wordsOf(element)).not.to.contain('nothing cut off');

    const whole = hospital([]);
    await summary(whole);
    const first = whole.requests.findIndex(isLater);
    expect(first).to.be.greaterThan(0);
    expect(whole.requests.slice(first).every(isLater)).to.equal(true);
  });

  it('names the sections that have nothing in one, as nothing recorded and not as none', async () => {
    const element = await summary(hospital([stent]));
    const rest = section(element, 'Other sections').textContent?.replace(/\s+/g, ' ') ?? '';
    expect(rest).to.contain('None recorded');
    for (const title of ['Pregnancy', 'Advance directives', 'Goals', 'Medical devices']) expect(rest).to.contain(title);
    expect(rest).to.contain('no statement that there are none');
    expect(rest).not.to.contain('Procedures');
    expect(wordsOf(section(element, 'Procedures'))).to.contain('Coronary stent Sep 2018');
  });

  it('names them in one also when nothing could be read again, and says above all that it is old', async () => {
    const session = hospital([stent]);
    const element = await summary(session);
    session.servers = [{ resources: [], faults: { '*': 500 } }];
    await element.refresh();
    await element.updateComplete;
    const rest = wordsOf(section(element, 'Other sections'));
    for (const title of ['Pregnancy', 'Advance directives', 'Goals']) expect(rest).to.contain(title);
    expect(wordsOf(section(element, 'Procedures'))).to.contain('Coronary stent');
    const above = wordsOf(all(element, '.above')[0] as Element);
    for (const title of ['Procedures', 'Goals']) expect(above).to.contain(title);
  });

  it('tells a known none in a section of its own', async () => {
    const code = {
      coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code: 'no-known-procedures' }],
    };
    const element = await summary(hospital([resource('Procedure', 'none', { status: 'completed', code })]));
    expect(wordsOf(section(element, 'Procedures'))).to.contain('No known procedures');
    expect(wordsOf(section(element, 'Other sections'))).not.to.contain('Procedures');
  });

  it('tells what is not permitted, not supported and failed apart from what is not recorded', async () => {
    const element = await summary(
      hospital([], { denied: ['Goal', 'CareTeam'], lacks: ['Flag'], faults: { Flag: 404, Procedure: 500 } }),
    );
    const rest = wordsOf(section(element, 'Other sections'));
    expect(rest).to.match(/Not permitted Care team, Goals .*patient\/CareTeam\.rs patient\/Goal\.rs/);
    expect(rest).to.match(/Not supported Alerts/);
    expect(rest).to.match(/None recorded Pregnancy/);
    expect(wordsOf(section(element, 'Procedures'))).to.match(/Try again/);
  });

  it('raises an alert of safety above everything, and nothing of one that is over', async () => {
    const over = { ...falls, id: 'over', status: 'inactive', code: { text: 'In isolation' } } as FhirResource;
    const element = await summary(hospital([falls, over]));
    const alarms = all(element, '.alarm').map((one) => wordsOf(one));
    expect(alarms.filter((words) => words.includes('Alert: Falls easily.'))).to.have.length(1);
    expect(alarms.join()).not.to.contain('In isolation');
    expect(wordsOf(section(element, 'Alerts'))).to.contain('1 past');
  });

  it('shows what was not done on request only, with why', async () => {
    const element = await summary(hospital([stent, declined]));
    expect(wordsOf(section(element, 'Procedures'))).not.to.contain('Colonoscopy');
    button(section(element, 'Procedures'), '1 past').click();
    await element.updateComplete;
    expect(wordsOf(section(element, 'Procedures'))).to.match(/Colonoscopy .*Not done .*Declined/);
  });

  it('says of a pregnancy that it may be over once its time has passed, and never that there is none', async () => {
    const pregnant = expecting('82810-3', 'Pregnancy status', {
      effectiveDateTime: '2020-03-01',
      valueCodeableConcept: { text: 'Pregnant' },
    });
    const due = expecting('11778-8', 'Delivery date', { effectiveDateTime: day(9), valueDateTime: '2020-11-01' });
    const element = await summary(hospital([pregnant, due]));
    const words = wordsOf(section(element, 'Pregnancy'));
    expect(words).to.match(/Pregnancy status 1 Mar 2020 May be over Pregnant/);
    expect(words).to.match(/Delivery date .* Date has passed 1 Nov 2020/);
    // The same findings are no lines of the social history.
    expect(wordsOf(section(element, 'Social history'))).to.contain('All 2');
    const without = await summary(hospital([]));
    expect(wordsOf(without)).not.to.match(/not pregnant/i);
  });

  it('shows the sections that a host names in its order, the first and the later ones mixed', async () => {
    const session = hospital([stent]);
    const said = await warnings(async () => {
      const element = await summary(session, { sections: 'procedures allergies past-problems goals' });
      const titles = all(element, 'section .h').map((one) => one.textContent?.trim());
      expect(titles).to.deep.equal(['Procedures', 'Allergies and intolerances', 'Past problems', 'Goals']);
    });
    expect(said).to.deep.equal([]);
    expect(session.requests.some((path) => path.startsWith('Flag'))).to.equal(false);
  });

  it('lets a host choose by reader', async () => {
    const sections = { patient: 'allergies', clinician: 'problems' };
    const titles = async (persona: string): Promise<unknown> =>
      all(await summary(hospital([]), { persona, sections }), 'section .h').map((one) => one.textContent?.trim());
    expect(await titles('patient')).to.deep.equal(['Allergies']);
    expect(await titles('clinician')).to.deep.equal(['Problems']);
  });

  it('shows every section that a document holds', async () => {
    const loinc = (code: string): object => ({ coding: [{ system: 'http://loinc.org', code }] });
    const holds = (code: string, ...entries: string[]): object => ({
      title: code,
      code: loinc(code),
      entry: entries.map((reference) => ({ reference })),
    });
    const held = [
      falls,
      stent,
      resource('DeviceUseStatement', 'u', { status: 'active', device: { display: 'Pacemaker' } }),
      resource('CarePlan', 'plan', { status: 'active', intent: 'plan', title: 'Heart plan' }),
      resource('Consent', 'dnr', { status: 'active', scope: loinc('x'), category: [{ text: 'No resuscitation' }] }),
      resource('Condition', 'stairs', { code: { text: 'Cannot climb stairs' } }),
      resource('Observation', 'smoke', { status: 'final', code: { text: 'Smoking' }, valueString: 'Never' }),
      resource('Observation', 'pregnant', { status: 'final', code: { text: 'Pregnancies' }, valueInteger: 2 }),
    ];
    const composition = {
      resourceType: 'Composition',
      id: 'c',
      status: 'final',
      subject: { reference: PATIENT },
      date: '2026-02-03',
      section: [
        holds('104605-1', 'Flag/falls'),
        holds('47519-4', 'Procedure/stent'),
        holds('46264-8', 'DeviceUseStatement/u'),
        holds('18776-5', 'CarePlan/plan'),
        holds('42348-3', 'Consent/dnr'),
        holds('47420-5', 'Condition/stairs'),
        holds('29762-2', 'Observation/smoke'),
        holds('10162-6', 'Observation/pregnant'),
        {
          title: 'My story',
          code: loinc('81338-6'),
          text: { status: 'additional', div: '<div>I love the sea.</div>' },
        },
      ],
    };
    const entry = [composition, person(), ...held].map((one) => ({ resource: one }));
    const bundle = { resourceType: 'Bundle', type: 'document', timestamp: '2026-02-03T10:00:00Z', entry };
    const element = await summary(bundleSession({ bundle: bundle as never }));
    for (const [title, words] of [
      ['Alerts', 'Falls easily'],
      ['Procedures', 'Coronary stent'],
      ['Medical devices', 'Pacemaker'],
      ['Plan of care', 'Heart plan'],
      ['Advance directives', 'No resuscitation'],
      ['Functional status', 'Cannot climb stairs'],
      ['Social history', 'Smoking Never'],
      ['Pregnancy', 'Pregnancies 2'],
      ['Patient story', 'I love the sea.'],
    ] as const) {
      expect(wordsOf(section(element, title))).to.contain(words);
    }
  });
});
