/** Goals on the charts of a test's results: by the same test, in the same unit or a certain conversion, and never judged by. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convert } from '../../../packages/sdk/src/format/units/convert.ts';
import { chartGoals, type ChartGoals } from '../../../packages/sdk/src/topics/chart-goals.ts';
import { findingsOf, type Finding } from '../../../packages/sdk/src/topics/finding.ts';
import { goals, type GoalLine } from '../../../packages/sdk/src/topics/goals.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { trendOf } from '../../../packages/sdk/src/topics/trend.ts';
import { viewOf } from '../../support/views.ts';

const LOINC = 'http://loinc.org';
const code = (loinc: string, text: string): object => ({ coding: [{ system: LOINC, code: loinc }], text });
const amount = (value: number, unit: string): object => ({
  value,
  unit,
  code: unit,
  system: 'http://unitsofmeasure.org',
});

const findings: readonly Finding[] = viewOf(reports, [
  {
    resourceType: 'Observation',
    id: 'a',
    status: 'final',
    code: code('2160-0', 'Creatinine'),
    effectiveDateTime: '2026-01-01',
    valueQuantity: amount(1.2, 'mg/dL'),
  },
  {
    resourceType: 'Observation',
    id: 'b',
    status: 'final',
    code: code('2160-0', 'Creatinine'),
    effectiveDateTime: '2026-02-01',
    valueQuantity: amount(1.3, 'mg/dL'),
  },
]).lines.flatMap((line) => findingsOf(line));
const { charts } = trendOf(findings);

const goalOf = (target: object, more: object = {}): readonly GoalLine[] => {
  const { current, past } = viewOf(goals, [
    {
      resourceType: 'Goal',
      id: 'g',
      lifecycleStatus: 'active',
      description: { text: 'Kidneys' },
      startDate: '2026-01-15',
      target: [{ measure: code('2160-0', 'Creatinine'), ...target }],
      ...more,
    },
  ]);
  return [...current, ...past];
};
const rangesOf = ({ of }: ChartGoals): unknown[] => [...of.values()].flat().map(({ range }) => [range.low, range.high]);
const whyOf = ({ apart }: ChartGoals): string[] => apart.map(({ why }) => why);

describe('a goal on a chart', () => {
  it('is a line on one side, on both, or the value itself, as it was sent', () => {
    const drawn = (target: object): unknown[] => rangesOf(chartGoals(goalOf(target), findings, charts));
    assert.deepEqual(drawn({ detailQuantity: { ...amount(1.1, 'mg/dL'), comparator: '<=' } }), [[undefined, 1.1]]);
    assert.deepEqual(drawn({ detailQuantity: { ...amount(0.6, 'mg/dL'), comparator: '>' } }), [[0.6, undefined]]);
    assert.deepEqual(drawn({ detailQuantity: amount(1, 'mg/dL') }), [[1, 1]]);
    assert.deepEqual(drawn({ detailRange: { low: amount(0.6, 'mg/dL'), high: amount(1.1, 'mg/dL') } }), [[0.6, 1.1]]);
  });

  it('holds from its start', () => {
    const [[goal] = []] = chartGoals(goalOf({ detailQuantity: amount(1, 'mg/dL') }), findings, charts).of.values();
    assert.equal(new Date(goal?.from ?? 0).toISOString().slice(0, 10), '2026-01-15');
  });

  it('is of the same test, or of one of its LOINC Group, and of no other', () => {
    const measured = (loinc: string): ChartGoals =>
      chartGoals(goalOf({ measure: code(loinc, 'Creatinine'), detailQuantity: amount(1, 'mg/dL') }), findings, charts);
    assert.deepEqual(rangesOf(measured('38483-4')), [[1, 1]], 'creatinine in blood');
    assert.deepEqual([rangesOf(measured('2161-8')), whyOf(measured('2161-8'))], [[], []], 'creatinine in urine');
    const unmeasured = chartGoals(goalOf({ measure: undefined, detailQuantity: amount(1, 'mg/dL') }), findings, charts);
    assert.deepEqual([rangesOf(unmeasured), whyOf(unmeasured)], [[], []]);
  });

  it('in another unit is converted, which is said, or apart, which is said too', () => {
    const molar = goalOf({ detailQuantity: { ...amount(97, 'umol/L'), comparator: '<' } });
    assert.deepEqual(whyOf(chartGoals(molar, findings, charts)), ['other-unit']);
    const [[goal] = []] = chartGoals(molar, findings, charts, { convert }).of.values();
    assert.deepEqual([goal?.range, goal?.converted?.high?.value], [{ low: undefined, high: 1.1 }, '1.10']);
    const unitless = goalOf({ detailQuantity: { value: 1 } });
    assert.deepEqual(whyOf(chartGoals(unitless, findings, charts, { convert })), ['other-unit']);
  });

  it('is not drawn without a number, or where it is not active, and that is told', () => {
    assert.deepEqual(whyOf(chartGoals(goalOf({ detailString: 'lower' }), findings, charts)), ['no-number']);
    for (const lifecycleStatus of ['proposed', 'on-hold', 'completed', 'cancelled', 'nonsense']) {
      const told = chartGoals(goalOf({ detailQuantity: amount(1, 'mg/dL') }, { lifecycleStatus }), findings, charts);
      assert.deepEqual([rangesOf(told), whyOf(told)], [[], ['not-active']], lifecycleStatus);
    }
    const mistaken = goalOf({ detailQuantity: amount(1, 'mg/dL') }, { lifecycleStatus: 'entered-in-error' });
    assert.deepEqual(mistaken, []);
  });
});
