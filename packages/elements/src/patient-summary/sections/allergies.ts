import { allergies, type AllergiesView, type AllergyLine } from '@ehr-widgets/sdk';
import type { Chip } from '../../shared/chip.ts';
import type { Alarm, Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources, rowTelling } from './across-sources.ts';
import {
  contradictions,
  nameOf,
  placeOf,
  noneOf,
  partlyNone,
  pastOf,
  rowOf,
  statementsOf,
  struckRows,
  telling,
  titled,
  whenOf,
  type Telling,
} from './line-words.ts';

/** Allergies and intolerances. What can kill leads, as a strip above everything and first in its list; none is folded. */
export const allergiesSection: SummarySection<AllergiesView> = {
  name: 'allergies',
  topic: allergies,
  column: 1,
  ...titled('allergies'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const noun = told.words.topics.allergies.noun;
    const whole = (line: AllergyLine): Row =>
      acrossSources(row(saidOf(line, view), told), line, view.elsewhere.get(line.key), told, (one) =>
        rowTelling(row(one, told), one.status === 'active' ? told.words.medicationStatus.active : ''),
      );
    const rows = view.current.map((line) => ({ ...whole(line), pinned: true }));
    const past = [...view.past, ...view.refuted].map(whole);
    const rest = pastOf(past, struckRows(view.enteredInError, told), told);
    return {
      count: rows.length > 0 ? reader.count(rows.length) : undefined,
      rows: rows.length > 0 ? [...rows, ...partlyNone(view, told)] : rows,
      rest,
      alarms: view.current.flatMap((line, index) => (line.alarming ? alarm(line, rows[index], told) : [])),
      notes: contradictions(view, told),
      none: noneOf(view, noun, told, rest),
      statements: statementsOf(view, told),
    };
  },
};

/** What the line leaves open and another source says of the same allergy: what has happened, and how bad it was. */
function saidOf(line: AllergyLine, view: AllergiesView): AllergyLine {
  const also = view.elsewhere.get(line.key)?.also ?? [];
  const said = also.find(({ reactions }) => reactions.length > 0);
  return line.reactions.length > 0 || !said ? line : { ...line, reactions: said.reactions, severity: said.severity };
}

function row(line: AllergyLine, told: Telling): Row {
  const { reader, words } = told;
  const reactions = reader.list(
    line.reactions.map(({ manifestations, description, substance }) => {
      const happened = reader.concepts(manifestations) || (description ?? '');
      const to = reader.concept(substance);
      return happened && to && to !== nameOf(line, told) ? `${happened} (${to})` : happened;
    }),
  );
  const label = line.type === 'intolerance' ? words.intolerance : words.reaction;
  return {
    ...rowOf(
      line,
      [
        [words.status, line.status === 'unknown' ? (line.statusCode ?? words.statusUnknown) : ''],
        [words.criticality, line.criticality === 'not-recorded' ? '' : words.criticalities[line.criticality]],
        [words.onset, whenOf(line.onset, told)],
        [words.lastOccurrence, reader.day(line.lastOccurrence)],
        [words.recorded, reader.day(line.recordedDate)],
        [words.recordedBy, reader.party(line.assertedBy) || reader.party(line.recordedBy)],
        ...line.reactions.flatMap((reaction) =>
          [reaction.description ?? '', ...reaction.notes.map((note) => reader.note(note))].map(
            (text) => [words.reaction, text] as const,
          ),
        ),
      ],
      told,
    ),
    main: nameOf(line, told),
    side: whenOf(line.onset, told) || reader.day(line.recordedDate),
    chips: [severity(line, told), ...state(line, told)],
    sub: [
      // Where the chip says that it can kill, how bad it has been so far would go unsaid.
      line.severity !== 'not-recorded' && !line.anaphylaxis && line.criticality === 'high'
        ? words.severity[line.severity]
        : '',
      reactions ? `${label}: ${reactions}` : line.type === 'intolerance' ? words.intolerance : '',
      words.verification[line.verification] ?? '',
      reportedBy(line, told),
    ],
  };
}

function severity(line: AllergyLine, { words }: Telling): Chip {
  if (line.anaphylaxis) return { word: words.anaphylaxis, shape: 'octagon', tone: line.alarming ? 'crit' : 'neutral' };
  if (line.criticality === 'high') {
    return { word: words.highRisk, shape: 'octagon', tone: line.alarming ? 'crit' : 'neutral' };
  }
  switch (line.severity) {
    case 'severe':
      return { word: words.severity.severe, shape: 'diamond', tone: 'high' };
    case 'moderate':
      return { word: words.severity.moderate, shape: 'diamond', tone: 'caution' };
    case 'mild':
      return { word: words.severity.mild, shape: 'ring', tone: 'neutral' };
    case 'not-recorded':
      return { word: words.severity['not-recorded'], shape: 'unknown', tone: 'outline' };
  }
}

/** Whether it still holds, said where it is not simply active. */
function state(line: AllergyLine, { words }: Telling): Chip[] {
  switch (line.status) {
    case 'active':
      return [];
    case 'inactive':
    case 'resolved':
      return [{ word: words.problemStatus[line.status] ?? line.status, shape: 'square', tone: 'neutral' }];
    case 'entered-in-error':
      return [{ word: words.enteredInError, shape: 'cross', tone: 'outline' }];
    case 'unknown':
      return line.statusCode ? [{ word: words.statusUnknown, shape: 'unknown', tone: 'outline' }] : [];
  }
}

function reportedBy(line: AllergyLine, { words }: Telling): string {
  return [line.assertedBy?.kind, line.recordedBy?.kind].includes('patient') ? words.reportedByPatient : '';
}

function alarm(line: AllergyLine, row: Row | undefined, told: Telling): Alarm {
  const { reader, words } = told;
  const tellings = row?.tellings?.map(([source, text]) => `${source}: ${text}`);
  const facts = (tellings ?? row?.sub ?? []).filter(Boolean).join(tellings ? '. ' : ' · ');
  const recorded = whenOf(line.onset, told) || reader.day(line.recordedDate);
  return {
    key: line.key,
    shape: 'octagon',
    title: words.allergyAlarm(nameOf(line, told), line.anaphylaxis),
    text: [facts && `${facts}.`, words.allergyAlarmNext].filter(Boolean).join(' '),
    side: recorded && `${words.recorded} ${recorded}`,
    sources: tellings ? [] : (row?.sources ?? [placeOf(line.origin, words)]),
  };
}
