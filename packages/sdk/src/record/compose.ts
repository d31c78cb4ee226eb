/**
 * From the runs of a topic's searches to the one state a watcher is told. Pure.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import type { ResourcePool } from '../fhir/references.ts';
import type { Pieces } from '../format/pieces.ts';
import type { AbsentSource } from '../session/session.ts';
import type { Content, SourcedResource, Topic, TopicInput } from '../topics/topic.ts';
import type { Answer, Run } from './contained-run.ts';
import { provenanceOf } from './provenance.ts';
import type { RunStatus } from './run.ts';
import type { Notice, Progress, TopicState } from './state.ts';

/** What composing needs besides the runs. */
export interface Surroundings {
  readonly poolOf: (sourceId: string) => ResourcePool;
  /** Places that belong to the record and cannot be read now. */
  readonly absent: readonly AbsentSource[];
  readonly now: Date;
  /** Resources that this topic has viewed already. */
  readonly viewed: WeakSet<FhirResource>;
  /** How many matches of a growing answer this topic has looked at before its view was made. */
  readonly ahead: WeakMap<Answer, number>;
}

/** What comes while it is left off is not in the state. */
export function compose<View>(
  topic: Topic<View>,
  runs: readonly Run[],
  around: Surroundings,
): Pieces<TopicState<View>> {
  const withData = runs.filter((run) => run.good);
  const reading = runs.some((run) => run.status.kind === 'reading' && !run.good);
  if (reading) return loading(topic, runs, around);
  return withAnswer(topic, runs, withData, around);
}

/** Looks at what has come of an answer since the last time, while its next page is on its way. */
export function* lookAhead(topic: Topic<unknown>, run: Run, around: Surroundings): Pieces<void> {
  const { partial } = run;
  if (!topic.ahead || !partial) return;
  const from = around.ahead.get(partial) ?? 0;
  around.ahead.set(partial, partial.matches.length);
  yield* topic.ahead(inputOf(sourced(run, partial, partial.matches.slice(from)), around));
}

function* loading<View>(topic: Topic<View>, runs: readonly Run[], around: Surroundings): Pieces<TopicState<View>> {
  const harvests = runs.flatMap((run) => run.good ?? run.partial ?? []);
  const progress = sum(
    harvests.map((harvest) => harvest.progress),
    harvests.length === runs.length,
  );
  if (progress.read === 0) return { kind: 'loading', progress };
  return { kind: 'loading', progress, partial: yield* viewOf(topic, runs, around) };
}

/** Nothing came from anywhere. A failure may pass, so it is told before a refusal, and a refusal before a lack. */
function withoutData<View>(runs: readonly Run[]): TopicState<View> {
  const statuses = runs.map((run) => run.status);
  const failed = statuses.find((status) => status.kind === 'failed');
  if (failed) return { kind: 'failed', error: failed.error };
  const scopes = new Set(statuses.flatMap((status) => (status.kind === 'denied' ? status.scopes : [])));
  if (scopes.size > 0) return { kind: 'denied', scopes: [...scopes] };
  return {
    kind: 'unsupported',
    types: [...new Set(runs.map((run) => run.search.type))],
    sources: [...new Set(runs.map((run) => run.source.name))],
  };
}

function* withAnswer<View>(
  topic: Topic<View>,
  runs: readonly Run[],
  withData: readonly Run[],
  around: Surroundings,
): Pieces<TopicState<View>> {
  if (withData.length === 0) return withoutData(runs);
  const notices = [...around.absent.map(noticeOfAbsence), ...runs.flatMap(noticesOf)];
  const harvests = withData.flatMap((run) => run.good ?? []);
  // What is refused now was read before all the same, and is no newer for that.
  const error = withData.map(({ status }) => ('error' in status ? status.error : undefined)).find(Boolean);
  // All but the view: what the view is made of may grow while it is being made.
  const known = {
    asOf: new Date(Math.min(...harvests.map((harvest) => harvest.asOf.getTime()))),
    complete: !notices.some((notice) => MISSING.includes(notice.kind)),
    notices,
    sources: [...new Set(withData.map((run) => run.source.name))],
    read: sum(
      harvests.map((harvest) => harvest.progress),
      true,
    ).read,
  };
  const view = yield* viewOf(topic, runs, around);
  const state = { view, content: contentOf(topic.content(view), harvests), ...known };
  return error ? { kind: 'stale', ...state, error } : { kind: 'ready', ...state };
}

/** Notices that mean something is, or may be, missing. A type that a server does not have leaves nothing out. */
const MISSING: readonly Notice['kind'][] = [
  'may-be-incomplete',
  'others-left-out',
  'withheld',
  'cut-off',
  'part-denied',
  'part-failed',
  'source-absent',
];

function contentOf(content: Content, harvests: readonly Answer[]): Content {
  const stated = content === 'none-recorded' && harvests.some((harvest) => harvest.knownNone);
  return stated ? 'known-none' : content;
}

/** Resources viewed in one piece: a few milliseconds' work. */
const PIECE = 100;

function* viewOf<View>(topic: Topic<View>, runs: readonly Run[], around: Surroundings): Pieces<View> {
  const input = inputOf(matchesOf(runs), around);
  if (topic.viewInPieces) return yield* topic.viewInPieces(input);
  const fresh = input.matches.filter(({ resource }) => !around.viewed.has(resource));
  // Views keep the lines of what they have seen (topics/lines.ts): seen in pieces first, the whole is quick.
  for (let start = 0; fresh.length > PIECE && start < fresh.length; start += PIECE) {
    topic.view({ ...input, matches: fresh.slice(start, start + PIECE) });
    yield;
  }
  for (const { resource } of fresh) around.viewed.add(resource);
  return topic.view(input);
}

function inputOf(matches: readonly SourcedResource[], { poolOf, now }: Surroundings): TopicInput {
  const resolve: TopicInput['resolve'] = (reference, from) =>
    poolOf(from.origin.source).resolve(reference, from.resource);
  return { matches, resolve, now };
}

function matchesOf(runs: readonly Run[]): SourcedResource[] {
  // One search brings no resource twice.
  const seen = runs.length > 1 ? new Set<FhirResource>() : undefined;
  return runs.flatMap((run): SourcedResource[] => {
    const answer = run.good ?? run.partial;
    if (!answer) return [];
    const { matches } = answer;
    return sourced(run, answer, seen ? matches.filter((one) => !seen.has(one) && seen.add(one)) : matches);
  });
}

function sourced({ source }: Run, { document, asOf }: Answer, resources: readonly FhirResource[]): SourcedResource[] {
  const origin = Object.freeze({ source: source.id, sourceName: source.name, received: asOf });
  return resources.map((resource) => ({ resource, origin, provenance: provenanceOf(resource), document }));
}

function noticeOfAbsence({ name, error }: AbsentSource): Notice {
  return { kind: 'source-absent', sourceName: name, ...(error && { error }) };
}

function noticesOf(run: Run): Notice[] {
  const about = { sourceName: run.source.name, search: run.search };
  const harvest = run.good;
  if (!harvest) return noticeOfStatus(run.status, about);
  const { read, total, estimated } = harvest.progress;
  const cutOff: Notice[] = harvest.cutOff
    ? [{ kind: 'cut-off', ...about, shown: read, ...(total !== undefined && !estimated && { total }) }]
    : [];
  return [...cutOff, ...harvest.remarks.map((remark) => ({ ...about, ...remark }))];
}

function noticeOfStatus(status: RunStatus, about: Pick<Notice, 'sourceName' | 'search'>): Notice[] {
  switch (status.kind) {
    case 'denied':
      return [{ kind: 'part-denied', ...about, scopes: status.scopes }];
    case 'unsupported':
      return [{ kind: 'part-unsupported', ...about }];
    case 'failed':
      return [{ kind: 'part-failed', ...about, error: status.error }];
    default:
      return [];
  }
}

/** A sum has a total only when every part has one. */
function sum(parts: readonly Progress[], whole: boolean): Progress {
  const read = parts.reduce((total, part) => total + part.read, 0);
  if (!whole || parts.some((part) => part.total === undefined)) return { read };
  const total = parts.reduce((all, part) => all + (part.total ?? 0), 0);
  return { read, total, ...(parts.some((part) => part.estimated) && { estimated: true as const }) };
}
