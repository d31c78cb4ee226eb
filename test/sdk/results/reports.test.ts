/** Reports: what they say of themselves, what they hold, what no report holds, and which of them are one report. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { byDay, reports, type Report, type ReportsView } from '../../../packages/sdk/src/topics/reports.ts';
import type { ReportResult } from '../../../packages/sdk/src/topics/report-results.ts';
import { inputOf, together } from '../topics/support/corpus.ts';

const coded = (code: string, display = code): object => ({ coding: [{ system: 'http://loinc.org', code, display }] });
const report = (id: string, more: object = {}): object => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  code: coded('58410-2', 'CBC panel'),
  subject: { reference: 'Patient/p' },
  effectiveDateTime: '2026-03-02T08:00:00Z',
  ...more,
});
const observation = (id: string, more: object = {}): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: coded(id),
  subject: { reference: 'Patient/p' },
  effectiveDateTime: '2026-03-02T08:00:00Z',
  valueQuantity: { value: 5, unit: 'g/dL' },
  ...more,
});
const to = (...ids: string[]): object[] =>
  ids.map((id) => ({ reference: `Observation/${id}`, display: `Named ${id}` }));
const viewOf = (...resources: object[]): ReportsView => reports.view(inputOf(resources as FhirResource[]));
const shape = (results: readonly ReportResult[]): unknown[] =>
  results.map(({ line, reference, members }) => {
    const name = line?.reference ?? `missing ${reference}`;
    return members.length > 0 ? [name, shape(members)] : name;
  });
const only = (view: ReportsView): Report => {
  assert.equal(view.reports.length, 1);
  return view.reports[0] as Report;
};

test('a report says who asked, who did it, on what, and what they conclude', () => {
  const view = viewOf(
    report('r', {
      status: 'corrected',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'HM' }] }],
      issued: '2026-03-02T10:00:00Z',
      basedOn: [{ reference: 'ServiceRequest/o' }],
      performer: [{ reference: 'Organization/l', display: 'Central Laboratory' }],
      resultsInterpreter: [{ reference: 'Practitioner/d', display: 'Dr Dahl' }],
      specimen: [{ reference: 'Specimen/s' }, { display: 'Urine' }],
      conclusion: 'Microcytic anaemia.',
      conclusionCode: [{ text: 'Anaemia' }],
      presentedForm: [{ contentType: 'text/plain', data: 'w6Zibw==', title: 'Whole report' }],
      identifier: [{ system: 'urn:lab', value: '7' }],
    }),
    {
      resourceType: 'ServiceRequest',
      id: 'o',
      status: 'completed',
      intent: 'order',
      authoredOn: '2026-03-01',
      code: { text: 'Full blood count' },
      requester: { reference: 'Practitioner/g', display: 'Dr Grey' },
    },
    {
      resourceType: 'Specimen',
      id: 's',
      type: { text: 'Venous blood' },
      collection: { collectedDateTime: '2026-03-02T07:55:00Z' },
      accessionIdentifier: { value: 'A-1' },
    },
  );
  const line = only(view);
  assert.equal(line.name?.text, 'CBC panel');
  assert.deepEqual([line.status, line.kinds, line.issued], ['corrected', ['laboratory'], '2026-03-02T10:00:00Z']);
  assert.deepEqual(
    line.orders.map(({ name, requester, ordered }) => [name?.text, requester?.name, ordered]),
    [['Full blood count', 'Dr Grey', '2026-03-01']],
  );
  assert.deepEqual([line.performers[0]?.name, line.interpreters[0]?.name], ['Central Laboratory', 'Dr Dahl']);
  assert.deepEqual(
    line.specimens.map(({ type, collected, accession }) => [type?.text, collected, accession]),
    [
      ['Venous blood', '2026-03-02T07:55:00Z', 'A-1'],
      ['Urine', undefined, undefined],
    ],
  );
  assert.deepEqual([line.conclusion, line.conclusions[0]?.text], ['Microcytic anaemia.', 'Anaemia']);
  assert.deepEqual(
    line.attachments.map(({ title, contentType, size }) => [title, contentType, size]),
    [['Whole report', 'text/plain', 4]],
  );
});

test('each result stands once, under the panel that holds it, and cycles end', () => {
  const members = { valueQuantity: undefined };
  const view = viewOf(
    report('r', { result: to('hb', 'panel', 'a', 'b', 'gone') }),
    observation('panel', { ...members, hasMember: to('hb', 'wbc', 'lost', 'panel') }),
    observation('hb'),
    observation('wbc'),
    observation('a', { hasMember: to('b') }),
    observation('b', { hasMember: to('a') }),
  );
  const { results, missing } = only(view);
  assert.deepEqual(shape(results), [
    ['Observation/panel', ['Observation/hb', 'Observation/wbc', 'missing Observation/lost']],
    ['Observation/a', ['Observation/b']],
    'missing Observation/gone',
  ]);
  assert.equal(missing, 2);
  assert.equal(results.at(-1)?.name?.text, 'Named gone');
  assert.deepEqual(view.unreported, []);
});

test('results contained in two reports under one id are each their own report’s', () => {
  const holding = (id: string, value: number): object =>
    report(id, {
      effectiveDateTime: `2026-03-0${value}`,
      contained: [
        { ...observation('one', { valueQuantity: { value }, hasMember: [{ reference: '#two' }] }) },
        { ...observation('two', { valueQuantity: { value: value * 10 } }) },
      ],
      result: [{ reference: '#one' }, { reference: '#two' }],
    });
  const view = viewOf(holding('r1', 1), holding('r2', 2), observation('one', { valueQuantity: { value: 9 } }));
  const values = view.reports.map(({ results }) =>
    results.flatMap((top) => [top, ...top.members]).map(({ line }) => [line?.reference, line?.value]),
  );
  const of = (id: string, value: string): unknown => [
    `DiagnosticReport/${id}`,
    {
      kind: 'quantity',
      quantity: { value, comparator: undefined, unit: undefined, code: undefined, system: undefined },
    },
  ];
  assert.deepEqual(values, [
    [of('r2#one', '2'), of('r2#two', '20')],
    [of('r1#one', '1'), of('r1#two', '10')],
  ]);
  assert.deepEqual(shape(view.unreported), ['Observation/one']);
});

test('somebody else’s result is not shown in a report that names it', () => {
  const view = viewOf(
    { resourceType: 'Patient', id: 'p' },
    { resourceType: 'Patient', id: 'other' },
    report('r', { result: to('x') }),
    observation('x', { subject: { reference: 'Patient/other' } }),
  );
  assert.deepEqual(shape(only(view).results), ['missing Observation/x']);
});

test('a report is as alarming as the worst of its results that stand', () => {
  const flagged = (code: string, more: object = {}): object => ({
    interpretation: [{ coding: [{ code }] }],
    ...more,
  });
  const view = viewOf(
    report('r', { result: to('panel', 'withdrawn') }),
    observation('panel', { hasMember: to('k'), ...flagged('N') }),
    observation('k', flagged('HH')),
    observation('withdrawn', flagged('AA', { status: 'entered-in-error' })),
  );
  assert.equal(only(view).flag.level, 'critical-high');
});

test('categories of every table are understood, and what says none goes by its study, then by its results', () => {
  const category = (system: string, code: string): object => ({ category: [{ coding: [{ system, code }] }] });
  const v2 = 'http://terminology.hl7.org/CodeSystem/v2-0074';
  const kindsOf = (more: object, ...others: object[]): unknown => only(viewOf(report('r', more), ...others)).kinds;
  assert.deepEqual(kindsOf(category(v2, 'LAB')), ['laboratory']);
  assert.deepEqual(kindsOf(category(v2, 'CUS')), ['cardiology', 'imaging']);
  assert.deepEqual(kindsOf(category(v2, 'SP')), ['pathology']);
  assert.deepEqual(kindsOf(category('http://loinc.org', 'LP29684-5')), ['imaging']);
  assert.deepEqual(kindsOf(category('http://snomed.info/sct', '394914008')), ['imaging']);
  assert.deepEqual(kindsOf({ category: [{ text: 'Mikrobiologie / microbiology' }] }), ['microbiology']);
  assert.deepEqual(
    kindsOf({
      category: [
        {
          coding: [
            { system: v2, code: 'LAB' },
            { system: v2, code: 'MB' },
          ],
        },
      ],
    }),
    ['microbiology', 'laboratory'],
  );
  assert.deepEqual(kindsOf({ imagingStudy: [{ reference: 'ImagingStudy/1' }] }), ['imaging']);
  const lab = { category: [{ coding: [{ code: 'laboratory' }] }] };
  assert.deepEqual(kindsOf({ result: to('x') }, observation('x', lab)), ['laboratory']);
  assert.deepEqual(kindsOf(category('urn:local', 'Q7')), ['other']);
});

test('every status of the standard is told, and any other is unknown with what was sent', () => {
  const known = 'registered partial preliminary final amended corrected appended cancelled'.split(' ');
  for (const status of known) assert.equal(only(viewOf(report('r', { status }))).status, status);
  const odd = only(viewOf(report('r', { status: 'verified' })));
  assert.deepEqual([odd.status, odd.statusCode], ['unknown', 'verified']);
  const view = viewOf(report('r', { status: 'entered-in-error' }));
  assert.deepEqual([view.reports.length, view.enteredInError.length], [0, 1]);
  assert.equal(reports.content(view), 'none-recorded');
});

const identified = { identifier: [{ system: 'urn:lab', value: '7' }] };

test('versions filed one by one are one report, the newest leading and the others behind it', () => {
  const view = viewOf(
    report('1', { ...identified, status: 'preliminary', issued: '2026-03-02T09:00:00Z' }),
    report('3', { ...identified, status: 'corrected', issued: '2026-03-04T09:00:00Z' }),
    report('2', { ...identified, status: 'final', issued: '2026-03-03T09:00:00Z' }),
    report('4', { status: 'final', extension: [replacing('DiagnosticReport/3')], effectiveDateTime: '2026-03-05' }),
  );
  const { reference, earlier } = only(view);
  assert.deepEqual(
    [reference, ...earlier.map((one) => one.reference)],
    ['DiagnosticReport/4', 'DiagnosticReport/3', 'DiagnosticReport/2', 'DiagnosticReport/1'],
  );
});

test('what does not say that it is another version stands by itself', () => {
  const count = (...all: object[]): number => viewOf(...all).reports.length;
  const first = report('1', { ...identified, status: 'preliminary' });
  assert.equal(count(first, report('2', identified)), 1);
  assert.equal(count(report('1', identified), report('2', identified)), 2, 'two final reports');
  assert.equal(count(first, report('2', { ...identified, code: coded('24323-8') })), 2, 'another test');
  assert.equal(count(first, report('2', { ...identified, effectiveDateTime: '2026-03-03' })), 2, 'another moment');
  assert.equal(count(first, report('2')), 2, 'nothing that they share');
  const ordered = { basedOn: [{ reference: 'ServiceRequest/o' }] };
  assert.equal(count(report('1', { ...ordered, status: 'registered' }), report('2', ordered)), 1, 'one order');
  const loop = (id: string, other: string): object =>
    report(id, { extension: [replacing(`DiagnosticReport/${other}`)] });
  assert.equal(count(loop('1', '2'), loop('2', '1')), 1, 'replacing each other');
});

function replacing(reference: string): object {
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/diagnosticReport-replaces',
    valueReference: { reference },
  };
}

test('two sources’ tellings of one report are one where they share its number, and maybe one on one day', () => {
  const told = (one: object, other: object): [reports: number, differs: unknown, doubtful: unknown] => {
    const view = reports.view(
      together(
        inputOf([report('1', one)] as FhirResource[], undefined, 'A'),
        inputOf([report('1', other)] as FhirResource[], undefined, 'B'),
      ),
    );
    const elsewhere = view.elsewhere.get(view.reports[0]?.key ?? '');
    return [view.reports.length, elsewhere?.differs, elsewhere?.doubtful.length];
  };
  assert.deepEqual(told(identified, { ...identified, status: 'amended', conclusion: 'x' }), [1, ['status'], 0]);
  assert.deepEqual(told({}, {}), [2, [], 1]);
  assert.deepEqual(told({}, { effectiveDateTime: '2026-03-05' }), [2, undefined, undefined]);
  assert.deepEqual(told({}, { code: coded('24323-8') }), [2, undefined, undefined]);
});

test('results without a report stand by the reader’s day, panels with their members', () => {
  const view = viewOf(
    report('r', { result: to('told') }),
    observation('told'),
    observation('late', { effectiveDateTime: '2026-03-02T23:30:00Z' }),
    observation('panel', { hasMember: to('late'), effectiveDateTime: '2026-03-01T12:00:00Z' }),
    observation('month', { effectiveDateTime: '2026-02' }),
    observation('undated', { effectiveDateTime: undefined }),
    observation('single', { effectiveDateTime: '2026-03-02T22:30:00Z' }),
    observation('wrong', { status: 'entered-in-error' }),
  );
  const days = (zone: string): unknown => byDay(view.unreported, zone).map(({ day, results }) => [day, shape(results)]);
  const rest = [
    ['2026-03-01', [['Observation/panel', ['Observation/late']]]],
    ['2026-02', ['Observation/month']],
    [undefined, ['Observation/undated']],
  ];
  assert.deepEqual(days('UTC'), [['2026-03-02', ['Observation/single']], ...rest]);
  assert.deepEqual(days('Europe/Oslo'), [['2026-03-02', ['Observation/single']], ...rest]);
  assert.deepEqual(days('Asia/Tokyo'), [['2026-03-03', ['Observation/single']], ...rest]);
  assert.equal(view.resultsInError.length, 1);
});
