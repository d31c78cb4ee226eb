import { problems, type Elsewhere, type ProblemGroup, type ProblemLine, type ProblemsView } from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources } from './across-sources.ts';
import {
  contradictions,
  nameOf,
  noneOf,
  pastOf,
  rowOf,
  statementsOf,
  struckRows,
  telling,
  titled,
  whenOf,
  type Telling,
} from './line-words.ts';

/** Problems, the same one grouped; past and ruled-out ones on request. */
export const problemsSection: SummarySection<ProblemsView> = {
  name: 'problems',
  topic: problems,
  column: 1,
  documentOfRest: 'past-problems',
  ...titled('problems'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const noun = told.words.topics.problems.noun;
    const whole = (group: ProblemGroup): Row =>
      acrossSources(
        row(group, told),
        group.lead,
        elsewhereOf(group, view),
        told,
        (entry) => statusAndDate(entry, told),
        (entry) => (entry.verification === 'refuted' ? otherEntry(entry, told) : nameOf(entry, told)),
      );
    const rows = view.current.map(whole);
    const past = [
      ...view.past.map(whole),
      ...view.refuted.map((line) =>
        row({ key: line.key, lead: line, entries: [line], kind: line.kind, sourcesDisagree: false }, told),
      ),
    ];
    const rest = pastOf(past, struckRows(view.enteredInError, told), told);
    // Of unknown status is not active.
    const allActive = view.current.every(({ lead }) => lead.status !== 'unknown');
    const count = reader.count(rows.length);
    return {
      count: rows.length > 0 ? (allActive ? told.words.active(count) : count) : undefined,
      rows,
      rest,
      notes: contradictions(view, told),
      none: noneOf(view, noun, told, rest),
      statements: statementsOf(view, told),
    };
  },
};

function row(group: ProblemGroup, told: Telling): Row {
  const { reader, words } = told;
  const { lead, entries } = group;
  const ended = whenOf(lead.abatement, told);
  return {
    ...rowOf(
      lead,
      [
        [words.status, words.problemStatus[lead.status] ?? (lead.status === 'unknown' ? (lead.statusCode ?? '') : '')],
        [words.onset, whenOf(group.onset ?? lead.onset, told)],
        [words.ended, ended],
        [words.recorded, reader.day(lead.recordedDate)],
        [words.recordedBy, reader.party(lead.recordedBy) || reader.party(lead.assertedBy)],
        ...entries
          .slice(1)
          .filter(({ origin }) => origin.source === lead.origin.source)
          .map((entry) => [words.recorded, otherEntry(entry, told)] as const),
      ],
      told,
    ),
    key: group.key,
    also: entries.slice(1),
    main: nameOf(lead, told),
    side: whenOf(group.onset ?? lead.onset, told) || reader.day(lead.recordedDate),
    chips: chips(group, told),
    sub: [
      reader.concept(lead.severity),
      reader.concepts(lead.stages),
      reader.concepts(lead.bodySites),
      words.problemKind[group.kind] ?? '',
      entries.length > 1 ? words.alsoRecorded(reader.count(entries.length)) : '',
      ended && `${words.ended} ${ended}`,
    ],
  };
}

/** The newest entry of each other source, and groups that may be the same problem. */
function elsewhereOf(
  { lead, entries, sourcesDisagree }: ProblemGroup,
  view: ProblemsView,
): Elsewhere<ProblemLine> | undefined {
  const bySource = new Map(entries.toReversed().map((entry) => [entry.origin.source, entry]));
  bySource.delete(lead.origin.source);
  const doubtful = view.elsewhere.get(lead.key)?.doubtful ?? [];
  if (bySource.size === 0 && doubtful.length === 0) return undefined;
  return { also: [...bySource.values()], differs: sourcesDisagree ? ['status'] : [], doubtful };
}

function chips({ lead }: ProblemGroup, { words }: Telling): Chip[] {
  const found: Chip[] = [];
  const doubt =
    lead.verification === 'confirmed' || lead.verification === 'unknown'
      ? undefined
      : words.verification[lead.verification];
  if (doubt) found.push({ word: doubt, shape: 'unknown', tone: 'outline' });
  switch (lead.status) {
    case 'recurrence':
    case 'relapse':
      found.push({ word: words.problemStatus[lead.status] ?? lead.status, shape: 'history', tone: 'caution' });
      break;
    case 'inactive':
    case 'remission':
    case 'resolved':
      found.push({ word: words.problemStatus[lead.status] ?? lead.status, shape: 'check', tone: 'neutral' });
      break;
    case 'unknown':
      found.push({ word: words.statusUnknown, shape: 'unknown', tone: 'outline' });
      break;
    case 'active':
    case 'entered-in-error':
      break;
  }
  return found;
}

function otherEntry(entry: ProblemLine, told: Telling): string {
  return [nameOf(entry, told), statusAndDate(entry, told)].filter(Boolean).join(' · ');
}

function statusAndDate(entry: ProblemLine, told: Telling): string {
  const { reader, words } = told;
  const status = entry.status === 'active' ? words.medicationStatus.active : words.problemStatus[entry.status];
  const since = whenOf(entry.onset, told);
  return [
    status ?? (entry.status === 'unknown' ? words.statusUnknown : ''),
    entry.verification === 'unknown' ? '' : (words.verification[entry.verification] ?? ''),
    since && `${words.onset} ${since}`,
    reader.day(entry.recordedDate),
  ]
    .filter(Boolean)
    .join(' · ');
}
