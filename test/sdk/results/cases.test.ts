/** Every hand-written result comes to the flag, by whom, and the interval that its row says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeableConcept, FhirResource, ObservationReferenceRange, Quantity } from 'fhir/r4.js';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { intervalOf } from '../../../packages/sdk/src/topics/result-value.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { inputOf } from '../topics/support/corpus.ts';
import { CASES, SOURCES, type Case } from './cases.ts';

const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
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
      const view = reports.view(inputOf([patient, observation(one)], new Date('2026-03-02T12:00:00Z')));
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

const patient = {
  resourceType: 'Patient',
  id: 'p',
  gender: 'male',
  birthDate: '1960-05-01',
} as const;

function observation({ value, ranges, interpretations, status }: Case): FhirResource {
  const unit = /^[<>]?=?-?\d+(?:\.\d+)? (\S+)$/.exec(value)?.[1];
  const text = JSON.stringify({
    resourceType: 'Observation',
    id: 'o',
    status,
    code: { text: 'Test' },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: '2026-03-02T08:00:00Z',
    ...valueOf(value),
    referenceRange: ranges.map((range) => rangeOf(range, unit)),
    interpretation: interpretations.map(conceptOf),
  });
  // Numbers as written: 5.30 is not 5.3.
  return parseJson(text.replace(/"=(-?[\d.]+)"/g, '$1')) as FhirResource;
}

const number = (digits: string): number => `=${digits}` as unknown as number;
const quantity = (digits: string, unit: string | undefined): Quantity => ({
  value: number(digits),
  ...(unit && { unit, code: unit, system: 'http://unitsofmeasure.org' }),
});

function valueOf(value: string): object {
  const measured = /^([<>]=?)?(-?\d+(?:\.\d+)?) (\S+)$/.exec(value);
  if (measured) {
    const [, comparator, digits = '', unit] = measured;
    return { valueQuantity: { ...quantity(digits, unit), ...(comparator && { comparator }) } };
  }
  const [, low, high, unit] = /^(\d+)\.\.(\d+) (\S+)$/.exec(value) ?? [];
  if (low && high) return { valueRange: { low: quantity(low, unit), high: quantity(high, unit) } };
  const [, numerator, denominator] = /^(\d+):(\d+)$/.exec(value) ?? [];
  if (numerator && denominator)
    return { valueRatio: { numerator: quantity(numerator, ''), denominator: quantity(denominator, '') } };
  if (/^\d+$/.test(value)) return { valueInteger: Number(value) };
  if (value === 'yes') return { valueBoolean: true };
  const rest = value.slice(1);
  switch (value[0]) {
    case '"':
      return { valueString: value.slice(1, -1) };
    case '#':
      return { valueCodeableConcept: { text: rest } };
    case '@':
      return { valueDateTime: rest };
    case '~':
      return { valueSampledData: { origin: { value: 0 }, period: 10, dimensions: 1, data: '1 2 3' } };
    case '?':
      return { dataAbsentReason: { coding: [{ code: rest }] } };
    default:
      return {};
  }
}

const SEXES: Readonly<Record<string, string>> = { male: '248153007', female: '248152002' };

function rangeOf(written: string, unit: string | undefined): ObservationReferenceRange {
  if (written.startsWith('"')) return { text: written.slice(1, -1) };
  const words = written.split(' ');
  const [low, high] = words.pop()!.split('..');
  const own = words.find((word) => /\//.test(word)) ?? unit;
  const age = words.map((word) => /^(<?)(\d+)\+?$/.exec(word)).find(Boolean);
  const years = age && { value: Number(age[2]), code: 'a', system: 'http://unitsofmeasure.org' };
  const sex = words.map((word) => SEXES[word]).find(Boolean);
  const type = words.filter((word) => /^(?:therapeutic|normal|critical|high|low)$/.test(word)).join(' ');
  return {
    ...(low && { low: quantity(low, own) }),
    ...(high && { high: quantity(high, own) }),
    ...(years && { age: age[1] ? { high: years } : { low: years } }),
    ...(sex && { appliesTo: [{ coding: [{ system: 'http://snomed.info/sct', code: sex }] }] }),
    ...(words.includes('pregnant') && { appliesTo: [{ text: 'pregnant' }] }),
    ...(type && { type: { coding: [{ code: type.replace(' ', '-') }], text: type } }),
  };
}

function conceptOf(written: string): CodeableConcept {
  if (written.startsWith('"')) return { text: written.slice(1, -1) };
  const [system, code] = written.startsWith('local:') ? ['urn:local', written.slice(6)] : [V3, written];
  return { coding: [{ system, code }] };
}
