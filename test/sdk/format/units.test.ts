import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convert, convertFor, type UnitSystem } from '../../../packages/sdk/src/units.ts';

const UCUM = 'http://unitsofmeasure.org';
const amount = (value: string, code: string): { value: string; code: string; system: string } => ({
  value,
  code,
  system: UCUM,
});
const loinc = (code: string): { text: string; codings: { system: string; code: string }[] } => ({
  text: 'a test',
  codings: [{ system: 'http://loinc.org', code }],
});
const told = (value: string, from: string, system: UnitSystem, code = ''): string | undefined => {
  const converted = convertFor(system, amount(value, from), loinc(code));
  return converted && `${converted.value} ${converted.code}`;
};

test('converted numbers have the digits that NIST SP 811, B.7.2, gives them in its examples', () => {
  const rounded = (value: string, from: string, to: string): string | undefined =>
    convert(amount(value, from), to)?.value;
  assert.equal(rounded('11', '[mi_i]', 'km'), '18');
  assert.equal(rounded('61', '[mi_i]', 'km'), '98');
  assert.equal(rounded('66', '[mi_i]', 'km'), '106');
  assert.equal(rounded('8', '[ft_i]', 'm'), '2.4');
});

test('weights, lengths and temperatures are told in the other custom, to the exact factors of NIST SP 811, B.8', () => {
  assert.equal(told('70.5', 'kg', 'us'), '155.4 [lb_av]');
  assert.equal(told('154', '[lb_av]', 'si'), '69.9 kg');
  assert.equal(told('170', 'cm', 'us'), '66.9 [in_i]');
  assert.equal(told('70', '[in_i]', 'si'), '178 cm');
  assert.equal(told('37.2', 'Cel', 'us'), '99.0 [degF]');
  assert.equal(told('98.6', '[degF]', 'si'), '37.0 Cel');
  assert.equal(told('-0.5', 'Cel', 'us'), '31.1 [degF]');
  assert.equal(told('14.1', 'g/dL', 'si'), '141 g/L');
});

/** Conventional units, the factor to SI units, and what it gives (AMA Manual of Style, 11th edition, table 17.5-1). */
const AMA = [
  ['2345-7', '100', 'mg/dL', 0.0555, 'mmol/L'],
  ['2160-0', '1.00', 'mg/dL', 88.4, 'umol/L'],
  ['2093-3', '200', 'mg/dL', 0.0259, 'mmol/L'],
  ['2571-8', '150', 'mg/dL', 0.0113, 'mmol/L'],
  ['1975-2', '1.00', 'mg/dL', 17.104, 'umol/L'],
  ['3084-1', '5.00', 'mg/dL', 59.485, 'umol/L'],
  ['17861-6', '9.50', 'mg/dL', 0.25, 'mmol/L'],
  ['19123-9', '2.00', 'mg/dL', 0.4114, 'mmol/L'],
  ['2498-4', '100', 'ug/dL', 0.179, 'umol/L'],
] as const;

for (const [code, value, mass, factor, molar] of AMA) {
  test(`the substance of LOINC ${code} is told by moles as the AMA's factor ${factor} gives it, and back`, () => {
    const [number, unit] = (told(value, mass, 'si', code) ?? '').split(' ');
    assert.equal(unit, molar);
    assert.ok(Math.abs(Number(number) / (Number(value) * factor) - 1) < 0.005, number);
    const [back, backUnit] = (told(number ?? '', molar, 'us', code) ?? '').split(' ');
    assert.equal(backUnit, mass);
    assert.ok(Math.abs(Number(back) / Number(value) - 1) < 0.005, back);
  });
}

test('a bound stays a bound', () => {
  const converted = convertFor('si', { ...amount('10', 'mg/dL'), comparator: '<' }, loinc('2345-7'));
  assert.deepEqual(converted, { value: '0.56', comparator: '<', code: 'mmol/L', system: UCUM });
});

test('nothing is converted without knowing what it is', () => {
  assert.equal(told('100', 'mg/dL', 'si'), undefined, 'a substance that no code names');
  assert.equal(told('14', 'mg/dL', 'si', '3094-0'), undefined, 'urea told as its nitrogen');
  assert.equal(told('6.5', '%', 'si', '4548-4'), undefined, 'HbA1c');
  assert.equal(convertFor('us', { value: '70', unit: 'kg' }), undefined, 'a unit in words');
  assert.equal(
    convertFor('us', { value: '70', code: 'kg', system: 'urn:local' }),
    undefined,
    'a code of another system',
  );
  assert.equal(convert(amount('70', 'kg'), 'cm'), undefined, 'a mass as a length');
  assert.equal(convert(amount('70', 'nonsense'), 'kg'), undefined, 'no unit');
  assert.equal(told('70', 'kg', 'si'), undefined, 'in that unit already');
  const twice = { text: 'two', codings: [...loinc('2345-7').codings, ...loinc('2160-0').codings] };
  assert.equal(convertFor('si', amount('100', 'mg/dL'), twice), undefined, 'codes of two substances');
});

test('units that UCUM takes for plain numbers convert only where both count the same things', () => {
  const number = (value: string, from: string, to: string): string | undefined =>
    convert(amount(value, from), to, loinc(''))?.value;
  // HbA1c by NGSP and by IFCC, a clearance and one of 1.73 m², D-dimer in two equivalents, osmoles, fields of the microscope.
  assert.equal(number('7.6', '%', 'mmol/mol'), undefined);
  assert.equal(number('60', 'mL/min', 'mL/min/{1.73_m2}'), undefined);
  assert.equal(number('500', 'ng/mL{FEU}', 'ng/mL{DDU}'), undefined);
  assert.equal(number('300', 'mosm/L', 'mmol/L'), undefined);
  assert.equal(number('5', '/[HPF]', '/[LPF]'), undefined);
  assert.equal(number('2', '{score}', '{index}'), undefined);
  assert.equal(number('0.5', 'ug/mL{FEU}', 'ng/mL{FEU}'), '500');
  assert.equal(number('45', '%', 'L/L'), '0.45');
  assert.equal(number('60', 'umol/mol', 'mmol/mol'), '0.060');
  assert.equal(number('5', 'U/L', 'nkat/L'), '80');
});
