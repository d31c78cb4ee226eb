/** What goes with a booked visit is named by it, at the sandbox over HTTP, and nothing else of it changes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import {
  addSupporting,
  appointments,
  type AppointmentLine,
  type AppointmentsView,
} from '../../../packages/sdk/src/appointments.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { App } from '../../sandbox/server/app.ts';
import { once, shown } from '../../support/record.ts';

let sandbox: Sandbox;
let hospital: App;
before(async () => {
  sandbox = await startSandbox({ port: 0 });
  hospital = new App(sandbox.organisations[0]!);
});
after(() => sandbox.close());

async function signedIn(scope: string): Promise<{ session: Session; line: AppointmentLine; token: string }> {
  const { body } = await hospital.tokens({ as: 'mateo' }, { scope: `launch/patient ${scope}` });
  const [token, patient] = [String(body['access_token']), String(body['patient'])];
  const fhirBase = hospital.fhirBase;
  const session = tokenSession({ fhirBase, patient, getToken: () => token, scope: String(body['scope']) });
  const { upcoming } = shown(await once(recordOf(session), appointments)) as AppointmentsView;
  const line = upcoming.find(({ status }) => status === 'booked');
  assert.ok(line);
  return { session, line, token };
}

async function stored(line: AppointmentLine, token: string): Promise<Appointment> {
  const headers = { authorization: `Bearer ${token}` };
  return (await (await fetch(`${hospital.fhirBase}/${line.reference}`, { headers })).json()) as Appointment;
}

describe('naming what goes with an appointment', () => {
  it('changes nothing but that, adds to what is named, and refuses what was changed meanwhile', async () => {
    const { session, line, token } = await signedIn('patient/Appointment.rus');
    const { meta: _, ...old } = await stored(line, token);
    await addSupporting(session, line, 'QuestionnaireResponse/p-1002-first').run();
    const { meta: __, supportingInformation, ...now } = await stored(line, token);
    assert.deepEqual(now, old);
    assert.deepEqual(supportingInformation, [{ reference: 'QuestionnaireResponse/p-1002-first' }]);
    const late = addSupporting(session, line, 'QuestionnaireResponse/p-1002-second');
    await assert.rejects(late.run(), { code: 'conflict' });
    const again = await signedIn('patient/Appointment.rus');
    assert.deepEqual(again.line.supporting, ['QuestionnaireResponse/p-1002-first']);
    await addSupporting(again.session, again.line, 'QuestionnaireResponse/p-1002-second').run();
    assert.equal((await stored(line, token)).supportingInformation?.length, 2);
    for (const one of [session, again.session]) await one.signOut();
  });

  it('is refused before anything is sent where the sign-in does not include it', async () => {
    const { session, line, token } = await signedIn('patient/Appointment.rs');
    const before = await stored(line, token);
    await assert.rejects(addSupporting(session, line, 'QuestionnaireResponse/1').run(), { code: 'forbidden' });
    assert.deepEqual(await stored(line, token), before);
    await session.signOut();
  });
});
