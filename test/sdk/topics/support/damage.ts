/**
 * Damages a resource the way broken servers do: parts missing, null, of the wrong type, repeated. The same seed damages
 * the same way.
 */
import type { FhirResource } from 'fhir/r4.js';
import { randomOf } from '../../../support/random.ts';

type Json = { [key: string]: unknown } | unknown[];

const NONSENSE: readonly unknown[] = [
  null,
  undefined,
  '',
  '   ',
  'text',
  0,
  -1.5,
  NaN,
  true,
  {},
  [],
  [null],
  [[]],
  ['text'],
  { value: 'x' },
  { coding: 'x' },
  { coding: [null, {}] },
  { reference: 5 },
  { extension: 'x' },
];

/** A copy of the resource with one to four parts damaged. */
export function damaged(resource: FhirResource, seed: number): FhirResource {
  const next = randomOf(seed);
  const copy = structuredClone(resource);
  const times = 1 + Math.floor(next() * 4);
  for (let time = 0; time < times; time++) {
    const places = placesIn(copy as unknown as Json).filter(([, key]) => key !== 'resourceType');
    const place = places[Math.floor(next() * places.length)];
    if (!place) break;
    const [holder, key] = place;
    (holder as Record<string, unknown>)[key] = structuredClone(NONSENSE[Math.floor(next() * NONSENSE.length)]);
  }
  return copy;
}

function placesIn(value: Json): [Json, string][] {
  return Object.entries(value).flatMap(([key, part]) => [
    [value, key] as [Json, string],
    ...(typeof part === 'object' && part !== null ? placesIn(part as Json) : []),
  ]);
}
