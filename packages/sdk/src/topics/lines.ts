/**
 * A line is worked out once for each resource, and again only when something that it was made of has changed. A record
 * that is still being read is viewed many times over, and what has been read already should cost nothing.
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import { readings, type Reading } from './line.ts';
import type { Line, ResourceType, TopicInput } from './topic.ts';

type OfType<T extends ResourceType> = Extract<FhirResource, { resourceType: T }>;

/** What a line was made of besides its resource. */
interface Made<L extends Line> {
  readonly line: L;
  /** References looked up, each followed by what it pointed to. */
  readonly lookedUp: readonly (Reference | FhirResource | undefined)[];
  /** Set when the moment of viewing was looked at. */
  readonly minute: number | undefined;
}

const made = new WeakMap<object, WeakMap<FhirResource, Made<Line>>>();

/**
 * The matches of one type as lines, each made by `lineOf`, which must be pure, be the same function every time, and look
 * at nothing of the input but `resolve` and `now`.
 */
export function linesOf<T extends ResourceType, L extends Line>(
  input: TopicInput,
  type: T,
  lineOf: (reading: Reading<OfType<T>>) => L,
): L[] {
  let known = made.get(lineOf) as WeakMap<FhirResource, Made<L>> | undefined;
  if (!known) made.set(lineOf, (known = new WeakMap()));
  const minute = Math.floor(input.now.getTime() / 60_000);
  return readings(input, type).map((reading) => {
    const before = known.get(reading.resource);
    if (before && holds(before, reading, minute)) return before.line;
    const now = make(reading, lineOf, minute);
    known.set(reading.resource, now);
    return now.line;
  });
}

function make<R extends FhirResource, L extends Line>(
  reading: Reading<R>,
  lineOf: (reading: Reading<R>) => L,
  minute: number,
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
  return { line, lookedUp, minute: timed ? minute : undefined };
}

function holds(
  { line, lookedUp, minute }: Made<Line>,
  { key, origin, input, sourced }: Reading<FhirResource>,
  minuteNow: number,
): boolean {
  if (line.key !== key || line.origin.sourceName !== origin.sourceName) return false;
  if (minute !== undefined && minute !== minuteNow) return false;
  for (let index = 0; index < lookedUp.length; index += 2) {
    if (input.resolve(lookedUp[index] as Reference, sourced) !== lookedUp[index + 1]) return false;
  }
  return true;
}
