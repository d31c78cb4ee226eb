/** Asking for more of a medicine, at the sandbox over HTTP. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { MedicationRequest, Task } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { canRequestRefill, requestRefill, requestRefills } from '../../../packages/sdk/src/actions.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { medicationList } from '../../../packages/sdk/src/topics/medication-list.ts';
import { refillAskedOf, refillRequests } from '../../../packages/sdk/src/topics/refill-requests.ts';
import type { Medicine, MedicationListView } from '../../../packages/sdk/src/topics/medication-view.ts';
import { App } from '../../sandbox/server/app.ts';
import { once, shown } from '../../support/record.ts';
import { UnreliableWay } from './unreliable-way.ts';

let sandbox: Sandbox;
let hospital: App;
let clinic: App;
let way: UnreliableWay;
const open: Session[] = [];

before(async () => {
  sandbox = await startSandbox({ port: 0, today: new Date('2026-03-02T09:00:00Z') });
  hospital = new App(sandbox.organisations[0]!);
  clinic = new App(sandbox.organisations[1]!);
  way = await UnreliableWay.to(hospital.fhirBase);
});
afterEach(async () => {
  way.says = {};
  way.mishaps = [];
  way.passed.length = 0;
  for (const session of open.splice(0)) await session.signOut();
});
after(async () => {
  await way.close();
  await sandbox.close();
});

async function signedIn(scope: string, at = hospital, fhirBase = way.base): Promise<Session> {
  const { body } = await at.tokens({ as: 'margaret' }, { scope: `launch/patient ${scope}` });
  const [token, patient] = [String(body['access_token']), String(body['patient'])];
  const session = tokenSession({ fhirBase, patient, getToken: () => token, scope: String(body['scope']) });
  open.push(session);
  return session;
}

async function listed(session: Session): Promise<MedicationListView> {
  const view = shown(await once(recordOf(session), medicationList));
  assert.ok(typeof view === 'object', 'nothing is listed');
  return view;
}

async function medicine(session: Session, name: string): Promise<Medicine> {
  const { current, past } = await listed(session);
  const found = [...current, ...past].find((one) => one.name?.text.startsWith(name));
  assert.ok(found, name);
  return found;
}

const READ = 'patient/MedicationRequest.rs patient/MedicationDispense.rs patient/MedicationStatement.rs';
const changes = () => way.passed.filter(({ method }) => method !== 'GET');

describe('asking for more of a medicine', () => {
  it('with refills left is a task to fill the order, stored once however often it is pressed', async () => {
    const session = await signedIn(`${READ} patient/Task.cruds`);
    const metformin = await medicine(session, 'metformin');
    assert.equal(metformin.status, 'active-refills-left');
    assert.deepEqual(await canRequestRefill(session, metformin), { allowed: true, kind: 'refill', as: 'Task' });
    const asking = requestRefill(session, metformin, { note: 'Before my holiday, please.' });
    const [{ reference, resource }] = await Promise.all([asking.run(), asking.run()]);
    const task = resource as Task;
    assert.match(reference ?? '', /^Task\//);
    assert.equal(task.focus?.reference, metformin.lead.reference);
    assert.equal(task.for?.reference, `Patient/${session.sources[0]?.patient}`);
    assert.deepEqual([task.status, task.intent, task.code?.coding?.[0]?.code], ['requested', 'order', 'fulfill']);
    assert.equal(task.note?.[0]?.text, 'Before my holiday, please.');
    assert.equal(changes().length, 1);

    const requests = shown(await once(recordOf(session), refillRequests));
    assert.ok(typeof requests === 'object');
    const asked = refillAskedOf(requests, metformin);
    assert.deepEqual([asked?.reference, asked?.kind, asked?.date], [reference, 'refill', task.authoredOn]);
    assert.equal(refillAskedOf(requests, await medicine(session, 'atorvastatin')), undefined);
  });

  it('without refills left is a proposal that follows the order, and the list says that it was asked for', async () => {
    const session = await signedIn(`${READ} patient/MedicationRequest.cruds`, clinic, clinic.fhirBase);
    const before = await medicine(session, 'alendronic');
    assert.equal(before.status, 'active-no-refills');
    const { resource } = await requestRefill(session, before).run();
    const proposal = resource as MedicationRequest;
    assert.equal(proposal.intent, 'proposal');
    assert.equal(proposal.priorPrescription?.reference, before.lead.reference);
    assert.equal(proposal.medicationCodeableConcept?.coding?.[0]?.code, '46041');
    assert.equal(proposal.dosageInstruction?.[0]?.text, '1 tablet once a week, on Sunday');
    assert.equal(proposal.dispenseRequest, undefined);
    const after = await medicine(session, 'alendronic');
    assert.equal(after.status, 'renewal-asked');
    assert.equal(after.lead.reference, before.lead.reference);
    assert.deepEqual(await canRequestRefill(session, after), { allowed: false, why: 'status' });
  });

  it('goes the other way where the sign-in has not the first, with a medicine that is told in the order itself', async () => {
    const session = await signedIn(`${READ} patient/MedicationRequest.cruds`);
    const atorvastatin = await medicine(session, 'atorvastatin');
    const permission = await canRequestRefill(session, atorvastatin);
    assert.deepEqual(permission, { allowed: true, kind: 'refill', as: 'MedicationRequest' });
    const { resource } = await requestRefill(session, atorvastatin).run();
    const { intent, contained, medicationReference } = resource as MedicationRequest;
    assert.equal(intent, 'proposal');
    assert.equal(medicationReference?.reference, '#medicine');
    assert.equal(contained?.[0]?.resourceType, 'Medication');
  });

  it('says why it cannot be, and sends nothing', async () => {
    const reading = await signedIn(READ);
    const metformin = await medicine(reading, 'metformin');
    assert.deepEqual(await canRequestRefill(reading, metformin), {
      allowed: false,
      why: 'scope',
      missing: ['patient/Task.c', 'patient/MedicationRequest.c'],
    });
    await assert.rejects(requestRefill(reading, metformin).run(), { code: 'forbidden' });
    const losartan = await medicine(reading, 'losartan');
    assert.deepEqual(await canRequestRefill(reading, losartan), { allowed: false, why: 'status' });
    assert.throws(() => requestRefill(reading, losartan), { code: 'rejected' });

    way.says = { interaction: [{ code: 'read' }, { code: 'search-type' }] };
    const writing = await signedIn(`${READ} patient/Task.cruds patient/MedicationRequest.cruds`);
    const there = await medicine(writing, 'metformin');
    assert.deepEqual(await canRequestRefill(writing, there), { allowed: false, why: 'capability' });
    await assert.rejects(requestRefill(writing, there).run(), { code: 'not-supported' });

    await writing.signOut();
    assert.deepEqual(await canRequestRefill(writing, there), { allowed: false, why: 'no-source' });
    assert.throws(() => requestRefill(writing, there), { code: 'session-expired' });
    assert.deepEqual(changes(), []);
  });

  it('is not for what came in a document', async () => {
    const subject = { reference: 'Patient/1' };
    const order: MedicationRequest = {
      resourceType: 'MedicationRequest',
      id: '1',
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: 'Iron' },
    };
    const entry = [{ resource: { resourceType: 'Patient', id: '1' } as const }, { resource: order }];
    const session = bundleSession({ bundle: { resourceType: 'Bundle', type: 'collection', entry } });
    open.push(session);
    const iron = await medicine(session, 'Iron');
    assert.deepEqual(await canRequestRefill(session, iron), { allowed: false, why: 'bundle' });
    assert.throws(() => requestRefill(session, iron), { code: 'not-supported' });
  });
});

describe('asking for several', () => {
  it('tells of each as it comes, and goes on where one is refused', async () => {
    const session = await signedIn(`${READ} patient/Task.cruds`);
    const several = [
      await medicine(session, 'amlodipine'),
      await medicine(session, 'losartan'),
      await medicine(session, 'dapagliflozin'),
    ];
    way.mishaps = [{ status: 422 }];
    const told: string[] = [];
    const outcomes = await requestRefills(session, several, {
      onOutcome: ({ medicine: { name }, kind }) => told.push(`${name?.text}: ${kind}`),
    });
    assert.deepEqual(told, [
      'amlodipine 5 mg tablet: failed',
      'losartan 50 mg tablet: failed',
      'dapagliflozin 10 mg tablet: asked',
    ]);
    const codes = outcomes.map((one) => (one.kind === 'failed' ? (one.error as { code: string }).code : 'asked'));
    assert.deepEqual(codes, ['rejected', 'rejected', 'asked']);
  });

  it('asks for none twice, whether it is named twice or may have been asked for before', async () => {
    const session = await signedIn(`${READ} patient/Task.cruds`);
    const amlodipine = await medicine(session, 'amlodipine');
    way.mishaps = ['lose-answer'];
    way.meanwhile = () => (way.readsFail = true);
    const [first, second] = await requestRefills(session, [amlodipine, amlodipine]);
    assert.ok(first?.kind === 'failed' && second === undefined);
    assert.equal((first.error as { code: string }).code, 'outcome-unknown');
    [way.readsFail, way.meanwhile] = [false, () => undefined];
    const [again] = await requestRefills(session, [amlodipine]);
    assert.equal(again?.kind, 'asked');
    assert.equal(changes().length, 1);
  });

  it('is not for the patient who was open before, whose medicine it is', async () => {
    const before = await signedIn(`${READ} patient/Task.cruds`);
    const metformin = await medicine(before, 'metformin');
    const { body } = await hospital.tokens({ as: 'margaret' }, { scope: `launch/patient ${READ} patient/Task.cruds` });
    const getToken = (): string => String(body['access_token']);
    const other = tokenSession({ fhirBase: way.base, patient: 'p-1002', getToken });
    open.push(other);
    await assert.rejects(requestRefill(other, metformin).run(), { code: 'rejected' });
    assert.deepEqual(changes(), []);
  });

  it('sends none of those that a signal comes before', async () => {
    const session = await signedIn(`${READ} patient/Task.cruds`);
    const several = [await medicine(session, 'amlodipine'), await medicine(session, 'dapagliflozin')];
    const stop = new AbortController();
    const outcomes = await requestRefills(session, several, { signal: stop.signal, onOutcome: () => stop.abort() });
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['asked', 'failed'],
    );
    assert.equal(changes().length, 1);
  });
});
