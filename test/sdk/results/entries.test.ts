/** The list that a reader of reports goes through, and what one version of a report tells otherwise than the last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { documents } from '../../../packages/sdk/src/topics/documents.ts';
import { imaging } from '../../../packages/sdk/src/topics/imaging.ts';
import { changesSince } from '../../../packages/sdk/src/topics/report-changes.ts';
import { filterEntries, reportEntries, type ReportEntry } from '../../../packages/sdk/src/topics/report-entries.ts';
import { reports, type Report } from '../../../packages/sdk/src/topics/reports.ts';
import { inputOf } from '../topics/support/corpus.ts';

const LOINC = 'http://loinc.org';
const coded = (code: string, display: string): object => ({ coding: [{ system: LOINC, code, display }] });
const observation = (id: string, date: string, value: number, more: object = {}): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: coded('718-7', 'Haemoglobin'),
  effectiveDateTime: date,
  valueQuantity: { value, unit: 'g/L' },
  ...more,
});
const report = (id: string, date: string, more: object = {}): object => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  code: coded('58410-2', 'Full blood count'),
  effectiveDateTime: date,
  ...more,
});
const naming = (...ids: string[]): object => ({ result: ids.map((id) => ({ reference: `Observation/${id}` })) });

function entries(...resources: object[]): ReportEntry[] {
  const input = inputOf(resources as FhirResource[]);
  const views = { reports: reports.view(input), imaging: imaging.view(input), documents: documents.view(input) };
  return reportEntries(views, 'Europe/London');
}
const keys = (some: readonly ReportEntry[]): string[] =>
  some.map((entry) => `${entry.kind} ${entry.key.replace(/^.*\//, '').replace('unreported ', '')}`);

const chest: object[] = [
  { resourceType: 'ImagingStudy', id: 'chest', status: 'available', started: '2026-03-03', description: 'Chest X-ray' },
  report('read', '2026-03-04', { imagingStudy: [{ reference: 'ImagingStudy/chest' }], code: { text: 'Chest X-ray' } }),
];
const all = [
  report('blood', '2026-03-05T08:00:00Z', naming('hb')),
  observation('hb', '2026-03-05T08:00:00Z', 109, { interpretation: [{ coding: [{ code: 'L' }] }] }),
  ...chest,
  { resourceType: 'ImagingStudy', id: 'knee', status: 'available', started: '2026-03-06', description: 'MR knee' },
  {
    resourceType: 'DocumentReference',
    id: 'letter',
    status: 'current',
    date: '2026-03-01T09:00:00Z',
    type: { text: 'Letter' },
    content: [{ attachment: { contentType: 'text/plain', title: 'To the family doctor', data: 'QQ==' } }],
  },
  observation('alone', '2026-02-28T23:30:00Z', 120),
  observation('also', '2026-02-28T10:00:00Z', 121),
];

test('reports, studies, documents and results without a report stand in one list, newest first', () => {
  assert.deepEqual(keys(entries(...all)), [
    'study knee',
    'report blood',
    'report read',
    'document letter',
    'unreported 2026-02-28',
  ]);
});

test('a study that a report names is shown with it', () => {
  const read = entries(...all).find(({ key }) => key.endsWith('/read'));
  assert.ok(read?.kind === 'report');
  assert.deepEqual(
    read.studies.map(({ reference }) => reference),
    ['ImagingStudy/chest'],
  );
});

test('what was entered in error has no entry', () => {
  assert.deepEqual(keys(entries(report('wrong', '2026-03-01', { status: 'entered-in-error' }))), []);
});

test('a filter lets an entry through by its own words, or by those of what it holds', () => {
  const found = (text: string): string[] => keys(filterEntries(entries(...all), { text }));
  assert.deepEqual(found('haemoglobin'), ['report blood', 'unreported 2026-02-28']);
  assert.deepEqual(found('knee'), ['study knee']);
  assert.deepEqual(found('family doctor'), ['document letter']);
});

test('a filter by kind, day and what stands out takes all entries', () => {
  const left = (filter: Parameters<typeof filterEntries>[1]): string[] => keys(filterEntries(entries(...all), filter));
  assert.deepEqual(left({ kinds: ['imaging'] }), ['study knee', 'report read']);
  assert.deepEqual(left({ abnormal: true }), ['report blood']);
  assert.deepEqual(left({ until: '2026-03-01' }), ['document letter', 'unreported 2026-02-28']);
});

function versions(before: object, now: object, ...others: object[]): [Report, Report] {
  const shared = { identifier: [{ system: 'urn:lab', value: '7' }] };
  const [lead] = reports.view(
    inputOf([
      report('one', '2026-03-05', { ...shared, issued: '2026-03-05T10:00:00Z', ...before }),
      report('two', '2026-03-05', { ...shared, issued: '2026-03-06T10:00:00Z', status: 'corrected', ...now }),
      ...others,
    ] as FhirResource[]),
  ).reports;
  const [earlier] = lead?.earlier ?? [];
  assert.ok(lead && earlier);
  return [earlier, lead];
}

test('a corrected report says which results are not as they were, which came, and which are gone', () => {
  const sodium = { code: coded('2951-2', 'Sodium') };
  const potassium = { code: coded('2823-3', 'Potassium') };
  const changes = changesSince(
    ...versions(
      { ...naming('hb1', 'na1', 'k1'), conclusion: 'Normal.' },
      { ...naming('hb2', 'na2', 'crp'), conclusion: 'Anaemia.' },
      observation('hb1', '2026-03-05', 130),
      observation('hb2', '2026-03-05', 103),
      observation('na1', '2026-03-05', 138, sodium),
      observation('na2', '2026-03-05', 138, sodium),
      observation('k1', '2026-03-05', 4, potassium),
      observation('crp', '2026-03-05', 9, { code: coded('1988-5', 'CRP') }),
    ),
  );
  assert.deepEqual(
    changes.results.map(({ before, now }) => [before?.reference, now?.reference]),
    [
      ['Observation/hb1', 'Observation/hb2'],
      [undefined, 'Observation/crp'],
      ['Observation/k1', undefined],
    ],
  );
  assert.deepEqual([changes.conclusion, changes.status, changes.files], [true, true, false]);
});

test('a comment that changed is a change, and white space is none', () => {
  const [before, now] = versions(
    { ...naming('a'), conclusion: 'As  before.' },
    { ...naming('b'), conclusion: 'As before.' },
    observation('a', '2026-03-05', 130),
    observation('b', '2026-03-05', 130, { note: [{ text: 'Haemolysed.' }] }),
  );
  const changes = changesSince(before, now);
  assert.equal(changes.results.length, 1);
  assert.equal(changes.conclusion, false);
});

test('what can be drawn of an instance is told by its SOP class', () => {
  const classes = [
    '2',
    '2.1',
    '3.1',
    '6.1',
    '7.4',
    '12.1',
    '77.1.6',
    '77.1.4.1',
    '88.22',
    '104.1',
    '11.1',
    '481.5',
    '9.1.1',
  ];
  const instance = classes.map((end, at) => ({
    uid: `1.2.${at}`,
    number: at,
    sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:1.2.840.10008.5.1.4.1.1.${end}` },
  }));
  const study = { resourceType: 'ImagingStudy', id: 's', status: 'available', series: [{ uid: '1.2', instance }] };
  const [line] = imaging.view(inputOf([study] as FhirResource[])).current;
  const forms = line?.series[0]?.instances.map(
    ({ sopClass, form }) => `${sopClass?.slice('1.2.840.10008.5.1.4.1.1.'.length)} ${form ?? 'one'}`,
  );
  assert.deepEqual(forms, [
    '2 one',
    '2.1 frames',
    '3.1 frames',
    '6.1 one',
    '7.4 frames',
    '12.1 frames',
    '77.1.6 slide',
    '77.1.4.1 frames',
    '88.22 none',
    '104.1 none',
    '11.1 none',
    '481.5 none',
    '9.1.1 none',
  ]);
});
