/**
 * The resources of a document, whole: those that lines name, and what a reader needs to understand them.
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { localReference, readInto } from '../../fhir/follow.ts';
import { ResourcePool } from '../../fhir/references.ts';
import { namedPatient, subjectOf } from '../../fhir/subject.ts';
import { parseJson, toJson } from '../../format/decimal.ts';
import type { Source } from '../../session/source.ts';
import { typeReferredTo } from '../../topics/line.ts';

/** A resource of a document, under the URL by which the others find it. */
export interface Gathered {
  readonly fullUrl: string;
  /** A copy of its own: nobody else sees it change. */
  readonly resource: FhirResource;
  readonly source: Source;
  /** Whether it is the person whose record this is at its source. */
  readonly isPatient: boolean;
}

/** What is taken along when something refers to it: without the medicine an order says nothing, nor a result without its lab. */
const TAKEN_ALONG: readonly string[] =
  'Medication Practitioner PractitionerRole Organization Device Specimen Location RelatedPerson Substance'.split(' ');
/** A role names a person and an organisation; what those refer to is no longer about the line. */
const DEPTH = 2;

/**
 * All that can be read of `references` (relative, of this source), the patient first, each followed by what it refers to.
 * @throws EhrError `rejected` when one of them is in another patient's record: the lines were not shown of this one.
 */
export async function gather(source: Source, references: readonly string[], signal?: AbortSignal): Promise<Gathered[]> {
  const pool = await poolOf(source);
  const found = new Map<FhirResource, string>();
  let wanted: readonly Wanted[] = [patientOf(source), ...references].map((reference) => ({
    to: { reference },
    from: NOWHERE,
  }));
  for (let depth = 0; depth <= DEPTH; depth++) {
    await read(pool, source, wanted, signal);
    const come = wanted.flatMap(({ to, from }) => {
      const resource = pool.resolve(to, from);
      if (!resource || found.has(resource)) return [];
      if (!isForeign(resource, pool, source)) return resource;
      if (depth > 0) return [];
      const message = 'What was shown is of another patient than the one in context. No document was made.';
      throw new EhrError('rejected', message, { server: source.base, resourceType: resource.resourceType });
    });
    for (const resource of come) found.set(resource, urlOf(source, resource));
    wanted = come.flatMap((from) => [...referencesIn(from)].filter(isTakenAlong).map((to) => ({ to, from })));
  }
  const patient = patientIn(pool, source);
  return [...found].map(([resource, fullUrl]) => {
    const copy = parseJson(toJson(resource)) as FhirResource;
    for (const reference of referencesIn(copy)) lead(reference, pool.resolve(reference, resource), found, source);
    return { fullUrl, resource: copy, source, isPatient: resource === patient };
  });
}

/** Every reference in a resource, however deep. */
export function* referencesIn(node: unknown): Generator<Reference> {
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as Reference).reference === 'string') yield node;
  for (const each of Object.values(node)) yield* referencesIn(each);
}

/** Inside a document a reference leads to an entry; outside, to where it can be asked for, or nowhere. */
function lead(
  reference: Reference,
  target: FhirResource | undefined,
  found: ReadonlyMap<FhirResource, string>,
  source: Source,
): void {
  if (reference.reference?.startsWith('#')) return;
  const url = target && found.get(target);
  if (url !== undefined) reference.reference = url;
  else if (source.kind === 'bundle') {
    delete reference.reference;
    // That it is about a child, say, and not about the patient, must not be lost with the child.
    if (target) reference.type ??= target.resourceType;
  } else reference.reference = URL.parse(reference.reference ?? '', `${source.base}/`)?.href ?? '';
}

function patientOf({ patient }: Source): string {
  return patient.includes(':') ? patient : `Patient/${patient}`;
}

function patientIn(pool: ResourcePool, source: Source): FhirResource | undefined {
  return pool.resolve({ reference: patientOf(source) }, NOWHERE);
}

/** Where a document lists a resource: at its server, where it has one. */
function urlOf(source: Source, { resourceType, id }: FhirResource): string {
  return source.kind === 'server' && id ? `${source.base}/${resourceType}/${id}` : `urn:uuid:${crypto.randomUUID()}`;
}

/** A reference, and the resource that has it. */
interface Wanted {
  readonly to: Reference;
  readonly from: FhirResource;
}

const NOWHERE = { resourceType: 'Basic' } as FhirResource;

async function poolOf(source: Source): Promise<ResourcePool> {
  const pool = new ResourcePool(source.base);
  if (source.kind !== 'bundle') return pool;
  // A document is of FHIR R4 also where what it is made of came in later shapes.
  const { inR4 } = await import('../../fhir/r5.ts');
  for (const { resource, fullUrl } of inR4(source.bundle).bundle.entry ?? []) {
    if (resource) pool.add({ resource: resource as FhirResource, ...(fullUrl !== undefined && { fullUrl }) });
  }
  return pool;
}

async function read(
  pool: ResourcePool,
  source: Source,
  references: readonly Wanted[],
  signal?: AbortSignal,
): Promise<void> {
  if (source.kind === 'bundle') return;
  const wanted = new Map<string, Set<string>>();
  for (const {
    to: { reference },
  } of references) {
    const [type, id] = localReference(reference, source.base) ?? [];
    if (!type || !id || pool.has(`${type}/${id}`) || !source.can('read', type).allowed) continue;
    wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  await readInto(pool, source, wanted, signal && { signal });
}

/** By the Patient that it leads to where that is here, otherwise by the id that it names. */
function isForeign(resource: FhirResource, pool: ResourcePool, source: Source): boolean {
  const patient = patientIn(pool, source);
  if (resource.resourceType === 'Patient') return resource !== patient;
  const subject = pool.resolve(subjectOf(resource), resource);
  if (patient && subject?.resourceType === 'Patient') return subject !== patient;
  const named = namedPatient(resource);
  return named !== undefined && !source.patient.includes(':') && named !== source.patient;
}

function isTakenAlong({ reference = '', type }: Reference): boolean {
  const named = type ?? typeReferredTo(reference);
  // In a Bundle a name says nothing of the type.
  return named === undefined ? reference.startsWith('urn:') : TAKEN_ALONG.includes(named);
}
