/** The practice's side: the visits of a day, and what staff says of them, at the sandbox over HTTP. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Appointment } from 'fhir/r4.js';
import {
  appointments,
  findTimes,
  markAppointment,
  marksFor,
  readAgenda,
  readCalendars,
  readHours,
  type AgendaAsked,
  type AgendaLine,
  type AppointmentStatus,
} from '../../../packages/sdk/src/appointments.ts';
import { create, update } from '../../../packages/sdk/src/actions.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import { freeSlot, Practice } from './practice.ts';

let practice: Practice;

before(async () => (practice = await Practice.open('2026-10-19T08:00:00Z')));
afterEach(() => practice.calm());
after(() => practice.close());

let visits = 0;
function visit(patient: string, start: string, change: Partial<Appointment> = {}): string {
  const id = `visit-${++visits}`;
  practice.load({
    resourceType: 'Appointment',
    id,
    status: 'booked',
    start,
    end: new Date(Date.parse(start) + 1_800_000).toISOString(),
    participant: [`Patient/${patient}`, 'Practitioner/iris', 'Location/leeds'].map((reference) => ({
      actor: { reference },
      status: 'accepted',
    })),
    ...change,
  });
  return `Appointment/${id}`;
}

const asked = (day: string, change: Partial<AgendaAsked> = {}): AgendaAsked => ({
  of: 'Practitioner/iris',
  from: day,
  until: day,
  zone: 'Europe/London',
  ...change,
});
const references = (lines: readonly AgendaLine[]) => lines.map(({ reference }) => reference);
const scoped = (scope: string) =>
  tokenSession({ fhirBase: practice.way.base, patient: 'ana', getToken: () => 'x', scope });

describe('the agenda', () => {
  it('has the visits of a day of the place, of 25 hours too, whoever comes, earliest first', async () => {
    practice.load({ resourceType: 'Patient', id: 'ben', name: [{ text: 'Ben Idris' }] });
    visit('ana', '2026-10-24T22:30:00Z');
    const late = visit('ben', '2026-10-25T23:45:00Z');
    const early = visit('ana', '2026-10-24T23:10:00Z');
    visit('ana', '2026-10-26T00:00:00Z');
    const { lines, complete } = await readAgenda(practice.session(), asked('2026-10-25'));
    assert.deepEqual(references(lines), [early, late]);
    assert.equal(complete, true);
    assert.deepEqual(
      lines[1]?.patients.map(({ name, reference }) => [name, reference]),
      [['Ben Idris', 'Patient/ben']],
    );
    assert.deepEqual([lines[1]?.places[0]?.name, lines[1]?.zone.kind], ['Level 2', 'told']);
    const place = await readAgenda(practice.session(), asked('2026-10-25', { of: 'Location/leeds' }));
    assert.equal(place.lines.length, 2);
    const week = await readAgenda(practice.session(), asked('2026-10-20', { until: '2026-10-26' }));
    assert.equal(week.lines.length, 4);
  });

  it('is for those whose sign-in lets them see more than one patient', async () => {
    for (const scope of ['patient/*.cruds', 'user/Patient.rs']) {
      const session = scoped(scope);
      await assert.rejects(readAgenda(session, asked('2026-10-25')), {
        code: 'forbidden',
        message: /user\/Appointment\.s/,
      });
      await session.signOut();
    }
    const session = scoped('user/Appointment.rs');
    await readAgenda(session, asked('2026-10-25'));
    await session.signOut();
    assert.ok(
      practice.way.passed.every(({ path }) => !path.startsWith('/Appointment') || path.includes('practitioner=')),
    );
  });

  it('is of somebody and of days', async () => {
    const session = practice.session();
    for (const bad of [{ of: 'Patient/ana' }, { of: 'Practitioner/iris&patient=x' }, { from: 'today' }]) {
      await assert.rejects(readAgenda(session, asked('2026-10-25', bad)), { code: 'bad-configuration' });
    }
    assert.deepEqual(practice.way.passed, []);
  });
});

describe('the hours of a calendar', () => {
  it('tell what is free, taken, kept and shut in the days of the place, and nothing of other calendars', async () => {
    const shut = freeSlot('lunch', '2026-12-01T12:00:00Z', 60, { status: 'busy-unavailable', comment: 'Lunch' });
    practice.load(
      freeSlot('first', '2026-12-01T09:00:00Z'),
      freeSlot('kept', '2026-12-01T09:30:00Z', 30, { status: 'busy-tentative', overbooked: true }),
      shut,
      freeSlot('wrong', '2026-12-01T10:00:00Z', 30, { status: 'entered-in-error' }),
      freeSlot('other', '2026-12-01T10:00:00Z', 30, { schedule: { reference: 'Schedule/somebody' } }),
      freeSlot('next', '2026-12-02T00:00:00Z'),
    );
    const session = practice.session();
    const { calendars, people } = await readCalendars(session);
    assert.deepEqual([people[0]?.name, calendars[0]?.zone.kind], ['Dr Iris Lindqvist', 'told']);
    const days = { from: '2026-12-01', until: '2026-12-01', zone: 'Europe/London' };
    const { times, complete } = await readHours(session, { calendars: ['Schedule/iris'], ...days });
    assert.deepEqual(
      times.map(({ reference, status }) => [reference, status]),
      [
        ['Slot/first', 'free'],
        ['Slot/kept', 'busy-tentative'],
        ['Slot/lunch', 'busy-unavailable'],
      ],
    );
    assert.deepEqual([times[1]?.overbooked, times[2]?.comment, complete], [true, 'Lunch', true]);
    assert.deepEqual(await readHours(session, { calendars: [], ...days }), { times: [], complete: true });
  });
});

describe('what staff says of a visit', () => {
  const one = async (patient: string, day: string): Promise<AgendaLine> => {
    const reference = visit(patient, `${day}T10:00:00Z`);
    const { lines } = await readAgenda(practice.session(), asked(day));
    const line = lines.find((each) => each.reference === reference);
    assert.ok(line);
    practice.way.passed.length = 0;
    return line;
  };

  it('is stored of that version, once, whoever the patient in context is', async () => {
    const line = await one('ben', '2026-11-02');
    const session = practice.session('ana');
    const marking = markAppointment(session, line, 'arrived');
    const [{ version = '' }] = await Promise.all([marking.run(), marking.run()]);
    assert.equal(practice.way.changes.length, 1);
    assert.equal((await practice.read<Appointment>(line.reference)).status, 'arrived');
    await assert.rejects(markAppointment(session, line, 'noshow').run(), { code: 'conflict' });
    await markAppointment(session, { ...line, status: 'arrived', version }, 'fulfilled').run();
    assert.equal((await practice.read<Appointment>(line.reference)).status, 'fulfilled');
    for (const status of ['arrived', 'checked-in'] as const) {
      assert.ok(marksFor({ status: 'fulfilled' }).includes(status), `that it was ${status} can be said again`);
    }
  });

  it('goes as a patch where the server takes nothing else, and its lost answer is found out', async () => {
    const line = await one('ben', '2026-11-03');
    practice.way.says = {
      operation: [],
      interaction: ['read', 'search-type', 'patch'].map((code) => ({ code })),
    } as never;
    practice.way.mishaps = ['lose-answer'];
    await markAppointment(practice.session(), line, 'noshow').run();
    assert.deepEqual(
      practice.way.changes.map(({ method }) => method),
      ['PATCH'],
    );
    assert.equal((await practice.read<Appointment>(line.reference)).status, 'noshow');
  });

  it('can be said of what was booked only, and by whom the sign-in permits it', async () => {
    const nothing: AppointmentStatus[] = [
      'proposed',
      'pending',
      'waitlist',
      'cancelled',
      'entered-in-error',
      'unknown',
    ];
    for (const status of nothing) assert.deepEqual(marksFor({ status }), []);
    const line = await one('ben', '2026-11-04');
    const session = practice.session();
    assert.throws(() => markAppointment(session, line, 'fulfilled'), { code: 'rejected' });
    const patients = scoped('patient/*.cruds user/Appointment.rs');
    await assert.rejects(markAppointment(patients, line, 'arrived').run(), { code: 'forbidden' });
    await patients.signOut();
    assert.deepEqual(practice.way.changes, []);
  });

  it('is all that may be said of another patient than the one in context', async () => {
    const line = await one('ben', '2026-11-05');
    const session = practice.session('ana');
    const stored = await practice.read<Appointment>(line.reference);
    await assert.rejects(update(session, { ...stored, comment: 'x' }).run(), { code: 'rejected' });
    const { id: _id, ...copy } = stored;
    await assert.rejects(create(session, copy).run(), { code: 'rejected' });
    assert.deepEqual(practice.way.changes, []);
  });
});

describe('a session without a patient', () => {
  const staff = (scope = 'user/Appointment.rus user/Schedule.rs user/Slot.rs') =>
    tokenSession({ fhirBase: practice.way.base, practice: true, getToken: () => 'x', scope });

  it('has the days of a practice, its calendars and its hours, and says that somebody has come', async () => {
    const reference = visit('ben', '2027-02-02T10:00:00Z');
    practice.load(freeSlot('free-2027', '2027-02-02T09:00:00Z'));
    const session = staff();
    const { lines } = await readAgenda(session, asked('2027-02-02'));
    assert.deepEqual(references(lines), [reference]);
    const { calendars } = await readCalendars(session);
    assert.deepEqual(
      calendars.map((one) => one.reference),
      ['Schedule/iris'],
    );
    const days = { from: '2027-02-02', until: '2027-02-02', zone: 'Europe/London' };
    assert.equal((await readHours(session, { calendars: ['Schedule/iris'], ...days })).times.length, 1);
    const [line] = lines;
    assert.ok(line);
    await markAppointment(session, line, 'arrived').run();
    assert.equal((await practice.read<Appointment>(reference)).status, 'arrived');
    await session.signOut();
    await assert.rejects(readAgenda(session, asked('2027-02-02')), { code: 'session-expired' });
    assert.throws(() => markAppointment(session, line, 'arrived'), { code: 'session-expired' });
  });

  it('sends nothing after its end, and nothing that its scopes do not allow', async () => {
    visit('ben', '2027-02-03T10:00:00Z');
    const session = staff('user/Appointment.rs');
    const [line] = (await readAgenda(session, asked('2027-02-03'))).lines;
    assert.ok(line);
    await assert.rejects(markAppointment(session, line, 'arrived').run(), { code: 'forbidden' });
    const able = staff();
    const marking = markAppointment(able, line, 'arrived');
    await able.signOut();
    await assert.rejects(marking.run(), { code: 'session-expired' });
    assert.deepEqual(practice.way.changes, []);
    await session.signOut();
  });

  it('gives no record to read and none to write in, whatever its scopes are', async () => {
    const session = staff('user/*.cruds');
    practice.way.passed.length = 0;
    const told: object[] = [];
    const stop = recordOf(session).watch(appointments, (state) => told.push(state));
    await recordOf(session).refresh();
    await assert.rejects(recordOf(session).resource('Patient/ben'), { code: 'session-expired' });
    const note = { resourceType: 'Appointment', status: 'booked', participant: [] } as const;
    assert.throws(() => create(session, note as never), { code: 'session-expired' });
    assert.throws(() => update(session, { ...note, id: 'visit-1' } as never), { code: 'session-expired' });
    assert.throws(() => findTimes(session), { code: 'session-expired' });
    stop();
    assert.deepEqual([practice.way.passed, practice.way.changes], [[], []]);
    assert.ok(told.length > 0);
    for (const state of told) assert.deepEqual(state, { kind: 'waiting', for: 'patient' });
    await session.signOut();
  });
});
