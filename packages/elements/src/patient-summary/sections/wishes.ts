import {
  advanceDirectives,
  patientStory,
  type DirectiveLine,
  type DirectivesView,
  type StoryLine,
  type StoryView,
} from '@ehr-widgets/sdk/more-topics';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { laterSection, laterTelling, listBody, statusChip, type LaterTelling } from './listed.ts';
import { nameOf, rowOf } from './line-words.ts';

/** What somebody wants done when they cannot say it, as far as it is recorded. */
export const advanceDirectivesSection: SummarySection<DirectivesView> = {
  ...laterSection('advance-directives'),
  topic: advanceDirectives,
  column: 2,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    const body = listBody(view, 'advance-directives', told, (line) => directiveRow(line, told));
    // None is folded away.
    return { ...body, rows: body.rows.map((row) => ({ ...row, pinned: true })) };
  },
};

export const patientStorySection: SummarySection<StoryView> = {
  ...laterSection('patient-story'),
  topic: patientStory,
  column: 3,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    return listBody(view, 'patient-story', told, (line) => storyRow(line, told));
  },
};

function directiveRow(line: DirectiveLine, told: LaterTelling): Row {
  const { reader, later } = told;
  const decisions = line.decisions.flatMap(({ type, what }) => {
    const said = reader.concepts(what);
    return said ? later.decision[type](said) : [];
  });
  const main = nameOf(line, told);
  const documentStatus = line.documentStatus && (later.statuses[line.documentStatus] ?? line.documentStatus);
  return {
    ...rowOf(
      line,
      [
        [later.category, reader.concepts(line.categories)],
        [later.rule, reader.concept(line.rule)],
        [later.period, reader.period(line.period)],
        [later.by, reader.parties(line.by)],
        [later.organization, reader.parties(line.organizations)],
        ...line.documents.map((title) => [later.document, title] as const),
      ],
      told,
    ),
    main,
    side: reader.day(line.date),
    chips: statusChip(line, ['active', 'current'], told),
    sub: [
      ...decisions,
      line.description ?? '',
      titlesOf(line, main),
      line.status === 'current' ? later.documentInUse : '',
      documentStatus ?? '',
      line.verified ? later.verified(reader.day(line.verified.date)) : '',
      reader.parties(line.by),
    ],
  };
}

function storyRow(line: StoryLine, told: LaterTelling): Row {
  const { reader, later } = told;
  const main = nameOf(line, told);
  return {
    ...rowOf(line, [...line.documents.map((title) => [later.document, title] as const)], told),
    main,
    side: reader.day(line.date),
    chips: statusChip(line, ['final', 'current'], told),
    sub: [line.text ?? '', reader.parties(line.authors), titlesOf(line, main)],
  };
}

/** Titles that say more than the line's name. */
function titlesOf({ documents }: DirectiveLine | StoryLine, main: string): string {
  return documents.filter((title) => title !== main).join(', ');
}
