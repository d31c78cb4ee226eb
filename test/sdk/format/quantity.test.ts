import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { formatDuration } from '../../../packages/sdk/src/format/duration.ts';
import {
  formatDecimal,
  formatNumber,
  formatQuantity,
  formatRange,
  formatRatio,
} from '../../../packages/sdk/src/format/number.ts';
import { quantityOf, sameUnit } from '../../../packages/sdk/src/format/quantity.ts';
import { unitText } from '../../../packages/sdk/src/format/unit.ts';
import { dosageEnglish } from '../../../packages/sdk/src/format/dosage-strings.ts';

const NBSP = '\u00a0';

const UNITS: readonly [ucum: string, printed: string][] = [
  ['10*9/L', '10⁹/L'],
  ['10*3/uL', '10³/µL'],
  ['10^6/uL', '10⁶/µL'],
  ['Cel', '°C'],
  ['[degF]', '°F'],
  ['mm[Hg]', 'mmHg'],
  ['cm[H2O]', 'cmH2O'],
  ['kg/m2', 'kg/m²'],
  ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
  ['ug/L', 'µg/L'],
  ['umol/L', 'µmol/L'],
  ['u[iU]/mL', 'µIU/mL'],
  ['{beats}/min', 'beats/min'],
  ['/min', '/min'],
  ['{score}', ''],
  ['1', ''],
  ['%', '%'],
  ['mmol/L', 'mmol/L'],
  ['[lb_av]', 'lb'],
  ['[in_i]', 'in'],
  ['U/L', 'U/L'],
];

test('UCUM codes are printed as people write them', () => {
  for (const [code, printed] of UNITS)
    assert.equal(unitText({ code, system: 'http://unitsofmeasure.org' }), printed, code);
});

test('the unit in the sender’s words comes before the code', () => {
  assert.equal(
    unitText({ unit: 'breaths/minute', code: '/min', system: 'http://unitsofmeasure.org' }),
    'breaths/minute',
  );
  assert.equal(unitText({ unit: 'beats per min' }), 'beats per min');
});

test('a unit that is a word follows its number; codes, abbreviations and unknown units stay as sent', () => {
  const said = (value: string, unit: string, code?: string): string =>
    formatQuantity({ value, unit, code }, 'en').replace(NBSP, ' ');
  assert.equal(said('28', 'tablet'), '28 tablets');
  assert.equal(said('28', 'Tablet', '{tbl}'), '28 Tablets');
  assert.equal(said('1', 'tablets'), '1 tablet');
  assert.equal(said('1', 'patch'), '1 patch');
  assert.equal(said('2', 'patch'), '2 patches');
  assert.equal(said('2', 'suppository'), '2 suppositories');
  assert.equal(said('0.5', 'tablet'), '0.5 tablets');
  assert.equal(said('32', 'week', 'wk'), '32 weeks');
  assert.equal(said('2', 'cápsula'), '2 cápsulas');
  assert.equal(said('3', 'inhalación'), '3 inhalaciones');
  for (const unit of ['TAB', 'TABLET', 'tablet(s)', 'mg', 'd', 'EA', 'Tablet - unit of product usage'])
    assert.equal(said('28', unit), `28 ${unit}`);
});

test('a span of time is told by its code in the reader’s language, without a digit less', () => {
  const system = 'http://unitsofmeasure.org';
  const said = (value: string, code: string, locale = 'en'): string =>
    formatDuration({ value, code, unit: code, system }, locale).replace(NBSP, ' ');
  assert.equal(said('28', 'd'), '28 days');
  assert.equal(said('1', 'wk'), '1 week');
  assert.equal(said('28', 'd', 'es'), '28 días');
  assert.equal(said('0.0625', 'h'), '0.0625 hours');
  assert.equal(formatDuration({ value: '2', unit: 'boxes' }, 'en'), `2${NBSP}boxes`);
});

test('no digit is added, cut or rounded', () => {
  for (const text of ['5.0', '0.50', '12345678901234567.25']) {
    assert.equal(formatDecimal(text, 'en').replaceAll(',', ''), text);
  }
});

test('the marks of English are those that the browser knows', () => {
  for (const locale of ['en', 'en-GB', 'en-US'])
    assert.equal(formatDecimal('1234567.5', locale), new Intl.NumberFormat(locale).format(1234567.5));
});

test('marks follow the language, and grouping starts at five digits', () => {
  assert.equal(formatDecimal('1234.50', 'en'), '1234.50');
  assert.equal(formatDecimal('12345.50', 'en'), '12,345.50');
  assert.equal(formatDecimal('12345.50', 'de'), '12.345,50');
  assert.equal(formatDecimal('5.0', 'fr'), '5,0');
  assert.equal(formatDecimal('5.0', 'ar-EG'), '5.0');
  assert.equal(formatDecimal('-2.5', 'en'), '−2.5');
  assert.equal(formatDecimal('1:80', 'en'), '1:80');
});

test('a comparator is kept and glued to the number', () => {
  assert.equal(formatNumber({ value: '0.5', comparator: '<' }, 'en'), '<0.5');
  assert.equal(formatNumber({ value: '60', comparator: '>=' }, 'en'), '≥60');
});

test('number and unit cannot part', () => {
  assert.equal(formatQuantity({ value: '6.4', unit: 'mmol/L' }, 'en'), `6.4${NBSP}mmol/L`);
  assert.equal(formatQuantity({ value: '7.40', code: '1' }, 'en'), '7.40');
});

test('ranges: both ends, one end in words, negative ends, different units', () => {
  const mmol = (value: string) => ({ value, unit: 'mmol/L' });
  assert.equal(formatRange({ low: mmol('3.5'), high: mmol('5.3') }, 'en', dosageEnglish), `3.5–5.3${NBSP}mmol/L`);
  assert.equal(formatRange({ low: mmol('3.5'), high: mmol('5.3') }, 'en', dosageEnglish, false), '3.5–5.3');
  assert.equal(formatRange({ low: mmol('60') }, 'en', dosageEnglish, false), '60 or above');
  assert.equal(formatRange({ high: mmol('5') }, 'en', dosageEnglish, false), '5 or below');
  assert.equal(formatRange({ low: mmol('0'), high: mmol('5') }, 'en', dosageEnglish, false), '0–5');
  assert.equal(formatRange({ low: mmol('-2'), high: mmol('2') }, 'en', dosageEnglish, false), '−2 – 2');
  const mixed = formatRange({ low: { value: '1', unit: 'd' }, high: { value: '2', unit: 'wk' } }, 'en', dosageEnglish);
  assert.equal(mixed, `1${NBSP}d – 2${NBSP}wk`);
});

test('a titre is a ratio of bare numbers', () => {
  assert.equal(formatRatio({ numerator: { value: '1' }, denominator: { value: '80' } }, 'en'), '1:80');
  const strength = { numerator: { value: '5', unit: 'mg' }, denominator: { value: '10', unit: 'mL' } };
  assert.equal(formatRatio(strength, 'en'), `5${NBSP}mg / 10${NBSP}mL`);
});

test('a quantity without a number is none, and an unknown comparator is kept: without it the number would be an exact one', () => {
  assert.equal(quantityOf({ unit: 'mg' }), undefined);
  const odd = parseJson('{"value":1.0,"comparator":"~"}') as object;
  assert.deepEqual(quantityOf(odd), {
    value: '1.0',
    comparator: '~',
    unit: undefined,
    code: undefined,
    system: undefined,
  });
});

test('units are the same by code, or by word where a code is missing', () => {
  const ucum = 'http://unitsofmeasure.org';
  assert.ok(
    sameUnit({ unit: 'mg per dL', code: 'mg/dL', system: ucum }, { unit: 'mg/dL', code: 'mg/dL', system: ucum }),
  );
  assert.ok(sameUnit({ unit: 'mg/dL', code: 'mg/dL' }, { unit: 'mg/dL' }));
  assert.ok(!sameUnit({ unit: 'mg/dL' }, { unit: 'mmol/L' }));
  assert.ok(!sameUnit({ unit: 'mg/dL' }, {}));
  assert.ok(!sameUnit({ unit: 'mg', code: 'mg' }, { unit: 'Mg', code: 'Mg' }));
});
