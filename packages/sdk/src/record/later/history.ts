/**
 * What a result or a report said before it was changed in place: its versions, as its server keeps them (FHIR R4 §3.1.0.12
 * history). Asked for when a reader wants to know; nothing of it ever enters the record.
 * @module
 */
import type { Bundle, BundleEntry, FhirResource, Reference } from 'fhir/r4.js';
import { keepsHistory } from '../../fhir/capability.ts';
import { nextPage } from '../../fhir/paging.ts';
import type { ResourcePool } from '../../fhir/references.ts';
import { failure } from '../../fhir/refusal.ts';
import { getJson } from '../../fhir/request.ts';
import { otherPatientOf } from '../../fhir/subject.ts';
import { atOnce } from '../../format/pieces.ts';
import { date, list, text } from '../../format/read.ts';
import type { ServerSource, Source } from '../../session/source.ts';
import { observationLines, type ObservationLine } from '../../topics/observation.ts';
import { reports, type Report } from '../../topics/reports.ts';
import type { SourcedResource, TopicInput } from '../../topics/topic.ts';
import { partsOf } from './whole-resource.ts';

/** Whether there is something to be asked for. */
export type History =
  /** The server says that it keeps versions, or does not say. */
  | { readonly kind: 'offered'; readonly read: (options?: { signal?: AbortSignal }) => Promise<RecordedVersions> }
  /** The sign-in does not permit it. */
  | { readonly kind: 'denied'; readonly scopes: readonly string[] }
  /** The server says that it keeps none of this type, or it is a Bundle. */
  | { readonly kind: 'unsupported' };

/** One version, with when the server stored it. */
export type RecordedVersion = {
  /** `meta.lastUpdated`, else what the entry says of it. */
  readonly at?: string | undefined;
  /** `meta.versionId` */
  readonly id?: string | undefined;
} & (
  | { readonly kind: 'result'; readonly line: ObservationLine }
  /** Results that it contains are in it. Those that it names lie elsewhere, have versions of their own, and count as missing. */
  | { readonly kind: 'report'; readonly report: Report }
  /** It was deleted then. */
  | { readonly kind: 'deleted' }
);

export interface RecordedVersions {
  /** The newest first: that is what the record has now, where it has not changed meanwhile. */
  readonly versions: readonly RecordedVersion[];
  /** Versions that came and are not told: of another patient or resource, or without content. */
  readonly leftOut: number;
  /** False where there are more that could not be read. */
  readonly complete: boolean;
}

/**
 * @throws EhrError `rejected` for anything but a reference to an Observation or a DiagnosticReport of this source. What
 *   `read` throws is as a request fails.
 */
export async function historyOf(source: Source, reference: string, pool: ResourcePool): Promise<History> {
  const { type } = partsOf(source, reference);
  if (type !== 'Observation' && type !== 'DiagnosticReport')
    throw failure('rejected', 'was asked for versions of what is neither a result nor a report.', {
      base: source.base,
    });
  if (source.kind === 'bundle') return { kind: 'unsupported' };
  const verdict = source.can('read', type);
  if (!verdict.allowed) return { kind: 'denied', scopes: verdict.missing };
  if ((await keepsHistory(source, type)) === false) return { kind: 'unsupported' };
  return { kind: 'offered', read: ({ signal } = {}) => readVersions(source, reference, pool, signal) };
}

/** A resource that was changed more often than this many pages hold is told as cut off. */
const PAGES = 20;

async function readVersions(
  source: ServerSource,
  reference: string,
  pool: ResourcePool,
  signal: AbortSignal | undefined,
): Promise<RecordedVersions> {
  const { type, id } = partsOf(source, reference);
  const options = { resourceType: type, ...(signal && { signal }) };
  const read = new Set<string>();
  const entries: BundleEntry[] = [];
  let next: ReturnType<typeof nextPage> = { url: `${source.base}/${reference}/_history` };
  while (next && 'url' in next && read.size < PAGES) {
    read.add(next.url);
    const bundle = (await getJson(source, next.url, options)) as Bundle | null;
    if (bundle?.resourceType !== 'Bundle')
      throw failure('bad-response', 'answered for a history with something else.', {
        base: source.base,
        resourceType: type,
      });
    entries.push(...list(bundle.entry));
    next = nextPage(bundle, source.base, read);
  }
  const received = new Date();
  const told = entries.map((entry) => versionOf(entry, { source, type, id, pool, received }));
  const versions = told.flatMap((version) => version ?? []);
  return { versions: newestFirst(versions), leftOut: told.length - versions.length, complete: next === undefined };
}

interface Around {
  readonly source: ServerSource;
  readonly type: string;
  readonly id: string;
  readonly pool: ResourcePool;
  readonly received: Date;
}

function versionOf({ resource, request, response }: BundleEntry, around: Around): RecordedVersion | undefined {
  const { source, type, id, pool, received } = around;
  const stored = date(resource?.meta?.lastUpdated) ?? date(response?.lastModified);
  if (!resource) return request?.method === 'DELETE' ? { kind: 'deleted', at: stored } : undefined;
  if (resource.resourceType !== type || resource.id !== id) return undefined;
  // It may have been filed under somebody else before that was put right.
  if (otherPatientOf(resource as FhirResource, source.patient) !== undefined) return undefined;
  const sourced: SourcedResource = {
    resource: resource as FhirResource,
    origin: { source: source.id, sourceName: source.name, received },
  };
  const input: TopicInput = { matches: [sourced], resolve: asOfThen(pool), now: received };
  const version = { at: stored, id: text(resource.meta?.versionId) };
  const [line] = type === 'Observation' ? atOnce(observationLines(input)) : [];
  if (line) return { ...version, kind: 'result', line };
  const view = reports.view(input);
  const [report] = [...view.reports, ...view.enteredInError];
  return report && { ...version, kind: 'report', report };
}

/** Results that a version names are in the record as they are now: a value of today is none of that version's. */
function asOfThen(pool: ResourcePool): TopicInput['resolve'] {
  return (to: Reference | undefined, { resource }) => {
    const found = pool.resolve(to, resource);
    return found?.resourceType === 'Observation' && !to?.reference?.startsWith('#') ? undefined : found;
  };
}

/** As servers have to send them (FHIR R4 §3.1.0.12), and seldom do not. */
function newestFirst(versions: readonly RecordedVersion[]): RecordedVersion[] {
  const time = ({ at }: RecordedVersion): number => Date.parse(at ?? '');
  return versions.toSorted((one, other) => time(other) - time(one) || 0);
}
