/**
 * Which vital sign a code means (LOINC; SNOMED CT observable entities where LOINC is not sent).
 * @module
 */
import type { Concept } from '../format/concept.ts';

export type VitalKind =
  | 'blood-pressure'
  | 'pulse'
  | 'respiratory-rate'
  | 'oxygen-saturation'
  | 'temperature'
  | 'weight'
  | 'height'
  | 'bmi'
  | 'head-circumference'
  | 'pain'
  | 'other';

/** What a value is within its vital sign. `part` is a component with a name of its own. */
export type VitalRole = 'value' | 'systolic' | 'diastolic' | 'mean' | 'part';

/** In the order in which they are read. */
export const VITAL_KINDS: readonly VitalKind[] = [
  'blood-pressure',
  'pulse',
  'oxygen-saturation',
  'respiratory-rate',
  'temperature',
  'weight',
  'height',
  'bmi',
  'head-circumference',
  'pain',
  'other',
];

/** The kind that any coding of an observation's code names; `other` when none is known. */
export function vitalKind(code: Concept | undefined): VitalKind {
  return partRole(code) === 'part' ? find(KINDS, code, 'other') : 'blood-pressure';
}

/** Which pressure a code names; `part` for anything else. */
export function partRole(code: Concept | undefined): Exclude<VitalRole, 'value'> {
  return find(ROLES, code, 'part');
}

const KINDS = /* @__PURE__ */ byCode<VitalKind>({
  'blood-pressure': '85354-9 55284-4 35094-2 75367002',
  pulse: '8867-4 8889-8 8893-0 364075005 78564009',
  'oxygen-saturation': '59408-5 2708-6 431314004',
  'respiratory-rate': '9279-1 86290005',
  temperature: '8310-5 8331-1 8328-7 8332-9 8333-0 8329-5 76011-6 386725007',
  weight: '29463-7 3141-9 3142-7 8335-2 27113001',
  height: '8302-2 3137-7 3138-5 8306-3 8308-9 50373000',
  bmi: '39156-5 60621009',
  'head-circumference': '9843-4 8287-5 363812007',
  pain: '72514-3 38208-5 38221-8',
});

const ROLES = /* @__PURE__ */ byCode<Exclude<VitalRole, 'value'>>({
  systolic: '8480-6 8459-0 8460-8 8461-6 271649006',
  diastolic: '8462-4 8453-3 8454-1 8455-8 271650006',
  mean: '8478-0',
});

function find<K extends string>(
  table: Readonly<Record<string, K>>,
  code: Concept | undefined,
  otherwise: NoInfer<K>,
): K {
  for (const { code: one } of code?.codings ?? []) {
    const found = one === undefined ? undefined : table[one];
    if (found) return found;
  }
  return otherwise;
}

function byCode<K extends string>(rows: Readonly<Partial<Record<K, string>>>): Record<string, K> {
  const entries = Object.entries(rows) as [K, string][];
  return Object.fromEntries(entries.flatMap(([meaning, codes]) => codes.split(' ').map((code) => [code, meaning])));
}
