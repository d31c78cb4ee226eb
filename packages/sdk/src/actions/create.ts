/**
 * Adding to a record (FHIR R4 §3.1.0.8).
 * @module
 */
import type { FhirResource, Identifier } from 'fhir/r4.js';
import { WRITTEN } from '../fhir/write.ts';
import { toJson } from '../format/decimal.ts';
import type { Session } from '../session/session.ts';
import { action, type Action } from './action.ts';
import { carriedOut, type Change, type Fate } from './attempt.ts';
import { permitted, placeOf, requirePatient, type PlaceOptions } from './place.ts';
import { bearerOf, queryFor, type UniqueIdentifier, written, writtenOf, type Written } from './stored.ts';

export interface CreateOptions extends PlaceOptions {
  /**
   * The identifier of `resource` that no other has, by which it is known whether it is there already. Left out, it is
   * given a random one.
   */
  readonly identifier?: UniqueIdentifier;
}

/**
 * A new resource (FHIR R4 §3.1.0.8). Where the server offers conditional create, it is sent with If-None-Exist.
 * @throws EhrError `bad-configuration` and `session-expired` when there is no one place to write to.
 */
export function create(session: Session, resource: FhirResource, options: CreateOptions = {}): Action {
  const place = placeOf(session, options.source);
  const type = resource.resourceType;
  const identifier = options.identifier ?? (hasIdentifiers(type) ? randomIdentifier() : undefined);
  const sent = identifier ? identified(resource, identifier) : resource;
  return action(place, type, async (memory, run) => {
    requirePatient(place, sent);
    const writing = await permitted(place, 'create', type, sent, run.signal);
    const { source } = place;
    const guarded = identifier !== undefined && writing?.conditionalCreate === true;
    const unless = guarded && queryFor(identifier);
    const findOut = async (): Promise<Fate<Written>> => {
      const found = identifier && (await bearerOf(source, type, identifier));
      if (found) return { kind: 'made', result: written(found) };
      // Without a guard it may still be at work, or have dropped the identifier.
      return { kind: guarded ? 'not-made' : 'unknown' };
    };
    const change: Change<Written> = {
      place,
      type,
      sent,
      guarded,
      findOut,
      url: `${source.base}/${type}`,
      request: {
        method: 'POST',
        headers: { ...WRITTEN, ...(unless && { 'if-none-exist': unless }) },
        body: toJson(sent),
      },
      result: async (answer) => {
        const stored = await writtenOf(source, type, answer);
        if (stored.reference !== undefined || !identifier) return stored;
        const found = await bearerOf(source, type, identifier).catch(() => undefined);
        return found ? written(found) : stored;
      },
      current: () => Promise.resolve(undefined),
    };
    return carriedOut(change, memory, run);
  });
}

/** Types of a patient's record without `identifier`, or with one that is not a list (FHIR R4), but for answers to a form. */
const WITHOUT_IDENTIFIERS: readonly string[] =
  'AuditEvent Binary Bundle Composition Linkage MessageHeader OperationOutcome Parameters Provenance VerificationResult'.split(
    ' ',
  );

function hasIdentifiers(type: string): boolean {
  return !WITHOUT_IDENTIFIERS.includes(type);
}

/** As FHIR R4 §2.24.0.12 has identifiers that are globally unique by themselves. */
function randomIdentifier(): UniqueIdentifier {
  return { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${crypto.randomUUID()}` };
}

function identified(resource: FhirResource, identifier: Identifier): FhirResource {
  // Of answers to a form there is one.
  if (resource.resourceType === 'QuestionnaireResponse') return { ...resource, identifier };
  const { identifier: own = [] } = resource as { identifier?: Identifier[] };
  const has = own.some(({ system, value }) => system === identifier.system && value === identifier.value);
  return has ? resource : ({ ...resource, identifier: [...own, identifier] } as FhirResource);
}
