import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation } from 'fhir/r4.js';
import { vitals, type VitalSign, type VitalsView } from '../../../packages/sdk/src/topics/vitals.ts';
import { examples, inputOf, together } from './support/corpus.ts';

type Sent = Partial<Omit<Observation, 'status'>> & { status?: string };
const loinc = (code: string, display = code) => ({ coding: [{ system: 'http://loinc.org', code, display }] });
const mmHg = (value: number) => ({
  valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
});

function vital(id: string, code: string, date: string, more: Sent): Observation {
  const base = { resourceType: 'Observation', id, status: 'final', code: loinc(code), effectiveDateTime: date };
  return { ...base, ...more } as Observation;
}
const pressure = (id: string, date: string, systolic: number, diastolic: number, code = '85354-9'): Observation =>
  vital(id, code, date, {
    component: [
      { code: loinc('8462-4', 'Diastolic'), ...mmHg(diastolic) },
      { code: loinc('8480-6', 'Systolic'), ...mmHg(systolic) },
    ],
  });
const view = (...observations: Observation[]): VitalsView => vitals.view(inputOf(observations));
const numbers = (sign: VitalSign | undefined): (string | undefined)[][] =>
  (sign?.latest.values ?? []).map(({ role, value }) => [
    role,
    value.kind === 'quantity' ? value.quantity.value : value.kind,
  ]);

test('a blood pressure is systolic over diastolic however it is recorded', () => {
  const expected = [
    ['systolic', '158'],
    ['diastolic', '92'],
  ];
  const at = '2026-10-19T08:10:00Z';
  const [s, d] = [vital('s', '8480-6', at, mmHg(158)), vital('d', '8462-4', at, mmHg(92))];
  for (const found of [
    view(pressure('1', at, 158, 92)),
    view(pressure('1', at, 158, 92, '55284-4')),
    view(s, d),
    view(d, s),
  ]) {
    assert.equal(found.signs.length, 1);
    assert.equal(found.signs[0]?.kind, 'blood-pressure');
    assert.deepEqual(numbers(found.signs[0]), expected);
  }
});

test('halves taken at different times or by different sources are not joined', () => {
  const s = vital('s', '8480-6', '2026-10-19T08:10:00Z', mmHg(158));
  const later = vital('d', '8462-4', '2026-10-19T09:10:00Z', mmHg(92));
  const [sign] = view(s, later).signs;
  assert.deepEqual(numbers(sign), [['diastolic', '92']]);
  assert.equal(sign?.earlier.length, 1);
  const same = vital('d', '8462-4', '2026-10-19T08:10:00Z', mmHg(92));
  const apart = vitals.view(together(inputOf([s], undefined, 'a'), inputOf([same], undefined, 'b')));
  assert.equal(apart.signs[0]?.latest.values.length, 1);
});

test('several pressures apart at one time are paired in their order', () => {
  const at = '2026-10-19T08:10:00Z';
  const found = view(
    vital('s1', '8480-6', at, mmHg(150)),
    vital('s2', '8480-6', at, mmHg(140)),
    vital('d1', '8462-4', at, mmHg(90)),
    vital('d2', '8462-4', at, mmHg(80)),
  );
  const [sign] = found.signs;
  assert.equal(sign?.earlier.length, 1);
  assert.ok([sign?.latest, ...(sign?.earlier ?? [])].every((measurement) => measurement?.lines.length === 2));
});

test('a diastolic pressure that is missing says why', () => {
  const [file] = examples('us-core').filter((example) => example.file.endsWith('bp-data-absent.json'));
  assert.ok(file);
  const [sign] = vitals.view(inputOf(file.resources)).signs;
  assert.deepEqual(numbers(sign), [
    ['systolic', '109'],
    ['diastolic', 'absent'],
  ]);
});

test('each kind is known by its codes', () => {
  const codes: Record<string, string[]> = {
    pulse: ['8867-4'],
    'respiratory-rate': ['9279-1'],
    'oxygen-saturation': ['59408-5', '2708-6'],
    temperature: ['8310-5', '8331-1'],
    weight: ['29463-7', '3141-9'],
    height: ['8302-2'],
    bmi: ['39156-5'],
    'head-circumference': ['9843-4'],
    pain: ['72514-3'],
  };
  for (const [kind, known] of Object.entries(codes)) {
    for (const code of known)
      assert.equal(view(vital('1', code, '2026', { valueQuantity: { value: 1 } })).signs[0]?.kind, kind, code);
  }
});

test('a vital sign of unknown code is shown under its own name', () => {
  const [sign] = view(
    vital('1', '80288-4', '2026', { code: { text: 'Level of consciousness' }, valueString: 'Alert' }),
  ).signs;
  assert.equal(sign?.kind, 'other');
  assert.equal(sign?.name?.text, 'Level of consciousness');
});

test('either code of oxygen saturation finds the kind when both are sent', () => {
  const code = { coding: [...loinc('59408-5').coding, ...loinc('2708-6').coding] };
  assert.equal(
    view(vital('1', 'x', '2026', { code, valueQuantity: { value: 97, unit: '%' } })).signs[0]?.kind,
    'oxygen-saturation',
  );
});

test('the newest leads with its trend, and what was entered in error does neither', () => {
  const weight = (id: string, date: string, value: number, more: Sent = {}) =>
    vital(id, '29463-7', date, { valueQuantity: { value, unit: 'kg', code: 'kg' }, ...more });
  const found = view(
    weight('1', '2024-08-12', 80),
    weight('2', '2025-08-12', 78.4),
    weight('3', '2026-01-01', 784, { status: 'entered-in-error' }),
    weight('4', '2026-02-01', 784, { status: 'cancelled' }),
  );
  assert.equal(found.signs[0]?.latest.date, '2025-08-12');
  assert.equal(found.signs[0]?.trend, 'down');
  assert.equal(found.enteredInError.length, 1);
  assert.equal(found.notMeasured.length, 1);
});

test('a trend is never told between different units, nor from a single value', () => {
  const temperature = (id: string, date: string, value: number, code: string) =>
    vital(id, '8310-5', date, { valueQuantity: { value, code, system: 'http://unitsofmeasure.org' } });
  assert.equal(
    view(temperature('1', '2025', 98.6, '[degF]'), temperature('2', '2026', 37, 'Cel')).signs[0]?.trend,
    undefined,
  );
  assert.equal(view(temperature('1', '2025', 37, 'Cel')).signs[0]?.trend, undefined);
  assert.equal(view(temperature('1', '2025', 37, 'Cel'), temperature('2', '2026', 37, 'Cel')).signs[0]?.trend, 'same');
});

test('the worst flag of either pressure marks the measurement', () => {
  const high = { interpretation: [{ coding: [{ code: 'H' }] }] };
  const component = [
    { code: loinc('8480-6'), ...mmHg(158), ...high },
    { code: loinc('8462-4'), ...mmHg(80) },
  ];
  const [sign] = view(vital('1', '85354-9', '2026', { component })).signs;
  assert.equal(sign?.latest.flag.level, 'high');
  assert.equal(sign?.latest.values[0]?.flag.level, 'high');
  assert.equal(sign?.latest.values[1]?.flag.level, 'none');
});

test('a preliminary half makes the whole preliminary', () => {
  const at = '2026-10-19T08:10:00Z';
  const found = view(
    vital('s', '8480-6', at, mmHg(158)),
    vital('d', '8462-4', at, { ...mmHg(92), status: 'preliminary' }),
  );
  assert.equal(found.signs[0]?.latest.status, 'preliminary');
});

test('a panel of observations is not a vital sign, and is not lost', () => {
  const found = view(vital('panel', '85353-1', '2026', { hasMember: [{ reference: 'Observation/1' }] }));
  assert.equal(found.signs.length, 0);
  assert.equal(found.panels.length, 1);
});

test('signs come in the order in which they are read', () => {
  const found = view(
    vital('1', '29463-7', '2026', { valueQuantity: { value: 70 } }),
    vital('2', 'x', '2026', { code: { text: 'Zzz' }, valueString: 'a' }),
    vital('3', '8867-4', '2026', { valueQuantity: { value: 60 } }),
    pressure('4', '2026', 120, 80),
  );
  assert.deepEqual(
    found.signs.map(({ kind }) => kind),
    ['blood-pressure', 'pulse', 'weight', 'other'],
  );
});

test('a pressure that is not systolic over diastolic keeps the name that tells which it is', () => {
  const [mean] = view(vital('1', '8478-0', '2026', { code: loinc('8478-0', 'Mean pressure'), ...mmHg(95) })).signs;
  assert.deepEqual([mean?.latest.values[0]?.role, mean?.latest.values[0]?.name?.text], ['mean', 'Mean pressure']);
  const [lone] = view(vital('1', '8462-4', '2026', { code: loinc('8462-4', 'Diastolic'), ...mmHg(92) })).signs;
  assert.equal(lone?.latest.values[0]?.name?.text, 'Diastolic');
});
