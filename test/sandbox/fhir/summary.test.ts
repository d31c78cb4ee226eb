/** `$summary`: an International Patient Summary made from the record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { structuralIssues } from '../../../packages/sandbox/src/fhir/structure.ts';
import { demoPatients } from '../../../packages/sandbox/src/patients/demo.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import type { FhirResource } from '../../../packages/sandbox/src/fhir/service.ts';
import { base, Clinic, publishedFiles, refused, type Json } from './fixtures.ts';

const now = () => new Date('2026-06-01T08:00:00Z');
const loinc = 'http://loinc.org';

function coded(code: string, system = loinc, text = `Test ${code}`): Json {
  return { coding: [{ system, code }], text };
}

function clinicalStatus(code: string): Json {
  return { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }] };
}

const subject = { reference: 'Patient/a' };

function clinicWith(...resources: Json[]): Clinic {
  const clinic = new Clinic({ now });
  clinic.service.load([
    { resourceType: 'Patient', id: 'a', identifier: [{ system: 'urn:mrn', value: '17' }], name: [{ family: 'Gray' }] },
    ...resources,
  ]);
  return clinic;
}

function sectionOf(document: Json, code: string): Json {
  return document.entry[0].resource.section.find((each: Json) => each.code.coding[0].code === code);
}

function entriesOf(document: Json, code: string): string[] {
  return (sectionOf(document, code)?.entry ?? []).map((each: Json) => each.reference.slice(base.length + 1));
}

/** Everything that has to hold of any summary document. */
function assertWhole(document: Json, about: string): void {
  assert.deepEqual(structuralIssues(document), [], about);
  assert.equal(document.type, 'document', about);
  assert.ok(document.identifier.value && document.timestamp, about);
  const composition = document.entry[0].resource;
  assert.equal(composition.resourceType, 'Composition', about);
  assert.equal(composition.type.coding[0].code, '60591-5', about);
  assert.ok(composition.date && composition.author[0].reference && composition.title, about);
  const urls = document.entry.map((each: Json) => each.fullUrl);
  assert.equal(new Set(urls).size, urls.length, `${about}: a fullUrl twice`);
  for (const { fullUrl, resource } of document.entry) {
    for (const reference of referencesIn(resource)) {
      if (reference.startsWith('#')) continue;
      const absolute = /^[a-z][a-z+.-]*:/.test(reference) ? reference : `${base}/${reference}`;
      assert.ok(urls.includes(absolute), `${about}: ${reference} of ${fullUrl} is not in the document`);
    }
  }
  const codes = composition.section.map((each: Json) => each.code.coding[0].code);
  for (const code of ['11450-4', '48765-2', '10160-0']) assert.ok(codes.includes(code), `${about}: no ${code}`);
  for (const section of composition.section) {
    assert.notEqual(section.entry === undefined, section.emptyReason === undefined, `${about}: ${section.title}`);
    assert.match(section.text.div, /^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">.+<\/div>$/s, about);
    assert.doesNotMatch(section.text.div, /undefined|null|NaN|\[object/, about);
    assertWellFormed(section.text.div, about);
  }
}

function referencesIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = typeof value.reference === 'string' ? [value.reference] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

function assertWellFormed(xhtml: string, about: string): void {
  const open: string[] = [];
  for (const [, slash, name] of xhtml.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (slash === '') open.push(name!);
    else assert.equal(open.pop(), name, about);
  }
  assert.deepEqual(open, [], about);
  assert.doesNotMatch(xhtml.replace(/&(amp|lt|gt|quot|#39);/g, ''), /&/, about);
}

test('every demo patient of both organisations has a whole summary', async () => {
  for (const organisation of ['university-hospital', 'city-clinic'] as const) {
    const clinic = new Clinic({ now });
    clinic.service.load(generatePatients({ seed: 1, today: now(), organisation }) as readonly FhirResource[]);
    for (const { id } of demoPatients(organisation, now())) {
      const { status, json } = await clinic.ask(`GET /Patient/${id}/$summary`);
      assert.equal(status, 200, id);
      assertWhole(json, id);
    }
  }
});

test('a Synthea patient has a whole summary that keeps decimals as they were sent', async () => {
  for (const { name, text } of publishedFiles('synthea').slice(0, 3)) {
    const clinic = new Clinic({ now });
    const loaded = await clinic.ask('POST ', { body: text });
    assert.equal(loaded.status, 200, name);
    const [patient] = await clinic.matches('/Patient');
    const reply = await clinic.ask(`GET /${patient}/$summary`);
    assertWhole(reply.json, name);
    for (const { resource } of reply.json.entry) {
      if (resource.resourceType !== 'Observation') continue;
      const stored = (await clinic.ask(`GET /Observation/${resource.id}`)).text;
      for (const [decimal] of stored.matchAll(/"value":[\d.]+/g)) assert.ok(reply.text.includes(decimal), decimal);
    }
  }
});

test('each section takes what is true now, and nothing that was an error', async () => {
  const condition = (id: string, more: Json): Json => ({
    resourceType: 'Condition',
    id,
    code: coded(id, 'http://snomed.info/sct'),
    subject,
    ...more,
  });
  const verificationStatus = (code: string): Json => ({ coding: [{ code }] });
  const clinic = clinicWith(
    condition('now', { clinicalStatus: clinicalStatus('active') }),
    condition('again', { clinicalStatus: clinicalStatus('recurrence') }),
    condition('unsaid', {}),
    condition('over', { clinicalStatus: clinicalStatus('resolved') }),
    condition('abated', { abatementString: 'as a child' }),
    condition('wrong', {
      clinicalStatus: clinicalStatus('active'),
      verificationStatus: verificationStatus('entered-in-error'),
    }),
    condition('not-so', {
      clinicalStatus: clinicalStatus('active'),
      verificationStatus: verificationStatus('refuted'),
    }),
    {
      resourceType: 'MedicationRequest',
      id: 'takes',
      status: 'active',
      intent: 'order',
      subject,
      medicationReference: { reference: 'Medication/m' },
    },
    {
      resourceType: 'MedicationRequest',
      id: 'not',
      status: 'active',
      intent: 'order',
      doNotPerform: true,
      subject,
      medicationCodeableConcept: { text: 'x' },
    },
    {
      resourceType: 'MedicationRequest',
      id: 'maybe',
      status: 'active',
      intent: 'proposal',
      subject,
      medicationCodeableConcept: { text: 'x' },
    },
    {
      resourceType: 'MedicationRequest',
      id: 'took',
      status: 'completed',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: 'x' },
    },
    { resourceType: 'Medication', id: 'm', code: { text: 'Aspirin <75> & "more"' } },
    {
      resourceType: 'Immunization',
      id: 'given',
      status: 'completed',
      vaccineCode: { text: 'Tetanus' },
      patient: subject,
      occurrenceDateTime: '2020',
    },
    {
      resourceType: 'Immunization',
      id: 'declined',
      status: 'not-done',
      vaccineCode: { text: 'Tetanus' },
      patient: subject,
      occurrenceDateTime: '2020',
    },
  );
  const { json } = await clinic.ask('GET /Patient/a/$summary');
  assertWhole(json, 'a');
  assert.deepEqual(entriesOf(json, '11450-4').sort(), ['Condition/again', 'Condition/now', 'Condition/unsaid']);
  assert.deepEqual(entriesOf(json, '11348-0').sort(), ['Condition/abated', 'Condition/over']);
  assert.deepEqual(entriesOf(json, '10160-0'), ['MedicationRequest/takes']);
  assert.deepEqual(entriesOf(json, '11369-6'), ['Immunization/given']);
  assert.equal(sectionOf(json, '48765-2').emptyReason.coding[0].code, 'unavailable');
  assert.equal(sectionOf(json, '47519-4'), undefined);
  assert.match(sectionOf(json, '10160-0').text.div, /Aspirin &lt;75&gt; &amp; &quot;more&quot;/);
});

test('results and vital signs tell the newest of each test, pregnancy has its own section', async () => {
  const observation = (id: string, category: string, code: string, date: string, more: Json = {}): Json => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [{ code: category }] }],
    code: coded(code),
    subject,
    effectiveDateTime: date,
    ...more,
  });
  const clinic = clinicWith(
    observation('old', 'laboratory', '4548-4', '2019-01-01'),
    observation('new', 'laboratory', '4548-4', '2024-01-01', {
      valueQuantity: { value: 6.5, comparator: '<', unit: '%' },
    }),
    observation('error', 'laboratory', '4548-4', '2025-01-01', { status: 'entered-in-error' }),
    observation('pulse', 'vital-signs', '8867-4', '2024-01-01'),
    observation('smoking', 'social-history', '72166-2', '2024-01-01'),
    observation('due', 'social-history', '11778-8', '2024-01-01', { valueDateTime: '2024-09-01' }),
    {
      resourceType: 'DiagnosticReport',
      id: 'report',
      status: 'final',
      code: coded('24323-8'),
      subject,
      result: [{ reference: 'Observation/old' }, { reference: 'Observation/error', display: 'a slip' }],
      encounter: { reference: 'Encounter/e' },
    },
  );
  const { json } = await clinic.ask('GET /Patient/a/$summary');
  assertWhole(json, 'a');
  assert.deepEqual(entriesOf(json, '30954-2').sort(), ['DiagnosticReport/report', 'Observation/new']);
  assert.deepEqual(entriesOf(json, '8716-3'), ['Observation/pulse']);
  assert.deepEqual(entriesOf(json, '29762-2'), ['Observation/smoking']);
  assert.deepEqual(entriesOf(json, '10162-6'), ['Observation/due']);
  assert.match(sectionOf(json, '30954-2').text.div, /&lt;6\.5 %/);
  const report = json.entry.find((each: Json) => each.resource.id === 'report').resource;
  assert.deepEqual(report.result, [{ reference: 'Observation/old' }, { display: 'a slip' }]);
  assert.deepEqual(report.encounter, { display: 'Encounter/e (not part of this document)' });
});

test('what somebody can do, wants to reach, decided and said of themselves has its sections', async () => {
  const document = (id: string, more: Json): Json => ({
    ...{ resourceType: 'DocumentReference', id, status: 'current', subject, date: '2026-01-01T10:00:00Z' },
    content: [{ attachment: { title: id } }],
    ...more,
  });
  const goal = (id: string, lifecycleStatus: string): Json => ({
    ...{ resourceType: 'Goal', id, lifecycleStatus, subject, description: { text: 'Walk to the shop' } },
    target: [{ measure: coded('55430-3'), detailQuantity: { value: 2.5, unit: 'km' }, dueDate: '2026-12-01' }],
  });
  const directive = { type: { text: 'Living will' }, category: [coded('42348-3')] };
  const clinic = clinicWith(
    {
      ...{ resourceType: 'Observation', id: 'walks', status: 'final', code: coded('64098-7'), subject },
      category: [{ coding: [{ code: 'functional-status' }] }],
      valueQuantity: { value: 210, unit: 'm' },
    },
    goal('aim', 'active'),
    goal('reached', 'completed'),
    document('will', { ...directive, description: 'No machine to breathe' }),
    document('old-will', { ...directive, status: 'superseded' }),
    document('wrong-will', { ...directive, docStatus: 'entered-in-error' }),
    document('story', { type: coded('81338-6'), description: 'Let me keep <my> sheep' }),
  );
  const { json } = await clinic.ask('GET /Patient/a/$summary');
  assertWhole(json, 'a');
  assert.deepEqual(entriesOf(json, '47420-5'), ['Observation/walks']);
  assert.match(sectionOf(json, '47420-5').text.div, /210 m/);
  assert.deepEqual(entriesOf(json, '18776-5'), ['Goal/aim']);
  assert.match(sectionOf(json, '18776-5').text.div, /Walk to the shop.*2\.5 km.*2026-12-01.*active/);
  assert.deepEqual(entriesOf(json, '42348-3'), ['DocumentReference/will']);
  assert.match(sectionOf(json, '42348-3').text.div, /Living will.*No machine to breathe/);
  assert.deepEqual(entriesOf(json, '81338-6'), ['DocumentReference/story']);
  assert.match(sectionOf(json, '81338-6').text.div, /<p>Let me keep &lt;my&gt; sheep<\/p><\/div>$/);
});

test('what the scopes keep back is said to be withheld, and nothing of another patient comes along', async () => {
  const clinic = clinicWith(
    { resourceType: 'Patient', id: 'b' },
    { resourceType: 'AllergyIntolerance', id: 'nuts', code: { text: 'Nuts' }, patient: subject },
    { resourceType: 'Condition', id: 'mine', code: { text: 'Gout' }, subject, asserter: { reference: 'Patient/b' } },
    { resourceType: 'Condition', id: 'theirs', code: { text: 'Asthma' }, subject: { reference: 'Patient/b' } },
  );
  const grant = { scopes: ['patient/Patient.rs', 'patient/Condition.rs'], patient: 'a' };
  const { json } = await clinic.ask('GET /Patient/a/$summary', { grant });
  assertWhole(json, 'a');
  assert.deepEqual(entriesOf(json, '11450-4'), ['Condition/mine']);
  assert.equal(sectionOf(json, '48765-2').emptyReason.coding[0].code, 'withheld');
  const types = json.entry.map((each: Json) => `${each.resource.resourceType}/${each.resource.id}`);
  assert.ok(
    !types.includes('Patient/b') && !types.includes('Condition/theirs') && !types.includes('AllergyIntolerance/nuts'),
  );
  refused(await clinic.ask('GET /Patient/b/$summary', { grant }), 404, /no Patient\/b/);
  refused(
    await clinic.ask('GET /Patient/a/$summary', { grant: { scopes: ['patient/Condition.rs'], patient: 'a' } }),
    403,
    /scope/,
  );
});

test('a section limited by a granular scope says that some of it is withheld', async () => {
  const condition = (id: string, category: string): Json => ({
    resourceType: 'Condition',
    id,
    category: [{ coding: [{ code: category }] }],
    code: { text: id },
    subject,
  });
  const clinic = clinicWith(condition('listed', 'problem-list-item'), condition('visit', 'encounter-diagnosis'));
  const grant = { scopes: ['patient/Patient.r', 'patient/Condition.rs?category=problem-list-item'], patient: 'a' };
  const { json } = await clinic.ask('GET /Patient/a/$summary', { grant });
  assert.deepEqual(entriesOf(json, '11450-4'), ['Condition/listed']);
  assert.match(sectionOf(json, '11450-4').text.div, /withheld/);
});

test('a summary is found by identifier, by GET and by POST', async () => {
  const clinic = clinicWith({ resourceType: 'Patient', id: 'b', identifier: [{ system: 'urn:other', value: '17' }] });
  const body = { resourceType: 'Parameters', parameter: [{ name: 'identifier', valueString: 'urn:mrn|17' }] };
  const subjectOf = ({ json }: Json): string => json.entry[0].resource.subject.reference;
  assert.equal(subjectOf(await clinic.ask('GET /Patient/$summary?identifier=urn:mrn%7C17')), `${base}/Patient/a`);
  assert.equal(subjectOf(await clinic.ask('POST /Patient/$summary', { body })), `${base}/Patient/a`);
  assert.equal(subjectOf(await clinic.ask('POST /Patient/b/$summary')), `${base}/Patient/b`);
  refused(await clinic.ask('GET /Patient/$summary'), 400, /needs the parameter identifier/);
  refused(await clinic.ask('GET /Patient/$summary?identifier=none'), 404, /No patient/);
  refused(await clinic.ask('GET /Patient/$summary?identifier=17'), 412, /Several/);
  refused(await clinic.ask('GET /Patient/a/$summary?profile=http://x.example/y'), 400, /profile/);
  refused(await clinic.ask('POST /Patient/$summary', { body: { resourceType: 'Patient' } }), 400, /Parameters/);
  refused(await clinic.ask('DELETE /Patient/a/$summary'), 405, /GET, POST/);
  refused(await clinic.ask('GET /Condition/a/$summary'), 404, /nothing at/);
  refused(await clinic.ask('GET /Patient/nobody/$summary'), 404, /no Patient/);
});
