/**
 * A line is worked out once for each resource, and again only when something that it was made of has changed. A record
 * that is still being read is viewed many times over, and what has been read already should cost nothing.
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import { atOnce, type Pieces } from '../format/pieces.ts';
import { isOlderCopy } from './copies.ts';
import { readingOf, type Reading } from './line.ts';
import { originOf } from './origin.ts';
import type { Line, Origin, ResourceType, SourcedResource, TopicInput } from './topic.ts';

type OfType<T extends ResourceType> = Extract<FhirResource, { resourceType: T }>;

interface Made<L extends Line> {
  readonly line: L;
  readonly basis: Basis;
  /** What was said of its resource by then. */
  readonly provenance?: SourcedResource['provenance'];
}

/** What lines were made of besides their resources. Lines that were made of the same have one basis. */
interface Basis {
  /** References looked up, each followed by what it pointed to. */
  readonly lookedUp: readonly (Reference | FhirResource | undefined)[];
  /** Set when the moment of viewing was looked at. */
  readonly minute: number | undefined;
}

/** All that one function has made. Weak in everything: lines are gone with their resources. */
interface Store<L extends Line> {
  readonly made: WeakMap<FhirResource, Made<L>>;
  /** By the reference looked up last. */
  readonly bases: WeakMap<Reference, Basis>;
  /** The newest line by its name. */
  readonly alike: WeakMap<object, L>;
}

/** By the function that makes the lines. */
const stores = new WeakMap<object, Store<Line>>();

/** Lines looked at in one piece, and how many of those making one is worth. */
const PIECE = 1000;
const MAKING = 10;

/**
 * The matches of one type as lines, each made by `lineOf`, which must be pure, be the same function every time, and look
 * at nothing of the input but `resolve` and `now`.
 */
export function linesOf<T extends ResourceType, L extends Line>(
  input: TopicInput,
  type: T,
  lineOf: (reading: Reading<OfType<T>>) => L,
): L[] {
  return atOnce(linesInPieces(input, type, lineOf));
}

/** The same, for records that are long. `each` is told which line is of which resource, older copies too. */
export function* linesInPieces<T extends ResourceType, L extends Line>(
  input: TopicInput,
  type: T,
  lineOf: (reading: Reading<OfType<T>>) => L,
  each?: (sourced: SourcedResource, line: L) => void,
): Pieces<L[]> {
  const { made, ...others } = storeOf<L>(lineOf);
  const holds = checking(input);
  const make = making(input, lineOf, others);
  const newest = new Newest<L>();
  let work = 0;
  for (const sourced of input.matches) {
    const { resource } = sourced;
    if (resource?.resourceType !== type) continue;
    let known = made.get(resource);
    work++;
    if (!known || !holds(known, sourced)) {
      known = make(sourced);
      made.set(resource, known);
      work += MAKING;
    }
    newest.add(sourced, known.line);
    each?.(sourced, known.line);
    if (work < PIECE) continue;
    work = 0;
    yield;
  }
  return newest.lines;
}

function storeOf<L extends Line>(lineOf: object): Store<L> {
  let store = stores.get(lineOf) as Store<L> | undefined;
  if (!store) stores.set(lineOf, (store = { made: new WeakMap(), bases: new WeakMap(), alike: new WeakMap() }));
  return store;
}

/** The lines of what was received, each resource's once: a source may have sent it more than once. */
class Newest<L extends Line> {
  readonly lines: L[] = [];
  /** By source and id. Without an id there is no other copy. */
  readonly #places = new Map<string, Map<string, number>>();
  readonly #resources: FhirResource[] = [];

  add({ resource, origin: { source } }: SourcedResource, line: L): void {
    let places = this.#places.get(source);
    if (!places) this.#places.set(source, (places = new Map<string, number>()));
    const before = resource.id ? places.get(resource.id) : undefined;
    const place = before ?? this.lines.length;
    if (isOlderCopy(resource, this.#resources[place])) return;
    if (resource.id) places.set(resource.id, place);
    this.lines[place] = line;
    this.#resources[place] = resource;
  }
}

function making<R extends FhirResource, L extends Line>(
  input: TopicInput,
  lineOf: (reading: Reading<R>) => L,
  { bases, alike }: Omit<Store<L>, 'made'>,
): (sourced: SourcedResource) => Made<L> {
  let lookedUp: Basis['lookedUp'][number][] = [];
  let minute: number | undefined;
  const watched: TopicInput = {
    matches: input.matches,
    resolve: (reference, from) => {
      const found = input.resolve(reference, from);
      lookedUp.push(reference, found);
      return found;
    },
    get now() {
      minute = minuteOf(input);
      return input.now;
    },
  };
  const unnamed = new Map<string, number>();
  let before: L | undefined;
  let latest: Origin | undefined;
  return (sourced) => {
    lookedUp = [];
    minute = undefined;
    const { source } = sourced.origin;
    const place = unnamed.get(source) ?? 0;
    if (!sourced.resource.id) unnamed.set(source, place + 1);
    const reading = readingOf<R>(watched, sourced, place);
    const origin = originOf(reading);
    // What was written at one time stands together as a rule.
    if (!isEqual(origin, latest)) latest = origin;
    const line = lineOf({ ...reading, origin: latest ?? origin });
    const { name } = line as { readonly name?: unknown };
    share(line, (isObject(name) && alike.get(name)) || before);
    before = line;
    if (isObject(name)) alike.set(name, line);
    const { provenance } = sourced;
    return { line, basis: shared({ lookedUp, minute }, bases), ...(provenance && { provenance }) };
  };
}

/** The same basis for lines that look up the same: most results of a record are of one patient, by one laboratory. */
function shared(basis: Basis, bases: Store<Line>['bases']): Basis {
  const { lookedUp, minute } = basis;
  const reference = lookedUp.at(-2) as Reference | undefined;
  if (!reference) return minute === undefined ? NOTHING : basis;
  const known = bases.get(reference);
  if (known && known.minute === minute && isEqualList(known.lookedUp, lookedUp)) return known;
  // Copied: a list that grew has room to grow further.
  const kept = { lookedUp: lookedUp.slice(), minute };
  bases.set(reference, kept);
  return kept;
}

/** Most lists of most lines are empty, and much of the rest is as in a line of the same name: each is held once. */
function share(line: Line, before: Line | undefined): void {
  const members = line as unknown as Record<string, unknown>;
  const others = before as unknown as Record<string, unknown> | undefined;
  for (const name in members) {
    const member = members[name];
    if (!isObject(member)) continue;
    if (Array.isArray(member) && member.length === 0) members[name] = NONE;
    else if (others && isEqual(member, others[name])) members[name] = others[name];
  }
}

const NONE: readonly never[] = Object.freeze([]);
const NOTHING: Basis = { lookedUp: NONE, minute: undefined };

/** Whether two pieces of plain data say the same. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  // A moment has no members to compare.
  if (one instanceof Date || other instanceof Date) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  for (const name of names) {
    if (!isEqual((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name])) return false;
  }
  return true;
}

function isEqualList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((member, index) => member === other[index]);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a line is still what would be made now. What lines have in common is looked up once. */
function checking(input: TopicInput): (made: Made<Line>, sourced: SourcedResource) => boolean {
  const now = minuteOf(input);
  const standing = new Map<Basis, boolean>();
  return ({ line, basis, provenance }, sourced) => {
    const { resource, origin } = sourced;
    if (line.origin.source !== origin.source || line.origin.sourceName !== origin.sourceName) return false;
    if (line.origin.received !== origin.received || provenance !== sourced.provenance) return false;
    // Without an id, a line is known by its place.
    if (!resource.id || (basis.minute !== undefined && basis.minute !== now)) return false;
    let stands = standing.get(basis);
    if (stands === undefined) standing.set(basis, (stands = stillPoints(basis, sourced, input)));
    return stands;
  };
}

function stillPoints({ lookedUp }: Basis, sourced: SourcedResource, input: TopicInput): boolean {
  for (let index = 0; index < lookedUp.length; index += 2) {
    if (input.resolve(lookedUp[index] as Reference, sourced) !== lookedUp[index + 1]) return false;
  }
  return true;
}

function minuteOf({ now }: TopicInput): number {
  return Math.floor(now.getTime() / 60_000);
}
