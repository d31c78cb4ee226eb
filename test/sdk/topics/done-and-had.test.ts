/** Procedures, devices, findings, directives, the patient's story: each is told for what it is, and absence says nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { advanceDirectives } from '../../../packages/sdk/src/topics/advance-directives.ts';
import { devices } from '../../../packages/sdk/src/topics/devices.ts';
import { patientStory } from '../../../packages/sdk/src/topics/patient-story.ts';
import { pregnancy } from '../../../packages/sdk/src/topics/pregnancy.ts';
import { procedures } from '../../../packages/sdk/src/topics/procedures.ts';
import { socialHistory } from '../../../packages/sdk/src/topics/social-history.ts';
import { keys, viewOf } from '../../support/views.ts';
import { inputOf } from './support/corpus.ts';

const biopsy = { coding: [{ system: 'http://snomed.info/sct', code: '122548005', display: 'Biopsy of breast' }] };
const procedure = (id: string, more: object = {}): object => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  code: biopsy,
  performedDateTime: '2026-03-02',
  ...more,
});

test('what was not done stands apart from what was; what is of unknown status is not hidden', () => {
  const view = viewOf(procedures, [
    procedure('1'),
    procedure('2', { status: 'not-done', statusReason: { text: 'Declined' } }),
    procedure('3', { status: 'done', performedString: 'as a child', performedDateTime: undefined }),
    procedure('4', { status: 'entered-in-error' }),
  ]);
  assert.deepEqual(keys(view.current), ['A/Procedure/1', 'A/Procedure/3']);
  assert.equal(view.current[1]?.status, 'unknown');
  assert.deepEqual(view.current[1]?.performed, { kind: 'text', text: 'as a child' });
  assert.equal(view.past[0]?.statusReason?.text, 'Declined');
  assert.deepEqual(keys(view.enteredInError), ['A/Procedure/4']);
});

test('one procedure told by two sources on one day is one line; on the next day, or on another side, it stays two', () => {
  const told = (more: object): [lines: number, doubtful: number] => {
    const view = viewOf(procedures, [procedure('1', { bodySite: [{ text: 'Left' }] })], [procedure('1', more)]);
    return [view.current.length, view.current.filter(({ key }) => view.elsewhere.get(key)?.doubtful.length).length];
  };
  assert.deepEqual(told({}), [1, 0]);
  assert.deepEqual(told({ performedDateTime: '2026-03-03' }), [2, 2]);
  assert.deepEqual(told({ performedDateTime: '2026-03' }), [2, 2]);
  assert.deepEqual(told({ bodySite: [{ text: 'Right' }] }), [2, 2]);
  assert.deepEqual(told({ performedDateTime: '2026-05-03' }), [2, 0]);
  assert.deepEqual(told({ status: 'entered-in-error' }), [1, 0]);
});

test('“no known procedures” and “no known devices” are statements, and no entries', () => {
  const none = (code: string): object => ({
    coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code }],
  });
  const view = viewOf(procedures, [procedure('1', { code: none('no-known-procedures') })]);
  assert.equal(procedures.content(view), 'known-none');
  assert.equal(
    procedures.content(viewOf(procedures, [procedure('1', { code: none('no-procedure-info') })])),
    'none-recorded',
  );
  const used = {
    resourceType: 'DeviceUseStatement',
    id: 'u',
    status: 'active',
    contained: [{ resourceType: 'Device', id: 'd', type: none('no-known-devices') }],
    device: { reference: '#d' },
  } as unknown as FhirResource;
  assert.equal(devices.content(devices.view(inputOf([used]))), 'known-none');
});

const port = {
  resourceType: 'Device',
  id: 'd',
  status: 'active',
  patient: { reference: 'Patient/p' },
  type: { text: 'Infusion port' },
  manufacturer: 'Acme',
  serialNumber: 'S1',
  udiCarrier: [{ carrierHRF: '(01)123(21)S1', deviceIdentifier: '123' }],
};
const use = {
  resourceType: 'DeviceUseStatement',
  id: 'u',
  status: 'active',
  device: { reference: 'Device/d' },
  timingPeriod: { start: '2025-02-01' },
  bodySite: { text: 'Right chest' },
};

test('a device and the statement of its use are one line, with what each of them says', () => {
  const view = devices.view(inputOf([use, port] as unknown as FhirResource[]));
  assert.deepEqual(
    view.current.map(({ reference, name, bodySite, serialNumber, date }) => [
      reference,
      name?.text,
      bodySite?.text,
      serialNumber,
      date,
    ]),
    [['DeviceUseStatement/u', 'Infusion port', 'Right chest', 'S1', '2025-02-01']],
  );
});

test('a device is not lost where the statement of its use was a mistake, and the software of a document is nobody’s', () => {
  const software = { resourceType: 'Device', id: 's', deviceName: [{ name: 'Summary writer', type: 'other' }] };
  const wrong = { ...use, status: 'entered-in-error' };
  const view = devices.view(inputOf([wrong, port, software] as unknown as FhirResource[]));
  assert.deepEqual(
    view.current.map(({ reference }) => reference),
    ['Device/d'],
  );
  assert.equal(view.enteredInError.length, 1);
});

test('devices of two sources are one only by the identifier of the one thing', () => {
  assert.equal(viewOf(devices, [port], [port]).current.length, 1);
  const other = { ...port, serialNumber: 'S2', udiCarrier: [{ carrierHRF: '(01)123(21)S2' }] };
  const two = viewOf(devices, [port], [other]);
  assert.deepEqual([two.current.length, two.elsewhere.size], [2, 0]);
  const unnumbered = { ...port, serialNumber: undefined, udiCarrier: undefined };
  const maybe = viewOf(devices, [port], [unnumbered]);
  assert.deepEqual([maybe.current.length, maybe.elsewhere.size], [2, 2]);
});

const finding = (id: string, code: string, more: object = {}): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }], text: code },
  effectiveDateTime: '2026-05-01',
  ...more,
});

test('of each finding the newest that came to something leads, and mistakes are apart', () => {
  const view = viewOf(socialHistory, [
    finding('old', '72166-2', { effectiveDateTime: '2020-01-01', valueString: 'Smokes' }),
    finding('new', '72166-2', { valueString: 'Stopped' }),
    finding('cancelled', '72166-2', { status: 'cancelled', effectiveDateTime: '2026-05-02' }),
    finding('work', '11341-5', { valueString: 'Miner' }),
    finding('wrong', '11341-5', { status: 'entered-in-error', effectiveDateTime: '2026-05-03' }),
  ]);
  assert.deepEqual(keys(view.latest), ['A/Observation/new', 'A/Observation/work']);
  assert.deepEqual(keys(view.earlier), ['A/Observation/cancelled', 'A/Observation/old']);
  assert.deepEqual(keys(view.enteredInError), ['A/Observation/wrong']);
});

test('where two sources tell a finding of one moment differently, both lead', () => {
  const at = { effectiveDateTime: '2026-05-01T10:00:00Z' };
  const view = viewOf(
    socialHistory,
    [finding('1', '72166-2', { ...at, valueString: 'Smokes' })],
    [finding('2', '72166-2', { ...at, valueString: 'Never smoked' })],
  );
  assert.equal(view.latest.length, 2);
});

test('of a server that takes no notice of the codes asked for, only findings of a pregnancy are shown as such', () => {
  const laboratory = { category: [{ coding: [{ code: 'laboratory' }] }] };
  const view = viewOf(pregnancy, [
    finding('status', '82810-3'),
    finding('sodium', '2951-2', laboratory),
    finding('listed', '1-1'),
  ]);
  assert.deepEqual(keys(view.latest), ['A/Observation/listed', 'A/Observation/status']);
});

test('no record of a pregnancy is no statement that there is none', () => {
  assert.equal(pregnancy.content(viewOf(pregnancy, [])), 'none-recorded');
});

const consent = (id: string, scope: string, category: string, more: object = {}): object => ({
  resourceType: 'Consent',
  id,
  status: 'active',
  scope: { coding: [{ code: scope }] },
  category: [{ coding: [{ code: category, display: category }] }],
  dateTime: '2026-01-01',
  ...more,
});

test('a directive is known by its scope or its category; consents about other things are left out', () => {
  const view = viewOf(advanceDirectives, [
    consent('scope', 'adr', '59284-0'),
    consent('dnr', 'treatment', 'dnr', { provision: { type: 'deny', code: [{ text: 'Resuscitation' }] } }),
    consent('privacy', 'patient-privacy', '59284-0'),
    consent('research', 'research', 'research'),
    consent('gone', 'adr', 'acd', { status: 'inactive' }),
    {
      resourceType: 'DocumentReference',
      id: 'will',
      status: 'current',
      type: { text: 'Living will' },
      date: '2025-01-01',
      content: [{ attachment: { title: 'Living will (PDF)' } }],
    },
  ]);
  assert.deepEqual(keys(view.current), ['A/Consent/dnr', 'A/Consent/scope', 'A/DocumentReference/will']);
  assert.deepEqual(view.current[0]?.decisions, [{ type: 'deny', what: [{ text: 'Resuscitation', codings: [] }] }]);
  assert.deepEqual(view.current[2]?.documents, ['Living will (PDF)']);
  assert.deepEqual(keys(view.past), ['A/Consent/gone']);
  assert.equal(advanceDirectives.content(viewOf(advanceDirectives, [])), 'none-recorded');
});

test('the story of a document is its section’s words, by whom and of when', () => {
  const composition = {
    resourceType: 'Composition',
    id: 'c',
    status: 'final',
    date: '2026-02-03',
    author: [{ display: 'Ana' }],
    section: [
      { code: { coding: [{ system: 'http://loinc.org', code: '11450-4' }] }, text: { div: '<div>Problems</div>' } },
      {
        title: 'About me',
        code: { coding: [{ system: 'http://loinc.org', code: '81338-6' }] },
        text: { div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>I live by the sea.</p></div>' },
      },
    ],
  };
  const [story] = viewOf(patientStory, [composition]).current;
  assert.deepEqual(
    [story?.name?.text, story?.text, story?.authors[0]?.name, story?.date],
    ['About me', 'I live by the sea.', 'Ana', '2026-02-03'],
  );
  assert.equal(viewOf(patientStory, [{ ...composition, section: [] }]).current.length, 0);
});
