import type { Elsewhere } from '@ehr-widgets/sdk';
import type { ListedLine, ListView } from '@ehr-widgets/sdk/more-topics';
import type { Chip } from '../../shared/chip.ts';
import type { Reader } from '../../shared/reader.ts';
import type { TopicNoun } from '../../shared/state.strings.ts';
import type { Row, SectionBody } from '../section.ts';
import { acrossSources, rowTelling } from './across-sources.ts';
import { laterStrings, type LaterName, type LaterWords } from './later.strings.ts';
import { contradictions, noneOf, restOf, statementsOf, struckRows, telling, type Telling } from './line-words.ts';

/** A summary with a hundred procedures is no summary. */
const SHOWN = 5;

/** What the words of a later section are made with: the summary's, and their own. */
export interface LaterTelling extends Telling {
  readonly later: LaterWords;
}

export function laterTelling(reader: Reader): LaterTelling {
  return { ...telling(reader), later: laterStrings.for(reader) };
}

/** Name, place in reading order, title and noun of a later section. */
export function laterSection(name: LaterName): {
  name: LaterName;
  later: true;
  title: (reader: Reader) => string;
  noun: (reader: Reader) => TopicNoun;
} {
  const of = (reader: Reader): LaterWords['topics'][LaterName] => laterStrings.for(reader).topics[name];
  return { name, later: true, title: (reader) => of(reader).title, noun: (reader) => of(reader).noun };
}

/** A list in words: what is in force, the newest of it first, and all else on request. */
export function listBody<L extends ListedLine, Facet extends string>(
  view: ListView<L, Facet>,
  name: LaterName,
  told: LaterTelling,
  rowFor: (line: L) => Row,
): SectionBody {
  const { reader, words, later } = told;
  const whole = (line: L): Row => rowAcross(rowFor(line), line, view.elsewhere.get(line.key), told, rowFor);
  const current = view.current.map(whole);
  // What alarms is never folded away.
  const shown = Math.max(SHOWN, current.filter(({ pinned }) => pinned).length);
  const more = [...current.slice(shown), ...view.past.map(whole)];
  const all = reader.count(current.length + view.past.length);
  const label =
    current.length > shown
      ? words.all(all)
      : more.length > 0
        ? words.past(reader.count(more.length))
        : words.enteredInError;
  const rest = restOf([...more, ...struckRows(view.enteredInError, told)], label);
  const counted = reader.count(current.length);
  return {
    count: current.length > shown ? words.of(reader.count(shown), counted) : current.length > 0 ? counted : undefined,
    rows: current.slice(0, shown),
    rest,
    notes: contradictions(view, told),
    none: noneOf(view, later.topics[name].noun, told, rest),
    statements: statementsOf(view, told),
  };
}

function rowAcross<L extends ListedLine>(
  row: Row,
  line: L,
  elsewhere: Elsewhere<L> | undefined,
  told: LaterTelling,
  rowFor: (line: L) => Row,
): Row {
  const tell = (one: L): string => rowTelling(rowFor(one), told.later.statuses[one.status] ?? '');
  return acrossSources(row, line, elsewhere, told, tell);
}

/** A status where it says more than that all is as it should be. */
export function statusChip(
  { status, statusCode }: ListedLine,
  quiet: readonly string[],
  { later }: LaterTelling,
): Chip[] {
  if (quiet.includes(status)) return [];
  const [shape, tone] = LOOKS[status] ?? UNKNOWN;
  const qualifier = status === 'unknown' ? statusCode : undefined;
  return [{ word: later.statuses[status] ?? status, shape, tone, qualifier }];
}

type Look = readonly [Chip['shape'], Chip['tone']];

const UNKNOWN: Look = ['unknown', 'outline'];
const AHEAD: Look = ['clock', 'info'];
const WAITING: Look = ['pause', 'caution'];
const OVER: Look = ['square', 'neutral'];

const LOOKS: Readonly<Record<string, Look>> = {
  active: ['disc', 'ok'],
  'in-progress': ['disc', 'ok'],
  current: ['info', 'neutral'],
  preparation: AHEAD,
  intended: AHEAD,
  proposed: AHEAD,
  planned: AHEAD,
  accepted: AHEAD,
  draft: AHEAD,
  'on-hold': WAITING,
  suspended: WAITING,
  stopped: OVER,
  inactive: OVER,
  revoked: OVER,
  superseded: OVER,
  remission: ['check', 'neutral'],
  resolved: ['check', 'neutral'],
  completed: ['check', 'neutral'],
  cancelled: ['cross', 'neutral'],
  rejected: ['cross', 'neutral'],
  'not-done': ['ban', 'outline'],
  preliminary: ['half', 'caution'],
  final: ['check', 'neutral'],
  amended: ['history', 'info'],
  recurrence: ['history', 'caution'],
  relapse: ['history', 'caution'],
  'entered-in-error': ['cross', 'outline'],
};
