/** Results over time: which stand in one row, in which column, under which panel, and what a filter leaves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { filterReports, filterTable, type ResultFilter } from '../../../packages/sdk/src/topics/result-filter.ts';
import {
  cellsOf,
  resultTable,
  type ResultTable,
  type ResultTest,
} from '../../../packages/sdk/src/topics/result-table.ts';
import { groupOfTest, TEST_GROUPS } from '../../../packages/sdk/src/topics/test-groups.ts';
import { inputOf } from '../topics/support/corpus.ts';

const LOINC = 'http://loinc.org';
const LABORATORY = [{ coding: [{ code: 'laboratory' }] }];
const coded = (code: string, display = `Test ${code}`): object => ({ coding: [{ system: LOINC, code, display }] });
let count = 0;
const result = (code: string, date: string | undefined, more: object = {}): object => ({
  resourceType: 'Observation',
  id: `o${++count}`,
  status: 'final',
  category: LABORATORY,
  code: coded(code),
  effectiveDateTime: date,
  valueQuantity: { value: 5, unit: 'mg/dL' },
  ...more,
});
const report = (code: string, date: string, holds: readonly object[], more: object = {}): object => ({
  resourceType: 'DiagnosticReport',
  id: `r${++count}`,
  status: 'final',
  category: [{ coding: [{ code: 'LAB' }] }],
  code: coded(code, `Panel ${code}`),
  effectiveDateTime: date,
  result: holds.map((one) => ({ reference: `Observation/${(one as { id: string }).id}` })),
  ...more,
});
const viewOf = (...resources: object[]) => reports.view(inputOf(resources as FhirResource[]));
const tableOf = (...resources: object[]): ResultTable => resultTable(viewOf(...resources));
const names = ({ tests }: ResultTable): unknown => tests.map(({ name }) => name?.text);
const concept = (code: string, system = LOINC) => ({ text: code, codings: [{ system, code }] });

describe('rows', () => {
  it('hold one test, and tests that LOINC puts into one group, which is told with what each is called', () => {
    const { tests } = tableOf(
      result('2160-0', '2026-03-01', { code: coded('2160-0', 'Creatinine in Serum') }),
      result('38483-4', '2026-03-02', { code: coded('38483-4', 'Creatinine in Blood') }),
      result('718-7', '2026-03-02'),
    );
    assert.deepEqual(
      tests.map(({ name, group, names: all, findings }) => [
        name?.text,
        group?.name,
        all.map(({ text }) => text),
        findings.length,
      ]),
      [
        ['Creatinine in Blood', 'Creatinine|MCnc|Pt|ANYBldSerPl', ['Creatinine in Blood', 'Creatinine in Serum'], 2],
        ['Test 718-7', undefined, ['Test 718-7'], 1],
      ],
    );
  });

  it('never hold what is not read alike', () => {
    const apart = [
      ['2345-7', '2339-0', '32016-8', '41653-7'], // glucose: serum, blood, capillary, glucometer
      ['33914-3', '62238-1', '98979-8'], // estimated GFR by three formulas
      ['4548-4', '59261-8'], // HbA1c, and by IFCC
      ['2160-0', '14682-9', '2161-8'], // creatinine by mass, by mole, in urine
      ['1988-5', '30522-7'], // CRP, high-sensitivity CRP
      ['770-8', '751-8'], // neutrophils, per cent and count
    ];
    for (const codes of apart) {
      const rows = new Set(codes.map((code) => groupOfTest(concept(code))?.name ?? code));
      assert.equal(rows.size, codes.length, codes.join());
    }
  });

  it('come of a table in which no code stands twice and every group joins something', () => {
    const codes = TEST_GROUPS.flatMap((group) => group.codes);
    assert.equal(new Set(codes).size, codes.length);
    for (const group of TEST_GROUPS) assert.ok(group.codes.length > 1, group.name);
    for (const code of codes) assert.ok(isLoinc(code), `${code} has the check digit of a LOINC code`);
    assert.equal(groupOfTest(concept('2160-0', 'urn:local')), undefined, 'a code of another system is another code');
    const both = { text: 'x', codings: ['2160-0', '2951-2'].map((code) => ({ system: LOINC, code })) };
    assert.equal(groupOfTest(both), undefined, 'two groups are none');
  });

  it('stand in the order of their panels, then by name', () => {
    const [b, a] = [result('1-8', '2026-03-01'), result('2-6', '2026-03-01')];
    const table = tableOf(result('3-4', '2026-03-01'), a, b, report('24331-1', '2026-03-01', [b, a]));
    assert.deepEqual(names(table), ['Test 1-8', 'Test 2-6', 'Test 3-4']);
  });
});

describe('parts of a result', () => {
  const part = (code: string, value: object, more: object = {}): object => ({ code: coded(code), ...value, ...more });
  const of = (unit: string, value: number): object => ({ valueQuantity: { value, unit } });
  const rows = ({ tests }: ResultTable): unknown =>
    tests.map(({ name, within, findings }) => [within?.text, name?.text, findings.length]);

  it('are rows of their own, within what they are parts of, beside what that says itself', () => {
    const blood = {
      valueQuantity: undefined,
      component: [part('8480-6', of('mmHg', 140)), part('8462-4', of('mmHg', 90))],
    };
    const both = { component: [part('777-3', of('10*9/L', 212))] };
    const table = tableOf(
      result('85354-9', '2026-03-01', blood),
      result('85354-9', '2026-03-02', blood),
      result('5-5', '2026-03-02', both),
    );
    assert.deepEqual(rows(table), [
      [undefined, 'Test 5-5', 1],
      ['Test 5-5', 'Test 777-3', 1],
      ['Test 85354-9', 'Test 8462-4', 2],
      ['Test 85354-9', 'Test 8480-6', 2],
    ]);
    assert.equal(table.lines, 3, 'each result is counted once');
    assert.equal(filterTable(table, { text: '8480-6' }).lines, 2);
    assert.equal(filterTable(table, { text: '85354-9' }).tests.length, 2, 'a part is found by what it is a part of');
  });

  it('stand in one row where LOINC has their codes in one group, and not with what is reported alone', () => {
    const counted = (code: string): object => ({ valueQuantity: undefined, component: [part(code, of('g/dL', 12))] });
    const table = tableOf(
      result('58410-2', '2026-03-01', counted('718-7')),
      result('58410-2', '2026-03-02', counted('20509-6')),
      result('718-7', '2026-03-03'),
    );
    assert.deepEqual(rows(table), [
      [undefined, 'Test 718-7', 1],
      ['Test 58410-2', 'Test 20509-6', 2],
    ]);
    assert.equal(table.tests[1]?.group?.name, 'Hemoglobin|MCnc|Pt|ANYBld');
  });

  it('have flags of their own, by which they are filtered, and are tests of the panel that holds them', () => {
    const high = part('8480-6', of('mmHg', 180), { interpretation: [{ coding: [{ code: 'H' }] }] });
    const pressure = result('85354-9', '2026-03-01', {
      valueQuantity: undefined,
      component: [high, part('8462-4', of('mmHg', 80))],
    });
    const table = tableOf(pressure, report('34566-0', '2026-03-01', [pressure]));
    assert.deepEqual(rows(filterTable(table, { abnormal: true })), [['Test 85354-9', 'Test 8480-6', 1]]);
    assert.equal(table.panels[0]?.tests.length, 2);
  });
});

describe('what leads a row', () => {
  it('is the newest that came to something, and is compared with the one before it', () => {
    const leads = ({ latest, before }: ResultTest): unknown => [latest, before].map((one) => one?.moment.date);
    const table = tableOf(
      result('1-8', '2026-03-03', { status: 'cancelled' }),
      result('1-8', '2026-03-02'),
      result('1-8', '2026-03-01'),
    );
    assert.deepEqual(table.tests.map(leads), [['2026-03-02', '2026-03-01']]);
    const left = filterTable(table, { until: '2026-03-01', timeZone: 'UTC' });
    assert.deepEqual(left.tests.map(leads), [['2026-03-02', '2026-03-01']], 'whatever a filter leaves');
  });
});

describe('columns', () => {
  it('are moments, newest first; several results of one moment are kept, and so is what has no date', () => {
    const { tests, moments } = tableOf(
      result('1-8', '2026-03-01T08:00:00Z'),
      result('1-8', '2026-03-01T09:00:00+01:00'),
      result('1-8', '2026-03-01T17:00:00Z'),
      result('1-8', '2026-03'),
      result('1-8', undefined),
      result('2-6', undefined, { issued: '2026-03-04T08:00:00Z' }),
    );
    const [first, second] = tests.map(cellsOf);
    assert.deepEqual(
      moments.map(({ key, date }) => [date, first?.get(key)?.length ?? 0, second?.get(key)?.length ?? 0]),
      [
        ['2026-03-04T08:00:00Z', 0, 1],
        ['2026-03-01T17:00:00Z', 1, 0],
        ['2026-03', 1, 0],
        ['2026-03-01T08:00:00Z', 2, 0],
        [undefined, 1, 0],
      ],
    );
  });
});

describe('panels', () => {
  it('come of reports and of panels without one, nested ones too, and a test may be in several', () => {
    const [na, k, gas] = [
      result('2951-2', '2026-03-01'),
      result('2823-3', '2026-03-01'),
      result('11558-4', '2026-03-02'),
    ];
    const inner = { ...result('24326-1', '2026-03-01'), valueQuantity: undefined, hasMember: [to(na), to(k)] };
    const alone = { ...result('24336-0', '2026-03-02'), valueQuantity: undefined, hasMember: [to(gas)] };
    const { panels, tests } = tableOf(
      na,
      k,
      gas,
      inner,
      alone,
      report('24321-2', '2026-03-01', [inner]),
      report('51990-0', '2026-03-02', [k]),
    );
    assert.deepEqual(
      panels.map(({ name, kind, tests: held }) => [name?.text, kind, held.length]),
      [
        ['Panel 51990-0', 'laboratory', 1],
        ['Test 24326-1', 'laboratory', 2],
        ['Test 24336-0', 'laboratory', 1],
      ],
    );
    assert.deepEqual(
      tests.map(({ name }) => name?.text),
      ['Test 2823-3', 'Test 2951-2', 'Test 11558-4', 'Test 24326-1', 'Test 24336-0'],
      'panels that only hold members come last',
    );
  });
});

const to = (one: object): object => ({ reference: `Observation/${(one as { id: string }).id}` });

describe('a filter', () => {
  const high = { interpretation: [{ coding: [{ code: 'H' }] }] };
  const lab = result('718-7', '2026-03-02T23:30:00Z', { ...high, code: coded('718-7', 'Hämoglobin im Blut') });
  const old = result('718-7', '2025-01-01', { code: coded('718-7', 'Hämoglobin im Blut') });
  const month = result('2951-2', '2026-03', { meta: { lastUpdated: '2026-03-05T00:00:00Z' } });
  const image = { ...result('30746-2', '2026-03-01'), category: [{ coding: [{ code: 'imaging' }] }] };
  const odd = result('9-1', undefined, { interpretation: [{ coding: [{ system: 'urn:x', code: 'ZZ' }] }] });
  const view = viewOf(lab, old, month, image, odd, report('58410-2', '2026-03-02', [lab]));
  const left = (filter: ResultFilter): unknown =>
    filterTable(resultTable(view), filter).tests.map(
      ({ name, findings }) => `${name?.codings[0]?.code} ${findings.length}`,
    );

  it('leaves everything where it names nothing', () => {
    assert.deepEqual(left({}), ['718-7 2', '9-1 1', '2951-2 1', '30746-2 1']);
    assert.deepEqual(left({ text: ' ', kinds: [], tests: new Set() }), left({}));
  });

  it('finds words in any order, without case and accents, and codes', () => {
    assert.deepEqual(left({ text: 'blut HAMO' }), ['718-7 2']);
    assert.deepEqual(left({ text: '30746' }), ['30746-2 1']);
    assert.deepEqual(left({ text: 'blut calcium' }), []);
  });

  it('finds what a result says in words, and not its numbers', () => {
    const culture = result('630-4', '2026-03-01', { valueQuantity: undefined, valueString: 'Escherichia coli' });
    const told = result('6-3', '2026-03-01', { note: [{ text: 'Hämolytisch' }] });
    const same = result('6-3', '2026-03-02');
    const found = (text: string): unknown =>
      filterTable(tableOf(culture, told, same), { text }).tests.map(({ findings }) =>
        findings.map(({ line }) => line.name?.codings[0]?.code),
      );
    assert.deepEqual(found('coli 630-4'), [['630-4']]);
    assert.deepEqual(found('hamolyt'), [['6-3']]);
    assert.deepEqual(found('6-3'), [['6-3', '6-3']]);
    assert.deepEqual(found('mg/dl'), []);
  });

  it('knows categories and tests', () => {
    assert.deepEqual(left({ kinds: ['imaging'] }), ['30746-2 1']);
    assert.deepEqual(left({ tests: new Set([`${LOINC}|9-1`]) }), ['9-1 1']);
  });

  it('takes days as the reader’s zone has them, and a month for any of its days', () => {
    assert.deepEqual(left({ from: '2026-03-03', timeZone: 'UTC' }), ['2951-2 1']);
    assert.deepEqual(left({ from: '2026-03-03', timeZone: 'Europe/Oslo' }), ['718-7 1', '2951-2 1']);
    assert.deepEqual(left({ from: '2026-03-02', until: '2026-03-02', timeZone: 'UTC' }), ['718-7 1', '2951-2 1']);
    assert.deepEqual(left({ until: '2025-12-31', timeZone: 'UTC' }), ['718-7 1']);
  });

  it('keeps what stands out, what nobody understands included, and what is new', () => {
    assert.deepEqual(left({ abnormal: true }), ['718-7 1', '9-1 1']);
    assert.deepEqual(left({ newSince: new Date('2026-03-04') }), ['2951-2 1']);
  });

  it('knows when each source was last looked at; a day may be on either side, and a month is not new', () => {
    const since = (date: string): unknown =>
      left({ newSince: new Map([[view.lines[0]?.origin.source ?? '', new Date(date)]]) });
    assert.deepEqual(since('2026-03-04'), ['2951-2 1']);
    assert.deepEqual(left({ newSince: new Map([['another', new Date('2000-01-01')]]) }), []);
  });

  it('leaves only the moments of what is left', () => {
    const { moments } = filterTable(resultTable(view), { kinds: ['imaging'] });
    assert.deepEqual(
      moments.map(({ date }) => date),
      ['2026-03-01'],
    );
  });

  it('finds reports by their own name and by what they hold', () => {
    const found = (filter: ResultFilter): number => filterReports(view.reports, filter).length;
    assert.deepEqual(
      [found({}), found({ text: 'panel' }), found({ text: 'hamoglobin' }), found({ text: 'x-ray' })],
      [1, 1, 1, 0],
    );
    assert.deepEqual(
      [found({ abnormal: true }), found({ kinds: ['imaging'] }), found({ until: '2026-03-01' })],
      [1, 0, 0],
    );
  });
});

/** The check digit of a LOINC code: modulus 10, as LOINC's users' guide has it (appendix C). */
function isLoinc(code: string): boolean {
  const [number = '', check] = code.split('-');
  const digits = [...number].reverse();
  const odd =
    Number(
      digits
        .filter((_, at) => at % 2 === 0)
        .reverse()
        .join(''),
    ) * 2;
  const even = digits
    .filter((_, at) => at % 2 === 1)
    .reverse()
    .join('');
  const sum = [...`${even}${odd}`].reduce((total, digit) => total + Number(digit), 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
