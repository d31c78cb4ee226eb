/**
 * The public example resources that the topics are tried on, read from ../shared/data beside the project.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseJson } from '../../../../packages/sdk/src/format/decimal.ts';
import type { FhirResource, Reference } from 'fhir/r4.js';
import type { TopicInput } from '../../../../packages/sdk/src/topics/topic.ts';

const DATA = new URL('../../../../../shared/data/', import.meta.url);
export const CORPORA = ['fhir-r4-official-examples', 'us-core', 'ips', 'synthea'] as const;

export interface Example {
  readonly file: string;
  /** The resource, or for a Bundle the resources in it. */
  readonly resources: readonly FhirResource[];
}

/** Every JSON file of a corpus. Throws when the data is not there: a test that skips it proves nothing. */
export function examples(corpus: (typeof CORPORA)[number]): Example[] {
  const folder = new URL(`${corpus}/`, DATA);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'package.json');
  return files.map((file) => {
    const resource = parseJson(readFileSync(new URL(file, folder), 'utf8')) as FhirResource;
    const entries = resource.resourceType === 'Bundle' ? (resource.entry ?? []) : [];
    const held = entries.flatMap((entry) => (entry.resource as FhirResource | undefined) ?? []);
    return { file: `${corpus}/${file}`, resources: resource.resourceType === 'Bundle' ? held : [resource] };
  });
}

/** Resources as the record hands them to a topic, one source unless they say otherwise. References resolve among them. */
export function inputOf(
  resources: readonly FhirResource[],
  now = new Date('2026-10-19T09:42:00Z'),
  source = 'one',
): TopicInput {
  const origin = { source, sourceName: `Clinic ${source}` };
  const matches = resources.map((resource) => ({ resource, origin }));
  const byReference = new Map(resources.map((resource) => [`${resource?.resourceType}/${resource?.id}`, resource]));
  const byId = new Map(resources.map((resource) => [`urn:uuid:${resource?.id}`, resource]));
  const resolve: TopicInput['resolve'] = (reference: Reference | undefined, from) => {
    const target = reference?.reference;
    if (typeof target !== 'string') return undefined;
    const { contained } = from.resource as { contained?: FhirResource[] };
    if (target.startsWith('#')) return contained?.find?.((one: FhirResource | null) => `#${one?.id}` === target);
    return byReference.get(target) ?? byId.get(target);
  };
  return { matches, resolve, now };
}

/** The inputs of several sources as one. */
export function together(...inputs: readonly TopicInput[]): TopicInput {
  const [first] = inputs as [TopicInput];
  return { ...first, matches: inputs.flatMap((input) => input.matches) };
}
