/** A plain path is read straight out of the JSON: it finds what FHIRPath finds, in everything that was published. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { resourceTypes, searchParametersOf } from '../../../packages/sandbox/src/fhir/definitions/registry.ts';
import { plainPath } from '../../../packages/sandbox/src/fhir/index/paths.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { publishedResources, type Json } from './fixtures.ts';

const today = new Date('2026-06-01T12:00:00Z');
const generated = (['university-hospital', 'city-clinic'] as const).flatMap((organisation) =>
  generatePatients({ seed: 1, today, organisation, size: 'S', home: 'http://localhost' }),
);
const resources: Json[] = [...publishedResources('fhir-r4-official-examples', 'us-core', 'carin-bb'), ...generated];

test('what every official search parameter reads by a plain path is what FHIRPath finds there', () => {
  const counts = { paths: 0, values: 0 };
  for (const type of resourceTypes) {
    const ofType = resources.filter(({ resourceType }) => resourceType === type);
    const expressions = [...searchParametersOf(type).values()].flatMap(({ expression }) => expression.split(' | '));
    for (const expression of new Set(expressions)) {
      const read = plainPath(expression);
      if (!read) continue;
      const evaluate = compile(expression, r4);
      counts.paths += 1;
      for (const resource of ofType) {
        const found = read(resource);
        const wanted = (evaluate(resource) as unknown[]).filter((value) => value !== null && value !== undefined);
        assert.deepEqual(found, wanted, `${expression} of ${type}/${resource.id}`);
        counts.values += found.length;
      }
    }
  }
  assert.ok(counts.paths > 1_000 && counts.values > 10_000, JSON.stringify(counts));
});

test('an expression that is more than a path is left to FHIRPath', () => {
  for (const expression of [
    "Patient.telecom.where(system='phone')",
    'Patient.deceased.exists() and Patient.deceased != false',
    'Bundle.entry[0].resource',
    'Observation.value.unit',
    'Patient.nothing',
  ])
    assert.equal(plainPath(expression), undefined, expression);
});
