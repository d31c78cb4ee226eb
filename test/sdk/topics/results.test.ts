import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation } from 'fhir/r4.js';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { results, type ResultsView } from '../../../packages/sdk/src/topics/results.ts';
import { inputOf } from './support/corpus.ts';

type Sent = Partial<Omit<Observation, 'status'>> & { status?: string };

function observation(id: string, more: Sent = {}): Observation {
  const base = {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: loinc('2823-3', 'Potassium'),
    effectiveDateTime: '2026-10-19',
  };
  return { ...base, ...more } as Observation;
}
const loinc = (code: string, display: string) => ({ coding: [{ system: 'http://loinc.org', code, display }] });
const mmol = (value: number) => ({ valueQuantity: { value, unit: 'mmol/L' } });
const flagged = (code: string) => ({ interpretation: [{ coding: [{ code }] }] });
const view = (...observations: Observation[]): ResultsView => results.view(inputOf(observations));
const value = (more: Sent) => view(observation('1', more)).lines[0]?.value;

test('every form of value is read as what it is', () => {
  const origin = { value: 2, unit: 'mV' };
  const cases: [Sent, object][] = [
    [{ valueString: '1:80' }, { kind: 'text', text: '1:80' }],
    [{ valueBoolean: false }, { kind: 'boolean', value: false }],
    [{ valueInteger: 0 }, { kind: 'integer', text: '0' }],
    [{ valueTime: '07:55:00' }, { kind: 'time', time: '07:55:00' }],
    [{ valueDateTime: '2026-10' }, { kind: 'date', date: '2026-10' }],
    [{ valuePeriod: { start: '2026' } }, { kind: 'period', start: '2026', end: undefined }],
    [{}, { kind: 'none' }],
    [{ valueString: '  ' }, { kind: 'none' }],
    [
      { dataAbsentReason: { coding: [{ code: 'masked', display: 'Masked' }] } },
      { kind: 'absent', reason: 'masked', text: 'Masked' },
    ],
    [
      { valueSampledData: { origin, period: 10, dimensions: 2, data: '1 2 3 4' } },
      { kind: 'sampled', origin: value({ valueQuantity: origin }), period: '10', dimensions: 2, count: 2 },
    ],
  ];
  for (const [sent, expected] of cases) {
    const found = value(sent);
    assert.deepEqual(
      found?.kind === 'sampled' ? { ...found, origin: { kind: 'quantity', quantity: found.origin } } : found,
      expected,
    );
  }
  assert.equal(value({ valueCodeableConcept: { text: 'Positive' } })?.kind, 'coded');
  assert.equal(value({ valueRatio: { numerator: { value: 1 }, denominator: { value: 80 } } })?.kind, 'ratio');
  assert.equal(value({ valueRange: { low: { value: 0 } } })?.kind, 'range');
});

test('a number that is absent for a stated reason is absent and not nothing', () => {
  const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }];
  assert.deepEqual(value({ valueQuantity: { unit: 'mg', _value: { extension } } }), {
    kind: 'absent',
    reason: 'unknown',
    text: 'unknown',
  });
  assert.deepEqual(value({ _valueString: { extension } }), { kind: 'absent', reason: 'unknown', text: 'unknown' });
});

test('comparator, unit and the number’s own text survive', () => {
  const sent = parseJson('{"value":0.50,"comparator":"<","unit":"mg/L"}') as object;
  const found = value({ valueQuantity: sent });
  assert.equal(found?.kind, 'quantity');
  const { value: number, comparator, unit } = found.quantity;
  assert.deepEqual([number, comparator, unit], ['0.50', '<', 'mg/L']);
});

test('critical before abnormal before the rest, each newest first', () => {
  const at = (day: string, code: string, more: Sent = {}) =>
    observation(code, { code: loinc(code, code), effectiveDateTime: `2026-10-${day}`, ...mmol(1), ...more });
  const { tests } = view(
    at('01', 'critical', flagged('LL')),
    at('19', 'normal', flagged('N')),
    at('10', 'older-high', flagged('H')),
    at('12', 'low', flagged('L')),
    at('18', 'positive', flagged('POS')),
    at('17', 'plain'),
  );
  assert.deepEqual(
    tests.map(({ name }) => name?.text),
    ['critical', 'low', 'older-high', 'positive', 'normal', 'plain'],
  );
});

test('the newest of a test leads, and the earlier ones stay with it', () => {
  const { tests } = view(
    observation('1', { effectiveDateTime: '2026-01-01', ...mmol(4.1) }),
    observation('3', { effectiveDateTime: '2026-10-19T07:55:00Z', ...mmol(6.4) }),
    observation('2', { effectiveDateTime: '2026-06', ...mmol(5) }),
  );
  assert.equal(tests[0]?.latest.reference, 'Observation/3');
  assert.deepEqual(
    tests[0]?.earlier.map(({ reference }) => reference),
    ['Observation/2', 'Observation/1'],
  );
  assert.deepEqual(
    tests[0]?.points.map((point) => point.value),
    ['4.1', '5', '6.4'],
  );
});

test('of two at the same time the one issued later leads', () => {
  const { tests } = view(
    observation('late', { issued: '2026-10-19T12:00:00Z', ...mmol(1) }),
    observation('early', { issued: '2026-10-19T08:00:00Z', ...mmol(2) }),
  );
  assert.equal(tests[0]?.latest.reference, 'Observation/late');
});

test('offsets are respected: the later instant leads though its clock reads earlier', () => {
  const { tests } = view(
    observation('a', { effectiveDateTime: '2026-10-19T10:00:00+05:00', ...mmol(1) }),
    observation('b', { effectiveDateTime: '2026-10-19T08:00:00Z', ...mmol(2) }),
  );
  assert.equal(tests[0]?.latest.reference, 'Observation/b');
});

test('a result entered in error never leads, never counts, and is not lost', () => {
  const found = view(
    observation('good', { effectiveDateTime: '2020', ...mmol(4) }),
    observation('bad', { status: 'entered-in-error', ...mmol(9), ...flagged('HH') }),
  );
  assert.equal(found.tests.length, 1);
  assert.equal(found.tests[0]?.latest.reference, 'Observation/good');
  assert.deepEqual(found.lines.length, 1);
  assert.deepEqual(found.enteredInError.length, 1);
  assert.equal(results.content(view(observation('bad', { status: 'entered-in-error' }))), 'none-recorded');
});

test('a test cancelled or only registered does not hide the result before it', () => {
  for (const status of ['cancelled', 'registered']) {
    const found = view(observation('old', { effectiveDateTime: '2020', ...mmol(4) }), observation('new', { status }));
    assert.equal(found.tests[0]?.latest.reference, 'Observation/old', status);
    assert.equal(found.tests[0]?.earlier.length, 1);
  }
  assert.equal(view(observation('only', { status: 'cancelled' })).tests[0]?.latest.status, 'cancelled');
});

test('every status is kept, and one that is not a code is unknown', () => {
  for (const status of ['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled']) {
    assert.equal(view(observation('1', { status })).lines[0]?.status, status);
  }
  assert.deepEqual(
    [view(observation('1', { status: 'done' })).lines[0]].map((line) => [line?.status, line?.statusCode]),
    [['unknown', 'done']],
  );
});

test('another unit, a bound or words are not drawn in one line with numbers', () => {
  const { tests } = view(
    observation('4', { effectiveDateTime: '2026', ...mmol(4) }),
    observation('3', { effectiveDateTime: '2025', valueQuantity: { value: 70, unit: 'mg/dL' } }),
    observation('2', { effectiveDateTime: '2024', valueQuantity: { value: 5, unit: 'mmol/L', comparator: '<' } }),
    observation('1', { effectiveDateTime: '2023', valueString: '5' }),
  );
  assert.equal(tests.length, 1);
  assert.deepEqual(
    tests[0]?.points.map(({ key }) => key),
    ['one/Observation/4'],
  );
  assert.deepEqual(view(observation('1', { valueString: '1:80' })).tests[0]?.points, []);
});

test('a result without a date comes after dated ones and is still there', () => {
  const { effectiveDateTime: _, ...undated } = observation('undated', mmol(9));
  const found = view(undated, observation('dated', { effectiveDateTime: '1999', ...mmol(4) }));
  assert.equal(found.tests[0]?.latest.reference, 'Observation/dated');
  assert.equal(found.lines.length, 2);
});

test('a panel that only holds members is listed and is not a test', () => {
  const found = view(
    observation('panel', { code: loinc('24323-8', 'CMP'), hasMember: [{ reference: 'Observation/1' }] }),
    observation('1', mmol(4)),
  );
  assert.deepEqual(
    found.tests.map(({ name }) => name?.text),
    ['Potassium'],
  );
  assert.equal(found.lines.length, 2);
  assert.deepEqual(found.lines.find(({ members }) => members.length > 0)?.members, ['Observation/1']);
});

test('tests without a code are joined by name, and nameless ones are not joined at all', () => {
  assert.equal(
    view(observation('1', { code: { text: 'CRP' } }), observation('2', { code: { text: 'crp' } })).tests.length,
    1,
  );
  assert.equal(view(observation('1', { code: {} }), observation('2', { code: {} })).tests.length, 2);
});

test('what was cancelled does not lead, however critical it was called', () => {
  const { tests } = view(
    observation('cancelled', { code: { text: 'Potassium' }, status: 'cancelled', ...mmol(7.1), ...flagged('HH') }),
    observation('high', { code: { text: 'Sodium' }, ...mmol(150), ...flagged('H') }),
  );
  assert.deepEqual(
    tests.map(({ latest }) => latest.reference),
    ['Observation/high', 'Observation/cancelled'],
  );
});

test('all reference ranges are kept, in words too', () => {
  const referenceRange = [{ text: 'below 5' }, { low: { value: 1 } }, {}];
  assert.equal(view(observation('1', { referenceRange })).lines[0]?.ranges.length, 2);
});

test('a newest result that speaks through its parts, a finding or a comment is not hidden by an older value', () => {
  const old = observation('old', { effectiveDateTime: '2020', ...mmol(4) });
  const component = [{ code: { text: 'Nitrite' }, valueString: 'Positive' }];
  const cases: Sent[] = [{ component }, flagged('POS'), { note: [{ text: 'Sample haemolysed' }] }];
  for (const more of cases) {
    assert.equal(
      view(old, observation('new', more)).tests[0]?.latest.reference,
      'Observation/new',
      JSON.stringify(more),
    );
  }
  assert.equal(view(old, observation('new')).tests[0]?.latest.reference, 'Observation/old');
});

test('what was before the latest is older than it and came to something', () => {
  const { tests } = view(
    observation('pending', { effectiveDateTime: '2026-10-19', status: 'registered' }),
    observation('latest', { effectiveDateTime: '2026-10-18', ...mmol(4) }),
    observation('cancelled', { effectiveDateTime: '2026-10-17', status: 'cancelled', ...mmol(9) }),
    observation('before', { effectiveDateTime: '2026-10-16', ...mmol(5) }),
  );
  assert.equal(tests[0]?.latest.reference, 'Observation/latest');
  assert.equal(tests[0]?.before?.reference, 'Observation/before');
  assert.equal(tests[0]?.earlier.length, 3);
});

test('a newer one that has come to nothing yet is pending; a cancelled one, an older one and an only one are not', () => {
  const pendingAmong = (...lines: Parameters<typeof view>): string | undefined =>
    view(observation('latest', { effectiveDateTime: '2026-10-18', ...mmol(4) }), ...lines).tests[0]?.pending?.reference;
  const at = (day: string, status: string): Parameters<typeof view>[0] =>
    observation(status, { effectiveDateTime: `2026-10-${day}`, status });
  assert.equal(pendingAmong(at('19', 'registered')), 'Observation/registered');
  assert.equal(pendingAmong(at('19', 'registered'), at('20', 'preliminary')), 'Observation/preliminary');
  assert.equal(pendingAmong(at('20', 'cancelled')), undefined);
  assert.equal(pendingAmong(at('17', 'registered')), undefined);
  assert.equal(pendingAmong(), undefined);
  assert.equal(view(at('19', 'registered')).tests[0]?.pending, undefined);
});

test('a day without a time is after every time of the day before, and before every time of the day after', () => {
  const latest = (...dates: string[]): string | undefined =>
    view(...dates.map((effectiveDateTime) => observation(effectiveDateTime, { effectiveDateTime, ...mmol(1) })))
      .tests[0]?.latest.date;
  assert.equal(latest('2026-10-18T23:00:00-05:00', '2026-10-19'), '2026-10-19');
  assert.equal(latest('2026-10-19', '2026-10-20T01:00:00+11:00'), '2026-10-20T01:00:00+11:00');
});

test('a whole that is called normal does not quiet a part that is critical', () => {
  const component = [{ code: { text: 'Potassium' }, ...mmol(7), ...flagged('HH') }];
  assert.equal(view(observation('1', { component, ...flagged('N') })).tests[0]?.latest.flag.level, 'critical-high');
});
