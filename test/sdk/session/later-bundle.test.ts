/** Bundles of FHIR R4B and R5: what differs in form is read as what it is, what R4 has no place for is told as missing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import type { ReadyState } from '../../../packages/sdk/src/record/state.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { advanceDirectives } from '../../../packages/sdk/src/topics/advance-directives.ts';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import { carePlans } from '../../../packages/sdk/src/topics/care-plans.ts';
import { devices } from '../../../packages/sdk/src/topics/devices.ts';
import { encounters } from '../../../packages/sdk/src/topics/encounters.ts';
import { immunizations } from '../../../packages/sdk/src/topics/immunizations.ts';
import { medications } from '../../../packages/sdk/src/topics/medications.ts';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import type { Topic } from '../../../packages/sdk/src/topics/topic.ts';
import { once } from '../../support/record.ts';

const subject = { reference: 'Patient/p' };
const concept = (text: string, code?: string) => ({ text, ...(code && { coding: [{ code }] }) });

function bundleOf(...resources: object[]): Bundle {
  const patient = { resourceType: 'Patient', id: 'p' };
  const entry = [patient, ...resources].map((resource) => ({ resource: resource as FhirResource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

async function read<View>(topic: Topic<View>, ...resources: object[]): Promise<ReadyState<View>> {
  const state = await once(recordOf(bundleSession({ bundle: bundleOf(...resources) })), topic);
  assert.ok(state.kind === 'ready', state.kind);
  return state;
}

describe('a Bundle of FHIR R5', () => {
  it('tells medicines by code and by reference, with what they are for', async () => {
    const { view, complete } = await read(
      medications,
      { resourceType: 'Condition', id: 'c', subject, code: concept('Asthma') },
      { resourceType: 'Medication', id: 'm', code: concept('Salbutamol'), doseForm: concept('Inhaler') },
      {
        resourceType: 'MedicationRequest',
        id: 'coded',
        status: 'active',
        intent: 'order',
        subject,
        authoredOn: '2026-01-02',
        medication: { concept: concept('Prednisolone') },
        reason: [{ concept: concept('Flare') }, { reference: { reference: 'Condition/c' } }],
        dosageInstruction: [{ text: 'As needed', asNeeded: true, asNeededFor: [concept('Wheezing')] }],
      },
      {
        resourceType: 'MedicationRequest',
        id: 'referred',
        status: 'active',
        intent: 'order',
        subject,
        authoredOn: '2026-01-01',
        medication: { reference: { reference: 'Medication/m' } },
      },
    );
    assert.ok(complete);
    assert.deepEqual(
      view.current.map(({ name, form, reasons }) => [name?.text, form?.text, reasons.map(({ text }) => text)]),
      [
        ['Prednisolone', undefined, ['Flare', 'Asthma']],
        ['Salbutamol', 'Inhaler', []],
      ],
    );
    const asNeeded = view.current[0]?.dosages[0]?.asNeeded;
    assert.equal(typeof asNeeded === 'object' && asNeeded.text, 'Wheezing');
  });

  it('tells a medicine that was recorded as taken only where it says that it is', async () => {
    const statement = (id: string, adherence?: string, status = 'recorded'): object => ({
      resourceType: 'MedicationStatement',
      id,
      status,
      subject,
      medication: { concept: concept(id) },
      informationSource: [{ display: 'The patient' }],
      ...(adherence && { adherence: { code: concept('', adherence) } }),
    });
    const { view } = await read(
      medications,
      statement('a', 'taking-as-directed'),
      statement('b', 'stopped-not-as-directed'),
      statement('c'),
      statement('d', 'not-taking'),
      statement('e', 'taking', 'entered-in-error'),
    );
    const all = [...view.current, ...view.past, ...view.enteredInError];
    assert.deepEqual(
      Object.fromEntries(all.map(({ name, status, statusCode }) => [name?.text, `${status} ${statusCode}`])),
      {
        a: 'active active',
        b: 'stopped stopped',
        c: 'unknown recorded',
        d: 'not-taken not-taken',
        e: 'entered-in-error entered-in-error',
      },
    );
    const by = view.current[0]?.reported;
    assert.equal(typeof by === 'object' && by.name, 'The patient');
  });

  it('tells visits, with their class, time, reasons and whom one met', async () => {
    const { view } = await read(encounters, {
      resourceType: 'Encounter',
      id: 'e',
      status: 'completed',
      subject,
      class: [{ coding: [{ code: 'AMB', display: 'ambulatory' }] }],
      actualPeriod: { start: '2026-01-02T10:00:00Z' },
      reason: [{ value: [{ concept: concept('Cough') }] }],
      diagnosis: [{ condition: [{ concept: concept('Bronchitis') }] }],
      participant: [{ actor: { display: 'Dr. Berg' } }],
      serviceType: [{ concept: concept('General practice') }],
    });
    const [visit] = view.past;
    assert.deepEqual(
      [visit?.status, visit?.class?.text, visit?.period?.start, visit?.participants[0]?.name, visit?.name?.text],
      ['finished', 'ambulatory', '2026-01-02T10:00:00Z', 'Dr. Berg', 'General practice'],
    );
    assert.deepEqual(
      [visit?.reasons, visit?.diagnoses].map((all) => all?.[0]?.text),
      ['Cough', 'Bronchitis'],
    );
  });

  it('tells allergies, problems and doses', async () => {
    const { view: allergic } = await read(allergies, {
      resourceType: 'AllergyIntolerance',
      id: 'a',
      patient: subject,
      code: concept('Penicillin'),
      type: concept('', 'allergy'),
      participant: [{ function: concept('', 'informant'), actor: { display: 'The patient' } }],
      reaction: [{ manifestation: [{ concept: concept('Anaphylaxis') }] }],
    });
    const [penicillin] = allergic.current;
    assert.deepEqual(
      [penicillin?.alarming, penicillin?.type, penicillin?.assertedBy?.name],
      [true, 'allergy', 'The patient'],
    );
    const { view: had } = await read(problems, {
      resourceType: 'Condition',
      id: 'c',
      subject,
      code: concept('Asthma'),
      clinicalStatus: concept('', 'active'),
      participant: [{ function: concept('', 'author'), actor: { display: 'Dr. Berg' } }],
    });
    assert.equal(had.current[0]?.lead.recordedBy?.name, 'Dr. Berg');
    const { view: vaccinated } = await read(immunizations, {
      resourceType: 'Immunization',
      id: 'i',
      status: 'completed',
      patient: subject,
      vaccineCode: concept('Influenza'),
      occurrenceDateTime: '2026-01-02',
      manufacturer: { reference: { display: 'Vaxco' } },
      protocolApplied: [{ doseNumber: '1' }],
      informationSource: { concept: concept('Card') },
    });
    const [dose] = vaccinated.given;
    assert.deepEqual(
      [dose?.manufacturer?.name, dose?.protocol[0]?.doseNumber, dose?.reportOrigin?.text],
      ['Vaxco', '1', 'Card'],
    );
  });

  it('says what it could not read, in the topic that it is missing from', async () => {
    const lab = { resourceType: 'Observation', status: 'final', subject, category: [concept('', 'laboratory')] };
    const { view, complete, notices } = await read(
      results,
      { ...lab, id: 'file', code: concept('Scan'), valueAttachment: { title: 'scan.pdf' } },
      { ...lab, id: 'part', code: concept('Panel'), component: [{ code: concept('Film'), valueReference: subject }] },
      { ...lab, id: 'number', code: concept('Sodium'), valueQuantity: { value: 140, unit: 'mmol/L' } },
    );
    assert.deepEqual([view.lines.map(({ name }) => name?.text), complete], [['Sodium'], false]);
    assert.deepEqual(
      notices.map(({ kind, text }) => [kind, /2 of type Observation/.test(text ?? '')]),
      [['may-be-incomplete', true]],
    );
    const usage = { resourceType: 'MedicationUsage', id: 'u', status: 'recorded', subject };
    assert.deepEqual(
      (await read(medications, usage)).notices.map(({ kind }) => kind),
      ['may-be-incomplete'],
    );
  });

  it('turns no decision of a directive into its opposite, and drops no use of a device unsaid', async () => {
    const consent = {
      resourceType: 'Consent',
      id: 'c',
      status: 'active',
      subject,
      category: [concept('Do not resuscitate', 'dnr')],
      decision: 'permit',
      provision: [{ code: [concept('Resuscitation')] }],
    };
    const told = await read(advanceDirectives, consent);
    assert.deepEqual([told.view.current, told.complete], [[], false]);
    const usage = { resourceType: 'DeviceUsage', id: 'u', status: 'active', patient: subject };
    assert.equal((await read(devices, usage)).complete, false);
  });

  it('tells what a plan refers to', async () => {
    const activity = [{ plannedActivityReference: { display: 'Physiotherapy' } }];
    const plan = { resourceType: 'CarePlan', id: 'p', status: 'active', intent: 'plan', subject, activity };
    assert.match(JSON.stringify((await read(carePlans, plan)).view), /Physiotherapy/);
  });

  it('that is a document is its subject’s, of whom R5 allows several', () => {
    const bundle = bundleOf({ resourceType: 'Patient', id: 'q' });
    const composition = { resourceType: 'Composition', subject: [{ reference: 'Patient/q' }] };
    const document = { ...bundle, type: 'document', entry: [{ resource: composition }, ...(bundle.entry ?? [])] };
    assert.equal(bundleSession({ bundle: document as unknown as Bundle }).sources[0]?.patient, 'q');
  });
});

describe('a Bundle of FHIR R4B', () => {
  it('is read as one of R4, in one piece and with nothing to remark', async () => {
    const order = {
      resourceType: 'MedicationRequest',
      id: 'm',
      meta: { profile: ['http://hl7.org/fhir/StructureDefinition/MedicationRequest|4.3.0'] },
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: concept('Metformin'),
    };
    const { view, notices } = await read(medications, order);
    assert.deepEqual([view.current[0]?.name?.text, notices], ['Metformin', []]);
    const [source] = bundleSession({ bundle: bundleOf(order) }).sources;
    const page = source?.kind === 'bundle' && source.search({ type: 'MedicationRequest', by: 'patient' });
    assert.ok(page && 'matches' in page, 'at once, without loading anything');
  });
});
