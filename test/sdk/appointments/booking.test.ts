/** Finding and booking a visit, at the sandbox over HTTP, in each of the ways that servers offer. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Appointment, Slot } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import {
  appointments,
  bookTime,
  bookingWays,
  cancelAppointment,
  findTimes,
  type FreeTime,
} from '../../../packages/sdk/src/appointments.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { App } from '../../sandbox/server/app.ts';
import { once, shown } from '../../support/record.ts';
import { UnreliableWay } from '../actions/unreliable-way.ts';

let sandbox: Sandbox;
let hospital: App;
let way: UnreliableWay;
const open: Session[] = [];

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  hospital = new App(sandbox.organisations[0]!);
  way = await UnreliableWay.to(hospital.fhirBase);
});
afterEach(async () => {
  way.says = {};
  way.mishaps = [];
  way.readsFail = false;
  way.passed.length = 0;
  for (const session of open.splice(0)) await session.signOut();
});
after(async () => {
  await way.close();
  await sandbox.close();
});

const ALL =
  'patient/Appointment.cruds patient/Slot.rs patient/Schedule.rs patient/HealthcareService.rs patient/Location.rs';

async function signedIn(scope = ALL, as = 'margaret'): Promise<Session> {
  const { body } = await hospital.tokens({ as }, { scope: `launch/patient ${scope}` });
  const [token, patient] = [String(body['access_token']), String(body['patient'])];
  const session = tokenSession({ fhirBase: way.base, patient, getToken: () => token, scope: String(body['scope']) });
  open.push(session);
  return session;
}

async function firstTime(session: Session): Promise<FreeTime> {
  const { times } = await findTimes(session, { services: ['HealthcareService/kidney'] }).first(1);
  assert.ok(times[0], 'no time is free');
  return times[0];
}

async function slotOf(time: FreeTime): Promise<Slot> {
  const { body } = await hospital.tokens({ as: 'margaret' }, { scope: 'launch/patient patient/Slot.rs' });
  return (await (await hospital.get(`/${time.slots[0]}`, body['access_token'])).json()) as Slot;
}

describe('a visit', () => {
  for (const by of ['operation', 'create'] as const) {
    it(`is found and booked by ${by}, stands among the upcoming ones, and is cancelled`, async () => {
      const session = await signedIn();
      const time = await firstTime(session);
      assert.equal(time.people[0]?.name, 'Dr. Anil Patel');
      const booking = bookTime(session, time, { way: by });
      const [outcome] = await Promise.all([booking.book({ reason: 'Swollen ankles' }), booking.book()]);
      assert.ok(outcome.kind === 'booked');
      assert.equal(way.changes.length, 1);
      assert.equal((await slotOf(time)).status, 'busy');
      const view = shown(await once(recordOf(session), appointments));
      assert.ok(typeof view === 'object');
      const line = view.upcoming.find(({ reference }) => reference === outcome.appointment.reference);
      assert.equal(line?.reasons[0]?.text, 'Swollen ankles');
      assert.deepEqual([line?.start, line?.status, line?.people[0]?.name], [time.start, 'booked', 'Dr. Anil Patel']);
      const { resource } = await cancelAppointment(session, outcome.appointment).run();
      assert.equal((resource as Appointment).status, 'cancelled');
      assert.equal((await slotOf(time)).status, 'free');
    });
  }

  it('can be booked in each way that the server, the sign-in and the host allow, and it is said why not in the others', async () => {
    const session = await signedIn('patient/Appointment.rs patient/Slot.rs');
    const { verdicts, finds, changes } = await bookingWays(session, { allow: ['operation', 'create', 'phone'] });
    assert.deepEqual(verdicts, [
      { way: 'operation', offered: false, why: 'scope', missing: ['patient/Appointment.c'] },
      { way: 'create', offered: false, why: 'scope', missing: ['patient/Appointment.c'] },
      { way: 'request', offered: false, why: 'host' },
      { way: 'link', offered: false, why: 'host' },
      { way: 'phone', offered: true },
    ]);
    assert.deepEqual([finds, changes], ['operation', []]);
  });

  it('of which the server says that it is booked, and has nothing in the record, is not called booked before it is', async () => {
    const session = await signedIn();
    const time = await firstTime(session);
    const booking = bookTime(session, time, { way: 'operation' });
    way.mishaps = [{ status: 200 }];
    await assert.rejects(booking.book(), { code: 'outcome-unknown' });
    const outcome = await booking.book();
    assert.ok(outcome.kind === 'booked');
    assert.equal((await slotOf(time)).status, 'busy');
    await cancelAppointment(session, outcome.appointment).run();
  });

  it('is not called cancelled where the server took the change and left it standing', async () => {
    const session = await signedIn();
    const outcome = await bookTime(session, await firstTime(session), { way: 'create' }).book();
    assert.ok(outcome.kind === 'booked');
    way.mishaps = [{ status: 200 }];
    const cancelling = cancelAppointment(session, outcome.appointment);
    await assert.rejects(cancelling.run(), { code: 'rejected' });
    await cancelAppointment(session, outcome.appointment).run();
  });

  it('that is one’s own by a hold whose answer was lost is no time that somebody else has', async () => {
    const session = await signedIn();
    const booking = bookTime(session, await firstTime(session), { way: 'operation' });
    way.mishaps = ['lose-answer'];
    way.readsFail = true;
    await assert.rejects(booking.hold(), { code: 'outcome-unknown' });
    way.readsFail = false;
    assert.equal((await booking.book()).kind, 'hold-over');
    assert.equal((await booking.hold()).kind, 'held');
    const outcome = await booking.book();
    assert.ok(outcome.kind === 'booked');
    await cancelAppointment(session, outcome.appointment).run();
  });
});
