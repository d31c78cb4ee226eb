/** Charts of one test, fewer points of many, marks of medicines, and results as a table for other programs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convert } from '../../../packages/sdk/src/format/units/convert.ts';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { medications } from '../../../packages/sdk/src/topics/medications.ts';
import type { ObservationLine } from '../../../packages/sdk/src/topics/observation.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { resultsCsv } from '../../../packages/sdk/src/topics/result-csv.ts';
import { findingsOf, type Finding } from '../../../packages/sdk/src/topics/finding.ts';
import { medicineStarts } from '../../../packages/sdk/src/topics/medicine-starts.ts';
import { thinned } from '../../../packages/sdk/src/topics/thinned.ts';
import { trendOf, type ChartPoint } from '../../../packages/sdk/src/topics/trend.ts';
import { viewOf } from '../../support/views.ts';

let count = 0;
const result = (date: string | undefined, more: object = {}): object => ({
  resourceType: 'Observation',
  id: `o${++count}`,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2160-0' }], text: 'Creatinine' },
  effectiveDateTime: date,
  ...more,
});
const amount = (value: number, code: string): object => ({
  value,
  unit: code,
  code,
  system: 'http://unitsofmeasure.org',
});
const mg = (value: number, more: object = {}): object => ({ valueQuantity: { ...amount(value, 'mg/dL'), ...more } });
const linesOf = (...resources: object[]): readonly ObservationLine[] => viewOf(reports, resources).lines;
const findings = (...resources: object[]): readonly Finding[] =>
  linesOf(...resources).flatMap((line) => findingsOf(line));
const told = (points: readonly ChartPoint[]): unknown => points.map(({ date, number, bound }) => [date, number, bound]);

describe('a trend', () => {
  it('is oldest first, draws bounds as bounds, and tells what it cannot draw', () => {
    const { charts, apart } = trendOf(
      findings(
        result('2026-03-02T08:00:00Z', mg(1.2)),
        result('2026-03-01', mg(0.5, { comparator: '<' })),
        result('2025', mg(20, { comparator: '>=' })),
        result('2026-01-01', { valueString: 'haemolysed' }),
        result(undefined, mg(1)),
        result('2026-02-01', { ...mg(9), status: 'cancelled' }),
      ),
    );
    assert.deepEqual(
      charts.map(({ unit, points }) => [unit.code, told(points)]),
      [
        [
          'mg/dL',
          [
            ['2025', 20, 'above'],
            ['2026-03-01', 0.5, 'below'],
            ['2026-03-02T08:00:00Z', 1.2, undefined],
          ],
        ],
      ],
    );
    assert.deepEqual(
      apart.map(({ finding, why }) => [finding.line.date, why]),
      [
        ['2026-02-01', 'cancelled'],
        ['2026-01-01', 'no-number'],
        [undefined, 'no-date'],
      ],
    );
  });

  it('never mixes units: another is another chart, or is converted and says so', () => {
    const all = findings(
      result('2026-03-02', mg(1.2)),
      result('2026-03-01', {
        valueQuantity: amount(97, 'umol/L'),
        referenceRange: [{ low: amount(60, 'umol/L'), high: amount(110, 'umol/L') }],
      }),
      result('2026-02-28', { valueQuantity: amount(5, '{score}') }),
    );
    assert.deepEqual(
      trendOf(all).charts.map(({ unit, points }) => [unit.code, points.length]),
      [
        ['mg/dL', 1],
        ['umol/L', 1],
        ['{score}', 1],
      ],
    );
    const { charts } = trendOf(all, { convert });
    assert.deepEqual(
      charts.map(({ unit, points }) => [unit.code, points.length]),
      [
        ['mg/dL', 2],
        ['{score}', 1],
      ],
    );
    const point = charts[0]!.points[0]!;
    // 97 µmol/L of 113.12 g/mol is 1.097 mg/dL.
    assert.deepEqual([point.number, point.converted?.code], [1.1, 'mg/dL']);
    assert.equal(point.finding.value.kind === 'quantity' && point.finding.value.quantity.value, '97');
    assert.ok(point.range?.low && Math.abs(point.range.low - 0.68) < 0.01, String(point.range?.low));
  });

  it('gives each point its own range, where one certainly applies and is in its unit', () => {
    const male = { coding: [{ system: 'http://snomed.info/sct', code: '248153007' }] };
    const all = findings(
      result('2026-03-04', { ...mg(1), referenceRange: [{ low: amount(0.6, 'mg/dL'), high: amount(1.1, 'mg/dL') }] }),
      result('2026-03-03', { ...mg(1), referenceRange: [{ high: amount(1.3, 'mg/dL') }] }),
      result('2026-03-02', { ...mg(1), referenceRange: [{ high: amount(110, 'umol/L') }] }),
      result('2026-03-01', { ...mg(1), referenceRange: [{ high: amount(1.2, 'mg/dL'), appliesTo: [male] }] }),
    );
    const ranges = (sex?: string): unknown =>
      trendOf(all, { subject: { sex } }).charts[0]?.points.map(({ range }) => range);
    assert.deepEqual(ranges(), [undefined, undefined, { low: undefined, high: 1.3 }, { low: 0.6, high: 1.1 }]);
    assert.deepEqual((ranges('male') as unknown[])[0], { low: undefined, high: 1.2 });
  });

  it('converts each unit into a chart that takes it, and never by a code of another system', () => {
    const all = findings(
      result('2026-03-03', { valueQuantity: amount(5, '{score}') }),
      result('2026-03-02', mg(1.2)),
      result('2026-03-01', { valueQuantity: amount(97, 'umol/L') }),
    );
    assert.deepEqual(
      trendOf(all, { convert }).charts.map(({ unit, points }) => [unit.code, points.length]),
      [
        ['{score}', 1],
        ['mg/dL', 2],
      ],
    );
    const local = findings(
      result('2026-03-02', { valueQuantity: { ...amount(1.2, 'mg/dL'), system: 'http://lab.example/units' } }),
      result('2026-03-01', { valueQuantity: amount(97, 'umol/L') }),
    );
    assert.equal(trendOf(local, { convert }).charts.length, 2);
  });

  it('is of a part as of any result, with its own unit and range', () => {
    const part = (code: string, value: number): object => ({
      code: { text: code },
      valueQuantity: amount(value, 'mm[Hg]'),
      referenceRange: [{ high: amount(code === 'Systolic' ? 140 : 90, 'mm[Hg]') }],
    });
    const pressure = (date: string, high: number, low: number): object =>
      result(date, { component: [part('Systolic', high), part('Diastolic', low)] });
    const all = findings(pressure('2026-03-01', 150, 85), pressure('2026-03-02', 130, 80));
    const { charts } = trendOf(all.filter(({ name }) => name?.text === 'Systolic'));
    assert.deepEqual(
      charts.map(({ points }) => points.map(({ number, range }) => [number, range?.high])),
      [
        [
          [150, 140],
          [130, 140],
        ],
      ],
    );
  });

  it('has the limits that the sender calls critical, however they were written', () => {
    const limit = (text: string, ends: object): object => ({ ...ends, type: { text } });
    const critical = (...referenceRange: object[]): unknown =>
      trendOf(findings(result('2026-03-01', { ...mg(1), referenceRange }))).charts[0]?.points[0]?.critical;
    const [two, seven] = [amount(2.5, 'mg/dL'), amount(7, 'mg/dL')];
    assert.deepEqual(critical(limit('critical', { low: two, high: seven })), { low: 2.5, high: 7 });
    assert.deepEqual(critical(limit('Critical high', { low: seven })), { low: undefined, high: 7 });
    assert.deepEqual(critical(limit('Critical high', { high: seven }), limit('Panic low', { high: two })), {
      low: 2.5,
      high: 7,
    });
    assert.equal(critical({ low: two, high: seven }), undefined);
    assert.equal(critical(limit('Critical high', { low: amount(110, 'umol/L') })), undefined);
  });
});

describe('fewer points', () => {
  const points = trendOf(
    findings(
      ...Array.from({ length: 5000 }, (_, at) => {
        const value = at === 2503 ? 90 : at === 2504 ? -40 : Math.round(100 * Math.sin(at / 50)) / 10;
        const interpretation = at === 1111 ? [{ coding: [{ code: 'AA' }] }] : undefined;
        return result(new Date(Date.UTC(2010, 0, 1) + at * 86_400_000).toISOString(), { ...mg(value), interpretation });
      }),
    ),
  ).charts[0]!.points;

  it('keep the first, the last, every extreme of every stretch, and what is critical, in order', () => {
    const few = thinned(points, 500);
    assert.ok(few.length <= 510, String(few.length));
    assert.deepEqual([few[0], few.at(-1)], [points[0], points.at(-1)]);
    for (const index of [2503, 2504, 1111]) assert.ok(few.includes(points[index]!), String(index));
    assert.deepEqual(
      few,
      few.toSorted((one, other) => one.time - other.time),
    );
    // Whatever is left out lies between two that are kept, near it in time.
    for (const [index, point] of points.entries()) {
      const near = few.filter(({ time }) => Math.abs(time - point.time) < 60 * 86_400_000).map(({ number }) => number);
      assert.ok(point.number <= Math.max(...near) && point.number >= Math.min(...near), String(index));
    }
  });

  it('are all of them where there are few, and where all are of one moment none is lost that sticks out', () => {
    assert.equal(thinned(points.slice(0, 20), 500).length, 20);
    const together = points.map((point) => ({ ...point, time: 0 }));
    const numbers = thinned(together, 100).map(({ number }) => number);
    assert.deepEqual([Math.max(...numbers), Math.min(...numbers)], [90, -40]);
  });
});

describe('marks of medicines', () => {
  it('are of what was ordered or taken, and say which', () => {
    const rx = (id: string, more: object): object => ({
      resourceType: 'MedicationRequest',
      id,
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: id },
      authoredOn: '2026-01-10',
      ...more,
    });
    const view = viewOf(medications, [
      rx('Lisinopril', {}),
      rx('Ibuprofen', { doNotPerform: true }),
      rx('Enalapril', { intent: 'proposal' }),
      rx('Ramipril', { status: 'cancelled' }),
      rx('Sometime', { authoredOn: undefined }),
      {
        resourceType: 'MedicationStatement',
        id: 's',
        status: 'active',
        medicationCodeableConcept: { text: 'Aspirin' },
        effectivePeriod: { start: '2025-05' },
        dateAsserted: '2026-01-01',
      },
    ]);
    const lines = Object.values(view).flatMap((list) => (Array.isArray(list) ? (list as never[]) : []));
    const { starts, undated } = medicineStarts(lines);
    assert.deepEqual(
      starts.map(({ name, date, by }) => [name?.text, date, by]),
      [
        ['Aspirin', '2025-05', 'taken'],
        ['Lisinopril', '2026-01-10', 'ordered'],
      ],
    );
    assert.deepEqual(
      undated.map(({ name }) => name?.text),
      ['Sometime'],
    );
  });
});

describe('the table for other programs', () => {
  const parsed = (json: string): object => parseJson(json) as object;

  it('has everything as sent, and its flag by whom', () => {
    const [head, row, ...rest] = resultsCsv(
      linesOf(
        parsed(`{"resourceType":"Observation","id":"k","status":"corrected","code":{"text":"Potassium, \\"serum\\"",
          "coding":[{"system":"http://loinc.org","code":"2823-3"}]},"effectiveDateTime":"2026-03-02T08:00:00+01:00",
          "issued":"2026-03-02T09:00:00Z","valueQuantity":{"value":6.40,"unit":"mmol/L","comparator":">"},
          "referenceRange":[{"low":{"value":3.5,"unit":"mmol/L"},"high":{"value":5.30,"unit":"mmol/L"}}],
          "note":[{"text":"Repeated.\\nSame."}]}`),
      ),
    ).split('\r\n');
    assert.equal(
      head,
      'date,test,code,system,value,unit,range,interpretation,flag,flagged by,status,issued,notes,source,reference',
    );
    assert.equal(
      row,
      '2026-03-02T08:00:00+01:00,"Potassium, ""serum""",2823-3,http://loinc.org,>6.40,mmol/L,3.5 mmol/L .. 5.30 mmol/L,' +
        ',high,range,corrected,2026-03-02T09:00:00Z,"Repeated.\nSame.",A,Observation/k',
    );
    assert.deepEqual(rest, ['']);
  });

  it('tells every kind of value, and each part of a result', () => {
    const value = (more: object): string | undefined => {
      const [, row] = resultsCsv(linesOf(result('2026-03-02', more))).split('\r\n');
      return row?.split(',').slice(4, 6).join('|');
    };
    assert.equal(value({ valueString: 'cloudy' }), 'cloudy|');
    assert.equal(value({ valueCodeableConcept: { text: 'Positive' } }), 'Positive|');
    assert.equal(value({ valueInteger: 5 }), '5|');
    assert.equal(value({ valueBoolean: false }), 'false|');
    assert.equal(value({ valueRatio: { numerator: { value: 1 }, denominator: { value: 80 } } }), '1:80|');
    assert.equal(
      value({ valueRange: { low: { value: 2, unit: '/HPF' }, high: { value: 4, unit: '/HPF' } } }),
      '2 /HPF .. 4 /HPF|',
    );
    assert.equal(value({ dataAbsentReason: { text: 'Not performed' } }), 'no value: Not performed|');
    const parts = [
      { code: { text: 'A' }, valueInteger: 1 },
      { code: { text: 'B' }, valueString: 'x' },
    ];
    const rows = resultsCsv(linesOf(result('2026-03-02', { component: parts }))).split('\r\n');
    assert.deepEqual(
      rows.slice(1, 3).map((row) => row.split(',').slice(1, 5).join('|')),
      ['Creatinine: A|||1', 'Creatinine: B|||x'],
    );
  });

  it('has what the sender says of a whole apart from what is said of its parts, and all of it in its words', () => {
    const parts = [{ code: { text: 'A' }, valueInteger: 1, interpretation: [{ text: 'critically high' }] }];
    const rows = resultsCsv(
      linesOf(
        result('2026-03-02', {
          effectiveDateTime: undefined,
          effectivePeriod: { start: '2026-03-01', end: '2026-03-02' },
          valueQuantity: undefined,
          interpretation: [{ coding: [{ code: 'N' }] }, { text: 'seen by Dr Ash' }],
          component: parts,
        }),
      ),
    ).split('\r\n');
    assert.deepEqual(
      rows.slice(1, 3).map((row) => row.split(',').filter(Boolean).slice(0, -2).join('|')),
      [
        '2026-03-01/2026-03-02|Creatinine|2160-0|http://loinc.org|N; seen by Dr Ash|unknown|sender|final',
        '2026-03-01/2026-03-02|Creatinine: A|1|critically high|critical-high|sender|final',
      ],
    );
  });

  it('holds nothing that a spreadsheet would run, and leaves numbers alone', () => {
    const cellOf = (more: object): string | undefined =>
      resultsCsv(linesOf(result('2026-03-02', more)))
        .split('\r\n')[1]
        ?.split('2160-0,http://loinc.org,')[1];
    assert.match(cellOf({ valueString: '=HYPERLINK("http://x")' }) ?? '', /^"'=HYPERLINK\(""http:\/\/x""\)"/);
    assert.match(cellOf({ valueString: '@SUM(1)' }) ?? '', /^'@SUM/);
    assert.match(cellOf({ valueString: '-1+1' }) ?? '', /^'-1\+1,/);
    assert.match(cellOf(mg(-2.5)) ?? '', /^-2\.5,/);
  });
});
