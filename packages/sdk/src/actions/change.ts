/**
 * Changing and removing what is in a record, in the version that was looked at (FHIR R4 §3.1.0.4, §3.1.0.7, and "Managing
 * Resource Contention", §3.1.0.1.11).
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { WRITTEN } from '../fhir/write.ts';
import { toJson } from '../format/decimal.ts';
import type { Session } from '../session/session.ts';
import type { PracticeSource } from '../session/source.ts';
import type { ResourceType } from '../topics/topic.ts';
import { action, type Action } from './action.ts';
import { carriedOut, type Change, type Fate } from './attempt.ts';
import {
  permitted,
  placeOf,
  practicePlaceOf,
  requirePatient,
  type PlaceOptions,
  type PracticePlace,
  type WriteInteraction,
} from './place.ts';
import { isSame } from './same.ts';
import { currentOf, written, writtenOf, type Written } from './stored.ts';

export interface VersionOptions extends PlaceOptions {
  /** The version that was looked at, from `Written` or `meta.versionId`: `3`, `"3"` or `W/"3"`. */
  readonly ifMatch?: string;
  /** For servers without versions: changes whatever is there, and what somebody else has changed meanwhile is lost. */
  readonly overwrite?: true;
}

/**
 * A change to a resource that has an id, in place of the version that was looked at (FHIR R4 §3.1.0.4, §3.1.0.1.11).
 * `resource` is what `record.resource` gave, changed by spreading: a structured clone forgets the precision of numbers.
 * @throws EhrError `bad-configuration` and `session-expired` when there is no one place to write to, or no id.
 */
export function update(session: Session, resource: FhirResource, options: VersionOptions = {}): Action {
  const { ifMatch = resource.meta?.versionId } = options;
  return versioned(session, 'update', `${resource.resourceType}/${resource.id}`, resource, { ...options, ifMatch });
}

/**
 * The same as a JSON Patch (RFC 6902, FHIR R4 §3.1.0.6), for servers that take changes of some elements and no others.
 * @param resource As it is to be afterwards. `operations` say how it comes to be so from the version that was looked at.
 */
export function patch(
  session: Session,
  resource: FhirResource,
  operations: readonly PatchOperation[],
  options: VersionOptions = {},
): Action {
  const { ifMatch = resource.meta?.versionId } = options;
  const reference = `${resource.resourceType}/${resource.id}`;
  return versioned(session, 'patch', reference, resource, { ...options, ifMatch }, operations);
}

/**
 * A change to what may be another patient's than the one in context: for staff who keep the day of several, and only after
 * it was seen that the sign-in permits that.
 */
export function changeOfAny(
  session: Session,
  resource: FhirResource,
  source: string,
  operations?: readonly PatchOperation[],
): Action {
  const reference = `${resource.resourceType}/${resource.id}`;
  const options = { ifMatch: resource.meta?.versionId };
  const place = practicePlaceOf(session, source);
  return versionedAt(place, operations ? 'patch' : 'update', reference, resource, options, operations);
}

/** One step of a JSON Patch. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  /** JSON Pointer: `/status`. */
  readonly path: string;
  readonly value?: unknown;
}

/** Removes the version of a resource that was looked at (FHIR R4 §3.1.0.7). `reference` is relative: `Goal/123`. */
export function remove(session: Session, reference: string, options: VersionOptions = {}): Action {
  return versioned(session, 'delete', reference, undefined, options);
}

function versioned(
  session: Session,
  interaction: WriteInteraction,
  reference: string,
  sent: FhirResource | undefined,
  options: PlaceOptions & Versioning,
  operations?: readonly PatchOperation[],
): Action {
  const place = placeOf(session, options.source);
  const own = { ...options, require: () => sent && requirePatient(place, sent) };
  return versionedAt(place, interaction, reference, sent, own, operations);
}

interface Versioning {
  readonly ifMatch?: string | undefined;
  readonly overwrite?: true;
  /** Asked before anything is sent. */
  readonly require?: () => void;
}

function versionedAt(
  place: PracticePlace,
  interaction: WriteInteraction,
  reference: string,
  sent: FhirResource | undefined,
  options: Versioning,
  operations?: readonly PatchOperation[],
): Action {
  const [, type, id] = /^([A-Z]\w+)\/([A-Za-z0-9\-.]{1,64})$/.exec(reference) ?? [];
  if (!type || !id) throw new EhrError('bad-configuration', 'A resource with an id is needed to change it.');
  const { source } = place;
  const version = options.overwrite ? undefined : versionOf(options.ifMatch);
  return action(place, type as ResourceType, async (memory, run) => {
    options.require?.();
    const writing = await permitted(place, interaction, type, sent, run.signal);
    if (version === undefined && !options.overwrite) throw unversioned(source.base, type);
    const current = (): Promise<FhirResource | undefined> => currentOf(source, type, id);
    const guarded = version !== undefined && writing?.checksVersions === true;
    const findOut = async (): Promise<Fate<Written>> => {
      const now = await current();
      if (!now) return sent ? { kind: 'unknown' } : { kind: 'made', result: { reference } };
      if (sent && now.meta?.versionId !== version && isSame(sent, now)) return { kind: 'made', result: written(now) };
      if (version !== undefined && now.meta?.versionId === version) return { kind: 'not-made' };
      return { kind: 'unknown', current: now };
    };
    if (version !== undefined && !guarded && !memory.inDoubt)
      await requireVersion(source, type, version, sent, current);
    const change: Change<Written> = {
      place,
      type,
      sent,
      guarded,
      findOut,
      current,
      url: `${source.base}/${reference}`,
      request: {
        method: operations ? 'PATCH' : sent ? 'PUT' : 'DELETE',
        headers: {
          ...(sent && WRITTEN),
          ...(operations && { 'content-type': 'application/json-patch+json' }),
          ...(version !== undefined && { 'if-match': `W/"${version}"` }),
        },
        ...(sent && { body: operations ? JSON.stringify(operations) : toJson(sent) }),
      },
      result: (answer) => (sent ? writtenOf(source, type, answer, id) : Promise.resolve({ reference })),
    };
    return carriedOut(change, memory, run);
  });
}

/** Many servers take If-Match and do not look at it: then what they have is looked at before, as late as can be. */
async function requireVersion(
  source: PracticeSource,
  type: string,
  version: string,
  sent: FhirResource | undefined,
  read: () => Promise<FhirResource | undefined>,
): Promise<void> {
  if (!source.can('read', type).allowed) return;
  const current = await read();
  if (!current?.meta?.versionId || current.meta.versionId === version) return;
  throw new EhrError('conflict', `${source.base} has a newer version. Nothing was sent. Repeat the change on that.`, {
    server: source.base,
    resourceType: type,
    versions: { current, ...(sent && { sent }) },
  });
}

function versionOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const version = /^(?:(?:W\/)?"([^"]+)"|([^"\s]+))$/.exec(given.trim());
  const found = version?.[1] ?? version?.[2];
  if (found === undefined) throw new EhrError('bad-configuration', '`ifMatch` has to be a version such as W/"3".');
  return found;
}

function unversioned(server: string, resourceType: string): EhrError {
  const message = `${server} names no version of this resource, so that a change could undo somebody else's unseen. Nothing was sent. Give \`ifMatch\`, or \`overwrite\` where that is acceptable.`;
  return new EhrError('not-supported', message, { server, resourceType });
}
