/** Every element of the manifest in every state it can be in. A new element adds its specimens here, and is tested. */
import { waitUntil } from '@open-wc/testing';
import type { Questionnaire } from 'fhir/r4.js';
import type { LitElement } from 'lit';
import { EhrError, type SessionState } from '@ehr-widgets/sdk';
import { IRIS, practiceDays } from '../../stories/support/agenda.ts';
import { clinic as bookable, clinicWithTimes } from '../../stories/support/appointments.ts';
import { brandsBundle, fewProviders, issuerOf, manyProviders } from '../../stories/support/brands.ts';
import { clinicMedicines, hospitalMedicines, penicillinAllergy } from '../../stories/support/medicines.ts';
import { allergy, datesBefore, margaret, noKnownAllergies, person } from '../../stories/support/record.ts';
import { hospitalReports } from '../../stories/support/reports.ts';
import { clinicResults, hospitalResults } from '../../stories/support/results.ts';
import { button } from '../elements/reading.ts';
import { until } from '../support/until.ts';
import { READY, readySession, StorySession, type Server } from '../../stories/support/sessions.ts';
import { clinicAppointments, hospitalAppointments } from '../../stories/support/visits.ts';
import { kidney } from '../../stories/support/trends.ts';

export interface Specimen {
  readonly state: string;
  /** Properties to set, made anew each time. */
  readonly properties: () => Readonly<Record<string, unknown>>;
  /** Elements to put inside it. */
  readonly children?: (document: Document) => readonly Element[];
  /** Words that show that the state is reached. */
  readonly says: string;
  /** What somebody does then, for a state that is reached by hand. */
  readonly act?: (element: HTMLElement) => Promise<void>;
}

const day = datesBefore(new Date()).day;
const hospital = (changes: Partial<Server> = {}): Server => ({ resources: margaret(), ...changes });
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const summaryOf = (state: string, says: string, ...servers: Server[]): Specimen => ({
  state,
  says,
  properties: () => ({ session: readySession(...servers), persona: 'clinician', downloadable: true }),
});

const medicines = (changes: Partial<Server> = {}): Server => ({ resources: hospitalMedicines(), ...changes });
const moreMedicines = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicMedicines(),
  ...changes,
});

const listOf = (state: string, says: string, ...servers: Server[]): Specimen => ({
  state,
  says,
  properties: () => ({ session: readySession(...servers), persona: 'clinician', refills: 'host' }),
});

const labs = (changes: Partial<Server> = {}): Server => ({ resources: hospitalResults(), ...changes });
const reported = (changes: Partial<Server> = {}): Server => ({ resources: hospitalReports(), ...changes });
const moreLabs = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicResults(),
  ...changes,
});

const resultsOf = (state: string, says: string, ...servers: Server[]): Specimen => ({
  state,
  says,
  properties: () => ({ session: readySession(...servers), persona: 'clinician' }),
});

const times = (changes: Partial<Server> = {}): Server => ({ resources: clinicWithTimes('Europe/London'), ...changes });

/** A picker for the kidney clinic: what for is known. */
const pickerOf = (
  state: string,
  says: string,
  server: Server,
  act?: Specimen['act'],
  changes: object = {},
): Specimen => ({
  state,
  says,
  ...(act && { act }),
  properties: () => ({
    session: readySession(server),
    service: 'HealthcareService/kidney',
    emergencyText: 'Chest pain or trouble breathing: do not book, call.',
    emergencyPhone: '999',
    ...changes,
  }),
});

/** What a practice asks before a visit, each in its own way. */
const intake: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'intake',
  status: 'active',
  title: 'Before you come',
  item: [
    { linkId: 'words', type: 'display', text: 'Your answers go to the kidney clinic.' },
    { linkId: 'pain', type: 'boolean', text: 'Are you in pain?', required: true },
    { linkId: 'since', type: 'date', text: 'Since when?' },
    { linkId: 'weight', type: 'decimal', text: 'Your weight' },
    {
      linkId: 'how',
      type: 'choice',
      text: 'How do you come?',
      answerOption: [{ valueString: 'On foot' }, { valueString: 'By car' }],
    },
    { linkId: 'more', type: 'text', text: 'Anything else?' },
    { linkId: 'photo', type: 'attachment', text: 'A photo of the place' },
  ],
};

/** Goes on with the first time to the look at it all, and from there to what came of it. */
async function checked(element: HTMLElement): Promise<void> {
  await click(element, '.time');
  await click(element, '.day-times .primary');
}
async function questioned(element: HTMLElement): Promise<void> {
  await checked(element);
  await until(() => element.shadowRoot?.querySelector('[part~=questions]') !== null, 'the questions');
}
async function asking(element: HTMLElement): Promise<void> {
  button(element, 'None of these work').click();
  await (element as LitElement).updateComplete;
  button(element, 'Ask for an appointment').click();
  await until(() => element.shadowRoot?.querySelector('[part~=ask]') !== null, 'the form');
}
async function bookedThere(element: HTMLElement): Promise<void> {
  await checked(element);
  await click(element, '.check .primary');
  await until(() => element.shadowRoot?.querySelector('[part=done]') !== null, 'booked');
}

const visits = (changes: Partial<Server> = {}): Server => ({ resources: hospitalAppointments(), ...changes });
const moreVisits = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicAppointments(),
  ...changes,
});

/** Nothing that depends on what a server says of itself, which comes when it comes. */
const byPage = { moving: 'host', cancelling: 'host', checkIn: true };

const visitsOf = (state: string, says: string, ...servers: Server[]): Specimen => ({
  state,
  says,
  properties: () => ({ session: readySession(...servers), persona: 'clinician', ...byPage }),
});

/** A practice's day, for staff. */
const agendaOf = (state: string, says: string, server: Server, changes: object = {}): Specimen => ({
  state: `agenda, ${state}`,
  says,
  properties: () => ({ session: readySession(server), view: 'agenda', agendaOf: IRIS, ...changes }),
});
const practice = (changes: Partial<Server> = {}): Server => ({ resources: practiceDays(), ...changes });

const sessionIn = (state: string, says: string, make: () => StorySession): Specimen => ({
  state,
  says,
  properties: () => ({ session: make() }),
});

/** A session with sources inside, one for each state. */
const ofPlaces = (state: string, says: string, ...states: SessionState[]): Specimen => ({
  state,
  says,
  properties: () => ({}),
  children: (document) =>
    states.map((one, index) => {
      const name = `Hospital ${index + 1} of the Northern Counties`;
      return Object.assign(document.createElement('ehr-source'), {
        name,
        session: new StorySession(one, [hospital()]),
      });
    }),
});

/** Signed in at one of the places of the list. Without logos, as a page whose Content-Security-Policy has no `img-src`. */
const connectIn = (state: string, says: string, brands: unknown, persona?: string): Specimen => ({
  state,
  says,
  properties: () => {
    const session = readySession({ resources: [] });
    const base = issuerOf('city-clinic');
    session.sources = session.sources.map((source) => ({ ...source, id: base, base }) as typeof source);
    const clientIdFor = (issuer: string): string | undefined => (issuer.includes('labs') ? undefined : 'portal');
    return { brands, session, clientIdFor, noLogos: true, persona };
  },
});

const MEDICINE_TYPES = [
  'MedicationRequest',
  'MedicationStatement',
  'MedicationDispense',
  'MedicationAdministration',
  'AllergyIntolerance',
] as const;

/** Presses the first match inside the element, and waits until that is drawn. */
async function click(element: HTMLElement, selector: string): Promise<void> {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector} to press.`);
  found.click();
  await (element as LitElement).updateComplete;
}

/** The specimens of a tag, the fullest first. Throws for a tag that has none, so that none is forgotten. */
export function specimensOf(tag: string): readonly Specimen[] {
  const found = specimens[tag];
  if (!found) throw new Error(`test/contract/specimens.ts has no specimens of <${tag}>.`);
  return found;
}

const specimens: Readonly<Record<string, readonly Specimen[]>> = {
  'ehr-appointment-list': [
    visitsOf('ready', 'nothing cut off', visits(), moreVisits()),
    {
      state: 'ready, for patients',
      says: 'Nothing was cut off',
      properties: () => ({
        session: readySession(visits(), moreVisits()),
        mapUrl: 'https://maps.example/?q={address}',
        ...byPage,
      }),
    },
    {
      state: 'asked whether to cancel',
      says: 'nothing cut off',
      properties: () => ({ session: readySession(visits()), persona: 'clinician', ...byPage }),
      act: (element) => click(element, '.visit.upcoming .acts button:last-child'),
    },
    {
      state: 'checking in',
      says: 'Nothing was cut off',
      properties: () => ({
        session: readySession({ resources: [...hospitalAppointments(), intake] }),
        questionnaire: 'Questionnaire/intake',
        ...byPage,
      }),
      act: async (element) => {
        button(element, 'Check in').click();
        await until(() => element.shadowRoot?.querySelector('[part~=questions]') !== null, 'the questions');
        button(element, 'Send my answers').click();
        await until(() => element.shadowRoot?.querySelector('.problem') !== null, 'what is missing');
      },
    },
    { state: 'waiting', says: 'Sign in to see', properties: () => ({}) },
    {
      state: 'waiting for a patient',
      says: 'No record is chosen',
      properties: () => ({ session: new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', '') }) }),
    },
    visitsOf('loading', 'Appointments', visits({ faults: { '*': 'never' } })),
    visitsOf('partly loaded', 'Still reading', visits({ halfRead: { Appointment: 4 } })),
    visitsOf('empty', 'Nothing recorded', { resources: [person()] }),
    visitsOf('denied', 'Not permitted', visits({ denied: ['Appointment'] })),
    visitsOf('unsupported', 'Not supported by this server', visits({ lacks: ['Appointment'] })),
    visitsOf('failed', 'could not be read', visits({ faults: { '*': 400 } })),
    visitsOf('cut off', 'Cut off', visits({ cutOff: { Appointment: { shown: 4, total: 90 } } })),
    visitsOf('partly failed', 'City Clinic failed', visits(), moreVisits({ faults: { '*': 400 } })),
    agendaOf('ready', 'Joseph', practice()),
    agendaOf('a week', 'Joseph', practice(), { agendaSpan: 'week' }),
    {
      ...agendaOf('a visit open', 'Joseph', practice()),
      act: (element) => click(element, '[role=grid] [part~=line]'),
    },
    agendaOf('loading', 'Agenda', practice({ faults: { '*': 'never' } })),
    agendaOf('failed', 'could not be read', practice({ faults: { Appointment: 400 } })),
    agendaOf('cut off', 'stopped early', practice({ cutOff: { Appointment: { shown: 4, total: 90 } } })),
  ],
  'ehr-appointment-picker': [
    pickerOf('ready', 'Shown until', times()),
    {
      ...pickerOf('ready, for clinicians elsewhere', 'your time', times()),
      properties: () => ({
        session: readySession(times()),
        service: 'HealthcareService/kidney',
        persona: 'clinician',
        timeZone: 'Africa/Lagos',
      }),
    },
    pickerOf('ready, the zone untold', 'time zone', times({ resources: clinicWithTimes() })),
    {
      state: 'asking what for',
      says: 'What is your visit for?',
      properties: () => ({ session: readySession(times()) }),
    },
    pickerOf('checking', 'Shown until', times(), checked),
    pickerOf(
      'checking, with questions',
      'Shown until',
      { resources: [...clinicWithTimes('Europe/London'), intake] },
      questioned,
      { questionnaire: 'Questionnaire/intake' },
    ),
    pickerOf('asking for a visit', 'Shown until', times(), asking),
    pickerOf('week by week', 'None free', times(), undefined, { view: 'weeks' }),
    pickerOf('the first free', 'Next free times', times(), undefined, { view: 'first' }),
    pickerOf('booked', 'Shown until', times(), bookedThere),
    pickerOf('taken meanwhile', 'Shown until', times({ writes: { Appointment: 409 } }), async (element) => {
      await checked(element);
      await click(element, '.check .primary');
      await until(() => element.shadowRoot?.textContent?.includes('Somebody else') === true, 'taken');
    }),
    pickerOf('not booked', 'Shown until', times({ writes: { Appointment: 422 } }), async (element) => {
      await checked(element);
      await click(element, '.check .primary');
      await until(() => element.shadowRoot?.textContent?.includes('It was not booked') === true, 'failed');
    }),
    { state: 'waiting', says: 'Sign in to see', properties: () => ({}) },
    {
      state: 'waiting for a patient',
      says: 'No record is chosen',
      properties: () => ({ session: new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', '') }) }),
    },
    pickerOf('loading', 'Book an appointment', times({ faults: { '*': 'never' } })),
    pickerOf('loading times', 'Renal clinic', times({ faults: { Slot: 'never' } })),
    pickerOf('empty', 'No time is free until', { resources: bookable('Europe/London') }),
    pickerOf('denied', 'not allowed to look for free times', times({ denied: ['Slot', 'Appointment'] })),
    pickerOf('unsupported', 'does not offer times', times({ lacks: ['Slot'] })),
    pickerOf('failed', 'We could not show free times', times({ faults: { '*': 400 } })),
    pickerOf('cut off', 'More times may be free', times({ cutOff: { Slot: { shown: 8, total: 90 } } })),
    pickerOf('read only', 'Shown until', times({ denied: ['Appointment'] }), checked),
  ],
  'ehr-connect': [
    connectIn('ready', 'Desert Hospital', brandsBundle(fewProviders)),
    connectIn('ready, for clinicians', 'Endpoint not active', brandsBundle(fewProviders), 'clinician'),
    connectIn('asking', '3,000 listed', brandsBundle(manyProviders(3000))),
    connectIn('empty', 'is listed here yet', brandsBundle([])),
    connectIn('loading', 'Name or town', undefined),
    connectIn('failed', 'We could not get the list', 'https://brands.invalid/list.json'),
    connectIn('not set up', 'not set up', 'http://brands.example/list.json'),
  ],
  'ehr-medication-list': [
    listOf('ready', 'nothing cut off', medicines(), moreMedicines()),
    {
      state: 'ready, for patients',
      says: 'Nothing was cut off',
      properties: () => ({ session: readySession(medicines(), moreMedicines()), refills: 'host' }),
    },
    { state: 'waiting', says: 'Sign in to see', properties: () => ({}) },
    {
      state: 'waiting for a patient',
      says: 'No record is chosen',
      properties: () => ({ session: new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', '') }) }),
    },
    listOf('loading', 'Medications', medicines({ faults: { '*': 'never' } })),
    listOf('partly loaded', 'Still reading', medicines({ halfRead: { MedicationRequest: 4 } })),
    listOf('empty', 'Nothing recorded', { resources: [person()] }),
    listOf('empty with allergies', 'Amoxicillin (anaphylaxis)', { resources: [person(), penicillinAllergy()] }),
    listOf('denied', 'Not permitted', medicines({ denied: [...MEDICINE_TYPES] })),
    listOf('partly denied', 'Incomplete: a part is not permitted', medicines({ denied: ['MedicationDispense'] })),
    listOf('unsupported', 'Not supported by this server', medicines({ lacks: [...MEDICINE_TYPES] })),
    listOf('failed', 'could not be read', medicines({ faults: { '*': 400 } })),
    listOf('cut off', 'Cut off', medicines({ cutOff: { MedicationRequest: { shown: 2, total: 90 } } })),
    listOf('partly failed', 'City Clinic failed', medicines(), moreMedicines({ faults: { '*': 400 } })),
  ],
  'ehr-patient-summary': [
    summaryOf(
      'ready',
      'nothing cut off',
      hospital({ resources: [person({ photo: [{ contentType: 'image/png', data: PIXEL }] }), ...margaret().slice(1)] }),
    ),
    {
      state: 'ready, for patients',
      says: 'Nothing was cut off',
      properties: () => ({ session: readySession(hospital()) }),
    },
    { state: 'waiting', says: 'Sign in to see', properties: () => ({}) },
    {
      state: 'waiting for a patient',
      says: 'No record is chosen',
      properties: () => ({ session: new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', '') }) }),
    },
    summaryOf('loading', 'Problems', hospital({ faults: { '*': 'never' } })),
    summaryOf('partly loaded', 'Results: 6 of 18 read', hospital({ halfRead: { Observation: 6 } })),
    summaryOf('empty', 'Nothing recorded', { resources: [person()] }),
    summaryOf('known none', 'No known allergies', { resources: [person(), noKnownAllergies(day(200))] }),
    summaryOf('contradicted', 'Also recorded', {
      resources: [person(), noKnownAllergies(day(9)), allergy('nuts', 'Nuts', { verification: 'confirmed' })],
    }),
    summaryOf('denied and unsupported', 'Not shown here', hospital({ denied: ['Condition'], lacks: ['Immunization'] })),
    summaryOf('failed', 'Problems could not be read', hospital({ faults: { Condition: 400 } })),
    summaryOf('failed altogether', 'could not be read', hospital({ faults: { '*': 400 } })),
    summaryOf('cut off', 'Cut off', hospital({ cutOff: { Condition: { shown: 2, total: 9 } } })),
    summaryOf('partly failed', 'City Clinic failed', hospital(), {
      name: 'City Clinic',
      resources: [],
      faults: { '*': 400 },
    }),
    summaryOf('deceased', 'Deceased', { resources: [person({ deceasedDateTime: day(30) })] }),
  ],
  'ehr-results-viewer': [
    resultsOf('ready', 'nothing cut off', labs(), moreLabs()),
    {
      state: 'ready, for patients',
      says: 'Nothing was cut off',
      properties: () => ({ session: readySession(labs(), moreLabs()) }),
    },
    { ...resultsOf('open', 'nothing cut off', labs(), moreLabs()), act: (element) => click(element, 'td .cell') },
    {
      state: 'open, for patients',
      says: 'Nothing was cut off',
      properties: () => ({
        session: readySession(labs(), moreLabs()),
        questions: true,
        aboutTest: () => ({ text: 'What this page says about the test', url: 'https://tests.example/' }),
      }),
      act: (element) => click(element, 'td .cell'),
    },
    {
      ...resultsOf('narrow', 'nothing cut off', labs(), moreLabs()),
      act: async (element) => {
        element.style.inlineSize = '20rem';
        await (element as LitElement).updateComplete;
        await click(element, '.test .link');
      },
    },
    { ...resultsOf('listed', 'nothing cut off', labs()), act: (element) => click(element, '.views button:last-child') },
    {
      ...resultsOf('choosing tests', 'nothing cut off', labs()),
      act: async (element) => {
        await click(element, '.fold');
        await waitUntil(() => element.shadowRoot?.querySelector('[part=panels]'), 'panels', { timeout: 8000 });
      },
    },
    {
      ...resultsOf('listing reports', 'nothing cut off', reported()),
      act: async (element) => {
        await click(element, '.views button');
        await waitUntil(() => element.shadowRoot?.querySelector('.entry'), 'reports', { timeout: 8000 });
      },
    },
    {
      ...resultsOf('by report', 'nothing cut off', reported()),
      act: async (element) => {
        await click(element, '.views button');
        const there = (selector: string): Promise<void> =>
          waitUntil(() => element.shadowRoot?.querySelector(selector), selector, { timeout: 8000 });
        await there('.entry');
        await click(element, '.entry');
        await there('.page .opens');
        await there('.page [part=series]');
      },
    },
    {
      ...resultsOf('a trend beside others, with medicines', 'nothing cut off', { resources: kidney() }),
      act: async (element) => {
        await click(element, 'td .cell');
        await until(() => element.shadowRoot?.querySelector('.trend'), 'a trend');
        await click(element, '.trend .acts .toggle');
        await click(element, '.beside .acts .btn');
        await click(element, '.trend > .acts .toggle + .toggle');
        await click(element, '.same > summary');
      },
    },
    { ...resultsOf('asked for errors', 'nothing cut off', labs()), act: (element) => click(element, '.errors button') },
    { state: 'waiting', says: 'Sign in to see', properties: () => ({}) },
    {
      state: 'waiting for a patient',
      says: 'No record is chosen',
      properties: () => ({ session: new StorySession({ kind: 'no-patient', error: new EhrError('no-patient', '') }) }),
    },
    resultsOf('loading', 'Results', labs({ faults: { '*': 'never' } })),
    resultsOf('partly loaded', 'Still reading', labs({ halfRead: { Observation: 8 } })),
    resultsOf('empty', 'Nothing recorded', { resources: [person()] }),
    resultsOf('denied', 'Not permitted', labs({ denied: ['Observation', 'DiagnosticReport'] })),
    resultsOf('unsupported', 'Not supported by this server', labs({ lacks: ['Observation', 'DiagnosticReport'] })),
    resultsOf('failed', 'could not be read', labs({ faults: { '*': 400 } })),
    resultsOf('cut off', 'Cut off', labs({ cutOff: { Observation: { shown: 12, total: 90 } } })),
    resultsOf('partly failed', 'City Clinic failed', labs(), moreLabs({ faults: { '*': 400 } })),
  ],
  'ehr-session': [
    sessionIn('signed out', 'Sign in', () => new StorySession({ kind: 'signed-out' })),
    sessionIn('signing in', 'Signing in', () => new StorySession({ kind: 'signing-in' })),
    sessionIn('ready', 'Signed in at', () => new StorySession(READY, [hospital()])),
    sessionIn(
      'failed',
      'did not open',
      () => new StorySession({ kind: 'failed', error: new EhrError('popup-blocked', '') }),
    ),
    sessionIn(
      'expired',
      'signed out',
      () => new StorySession({ kind: 'expired', error: new EhrError('session-expired', '') }),
    ),
    { state: 'not set up', says: 'not set up', properties: () => ({ issuer: 'https://one.example/fhir' }) },
    ...(['idle', 'expiry'] as const).map((because) =>
      sessionIn(`about to end by ${because}`, 'in 4 minutes', () => {
        const ending = { because, at: Date.now() + 299_000 };
        return new StorySession({ ...READY, ending }, [hospital()]);
      }),
    ),
    ofPlaces('of several places, none signed in', 'Not signed in', { kind: 'signed-out' }, { kind: 'signing-in' }),
    ofPlaces(
      'of several places, some failed',
      'did not open',
      READY,
      { kind: 'failed', error: new EhrError('popup-blocked', '') },
      { kind: 'expired', error: new EhrError('session-idle', '') },
      { kind: 'no-patient', error: new EhrError('no-patient', '') },
    ),
    ofPlaces('of several places, all signed in', 'Signed in at 2 places', READY, READY),
  ],
  // Inside a session it is that one's panel that speaks; these stand alone.
  'ehr-source': [
    sessionIn('signed out', 'Sign in', () => new StorySession({ kind: 'signed-out' })),
    sessionIn('ready', 'Signed in at', () => new StorySession(READY, [hospital()])),
    sessionIn(
      'failed',
      'window was closed',
      () => new StorySession({ kind: 'failed', error: new EhrError('popup-closed', '') }),
    ),
    { state: 'not set up', says: 'not set up', properties: () => ({ issuer: 'https://one.example/fhir' }) },
  ],
};
