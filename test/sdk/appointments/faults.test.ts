/** A visit looked for, held and booked while the sandbox has each of its faults at each step; and by staff for a patient. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Appointment, Bundle } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import {
  appointments,
  bookTime,
  cancelAppointment,
  findTimes,
  type Booking,
  type FreeTime,
} from '../../../packages/sdk/src/appointments.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { App } from '../../sandbox/server/app.ts';
import { once, shown } from '../../support/record.ts';

let sandbox: Sandbox;
let hospital: App;
let token: unknown;
const open: Session[] = [];

const READ = ['Slot', 'Schedule', 'HealthcareService', 'Location', 'Practitioner', 'Organization'];
const scopeOf = (context: 'patient' | 'user'): string =>
  ['launch/patient', `${context}/Appointment.cruds`, ...READ.map((type) => `${context}/${type}.rs`)].join(' ');

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  hospital = new App(sandbox.organisations[0]!);
  const { body } = await hospital.tokens({ as: 'margaret' }, { scope: scopeOf('patient') });
  token = body['access_token'];
});
afterEach(async () => {
  await suffer();
  for (const session of open.splice(0)) await session.signOut();
});
after(() => sandbox.close());

/** What the hospital suffers from now on. */
async function suffer(...faults: string[]): Promise<void> {
  const response = await fetch(`${sandbox.admin}organisations/${hospital.slug}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });
  assert.equal(response.status, 200);
}

async function signedIn(
  behaviour: Parameters<App['tokens']>[0],
  context: 'patient' | 'user' = 'patient',
): Promise<Session> {
  const { body } = await hospital.tokens(behaviour, { scope: scopeOf(context) });
  const session = tokenSession({
    fhirBase: hospital.fhirBase,
    patient: String(body['patient']),
    getToken: () => String(body['access_token']),
    scope: String(body['scope']),
  });
  open.push(session);
  return session;
}

async function holders(time: FreeTime): Promise<Appointment[]> {
  const answer = await hospital.get(`/Appointment?slot=${time.slots[0]}&status=booked`, token);
  const { entry = [] } = (await answer.json()) as Bundle<Appointment>;
  return entry.flatMap(({ resource }) => resource ?? []);
}

/** Tries until it works; each error has to be one that says what is so. */
async function insist<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (thrown) {
    assert.ok(thrown instanceof EhrError, String(thrown));
    await suffer();
    return attempt();
  }
}

const FAULTS = ['error:500', 'error:503', 'drop', 'cut', 'truncate', 'html', 'html:502', 'content-type', 'throttle'];
const STEPS = {
  choices: '/fhir/Schedule',
  finding: '/fhir/Appointment/$find',
  holding: '/fhir/Appointment/$hold',
  booking: '/fhir/Appointment/$book',
  creating: '/fhir/Appointment',
  'looking at the slot': '/fhir/Slot/*',
};

describe('a server that fails', () => {
  for (const [step, where] of Object.entries(STEPS)) {
    for (const fault of FAULTS) {
      it(`once while ${step} with ${fault}: the visit is booked once, by trying again where it is said that it failed`, async () => {
        const session = await signedIn({ as: 'margaret' });
        await suffer(`${fault}@${where}#1`);
        const finder = findTimes(session, { services: ['HealthcareService/kidney'] });
        const { times } = await insist(() => finder.first(1));
        const [time] = times;
        assert.ok(time);
        const isPlain = step === 'creating' || step === 'looking at the slot';
        const booking: Booking = bookTime(session, time, { way: isPlain ? 'create' : 'operation' });
        if (!isPlain) assert.equal((await insist(() => booking.hold())).kind, 'held');
        const outcome = await insist(() => booking.book({ reason: 'Ankles' }));
        assert.ok(outcome.kind === 'booked', outcome.kind);
        await suffer();
        assert.equal((await holders(time)).length, 1);
        await cancelAppointment(session, outcome.appointment).run();
        assert.equal((await holders(time)).length, 0);
      });
    }
  }
});

describe('staff', () => {
  it('books, moves and cancels for the patient who is open, in that record and in no other', async () => {
    const session = await signedIn({ as: 'anil-patel', patient: 'p-1002' }, 'user');
    const finder = findTimes(session, { people: ['Practitioner/anil-patel'] });
    const { times } = await finder.first(2);
    const [first, second] = times;
    assert.ok(first && second);
    assert.deepEqual(first.zone, { kind: 'told', zone: 'America/Phoenix', by: 'location' });
    const outcome = await bookTime(session, first, { way: 'operation' }).book({ comment: 'Rang us' });
    assert.ok(outcome.kind === 'booked');
    const stored = (await recordOf(session).resource(outcome.appointment.reference)) as Appointment;
    const patients = stored.participant.flatMap(({ actor }) => actor?.reference?.match(/^Patient\/.*/)?.[0] ?? []);
    assert.deepEqual(patients, ['Patient/p-1002']);
    const moved = await bookTime(session, second, { way: 'operation', replaces: outcome.appointment }).book();
    assert.ok(moved.kind === 'booked' && moved.old?.kind === 'moved');
    const view = shown(await once(recordOf(session), appointments));
    assert.ok(typeof view === 'object');
    const line = view.upcoming.find(({ reference }) => reference === moved.appointment.reference);
    assert.deepEqual([line?.start, line?.comment], [second.start, 'Rang us']);
    await cancelAppointment(session, moved.appointment).run();
    const others = shown(await once(recordOf(await signedIn({ as: 'margaret' })), appointments));
    assert.ok(typeof others === 'object');
    assert.ok(![...others.upcoming, ...others.cancelled].some(({ reference }) => reference === line?.reference));
  });
});
