import { expect, fixture, html } from '@open-wc/testing';
import type { Appointment, FhirResource } from 'fhir/r4.js';
import type { EhrAppointmentList, EhrMarkEvent, EhrOpenEvent } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-list/define';
import { IRIS, practiceDays } from '../../stories/support/agenda.ts';
import { PATIENT } from '../../stories/support/record.ts';
import { READY, readySession, STAFF, StorySession, type Server } from '../../stories/support/sessions.ts';
import { until } from '../support/until.ts';
import { all, button, says, wordsOf } from './reading.ts';

const practice = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: practiceDays(),
  ...changes,
});

async function agenda(
  session: StorySession | undefined,
  options: Partial<EhrAppointmentList> = {},
): Promise<EhrAppointmentList> {
  const element = await fixture<EhrAppointmentList>(
    html`<ehr-appointment-list
      view="agenda"
      agenda-of=${IRIS}
      lang="en"
      time-zone="Africa/Lagos"
      .session=${session}
    ></ehr-appointment-list>`,
  );
  Object.assign(element, options);
  await element.updateComplete;
  return element;
}

async function readAgenda(server = practice(), options: Partial<EhrAppointmentList> = {}): Promise<EhrAppointmentList> {
  const element = await agenda(readySession(server), options);
  await until(() => visits(element).length > 0, 'read');
  return element;
}

const visits = (element: Element): HTMLElement[] => all(element, '[role=grid] [part~=line]');
const visit = (element: Element, who: string): HTMLElement => {
  const found = visits(element).find((one) => one.textContent?.includes(who));
  if (!found) throw new Error(`${who} is not in: ${wordsOf(element)}`);
  return found;
};
/** Without the zone, which each time names on a day on which clocks change. */
const timesOf = (element: Element, who: string): string => wordsOf(visit(element, who)).replaceAll(/ (GMT|BST)\b/g, '');
const detail = (element: Element): HTMLElement => {
  const [found] = all(element, '[part~=detail]');
  if (!found) throw new Error(`Nothing is open in: ${wordsOf(element)}`);
  return found;
};
const inFocus = (element: Element): string => element.shadowRoot?.activeElement?.textContent?.trim() ?? '';

async function open(element: EhrAppointmentList, who: string): Promise<void> {
  visit(element, who).click();
  await until(() => all(element, '[part~=detail]').length > 0, 'open');
  await element.updateComplete;
}

async function press(element: EhrAppointmentList, key: string, more: KeyboardEventInit = {}): Promise<void> {
  const { activeElement } = element.shadowRoot ?? {};
  activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }));
  await element.updateComplete;
  await element.updateComplete;
}

describe('<ehr-appointment-list view="agenda">', () => {
  it('shows who comes on a day by the clock of the practice, which it names', async () => {
    const element = await readAgenda();
    expect(wordsOf(element)).to.contain('Agenda: Dr Iris Lindqvist').and.contain('United Kingdom Time');
    expect(visits(element).map((one) => one.querySelector('.name')?.textContent?.trim())).to.deep.equal([
      'Ben Idris',
      'Aisha Rahman',
      'Joseph Alvarez-Montgomery',
      'Tom Becker',
      'Grace O’Neil',
      'Lena Fischer',
    ]);
    expect(timesOf(element, 'Tom Becker')).to.contain('09:30 to 10:00');
    expect(wordsOf(visit(element, 'Tom Becker'))).to.contain('2 at once');
    expect(wordsOf(visit(element, 'Lena Fischer'))).to.match(/Proposed|Requested, time over/);
  });

  it('shows what is free, kept and shut, and says what was a mistake without showing it', async () => {
    const element = await readAgenda();
    const words = wordsOf(element);
    expect(words).to.contain('Not available: Lunch').and.contain('Kept for somebody, not booked').and.contain('Free');
    expect(words).to.contain('Entered in error, not shown: 1').and.not.to.contain('Nobody At All');
  });

  it('puts visits at one time beside each other', async () => {
    const element = await readAgenda();
    const [one, other] = ['Joseph', 'Tom Becker'].map((who) => visit(element, who).getBoundingClientRect());
    expect(one?.top).to.equal(other?.top);
    expect(Number(one?.right)).to.be.at.most(Number(other?.left) + 1);
  });

  it('shows cancelled ones by choice', async () => {
    const element = await readAgenda();
    expect(wordsOf(element)).not.to.contain('Sam Lee');
    all<HTMLInputElement>(element, 'input[type=checkbox]')[0]?.click();
    await element.updateComplete;
    expect(wordsOf(visit(element, 'Sam Lee'))).to.contain('Cancelled');
  });

  it('calls nobody at once with one that was cancelled', async () => {
    const [here] = practiceDays().filter(({ id }) => id === 'here') as Appointment[];
    const resources = practiceDays().map((one) =>
      one.id === 'off' ? { ...one, start: here?.start, end: here?.end } : one,
    );
    const element = await readAgenda(practice({ resources: resources as FhirResource[] }));
    all<HTMLInputElement>(element, 'input[type=checkbox]')[0]?.click();
    await element.updateComplete;
    for (const who of ['Sam Lee', 'Aisha Rahman']) expect(wordsOf(visit(element, who))).not.to.contain('at once');
  });

  it('keeps the order of the words of a time in a page that is written from right to left', async () => {
    const element = await readAgenda(practice(), { dir: 'rtl' });
    const at = visit(element, 'Tom Becker').querySelector('.at') as Element;
    const text = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
    while (text.nextNode() && text.currentNode.textContent !== '09:30 to 10:00');
    const left = (from: number): number => {
      const range = document.createRange();
      range.setStart(text.currentNode, from);
      range.setEnd(text.currentNode, from + 1);
      return range.getBoundingClientRect().left;
    };
    expect(left(0)).to.be.lessThan(left('09:30 to '.length));
  });

  it('shows a week, and other days', async () => {
    const element = await readAgenda();
    button(element, 'Next day').click();
    await until(() => visits(element).length === 1, 'tomorrow');
    expect(timesOf(element, 'Tom Becker')).to.contain('09:00 to 09:30');
    button(element, 'Week').click();
    await until(() => all(element, '[role=grid] thead th').length === 8, 'a week');
  });

  it('says that nobody told the zone of the practice', async () => {
    const element = await readAgenda(practice({ resources: practiceDays('') }));
    expect(wordsOf(element)).to.contain('The practice’s time zone is not recorded').and.contain('West Africa');
  });

  it('lets one of several be chosen, and shows who is signed in first', async () => {
    const context = { ...READY.context, fhirUser: 'Practitioner/omar' };
    const session = new StorySession({ ...READY, context }, [practice()]);
    const element = await agenda(session, { agendaOf: undefined });
    await until(() => all(element, 'select').length > 0, 'read');
    const select = all<HTMLSelectElement>(element, 'select')[0];
    expect([...(select?.options ?? [])].map(({ text }) => text.trim())).to.deep.equal([
      'Dr Omar Haddad',
      'Dr Iris Lindqvist',
    ]);
    expect(wordsOf(element)).to.contain('Agenda: Dr Omar Haddad');
  });

  it('needs no patient: it is that of whoever is signed in, names who comes, and says that somebody is here', async () => {
    const session = new StorySession(STAFF, [practice()]);
    const element = await agenda(session, { agendaOf: undefined });
    await until(() => visits(element).length > 0, 'read');
    expect(wordsOf(element)).to.contain('Agenda: Dr Iris Lindqvist').and.contain('Ben Idris');
    await open(element, 'Aisha Rahman');
    button(detail(element), 'Checked in').click();
    await says(element, 'Saved: Checked in');
    expect(session.written.map((one) => (one as Appointment).status)).to.deep.equal(['checked-in']);
    session.become({ kind: 'signed-out' });
    await says(element, 'Sign in');
    expect(wordsOf(element)).not.to.contain('Aisha Rahman');
  });

  it('says that no patient is chosen where one has to be', async () => {
    const session = new StorySession({ kind: 'no-patient', error: STAFF.error }, [practice()]);
    await says(await agenda(session, { persona: 'clinician' }), 'No patient is chosen');
    expect(session.requests).to.deep.equal([]);
  });

  it('says why where the sign-in is for one patient, the server fails, and nothing may be changed', async () => {
    const scoped = (...scopes: string[]): StorySession => {
      const session = readySession(practice());
      session.sources = session.sources.map((source) => ({ ...source, scopes }));
      return session;
    };
    await says(await agenda(scoped('patient/*.cruds')), 'user/Appointment.s');
    await says(await agenda(scoped('user/*.rs')), 'Read only: your sign-in does not include changing appointments');
    await says(await agenda(readySession(practice({ faults: { Appointment: 400 } }))), 'could not be read');
    await says(await agenda(undefined), 'Sign in to see');
  });

  it('keeps what was read where it cannot be read again, and says so', async () => {
    const session = readySession(practice());
    const element = await agenda(session);
    await until(() => visits(element).length > 0, 'read');
    session.servers = [practice({ faults: { Appointment: 400 } })];
    button(element, 'Read again').click();
    await says(element, 'Refresh failed');
    expect(wordsOf(element)).to.contain('Ben Idris');
  });

  it('forgets everybody at the end of a session', async () => {
    const session = readySession(practice());
    const element = await agenda(session);
    await until(() => visits(element).length > 0, 'read');
    session.become({ kind: 'signed-out' });
    await says(element, 'Sign in to see');
    expect(wordsOf(element)).not.to.contain('Ben Idris');
  });
});

describe('<ehr-appointment-list view="agenda"> is worked by keys', () => {
  it('from time to time, to a visit and back', async () => {
    const element = await readAgenda();
    expect(all(element, '[role=grid] [tabindex="0"]')).to.have.length(1);
    all<HTMLElement>(element, '[role=grid] [tabindex="0"]')[0]?.focus();
    await press(element, 'Home', { ctrlKey: true });
    expect(inFocus(element)).to.contain('No visit, 08:00 to 08:30');
    await press(element, 'ArrowDown');
    expect(inFocus(element)).to.contain('Ben Idris');
    await press(element, 'ArrowDown');
    await press(element, 'ArrowDown');
    expect(inFocus(element)).to.contain('Joseph');
    await press(element, 'ArrowRight');
    expect(inFocus(element)).to.contain('Tom Becker');
    await press(element, 'Enter');
    await until(() => inFocus(element) === 'Tom Becker', 'opened');
    await press(element, 'Escape');
    await until(() => inFocus(element).includes('2 at once'), 'back in the table');
    await press(element, 'PageDown');
    await until(() => visits(element).length === 1, 'tomorrow');
    expect(element.shadowRoot?.activeElement?.localName).to.equal('td');
  });
});

describe('staff says of a visit', () => {
  it('that somebody has arrived, and takes it back', async () => {
    const session = readySession(practice());
    const element = await agenda(session);
    await until(() => visits(element).length > 0, 'read');
    await open(element, 'Tom Becker');
    button(detail(element), 'Has arrived').click();
    await says(element, 'Saved: Arrived');
    expect(wordsOf(visit(element, 'Tom Becker'))).to.contain('Arrived');
    button(detail(element), 'Undo: Booked').click();
    await says(element, 'Saved: Booked');
    expect((session.written as Appointment[]).map(({ id, status }) => [id, status])).to.deep.equal([
      ['next', 'arrived'],
      ['next', 'booked'],
    ]);
  });

  it('nothing where the page takes it over, which hears a reference and no name', async () => {
    const session = readySession(practice());
    const element = await agenda(session);
    await until(() => visits(element).length > 0, 'read');
    const heard: (EhrMarkEvent | EhrOpenEvent)[] = [];
    element.addEventListener('ehr-open', (event) => heard.push(event));
    element.addEventListener('ehr-mark', (event) => {
      event.preventDefault();
      heard.push(event);
    });
    await open(element, 'Tom Becker');
    button(detail(element), 'Has arrived').click();
    await element.updateComplete;
    expect(heard.map(({ type, reference }) => [type, reference])).to.deep.equal([
      ['ehr-open', 'Appointment/next'],
      ['ehr-mark', 'Appointment/next'],
    ]);
    expect((heard[0] as EhrOpenEvent).patients).to.deep.equal([`Patient/${PATIENT}-next`]);
    expect(JSON.stringify(heard)).not.to.contain('Becker');
    expect(session.written).to.have.length(0);
  });

  it('what somebody else has changed meanwhile is not overwritten, and told', async () => {
    const session = readySession(practice());
    const element = await agenda(session);
    await until(() => visits(element).length > 0, 'read');
    await open(element, 'Tom Becker');
    session.servers = session.servers.map((server) => ({
      ...server,
      resources: server.resources.map((one) =>
        one.resourceType === 'Appointment' && one.id === 'next'
          ? { ...one, status: 'checked-in' as const, meta: { versionId: '2' } }
          : one,
      ),
    }));
    button(detail(element), 'Has arrived').click();
    await says(element, 'Somebody else has changed this visit meanwhile');
    expect(wordsOf(detail(element))).to.contain('It stands as: Checked in');
    expect(session.written).to.have.length(0);
  });

  it('and is told where the server refuses', async () => {
    const element = await readAgenda(practice({ writes: { Appointment: 422 } }));
    await open(element, 'Tom Becker');
    button(detail(element), 'Has arrived').click();
    await says(element, 'It was not saved');
    expect(wordsOf(visit(element, 'Tom Becker'))).to.contain('Booked');
  });

  it('nothing yet of a visit on another day', async () => {
    const element = await readAgenda();
    button(element, 'Next day').click();
    await until(() => visits(element).length === 1, 'tomorrow');
    await open(element, 'Tom Becker');
    expect(wordsOf(detail(element))).to.contain('Arrivals are recorded on the day of the visit.');
  });
});
