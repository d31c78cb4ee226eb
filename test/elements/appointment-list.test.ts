import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { Appointment, Attachment, FhirResource, Location, Practitioner, Questionnaire } from 'fhir/r4.js';
import type {
  EhrAppointmentList,
  EhrCalendarEvent,
  EhrCancelEvent,
  EhrCheckInEvent,
  EhrRescheduleEvent,
} from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-list/define';
import { appointment, clinicAppointments, hospitalAppointments, joinable } from '../../stories/support/visits.ts';
import { person } from '../../stories/support/record.ts';
import { READY, readySession, type Server, type StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

const now = new Date();
const hospital = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: hospitalAppointments(now),
  ...changes,
});
const clinic = (): Server => ({ name: 'City Clinic', resources: clinicAppointments(now) });
const of = (...resources: FhirResource[]): Server => ({
  name: 'University Hospital',
  resources: [person(), ...resources],
});
const located = (rest: Partial<Location>): Location => ({ resourceType: 'Location', id: 'here', ...rest });
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

async function list(
  session: StorySession | undefined,
  options: Partial<EhrAppointmentList> = {},
): Promise<EhrAppointmentList> {
  const element = await fixture<EhrAppointmentList>(
    html`<ehr-appointment-list lang="en" time-zone="Africa/Lagos" .session=${session}></ehr-appointment-list>`,
  );
  Object.assign(element, options);
  await element.updateComplete;
  return element;
}

async function readList(
  servers: readonly Server[],
  options: Partial<EhrAppointmentList> = {},
): Promise<EhrAppointmentList> {
  const element = await list(readySession(...servers), options);
  await until(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled');
  return element;
}

function line(element: Element, name: string): HTMLElement {
  const found = all(element, '.visit').find((one) => one.querySelector('.h')?.textContent?.trim() === name);
  if (!found) throw new Error(`No line “${name}” in: ${wordsOf(element)}`);
  return found;
}

const group = (element: Element, title: string): HTMLElement => {
  const found = all(element, '[part~=group]').find((one) => one.querySelector('.h')?.textContent?.includes(title));
  if (!found) throw new Error(`No group “${title}” in: ${wordsOf(element)}`);
  return found;
};

const dialog = (element: Element): HTMLDialogElement => {
  const [found] = all<HTMLDialogElement>(element, 'dialog');
  if (!found) throw new Error('Nothing is asked.');
  return found;
};

/** Once the browser has told all who watch what of an element is in sight. */
const seen = (element: Element): Promise<void> =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
  });

/** Presses “cancel”, answers, and waits until that has come to an end. */
async function cancel(element: EhrAppointmentList, name: string, answer = 'Yes, cancel it'): Promise<void> {
  await until(() => line(element, name).textContent?.includes('Cancel this appointment') === true, 'may be cancelled');
  button(line(element, name), 'Cancel this appointment').click();
  await until(() => all<HTMLDialogElement>(element, 'dialog').some((one) => one.open), 'asked');
  button(dialog(element), answer).click();
  await element.updateComplete;
}

describe('<ehr-appointment-list>', () => {
  it('divides what is to come, asked for, past and cancelled, and counts what was a mistake', async () => {
    const element = await readList([hospital()]);
    const names = (title: string): string[] =>
      [...group(element, title).querySelectorAll('.visit .h')].map((one) => one.textContent?.trim() ?? '');
    expect(names('Upcoming')).to.deep.equal([
      'Diabetes clinic',
      'Renal clinic, follow-up',
      'Eye screening',
      'Video review',
    ]);
    expect(names('Asked for')).to.have.members(['Dietitian', 'Foot clinic']);
    expect(names('Past')).to.deep.equal(['Renal clinic', 'Dietitian', 'Blood test']);
    expect(names('Cancelled')).to.deep.equal(['Heart scan']);
    expect(wordsOf(element)).to.contain('Recorded by mistake, not shown: 1').and.not.to.contain('Hip clinic');
  });

  it('says of each status what it is and what it means, and nothing of a code that it does not know', async () => {
    const odd = {
      ...appointment('odd', 'Odd clinic', [inMinutes(60), inMinutes(90)]),
      status: 'perhaps',
    } as unknown as Appointment;
    const element = await readList([{ ...hospital(), resources: [...hospitalAppointments(now), odd] }]);
    expect(wordsOf(line(element, 'Foot clinic')))
      .to.contain('On the waiting list')
      .and.contain('Not booked');
    expect(wordsOf(line(element, 'Blood test'))).to.contain('Whether it took place is not recorded');
    expect(wordsOf(line(element, 'Heart scan'))).to.contain('Reason: The scanner is being repaired');
    expect(wordsOf(line(element, 'Odd clinic')))
      .to.contain('Status not known')
      .and.contain('perhaps');
    expect(wordsOf(line(element, 'Odd clinic'))).not.to.contain('Booked');
  });

  it('tells a time by the clock of the place, named, and by the reader’s own where that differs', async () => {
    const winter = appointment('winter', 'Winter clinic', ['2031-01-14T09:30:00Z', '2031-01-14T10:00:00Z'], {
      participant: [{ actor: { reference: '#here' }, status: 'accepted' }],
      contained: [
        located({
          name: 'Outpatients',
          extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/New_York' }],
        }),
      ],
    });
    const nowhere = appointment('nowhere', 'Nowhere clinic', ['2031-01-14T09:30:00Z', '2031-01-14T10:00:00Z']);
    const element = await readList([of(winter, nowhere)]);
    const words = wordsOf(line(element, 'Winter clinic'));
    expect(words).to.contain('Tuesday, 14 January 2031').and.contain('04:30 to 05:00').and.contain('Eastern Time');
    expect(words).to.contain('10:30 to 11:00 by your clock, West Africa');
    expect(wordsOf(line(element, 'Nowhere clinic')))
      .to.contain('10:30 to 11:00')
      .and.contain('The time zone of the place is not recorded');
  });

  it('shows whom a visit is with by a photo over their initials, which stay where there is none or it fails', async () => {
    const face = document.createElement('canvas');
    const paper = face.getContext('2d');
    paper?.fillRect(0, 0, face.width, face.height);
    const data = face.toDataURL('image/png').split(',')[1] ?? '';
    const doctor = (id: string, name: string, photo?: Attachment): Practitioner => ({
      resourceType: 'Practitioner',
      id,
      name: [{ text: name }],
      ...(photo && { photo: [photo] }),
    });
    const contentType = 'image/png';
    const contained = [
      doctor('sent', 'Dr. Anil Patel', { contentType, data }),
      doctor('there', 'فاطمة حسن', { contentType, url: 'Binary/face' }),
      doctor('broken', 'Okafor', { contentType, data: btoa('no') }),
      doctor('none', 'Nurse Mei Ling Tan, RN'),
    ];
    const visit = appointment('soon', 'Soon', [inMinutes(60), inMinutes(90)], {
      contained,
      participant: [...contained, { id: 'unknown' }].map(({ id }) => ({
        actor: id === 'unknown' ? { reference: 'Practitioner/unknown', display: 'Dr.' } : { reference: `#${id}` },
        status: 'accepted',
      })),
    });
    const element = await readList([of(visit, { resourceType: 'Binary', id: 'face', contentType, data })]);
    const people = all(element, '.person');
    expect(people.map((one) => one.querySelector('bdi')?.textContent)).to.deep.equal([
      'Dr. Anil Patel',
      'فاطمة حسن',
      'Okafor',
      'Nurse Mei Ling Tan, RN',
      'Dr.',
    ]);
    expect(people.map((one) => one.querySelector('.face')?.textContent?.replaceAll('\u200c', ' '))).to.deep.equal([
      'A P',
      'ف ح',
      'O',
      'M T',
      '',
    ]);
    const photos = (): (HTMLCanvasElement | null)[] => people.map((one) => one.querySelector('canvas'));
    const isPainted = (photo: HTMLCanvasElement | null | undefined): boolean =>
      photo?.getContext('2d')?.getImageData(48, 48, 1, 1).data[3] === 255;
    element.scrollIntoView();
    const before = people[0]?.getBoundingClientRect().height;
    await until(() => isPainted(photos()[0]) && isPainted(photos()[1]), 'both photos');
    expect(photos().map(isPainted)).to.deep.equal([true, true, false, false, false]);
    expect(people[0]?.getBoundingClientRect().height).to.equal(before);
    // Drawn again, it is the same photo.
    const [first] = photos();
    element.requestUpdate();
    await element.updateComplete;
    expect(photos()[0]).to.equal(first);
    // A face says nothing to who listens: the name does.
    expect(people.every((one) => one.querySelector('.face')?.getAttribute('aria-hidden') === 'true')).to.equal(true);
  });

  it('reads no photo where the page hides them', async () => {
    const photo = [{ contentType: 'image/png', url: 'Binary/face' }];
    const doctor: Practitioner = { resourceType: 'Practitioner', id: 'doctor', photo };
    const visit = appointment('soon', 'Soon', [inMinutes(60), inMinutes(90)], {
      contained: [doctor],
      participant: [{ actor: { reference: '#doctor', display: 'Dr. Anil Patel' }, status: 'accepted' }],
    });
    const hiding = await fixture(
      html`<style>
        ehr-appointment-list::part(photo) {
          display: none;
        }
      </style>`,
    );
    const session = readySession(of(visit));
    const element = await list(session);
    await until(() => all(element, '.photo').length === 1, 'a place for the photo');
    await seen(element);
    expect(session.requests.filter((request) => request.startsWith('Binary'))).to.deep.equal([]);
    hiding.remove();
    await until(() => session.requests.includes('Binary/face'), 'read once it is shown');
  });

  it('lets a reader join a video visit only in its time, by a link of https', async () => {
    const visits = [
      appointment('soon', 'Soon', [inMinutes(10), inMinutes(30)], { extension: [joinable('https://video.example/1')] }),
      appointment('later', 'Later', [inMinutes(300), inMinutes(330)], {
        extension: [joinable('https://video.example/2')],
      }),
      appointment('plain', 'Plain', [inMinutes(10), inMinutes(30)], {
        extension: [joinable('http://video.example/3')],
      }),
      appointment('off', 'Off', [inMinutes(10), inMinutes(30)], {
        status: 'cancelled',
        extension: [joinable('https://video.example/4')],
      }),
    ];
    const element = await readList([of(...visits)]);
    const links = all<HTMLAnchorElement>(element, '[part~=join]');
    expect(links.map(({ href }) => href)).to.deep.equal(['https://video.example/1']);
    expect(links[0]?.rel).to.contain('noreferrer');
    expect(wordsOf(line(element, 'Later'))).to.match(/You can join from .*\d\d:\d\d\./);
  });

  it('opens the way in so many minutes before, and shuts it half an hour after the end', async () => {
    const between = (name: string, from: number, until: number): Appointment =>
      appointment(name, name, [inMinutes(from), inMinutes(until)], {
        extension: [joinable(`https://v.example/${name}`)],
      });
    const visits = [
      between('not-yet', 17, 40),
      between('just-open', 14, 40),
      between('still-open', -60, -28),
      between('shut', -60, -32),
    ];
    const element = await readList([of(...visits)]);
    const open = all<HTMLAnchorElement>(element, '[part~=join]').map(({ pathname }) => pathname);
    expect(open.sort()).to.deep.equal(['/just-open', '/still-open']);
    expect(wordsOf(line(element, 'not-yet'))).to.contain('You can join from');
    expect(wordsOf(line(element, 'shut'))).to.contain('The time to join is over.');
    element.joinMinutes = 30;
    await element.updateComplete;
    expect(all(element, '[part~=join]')).to.have.length(3);
  });

  it('offers a map of a place where the page names one, with nothing but the place in it', async () => {
    const place = {
      actor: { reference: '#here' },
      status: 'accepted',
    } as const;
    const visit = appointment('here', 'Here', [inMinutes(60), inMinutes(90)], {
      participant: [place],
      contained: [located({ name: 'Clinic', address: { text: '1 Beckett Street, Leeds' } })],
    });
    const element = await readList([of(visit)]);
    expect(all(element, 'a[target]')).to.have.length(0);
    element.mapUrl = 'https://maps.example/?q={address}';
    await element.updateComplete;
    expect(all<HTMLAnchorElement>(element, 'a[target]').map(({ href }) => href)).to.deep.equal([
      'https://maps.example/?q=1%20Beckett%20Street%2C%20Leeds',
    ]);
  });

  it('tells what two places tell differently, and what is at the same time', async () => {
    const element = await readList([hospital(), clinic()]);
    const words = wordsOf(line(element, 'Renal clinic, follow-up'));
    expect(words)
      .to.contain('Your care places tell different times')
      .and.contain('City Clinic:')
      .and.contain('University Hospital:');
    expect(words).to.contain('At the same time as Eye screening');
  });
});

describe('<ehr-appointment-list> cancels', () => {
  it('after asking once, with the reason in the standard’s code, and lets that be taken back', async () => {
    const session = readySession(hospital());
    const element = await list(session, { cancelPolicy: 'Please cancel a day before.' });
    await until(() => all(element, '.visit').length > 0, 'read');
    await until(() => line(element, 'Eye screening').textContent?.includes('Cancel this') === true, 'may be cancelled');
    button(line(element, 'Eye screening'), 'Cancel this appointment').click();
    await until(() => all<HTMLDialogElement>(element, 'dialog').some((one) => one.open), 'asked');
    expect(wordsOf(dialog(element)))
      .to.contain('Eye screening')
      .and.contain('Please cancel a day before.');
    expect(element.shadowRoot?.activeElement?.textContent?.trim()).to.equal('Keep it');
    const select = dialog(element).querySelector('select') as HTMLSelectElement;
    select.value = 'pat-lt';
    button(dialog(element), 'Yes, cancel it').click();
    await says(element, 'University Hospital has cancelled it');
    const [written] = session.written as Appointment[];
    expect([written?.id, written?.status, written?.cancelationReason?.coding?.[0]?.code]).to.deep.equal([
      'eyes',
      'cancelled',
      'pat-lt',
    ]);
    await until(() => group(element, 'Cancelled').textContent?.includes('Eye screening') === true, 'moved');
    await until(
      () => element.shadowRoot?.activeElement?.textContent?.trim() === 'Eye screening',
      'focus stays with it',
    );
    button(line(element, 'Eye screening'), 'Undo').click();
    await says(element, 'It is booked again');
    expect((session.written as Appointment[]).map(({ status }) => status)).to.deep.equal(['cancelled', 'booked']);
    await until(() => group(element, 'Upcoming').textContent?.includes('Eye screening') === true, 'moved back');
  });

  it('nothing where the reader keeps it, and gives the focus back', async () => {
    const session = readySession(hospital());
    const element = await list(session);
    await until(() => all(element, '.visit').length > 0, 'read');
    await cancel(element, 'Eye screening', 'Keep it');
    await until(() => all(element, 'dialog').length === 0, 'closed');
    expect(element.shadowRoot?.activeElement?.textContent?.trim()).to.equal('Eye screening');
    expect(session.written).to.have.length(0);
  });

  it('nothing where the page takes it over', async () => {
    const session = readySession(hospital());
    const element = await list(session);
    await until(() => all(element, '.visit').length > 0, 'read');
    let heard: EhrCancelEvent | undefined;
    element.addEventListener('ehr-cancel', (event) => {
      event.preventDefault();
      heard = event;
    });
    await cancel(element, 'Eye screening');
    await until(() => heard !== undefined, 'heard');
    expect([heard?.reference, heard?.undo]).to.deep.equal(['Appointment/eyes', false]);
    expect(session.written).to.have.length(0);
  });

  it('and says so in the line where the server refuses', async () => {
    const element = await readList([hospital({ writes: { Appointment: 422 } })]);
    await cancel(element, 'Eye screening');
    await says(element, 'It is not cancelled');
    expect(wordsOf(line(element, 'Eye screening'))).to.contain('Booked');
  });

  it('nothing where that is not offered', async () => {
    const element = await readList([hospital()], { cancelling: 'off' });
    expect(wordsOf(element)).not.to.contain('Cancel this appointment');
  });
});

describe('<ehr-appointment-list> raises', () => {
  it('a wish for another time, and says to call where nobody offers one', async () => {
    const element = await readList([hospital()], { moving: 'host' });
    const event = oneEvent<EhrRescheduleEvent>(element, 'ehr-reschedule');
    button(line(element, 'Eye screening'), 'Move to another time').click();
    expect((await event).reference).to.equal('Appointment/eyes');
    const alone = await readList([hospital()]);
    expect(wordsOf(alone)).not.to.contain('Move to another time');
  });

  it('that a calendar is asked for, with references only, and makes no file where the page has one of its own', async () => {
    const element = await readList([hospital()]);
    element.addEventListener('ehr-calendar', (event) => event.preventDefault());
    const saved: string[] = [];
    const { createObjectURL } = URL;
    URL.createObjectURL = (file) => (saved.push('a file'), createObjectURL.call(URL, file));
    const event = oneEvent<EhrCalendarEvent>(element, 'ehr-calendar');
    button(element, 'All to calendar').click();
    const { appointments } = await event;
    expect(appointments.map(({ reference }) => reference)).to.include('Appointment/eyes');
    await element.updateComplete;
    URL.createObjectURL = createObjectURL;
    expect(saved).to.deep.equal([]);
  });

  it('a check-in, where the page offers it', async () => {
    const element = await readList([hospital()]);
    expect(wordsOf(element)).not.to.contain('Check in');
    element.checkIn = true;
    await element.updateComplete;
    const event = oneEvent<EhrCheckInEvent>(element, 'ehr-check-in');
    button(line(element, 'Eye screening'), 'Check in').click();
    expect((await event).reference).to.equal('Appointment/eyes');
    expect(all(element, '[part~=questions]')).to.deep.equal([]);
  });

  it('the practice’s questions at a check-in, unless the page prevents it', async () => {
    const intake: Questionnaire = {
      resourceType: 'Questionnaire',
      id: 'intake',
      status: 'active',
      item: [{ linkId: 'well', text: 'Are you well?', type: 'boolean' }],
    };
    const element = await readList([hospital({ resources: [...hospitalAppointments(now), intake] })], {
      checkIn: true,
      questionnaire: 'Questionnaire/intake',
    });
    const prevent = (event: Event): void => event.preventDefault();
    element.addEventListener('ehr-check-in', prevent);
    button(line(element, 'Eye screening'), 'Check in').click();
    await element.updateComplete;
    expect(wordsOf(element)).not.to.contain('Before your visit');
    element.removeEventListener('ehr-check-in', prevent);
    button(line(element, 'Eye screening'), 'Check in').click();
    await says(element, 'Are you well?');
    expect(wordsOf(line(element, 'Eye screening'))).to.contain('Are you well?');
    button(element, 'Send my answers').click();
    await says(element, 'Nothing is answered yet.');
    all(element, 'input[type=radio]')[0]?.click();
    element.addEventListener('ehr-check-in', prevent);
    const sending = oneEvent<EhrCheckInEvent>(element, 'ehr-check-in');
    button(element, 'Send my answers').click();
    expect((await sending).sending).to.equal(true);
    await element.updateComplete;
    expect((element.session as StorySession).written).to.deep.equal([]);
  });

  it('who cancelled in words, where nothing but the code tells why', async () => {
    const system = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
    const because = (id: string, code: string, display: string): Appointment =>
      appointment(id, id, [inMinutes(60), inMinutes(90)], {
        status: 'cancelled',
        cancelationReason: { coding: [{ system, code, display }] },
      });
    const element = await readList([
      of(because('one', 'pat', 'Patient'), because('two', 'prov', 'Provider'), because('three', 'maint', 'Equipment')),
    ]);
    expect(wordsOf(line(element, 'one')))
      .to.contain('Cancelled from your side.')
      .and.not.to.contain('Reason');
    expect(wordsOf(line(element, 'two'))).to.contain('Cancelled by the practice.');
    expect(wordsOf(line(element, 'three'))).to.contain('Reason: Equipment');
    element.setAttribute('persona', 'clinician');
    await says(element, 'Cancelled by the patient.');
  });

  it('an appointment’s own questions before those of the page', async () => {
    const own: Questionnaire = {
      resourceType: 'Questionnaire',
      id: 'own',
      status: 'active',
      item: [{ linkId: 'fast', text: 'Did you eat today?', type: 'boolean' }],
    };
    const visit = appointment('fasting', 'Blood test', [inMinutes(60), inMinutes(90)], {
      supportingInformation: [{ reference: 'Questionnaire/own' }],
    });
    const element = await readList([of(visit, own)], { checkIn: true, questionnaire: 'Questionnaire/other' });
    button(line(element, 'Blood test'), 'Check in').click();
    await says(element, 'Did you eat today?');
  });
});

describe('<ehr-appointment-list> keeps nothing', () => {
  it('of one patient for the next', async () => {
    const session = readySession(hospital());
    const element = await list(session, { checkIn: true, questionnaire: 'Questionnaire/none' });
    await until(() => all(element, '.visit').length > 0, 'read');
    button(line(element, 'Eye screening'), 'Check in').click();
    await says(element, 'Before your visit');
    await cancel(element, 'Eye screening');
    await says(element, 'University Hospital has cancelled it');
    session.servers = [of(appointment('other', 'Other clinic', [inMinutes(60), inMinutes(90)]))];
    session.become({ kind: 'signed-out' });
    session.become(READY);
    await says(element, 'Other clinic');
    expect(wordsOf(element)).not.to.contain('Eye screening').and.not.to.contain('has cancelled it');
    expect(wordsOf(element)).not.to.contain('Before your visit');
  });
});
