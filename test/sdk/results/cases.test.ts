/** Every hand-written result comes to the flag, by whom, and the interval that its row says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { intervalOf } from '../../../packages/sdk/src/topics/result-value.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { inputOf } from '../topics/support/corpus.ts';
import { CASES, SOURCES } from './cases.ts';
import { caseObservation, casePatient } from './case-observation.ts';

/** All that can be selected of v3-ObservationInterpretation 3.0.0, deprecated codes too. */
const ALL =
  'A AA AC B CAR Carrier D DET E EX EXP H H> HH HM HU HX I IE IND L L< LL LU LX MS N NCL ND NEG NR NS OBX POS QCF R RR S SDD ' +
  'SYN-R SYN-S TOX U UNE VS W WR < >';

describe('the table of results', () => {
  it('is long, says why, and has every code of HL7’s', () => {
    assert.ok(CASES.length >= 120, `${CASES.length} cases`);
    assert.equal(new Set(CASES.map(({ says }) => says)).size, CASES.length, 'no row stands twice');
    for (const { why, says } of CASES) assert.ok(SOURCES[why], says);
    const used = new Set(CASES.map(({ why }) => why));
    assert.deepEqual(
      Object.keys(SOURCES).filter((why) => !used.has(why)),
      [],
      'every source is used',
    );
    const codes = new Set(CASES.flatMap(({ interpretations }) => interpretations));
    assert.deepEqual(
      ALL.split(' ').filter((code) => !codes.has(code)),
      [],
    );
  });

  for (const one of CASES) {
    it(one.says.trim(), () => {
      const observation = parseJson(JSON.stringify(caseObservation(one, 'o', 'p'))) as FhirResource;
      const view = reports.view(inputOf([casePatient('p'), observation], new Date('2026-03-02T12:00:00Z')));
      const [line] = view.lines;
      assert.ok(line);
      assert.deepEqual([line.flag.level, line.flag.by], [one.level, one.by]);
      const interval = intervalOf(line.value);
      const open = (end: 'least' | 'most'): boolean => interval?.open === end || !Number.isFinite(interval?.[end]);
      const shown = (end: number): string => (Number.isFinite(end) ? String(end) : '-');
      assert.equal(
        interval
          ? `${open('least') ? '(' : '['}${shown(interval.least)},${shown(interval.most)}${open('most') ? ')' : ']'}`
          : '',
        one.interval,
      );
      // The number is as sent, whatever is made of it.
      const sent = /^[<>]?=?(-?\d+(?:\.\d+)?) \S+$/.exec(one.value)?.[1];
      if (sent) assert.equal(line.value.kind === 'quantity' && line.value.quantity.value, sent);
    });
  }
});
