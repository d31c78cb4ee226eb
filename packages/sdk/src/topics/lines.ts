/**
 * A line is worked out once for each resource, and again only when something that it was made of has changed. A record
 * that is still being read is viewed many times over, and what has been read already should cost nothing.
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import { isOlderCopy } from './copies.ts';
import { readingOf, type Reading } from './line.ts';
import type { Line, ResourceType, SourcedResource, TopicInput } from './topic.ts';

type OfType<T extends ResourceType> = Extract<FhirResource, { resourceType: T }>;

/** What a line was made of besides its resource. */
interface Made<L extends Line> {
  readonly line: L;
  /** References looked up, each followed by what it pointed to. */
  readonly lookedUp: readonly (Reference | FhirResource | undefined)[];
  /** Set when the moment of viewing was looked at. */
  readonly minute: number | undefined;
}

/** By the function that makes the lines. */
const all = new WeakMap<object, WeakMap<FhirResource, Made<Line>>>();

/**
 * The matches of one type as lines, each made by `lineOf`, which must be pure, be the same function every time, and look
 * at nothing of the input but `resolve` and `now`.
 */
export function linesOf<T extends ResourceType, L extends Line>(
  input: TopicInput,
  type: T,
  lineOf: (reading: Reading<OfType<T>>) => L,
): L[] {
  let made = all.get(lineOf) as WeakMap<FhirResource, Made<L>> | undefined;
  if (!made) all.set(lineOf, (made = new WeakMap()));
  const minute = Math.floor(input.now.getTime() / 60_000);
  const newest = new Map<string, { readonly resource: FhirResource; readonly line: L }>();
  const unnamed = new Map<string, number>();
  let last: L | undefined;
  for (const sourced of input.matches) {
    const { resource, origin } = sourced;
    if (resource?.resourceType !== type) continue;
    let known = made.get(resource);
    if (!known || !holds(known, sourced, input, minute)) {
      const place = unnamed.get(origin.source) ?? 0;
      if (!resource.id) unnamed.set(origin.source, place + 1);
      known = make(readingOf<OfType<T>>(input, sourced, place), lineOf, minute, last);
      made.set(resource, known);
    }
    last = known.line;
    // A source may have sent it more than once.
    const before = newest.get(last.key);
    if (!before || !isOlderCopy(resource, before.resource)) newest.set(last.key, { resource, line: last });
  }
  return [...newest.values()].map(({ line }) => line);
}

function make<R extends FhirResource, L extends Line>(
  reading: Reading<R>,
  lineOf: (reading: Reading<R>) => L,
  minute: number,
  before: L | undefined,
): Made<L> {
  const { input } = reading;
  const lookedUp: Made<L>['lookedUp'][number][] = [];
  let timed = false;
  const watched: TopicInput = {
    matches: input.matches,
    resolve: (reference, from) => {
      const found = input.resolve(reference, from);
      lookedUp.push(reference, found);
      return found;
    },
    get now() {
      timed = true;
      return input.now;
    },
  };
  const line = lineOf({ ...reading, input: watched });
  share(line, before);
  // Copied: a list that grew has room to grow further.
  return { line, lookedUp: lookedUp.length > 0 ? lookedUp.slice() : NONE, minute: timed ? minute : undefined };
}

/** Most lists of most lines are empty, and much of the rest is as in the line before: each is held once. */
function share(line: Line, before: Line | undefined): void {
  const members = line as unknown as Record<string, unknown>;
  const others = before as unknown as Record<string, unknown> | undefined;
  for (const name in members) {
    const member = members[name];
    if (typeof member !== 'object' || member === null) continue;
    if (Array.isArray(member) && member.length === 0) members[name] = NONE;
    else if (others && isEqual(member, others[name])) members[name] = others[name];
  }
}

const NONE: readonly never[] = Object.freeze([]);

/** Whether two pieces of plain data say the same. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  const of = (holder: object, name: string): unknown => (holder as Record<string, unknown>)[name];
  return names.length === Object.keys(other).length && names.every((name) => isEqual(of(one, name), of(other, name)));
}

function holds(
  { line, lookedUp, minute }: Made<Line>,
  sourced: SourcedResource,
  input: TopicInput,
  minuteNow: number,
): boolean {
  const { resource, origin } = sourced;
  if (line.origin.source !== origin.source || line.origin.sourceName !== origin.sourceName) return false;
  // Without an id, a line is known by its place.
  if (!resource.id || (minute !== undefined && minute !== minuteNow)) return false;
  for (let index = 0; index < lookedUp.length; index += 2) {
    if (input.resolve(lookedUp[index] as Reference, sourced) !== lookedUp[index + 1]) return false;
  }
  return true;
}
