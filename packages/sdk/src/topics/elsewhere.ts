/**
 * One record out of several sources' records: which lines tell of the same thing, what they tell differently, and which
 * may tell of the same thing. Conservative: what is in doubt stays apart, and nothing is chosen silently.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { parseDate } from '../format/date.ts';
import { atOnce, type Pieces } from '../format/pieces.ts';
import type { Line } from './topic.ts';

/**
 * How two lines of different sources stand to each other. `doubtful`: they may be the same thing; both are shown, and
 * each says so.
 */
export type Likeness = 'same' | 'doubtful' | 'different';

/** How lines of one topic are known to tell of the same thing. */
export interface Identity<L extends Line, Facet extends string = string> {
  /** Words or codes that two lines must share to be compared at all. */
  readonly keys: (line: L) => readonly string[];
  readonly compare: (one: L, other: L) => Likeness;
  /** What may be told differently, and whether two tellings of one thing do. */
  readonly facets: Readonly<Record<Facet, (one: L, other: L) => boolean>>;
  /** Which of several that tell of one thing leads: the lowest. What can harm leads, whatever source tells it. */
  readonly rank: (line: L) => number;
}

/** What other sources tell of the thing that a line is about. */
export interface Elsewhere<L extends Line = Line, Facet extends string = string> {
  /** The same thing, as each other source tells it. */
  readonly also: readonly L[];
  /** What they and the line tell differently. Show each source's own; none of them is known to be the right one. */
  readonly differs: readonly Facet[];
  /** Lines that stand apart, and may be the same thing. */
  readonly doubtful: readonly L[];
}

/** Lines of several sources, each thing once. */
export interface Merged<L extends Line, Facet extends string = string> {
  /** In the order given; of those that tell of one thing only the one that leads. */
  readonly lines: readonly L[];
  /** By the key of a line; only where another source tells something of it. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<L, Facet>>;
}

/**
 * Brings together what different sources tell of the same thing. Lines of one source are never brought together: whether
 * it recorded something twice is for it to say. Where one line could go with several of another source, or lines that
 * differ are each the same as a third, none does, and all say that they may be the same.
 */
export function mergeSources<L extends Line, Facet extends string>(
  lines: readonly L[],
  identity: Identity<L, Facet>,
): Merged<L, Facet> {
  return atOnce(mergeInPieces(lines, identity));
}

/** The same, for lists that are long. */
export function* mergeInPieces<L extends Line, Facet extends string>(
  lines: readonly L[],
  identity: Identity<L, Facet>,
): Pieces<Merged<L, Facet>> {
  if (new Set(lines.map(({ origin }) => origin.source)).size < 2) return { lines, elsewhere: new Map() };
  const { same, doubtful } = yield* pairs(lines, identity);
  const elsewhere = new Map<string, Elsewhere<L, Facet>>();
  const led = new Set<L>();
  const seen = new Set<L>();
  for (const [place, line] of lines.entries()) {
    if (place % PIECE === 0) yield;
    if (seen.has(line)) continue;
    const group = groupOf(line, same);
    group.forEach((member) => seen.add(member));
    const sources = new Set(group.map(({ origin }) => origin.source));
    if (sources.size < group.length || holdsTwo(group, identity)) {
      for (const member of group) addAll(doubtful, member, same.get(member) ?? []);
      continue;
    }
    const [lead, ...also] = sortedBy(group, identity.rank) as [L, ...L[]];
    also.forEach((member) => led.add(member));
    if (also.length > 0) elsewhere.set(lead.key, { also, differs: differences(group, identity), doubtful: [] });
  }
  const kept = lines.filter((line) => !led.has(line));
  for (const [place, line] of kept.entries()) {
    if (place % PIECE === 0) yield;
    const told = elsewhere.get(line.key);
    const maybe = [line, ...(told?.also ?? [])].flatMap((one) => [...(doubtful.get(one) ?? [])]);
    if (maybe.length > 0) {
      elsewhere.set(line.key, { also: [], differs: [], ...told, doubtful: [...new Set(maybe)] });
    }
  }
  return { lines: kept, elsewhere };
}

/** Two sources tell something differently when both tell it, and not the same. Silence is no disagreement. */
export function toldDifferently<L>(tell: (line: L) => string | undefined): (one: L, other: L) => boolean {
  return (one, other) => {
    const [first, second] = [tell(one), tell(other)];
    return first !== undefined && second !== undefined && first !== second;
  };
}

/** Whether two codings lists name the same thing: a code of the same system in both. A code without a system says nothing. */
export function shareCode(one: Concept | undefined, other: Concept | undefined): boolean {
  const codes = new Set(codeKeys(one));
  return codeKeys(other).some((key) => codes.has(key));
}

/** Whether both name it by codes of one system, and not by the same one: then they are not the same thing. */
export function codesDiffer(one: Concept | undefined, other: Concept | undefined): boolean {
  return !shareCode(one, other) && codesPart(one, other);
}

/**
 * Whether both name it by a code that they share and by nothing else that differs. Two strengths share their ingredient,
 * and two drugs their class.
 */
export function sameCode(one: Concept | undefined, other: Concept | undefined): boolean {
  return shareCode(one, other) && !codesPart(one, other);
}

/** `system|code` of each coding that has both. */
export function codeKeys(concept: Concept | undefined): string[] {
  return (concept?.codings ?? []).flatMap(({ system, code }) => (system && code ? `${system}|${code}` : []));
}

/** Codes and words by which a concept may be recognised. */
export function conceptKeys(concept: Concept | undefined): string[] {
  return [...codeKeys(concept), ...(concept ? [plain(concept.text)] : [])];
}

/** Whether the words are the same, whatever case and spacing they are written in. */
export function sameWords(one: Concept | undefined, other: Concept | undefined): boolean {
  return one !== undefined && other !== undefined && plain(one.text) === plain(other.text);
}

/** Days between two FHIR dates, 0 where the coarser of them holds the finer one; undefined when one is missing. */
export function daysApart(one: string | undefined, other: string | undefined): number | undefined {
  const first = one === undefined ? undefined : parseDate(one);
  const second = other === undefined ? undefined : parseDate(other);
  if (!first || !second || !one || !other) return undefined;
  const precision = Math.min(one.length, other.length, 'yyyy-mm-dd'.length);
  if (one.slice(0, precision) === other.slice(0, precision)) return 0;
  return Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;
}

/** Whether in some system each has a code that the other has not. */
function codesPart(one: Concept | undefined, other: Concept | undefined): boolean {
  const [mine, others] = [codeKeys(one), codeKeys(other)];
  const onlyIn = (keys: readonly string[], rest: readonly string[]): string[] =>
    keys.filter((key) => !rest.includes(key)).map(systemOf);
  const systems = onlyIn(mine, others);
  return onlyIn(others, mine).some((system) => system !== NDC && systems.includes(system));
}

/** National Drug Codes name packages: one medicine has many. */
const NDC = 'http://hl7.org/fhir/sid/ndc';

type Links<L> = Map<L, Set<L>>;

/** Lines compared, or grouped, in one piece. */
const PIECE = 200;

/** Compares lines that share a key and not a source. */
function* pairs<L extends Line>(
  lines: readonly L[],
  { keys, compare }: Identity<L>,
): Pieces<{ same: Links<L>; doubtful: Links<L> }> {
  const buckets = new Map<string, L[]>();
  const same: Links<L> = new Map();
  const doubtful: Links<L> = new Map();
  for (const [place, line] of lines.entries()) {
    if (place % PIECE === 0) yield;
    const compared = new Set<L>();
    for (const key of keys(line)) {
      const bucket = buckets.get(key) ?? [];
      buckets.set(key, bucket);
      for (const other of bucket) {
        if (other.origin.source === line.origin.source || compared.has(other) || other === line) continue;
        compared.add(other);
        const likeness = compare(line, other);
        const links = likeness === 'same' ? same : likeness === 'doubtful' ? doubtful : undefined;
        if (!links) continue;
        addAll(links, line, [other]);
        addAll(links, other, [line]);
      }
      bucket.push(line);
    }
  }
  return { same, doubtful };
}

/** All that are the same as it, directly or by way of another. */
function groupOf<L>(line: L, same: Links<L>): L[] {
  const group = new Set([line]);
  for (const member of group) for (const other of same.get(member) ?? []) group.add(other);
  return [...group];
}

/** Whether two of them are different things, although each is the same as a third. */
function holdsTwo<L extends Line>(group: readonly L[], { compare }: Identity<L>): boolean {
  return group.some((one, index) => group.slice(index + 1).some((other) => compare(one, other) === 'different'));
}

function addAll<L>(links: Links<L>, line: L, others: Iterable<L>): void {
  const known = links.get(line) ?? new Set();
  for (const other of others) known.add(other);
  links.set(line, known);
}

/** Among equals by key, so that what leads does not hang on which source answered first. */
function sortedBy<L extends Line>(lines: readonly L[], rank: (line: L) => number): L[] {
  return [...lines].sort((one, other) => rank(one) - rank(other) || (one.key < other.key ? -1 : 1));
}

function differences<L extends Line, Facet extends string>(
  lines: readonly L[],
  { facets }: Identity<L, Facet>,
): Facet[] {
  const names = Object.keys(facets) as Facet[];
  return names.filter((name) =>
    lines.some((one, index) => lines.slice(index + 1).some((other) => facets[name](one, other))),
  );
}

function plain(words: string): string {
  return words.trim().replace(/\s+/g, ' ').toLowerCase();
}

function systemOf(key: string): string {
  return key.slice(0, key.lastIndexOf('|'));
}
