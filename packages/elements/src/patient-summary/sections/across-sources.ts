import type { Elsewhere, NamedLine } from '@ehr-widgets/sdk';
import type { Row } from '../section.ts';
import { nameOf, noteText, type Telling } from './line-words.ts';

/**
 * A line's row with what other sources tell of the same thing: their names where they agree; each one's own telling, side
 * by side, where they do not; and the lines that stand apart and may be the same thing.
 * @param tell What one source says of it, without its name.
 * @param named What a line that stands apart is called, with as much of it as is not to be seen elsewhere.
 */
export function acrossSources<L extends NamedLine>(
  row: Row,
  line: L,
  elsewhere: Elsewhere<L> | undefined,
  told: Telling,
  tell: (line: L) => string,
  named: (line: L) => string = (one) => nameOf(one, told),
): Row {
  if (!elsewhere) return row;
  const { also, differs, doubtful } = elsewhere;
  const all = [line, ...also];
  // A source may call it by a name that says more, such as a strength.
  const names = new Set(all.map((one) => nameOf(one, told)));
  const tellings = all.map((one) => {
    const said = names.size > 1 ? [nameOf(one, told), tell(one)].filter(Boolean).join(' · ') : tell(one);
    return [one.origin.sourceName, said || nameOf(one, told)] as const;
  });
  const notes = also.flatMap((one) => one.notes.map((note) => [one.origin.sourceName, noteText(note, told)] as const));
  const disagree = differs.length > 0;
  const { sourcesDisagree, maybeTwice, maybeSameAs } = told.words;
  return {
    ...row,
    also: [...(row.also ?? []), ...also],
    sources: [...new Set(all.map(({ origin }) => origin.sourceName))],
    chips: [
      ...(disagree ? [{ word: sourcesDisagree, shape: 'split', tone: 'caution' } as const] : []),
      ...(row.chips ?? []),
      ...(doubtful.length > 0 ? [{ word: maybeTwice, shape: 'unknown', tone: 'outline' } as const] : []),
    ],
    // Beside the other sources' tellings its own would stand twice.
    ...(disagree && { sub: [] }),
    doubts: doubtful.map((one) => maybeSameAs(named(one), one.origin.sourceName)),
    ...(disagree && { tellings }),
    details: [...row.details, ...tellings.slice(1), ...notes],
  };
}

/** Everything that a row says but its name, in one line, with the status first. */
export function rowTelling({ chips = [], sub = [], side = '' }: Row, status: string): string {
  const words = [status, ...chips.map(({ word }) => word), ...sub, side];
  return [...new Set(words.filter(Boolean))].join(' · ');
}
