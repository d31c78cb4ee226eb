/**
 * What reports hold: results that they name, and results that those name as members, each found where the record has it:
 * among what was read, with the report, or contained in it. Nothing is read for the sake of one row.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, type Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import type { Pieces } from '../format/pieces.ts';
import { list, text } from '../format/read.ts';
import { observationLines, type ObservationLine } from './observation.ts';
import type { SourcedResource, TopicInput } from './topic.ts';

/** A result at its place in a report, or of a panel. */
export interface ReportResult {
  /** Unique within its report. */
  readonly key: string;
  /** What the report calls it; of a result that is missing all that is known of it. */
  readonly name?: Concept | undefined;
  /** As referred to. */
  readonly reference?: string | undefined;
  /** Absent: it is named and was not found, among what was read so far. */
  readonly line?: ObservationLine | undefined;
  readonly members: readonly ReportResult[];
}

/** Finds the results that a resource names. */
export interface ResultsFound {
  /** Every result read, newest first, of several copies the newest. */
  readonly lines: readonly ObservationLine[];
  /** What a report names, as a tree: each once, under the panel that holds it. */
  readonly treeOf: (report: SourcedResource<fhir.DiagnosticReport>) => ReportResult[];
  /** Lines, each with its members, and under the one that has it as a member. */
  readonly treesOf: (lines: readonly ObservationLine[]) => ReportResult[];
}

/** Resources looked at, or references followed, in one piece. */
const PIECE = 500;

/** Reads all observations that matched, and those that only reports and panels lead to. */
export function* resultsFound(input: TopicInput): Pieces<ResultsFound> {
  const led = yield* ledTo(input);
  const lineOf = new Map<SourcedResource, ObservationLine>();
  const sourcedOf = new Map<ObservationLine, SourcedResource>();
  const all = { ...input, matches: [...input.matches, ...led.matches] };
  const lines = yield* observationLines(all, (sourced, line) => {
    lineOf.set(sourced, line);
    if (line.members.length > 0) sourcedOf.set(line, sourced);
  });
  // Thousands are called alike: each name is held once.
  const names = new Map<string, Concept>();
  const nameOf = (display: string | undefined): Concept | undefined => {
    const name = names.get(display ?? '') ?? conceptOf(display);
    if (name) names.set(display ?? '', name);
    return name;
  };
  const named = (reference: fhir.Reference, found: SourcedResource | undefined): Named => {
    const line = found && lineOf.get(found);
    return { reference: text(reference.reference), name: nameOf(text(reference.display)), line };
  };
  const namedBy = (sourced: SourcedResource): Named[] => {
    const found = led.of.get(sourced) ?? [];
    return references(sourced.resource).map((one, at) => named(one, found[at]));
  };
  const membersOf = (line: ObservationLine): Named[] => {
    const sourced = sourcedOf.get(line);
    return sourced ? namedBy(sourced) : [];
  };
  return {
    lines,
    treeOf: (report) => tree(namedBy(report), membersOf),
    treesOf: (some) =>
      tree(
        some.map((line) => ({ line })),
        membersOf,
      ),
  };
}

type Named = Omit<ReportResult, 'key' | 'members'>;

/** Each line once, under the panel that holds it even where the report names it too; a panel in itself ends there. */
function tree(listed: readonly Named[], membersOf: (line: ObservationLine) => readonly Named[]): ReportResult[] {
  const held = new Set<ObservationLine>();
  const seen = new Set<ObservationLine>();
  const above = new Set<ObservationLine>();
  const look = (line: ObservationLine): void => {
    seen.add(line);
    above.add(line);
    for (const { line: member } of membersOf(line)) {
      // What holds what holds it comes first as the report has it.
      if (!member || above.has(member)) continue;
      held.add(member);
      if (!seen.has(member)) look(member);
    }
    above.delete(line);
  };
  for (const { line } of listed) if (line && !seen.has(line)) look(line);
  const shown = new Set<ObservationLine>();
  let missing = 0;
  const place = (one: Named): ReportResult[] => {
    const { line } = one;
    if (!line) return [{ ...one, key: `#${missing++}`, members: [] }];
    if (shown.has(line)) return [];
    shown.add(line);
    return [{ ...one, key: line.key, members: membersOf(line).flatMap(place) }];
  };
  return listed.filter(({ line }) => !line || !held.has(line)).flatMap(place);
}

interface Led {
  /** Observations that did not match and are named by what did. */
  readonly matches: readonly SourcedResource[];
  /** What each that names results led to, in the order in which it names them. */
  readonly of: ReadonlyMap<SourcedResource, readonly (SourcedResource | undefined)[]>;
}

function* ledTo(input: TopicInput): Pieces<Led> {
  const known = new Map<string, Map<fhir.FhirResource, SourcedResource>>();
  const at = ({ origin: { source } }: SourcedResource): Map<fhir.FhirResource, SourcedResource> => {
    const there = known.get(source) ?? new Map<fhir.FhirResource, SourcedResource>();
    known.set(source, there);
    return there;
  };
  const open: SourcedResource[] = [];
  for (const [place, sourced] of input.matches.entries()) {
    if (place % PIECE === 0) yield;
    const { resource } = sourced;
    if (resource?.resourceType === 'Observation') at(sourced).set(resource, sourced);
    if (references(resource).length > 0) open.push(sourced);
  }
  const matches: SourcedResource[] = [];
  const find = (reference: fhir.Reference, from: SourcedResource): SourcedResource | undefined => {
    const found = input.resolve(reference, from);
    if (found?.resourceType !== 'Observation' || isAnothers(found, from, input)) return undefined;
    const held = text(reference.reference)?.startsWith('#') ? withAddress(found, from, input) : found;
    const before = at(from).get(held);
    if (before) return before;
    const sourced = { resource: held, origin: from.origin, document: from.document };
    at(from).set(held, sourced);
    matches.push(sourced);
    return sourced;
  };
  const of = new Map<SourcedResource, (SourcedResource | undefined)[]>();
  let followed = 0;
  for (const sourced of open) {
    const led: (SourcedResource | undefined)[] = [];
    of.set(sourced, led);
    for (const reference of references(sourced.resource)) {
      const before = matches.length;
      const found = find(reference, sourced);
      led.push(found);
      if (found && matches.length > before && references(found.resource).length > 0) open.push(found);
      if (++followed % PIECE === 0) yield;
    }
  }
  return { matches, of };
}

function references(resource: fhir.FhirResource | undefined): fhir.Reference[] {
  if (resource?.resourceType === 'DiagnosticReport') return list(resource.result);
  return resource?.resourceType === 'Observation' ? list(resource.hasMember) : [];
}

/**
 * What is contained has an id of its own only within what holds it (FHIR R4 §2.3.1 contained). A copy, so that the record
 * keeps what was sent; it holds what stands beside it, to which it may refer.
 */
function withAddress(found: fhir.Observation, from: SourcedResource, input: TopicInput): fhir.Observation {
  const holder = from.resource as fhir.DiagnosticReport;
  const address = addresses.get(holder) ?? `${holder.resourceType}/${holder.id ?? input.matches.indexOf(from)}`;
  const copies = copiesOf(found);
  let copy = copies.get(address);
  if (!copy) {
    const { contained } = holder;
    copies.set(address, (copy = { ...found, id: `${address}#${found.id ?? ''}`, ...(contained && { contained }) }));
    addresses.set(copy, address);
  }
  return copy;
}

/** By the address of what holds it: what was sent twice alike is held once in memory. */
const copiesOf = oncePerObject((_found: fhir.Observation) => new Map<string, fhir.Observation>());
/** Of copies: where what they were copied out of lies. */
const addresses = new WeakMap<fhir.FhirResource, string>();

/** Of somebody else, as far as both say of whom: a report names what was found of its own patient. */
function isAnothers(found: fhir.Observation, from: SourcedResource, input: TopicInput): boolean {
  const own = (from.resource as fhir.Observation).subject;
  if (own?.reference === found.subject?.reference) return false;
  const [one, other] = [input.resolve(own, from), input.resolve(found.subject, { ...from, resource: found })];
  return one?.resourceType === 'Patient' && other?.resourceType === 'Patient' && one !== other;
}
