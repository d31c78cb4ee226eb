/** Charts of one test, fewer points of many, marks of medicines, and results as a table for other programs. */
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { describe, it } from 'node:test';
import { convert } from '../../../packages/sdk/src/format/units/convert.ts';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { medications } from '../../../packages/sdk/src/topics/medications.ts';
import type { ObservationLine } from '../../../packages/sdk/src/topics/observation.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { resultsCsv } from '../../../packages/sdk/src/topics/result-csv.ts';
import { medicineStarts, thinned, trendOf, type ChartPoint } from '../../../packages/sdk/src/topics/trend.ts';
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
const told = (points: readonly ChartPoint[]): unknown => points.map(({ date, number, bound }) => [date, number, bound]);

describe('a trend', () => {
  it('is oldest first, draws bounds as bounds, and tells what it cannot draw', () => {
    const { charts, apart } = trendOf(
      linesOf(
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
    assert.equal(apart.length, 3);
  });

  it('never mixes units: another is another chart, or is converted and says so', () => {
    const lines = linesOf(
      result('2026-03-02', mg(1.2)),
      result('2026-03-01', {
        valueQuantity: amount(97, 'umol/L'),
        referenceRange: [{ low: amount(60, 'umol/L'), high: amount(110, 'umol/L') }],
      }),
      result('2026-02-28', { valueQuantity: amount(5, '{score}') }),
    );
    assert.deepEqual(
      trendOf(lines).charts.map(({ unit, points }) => [unit.code, points.length]),
      [
        ['mg/dL', 1],
        ['umol/L', 1],
        ['{score}', 1],
      ],
    );
    const { charts } = trendOf(lines, { convert });
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
    assert.equal(point.line.value.kind === 'quantity' && point.line.value.quantity.value, '97');
    assert.ok(point.range?.low && Math.abs(point.range.low - 0.68) < 0.01, String(point.range?.low));
  });

  it('gives each point its own range, where one certainly applies and is in its unit', () => {
    const male = { coding: [{ system: 'http://snomed.info/sct', code: '248153007' }] };
    const lines = linesOf(
      result('2026-03-04', { ...mg(1), referenceRange: [{ low: amount(0.6, 'mg/dL'), high: amount(1.1, 'mg/dL') }] }),
      result('2026-03-03', { ...mg(1), referenceRange: [{ high: amount(1.3, 'mg/dL') }] }),
      result('2026-03-02', { ...mg(1), referenceRange: [{ high: amount(110, 'umol/L') }] }),
      result('2026-03-01', { ...mg(1), referenceRange: [{ high: amount(1.2, 'mg/dL'), appliesTo: [male] }] }),
    );
    const ranges = (sex?: string): unknown =>
      trendOf(lines, { subject: { sex } }).charts[0]?.points.map(({ range }) => range);
    assert.deepEqual(ranges(), [undefined, undefined, { low: undefined, high: 1.3 }, { low: 0.6, high: 1.1 }]);
    assert.deepEqual((ranges('male') as unknown[])[0], { low: undefined, high: 1.2 });
  });
});

describe('fewer points', () => {
  const points = trendOf(
    linesOf(
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

  it('are found in a twentieth of a second among 5,000', () => {
    // Of some runs the quickest: other work of the machine is not the library's.
    const times = Array.from({ length: 8 }, () => {
      const start = performance.now();
      thinned(points, 500);
      return performance.now() - start;
    });
    assert.ok(Math.min(...times) < 50, `${Math.min(...times)} ms`);
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
    assert.deepEqual(
      medicineStarts(lines).map(({ name, date, by }) => [name?.text, date, by]),
      [
        ['Aspirin', '2025-05', 'taken'],
        ['Lisinopril', '2026-01-10', 'ordered'],
      ],
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
    assert.equal(head, 'date,test,code,system,value,unit,range,flag,flagged by,status,issued,notes,source,reference');
    assert.equal(
      row,
      '2026-03-02T08:00:00+01:00,"Potassium, ""serum""",2823-3,http://loinc.org,>6.40,mmol/L,3.5 mmol/L .. 5.30 mmol/L,' +
        'high,range,corrected,2026-03-02T09:00:00Z,"Repeated.\nSame.",A,Observation/k',
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
