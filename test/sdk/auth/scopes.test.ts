import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopesFor } from '../../../packages/sdk/src/auth/scope-generations.ts';
import {
  type Interaction,
  type Narrowing,
  grantsData,
  listScopes,
  permission,
  refusedScopes,
} from '../../../packages/sdk/src/auth/scopes.ts';

function can(granted: string, interaction: Interaction, type: string, narrowing?: Narrowing): boolean {
  return permission(listScopes(granted), interaction, type, narrowing).allowed;
}

describe('what granted scopes permit', () => {
  for (const [granted, interaction, type, expected] of [
    ['patient/Observation.rs', 'search', 'Observation', true],
    ['patient/Observation.rs', 'read', 'Observation', true],
    ['patient/Observation.rs', 'create', 'Observation', false],
    ['patient/Observation.rs', 'search', 'Condition', false],
    ['patient/Observation.r', 'search', 'Observation', false],
    ['patient/Observation.s', 'read', 'Observation', false],
    ['patient/*.cruds', 'delete', 'Task', true],
    ['user/*.rs', 'search', 'Observation', true],
    ['system/Observation.s', 'search', 'Observation', true],
    ['patient/Observation.read', 'search', 'Observation', true],
    ['patient/Observation.read', 'update', 'Observation', false],
    ['patient/Observation.write', 'update', 'Observation', true],
    ['patient/Observation.write', 'read', 'Observation', false],
    ['patient/Observation.*', 'create', 'Observation', true],
    ['patient/*.*', 'search', 'Observation', true],
    ['http://smarthealthit.org/fhir/scopes/patient/Observation.read', 'read', 'Observation', true],
    ['openid fhirUser launch/patient offline_access', 'read', 'Patient', false],
    ['patient/Observation.x', 'read', 'Observation', false],
    ['patient/Observation', 'read', 'Observation', false],
    ['patient.Observation.rs', 'read', 'Observation', false],
    ['', 'read', 'Observation', false],
  ] as const) {
    it(`"${granted}" ${expected ? 'permits' : 'does not permit'} ${interaction} of ${type}`, () => {
      assert.equal(can(granted, interaction, type), expected);
    });
  }

  it('limited by a parameter, permits what is asked within the limit', () => {
    const laboratory =
      'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory';
    assert.equal(can(laboratory, 'search', 'Observation', { category: 'laboratory' }), true);
    assert.equal(can(laboratory, 'search', 'Observation', { category: ['laboratory'] }), true);
    assert.equal(can(laboratory, 'search', 'Observation', { category: 'vital-signs' }), false);
    assert.equal(can(laboratory, 'search', 'Observation', { category: 'other|laboratory' }), false);
    assert.equal(can(laboratory, 'search', 'Observation'), false, 'part of the data would be missing');
    assert.equal(can(laboratory, 'read', 'Observation'), true, 'the server knows which');
  });

  it('limited differently, permits "any of these" when each is covered by one of them', () => {
    const both = 'patient/Observation.rs?category=laboratory patient/Observation.rs?category=vital-signs';
    assert.equal(can(both, 'search', 'Observation', { category: ['laboratory', 'vital-signs'] }), true);
    assert.equal(can(both, 'search', 'Observation', { category: 'laboratory,vital-signs' }), true);
    assert.equal(can(both, 'search', 'Observation', { category: ['laboratory', 'survey'] }), false);
    assert.equal(can(both, 'search', 'Observation', { category: 'laboratory', code: '1,2' }), true);
  });

  it('permits no more when asked for "any of" no value', () => {
    assert.equal(can('', 'search', 'Observation', { category: [] }), false);
    assert.equal(can('patient/Observation.rs?category=laboratory', 'search', 'Observation', { category: [] }), false);
    assert.equal(can('patient/Observation.rs', 'search', 'Observation', { category: [] }), true);
  });

  it('limited in several ways, permits only what is asked within all of them', () => {
    const both = 'patient/Observation.rs?category=laboratory&status=final';
    assert.equal(can(both, 'search', 'Observation', { category: 'laboratory' }), false);
    assert.equal(can(both, 'search', 'Observation', { category: 'laboratory', status: 'final' }), true);
    const twice = 'patient/Observation.rs?category=laboratory&category=survey';
    assert.equal(can(twice, 'search', 'Observation', { category: 'survey' }), false, 'both at once, not either');
  });

  it('limited to several values, permits each of them', () => {
    const either = 'patient/Observation.rs?category=laboratory,vital-signs';
    assert.equal(can(either, 'search', 'Observation', { category: 'laboratory' }), true);
    assert.equal(can(either, 'search', 'Observation', { category: ['laboratory', 'vital-signs'] }), true);
    assert.equal(can(either, 'search', 'Observation', { category: 'survey' }), false);
  });

  it('are understood with their letters in any order', () => {
    assert.equal(can('patient/Observation.sr', 'search', 'Observation'), true);
  });

  it('names what is missing, written as the server writes its own', () => {
    const missing = (granted: string, interaction: Interaction) => {
      const verdict = permission(listScopes(granted), interaction, 'Condition');
      return verdict.allowed ? [] : verdict.missing;
    };
    assert.deepEqual(missing('patient/Patient.rs', 'search'), ['patient/Condition.s']);
    assert.deepEqual(missing('user/Patient.read', 'search'), ['user/Condition.read']);
    assert.deepEqual(missing('patient/Patient.read', 'update'), ['patient/Condition.write']);
    assert.deepEqual(missing('', 'read'), ['patient/Condition.r']);
  });
});

describe('what was asked compared with what was granted', () => {
  const refused = (asked: string, granted: string) => refusedScopes(listScopes(asked), listScopes(granted));

  it('is nothing when all was granted, in whichever generation', () => {
    assert.deepEqual(refused('patient/Observation.rs', 'patient/Observation.read'), []);
    assert.deepEqual(refused('patient/Observation.read', 'patient/*.rs'), []);
    assert.deepEqual(refused('patient/Observation.rs', 'patient/Observation.r patient/Observation.s'), []);
    assert.deepEqual(refused('patient/Observation.rs?category=a', 'patient/Observation.rs'), []);
  });

  it('takes a list of types as the answer to a wildcard', () => {
    assert.deepEqual(refused('patient/*.rs', 'patient/Observation.rs patient/Condition.rs'), []);
    assert.deepEqual(refused('patient/*.cruds', 'patient/Observation.rs'), ['patient/*.cruds']);
  });

  it('names what is missing or was cut down', () => {
    assert.deepEqual(refused('patient/Observation.rs patient/Condition.rs', 'patient/Condition.rs'), [
      'patient/Observation.rs',
    ]);
    assert.deepEqual(refused('patient/Observation.cruds', 'patient/Observation.rs'), ['patient/Observation.cruds']);
    assert.deepEqual(refused('patient/Observation.rs', 'patient/Observation.rs?category=a'), [
      'patient/Observation.rs',
    ]);
    assert.deepEqual(refused('user/Observation.rs', 'patient/Observation.rs'), ['user/Observation.rs']);
    assert.deepEqual(refused('openid offline_access', 'openid'), ['offline_access']);
  });

  it('understands a limit to several values', () => {
    assert.deepEqual(refused('patient/Observation.rs?category=a', 'patient/Observation.rs?category=a,b'), []);
    const asked = 'patient/Observation.rs?category=a,b';
    assert.deepEqual(refused(asked, 'patient/Observation.rs?category=a'), [asked]);
  });

  it('understands rights of the other generation that are less than what was asked', () => {
    assert.deepEqual(refused('patient/Task.c', 'patient/Task.write'), []);
    assert.deepEqual(refused('patient/Task.write', 'patient/Task.cu'), ['patient/Task.write']);
    assert.deepEqual(refused('patient/Task.*', 'patient/Task.read patient/Task.write'), []);
    assert.deepEqual(refused('patient/Observation.rs?category=a', 'patient/Observation.read'), []);
    const long = 'http://smarthealthit.org/fhir/scopes/patient/Observation.read';
    assert.deepEqual(refused('patient/Observation.rs', long), []);
    assert.deepEqual(refused(long, 'patient/Observation.rs'), []);
  });

  it('does not count launch scopes, which are answered by the launch context', () => {
    assert.deepEqual(refused('launch launch/patient', ''), []);
  });
});

describe('whether anything was granted', () => {
  it('is told by scopes that let data be read', () => {
    assert.equal(grantsData(['openid', 'patient/Patient.r']), true);
    assert.equal(grantsData(['openid', 'launch/patient', 'patient/Task.c']), false);
    assert.equal(grantsData([]), false);
  });
});

describe('scopes as a server understands them', () => {
  const v1 = ['launch-ehr', 'permission-v1'];
  const v2 = ['permission-v2', 'https://vendor.example/unknown'];
  const written = (capabilities: readonly string[], asked: string) =>
    scopesFor({ capabilities }, listScopes(asked)).join(' ');

  for (const [what, capabilities, asked, expected] of [
    ['reading, for v1', v1, 'patient/*.rs', 'patient/*.read'],
    [
      'reading or searching alone, for v1',
      v1,
      'patient/Patient.r patient/Task.s',
      'patient/Patient.read patient/Task.read',
    ],
    ['writing, for v1', v1, 'patient/Task.c user/Task.u', 'patient/Task.write user/Task.write'],
    ['everything, for v1', v1, 'patient/*.cruds', 'patient/*.read patient/*.write'],
    ['limits, for v1', v1, 'patient/Observation.rs?category=http://a.example/b.c|d', 'patient/Observation.read'],
    [
      'several limits, for v1',
      v1,
      'patient/Observation.rs?category=a patient/Observation.rs?category=b',
      'patient/Observation.read',
    ],
    ['what v1 has already', v1, 'patient/*.read patient/Task.*', 'patient/*.read patient/Task.*'],
    [
      'the long form, for v1',
      v1,
      'http://smarthealthit.org/fhir/scopes/patient/Task.rs',
      'http://smarthealthit.org/fhir/scopes/patient/Task.read',
    ],
    ['reading, for v2', v2, 'patient/*.read', 'patient/*.rs'],
    ['writing, for v2', v2, 'patient/Task.write patient/Slot.*', 'patient/Task.cud patient/Slot.cruds'],
    ['letters out of order, for v2', v2, 'patient/Task.sdcr?status=a', 'patient/Task.crds?status=a'],
    ['both generations, for both', [...v1, ...v2], 'patient/A.read patient/B.sr', 'patient/A.read patient/B.rs'],
    [
      'both generations, for a server that says nothing',
      [],
      'patient/A.read patient/B.sr',
      'patient/A.read patient/B.rs',
    ],
    [
      'what is no scope for resources',
      v1,
      'openid fhirUser launch/patient offline_access x/y.rs',
      'openid fhirUser launch/patient offline_access x/y.rs',
    ],
  ] as const) {
    it(`are written so: ${what}`, () => assert.equal(written(capabilities, asked), expected));
  }
});
