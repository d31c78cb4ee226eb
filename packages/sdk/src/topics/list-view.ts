/**
 * Lists of which a part holds now and the rest is over: what most topics beyond the first ones are made of.
 * @module
 */
import { newestFirst } from '../format/when.ts';
import {
  codesDiffer,
  conceptKeys,
  mergeSources,
  sameWords,
  shareCode,
  type Elsewhere,
  type Identity,
  type Likeness,
} from './elsewhere.ts';
import type { NamedLine } from './line.ts';
import { contentOf, contradicts, noneMeaning, noneStatementsOf, type NoneStatements } from './none.ts';
import type { Content } from './topic.ts';

/** A line that is in force or over. */
export interface ListedLine extends NamedLine {
  /** One of the topic's own words; `unknown` when absent or none of the standard's. */
  readonly status: string;
  /** The status as sent. */
  readonly statusCode?: string | undefined;
  /** By which it stands in its list: the day that says most of it, as sent. */
  readonly date?: string | undefined;
}

export interface ListView<L extends ListedLine, Facet extends string = string> extends NoneStatements {
  /** In force, or not known to be over; newest first. */
  readonly current: readonly L[];
  /** Over, or never begun; newest first. */
  readonly past: readonly L[];
  readonly enteredInError: readonly L[];
  /** What other sources tell of a line's thing, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<L, Facet>>;
}

/** Lines as a list. `isOver` is not asked of what was entered in error. */
export function listView<L extends ListedLine, Facet extends string = string>(
  sent: readonly L[],
  isOver: (line: L) => boolean,
  identity: Identity<L, Facet>,
): ListView<L, Facet> {
  const { lines, elsewhere } = mergeSources(
    newestFirst(sent, ({ date }) => date),
    standing(identity),
  );
  const enteredInError = lines.filter(isMistake);
  const told = lines.filter((line) => !isMistake(line));
  const noneStatements = noneStatementsOf(told, ({ date }) => date);
  const entries = told.filter(({ name }) => !noneMeaning(name));
  const current = entries.filter((line) => !isOver(line));
  const past = entries.filter(isOver);
  const contradicted = contradicts(noneStatements, current);
  return { current, past, enteredInError, elsewhere, noneStatements, contradicted };
}

/** What a topic of such a list holds. */
export function contentOfList(view: ListView<ListedLine>): Content {
  return contentOf(view, view.current, view.past);
}

/** Lines of the same name may be the same thing, and nothing says that they are. */
export function maybeSame<L extends ListedLine>(): Identity<L, never> {
  return { keys: ({ name }) => conceptKeys(name), compare: alike, facets: {}, rank: () => 0 };
}

/** `doubtful` where a code is shared, or the words are the same and no code says otherwise. */
export function alike({ name: one }: NamedLine, { name: other }: NamedLine): Likeness {
  return shareCode(one, other) || (!codesDiffer(one, other) && sameWords(one, other)) ? 'doubtful' : 'different';
}

/** What was entered in error is compared with nothing. */
function standing<L extends ListedLine, Facet extends string>(identity: Identity<L, Facet>): Identity<L, Facet> {
  return {
    ...identity,
    compare: (one, other) => (isMistake(one) || isMistake(other) ? 'different' : identity.compare(one, other)),
  };
}

function isMistake({ status }: ListedLine): boolean {
  return status === 'entered-in-error';
}
