/**
 * Where a change goes, and whether it may: asked before anything is sent.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { capabilitiesOf, type Writing } from '../fhir/capability.ts';
import { otherPatientOf } from '../fhir/subject.ts';
import { list } from '../format/read.ts';
import type { Session } from '../session/session.ts';
import type { PracticeSource, ServerSource } from '../session/source.ts';

export type WriteInteraction = 'create' | 'update' | 'patch' | 'delete';

export interface PlaceOptions {
  /** The id of the source to write to, as the origin of lines has it. May be left out where there is one. */
  readonly source?: string;
}

/** One server of a session, as it was when the action was made. */
export interface Place extends PracticePlace {
  readonly source: ServerSource;
}

/** The same where nothing hangs on which patient is in context, or whether one is. */
export interface PracticePlace {
  readonly session: Session;
  readonly source: PracticeSource;
}

/** Statements can be slow to come, and there are defaults for a server without one. In milliseconds. */
const LONGEST_STATEMENT = 10_000;

/**
 * The source of this id, or the only one.
 * @throws EhrError `session-expired` when it cannot be reached now, `not-supported` for a Bundle, `bad-configuration`
 *   where there are several to choose from.
 */
export function placeOf(session: Session, sourceId?: string): Place {
  const { sources } = session;
  if (sourceId === undefined && sources.length > 1) {
    const message = 'The session has several sources. Say which one to write to: `source`, as lines have it.';
    throw new EhrError('bad-configuration', message);
  }
  const source = sourceId === undefined ? sources[0] : sources.find(({ id }) => id === sourceId);
  if (!source) throw over(undefined);
  if (source.kind === 'server') return { session, source };
  throw new EhrError('not-supported', 'A Bundle is read only. Write to the server that it came from.');
}

/**
 * The same also of a session that has no patient in context, for staff who keep the day of several.
 * @throws EhrError as `placeOf` does.
 */
export function practicePlaceOf(session: Session, sourceId?: string): PracticePlace {
  const { practice = [] } = session;
  const isAlone = session.sources.length === 0 && practice.length === 1;
  const source = sourceId === undefined ? isAlone && practice[0] : practice.find(({ id }) => id === sourceId);
  return source ? { session, source } : placeOf(session, sourceId);
}

/** @throws EhrError `session-expired` once the session is over or has another patient; nothing was sent then. */
export function requireThere({ session, source }: PracticePlace): void {
  const all: readonly object[] = [...session.sources, ...(session.practice ?? [])];
  if (!all.includes(source)) throw over(source.base);
}

/** @throws EhrError `rejected` for another patient's resource: it would be written into the wrong record. */
export function requirePatient({ source }: Place, resource: FhirResource): void {
  if (otherPatientOf(resource, source.patient) === undefined) return;
  const message = 'The resource names another patient than the one in context. Nothing was sent.';
  throw new EhrError('rejected', message, { server: source.base, resourceType: resource.resourceType });
}

/**
 * What the server says of writing this type; undefined when it says nothing.
 * @throws EhrError `forbidden` with the scope that is missing, `not-supported` where the server says that it does not
 *   take it. An abort rejects with its reason.
 */
export async function permitted(
  { source }: PracticePlace,
  interaction: WriteInteraction,
  type: string,
  resource: FhirResource | undefined,
  signal: AbortSignal | undefined,
): Promise<Writing | undefined> {
  const about = { server: source.base, resourceType: type };
  const missing = missingScopes(source, interaction, type, resource);
  if (missing) {
    const message = `The sign-in does not permit to ${interaction} ${type}. Ask for the scope ${missing.join(' ')}.`;
    throw new EhrError('forbidden', message, about);
  }
  const capabilities = await capabilitiesOf(source, { timeout: LONGEST_STATEMENT });
  signal?.throwIfAborted();
  const writing = capabilities?.writing.get(type);
  const lacks = capabilities && capabilities.writing.size > 0 && !writing;
  if (lacks || writing?.interactions?.includes(interaction) === false) {
    const message = `${source.base} says that it does not ${interaction} ${type}. Nothing was sent.`;
    throw new EhrError('not-supported', message, about);
  }
  return writing;
}

/** A scope limited to a category covers a resource of it. */
function missingScopes(
  source: PracticeSource,
  interaction: WriteInteraction,
  type: string,
  resource: FhirResource | undefined,
): readonly string[] | undefined {
  // Scopes know no other letter for a part of a resource.
  const scoped = interaction === 'patch' ? 'update' : interaction;
  const verdict = source.can(scoped, type);
  if (verdict.allowed) return undefined;
  const { category } = (resource ?? {}) as { category?: { coding?: { system?: string; code?: string }[] }[] };
  const codes = list(category).flatMap(({ coding }) => list(coding).map(({ system, code }) => `${system}|${code}`));
  const covered = codes.some((code) => source.can(scoped, type, { category: code }).allowed);
  return covered ? undefined : verdict.missing;
}

function over(server: string | undefined): EhrError {
  const message = 'The session has ended, or has another patient now. Nothing was sent. Sign in again.';
  return new EhrError('session-expired', message, server === undefined ? {} : { server });
}
