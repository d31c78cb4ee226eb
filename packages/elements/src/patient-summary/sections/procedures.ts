import { procedures, type ProcedureLine, type ProceduresView } from '@ehr-widgets/sdk/more-topics';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { laterSection, laterTelling, listBody, statusChip, type LaterTelling } from './listed.ts';
import { nameOf, rowOf, whenOf } from './line-words.ts';

/** What was done, newest first; what was not done on request, with why. */
export const proceduresSection: SummarySection<ProceduresView> = {
  ...laterSection('procedures'),
  topic: procedures,
  column: 1,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    return listBody(view, 'procedures', told, (line) => row(line, told));
  },
};

function row(line: ProcedureLine, told: LaterTelling): Row {
  const { reader, words, later } = told;
  const complications = reader.concepts(line.complications);
  return {
    ...rowOf(
      line,
      [
        [words.status, [later.statuses[line.status], reader.concept(line.statusReason)].filter(Boolean).join(' · ')],
        [later.category, reader.concept(line.category)],
        [later.reason, reader.concepts(line.reasons)],
        [words.who, reader.parties(line.performers)],
        [words.where, reader.party(line.location)],
        [later.outcome, reader.concept(line.outcome)],
        [later.followUp, reader.concepts(line.followUp)],
        [words.recordedBy, reader.party(line.recordedBy) || reader.party(line.assertedBy)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: whenOf(line.performed, told),
    chips: statusChip(line, ['completed'], told),
    sub: [
      reader.concepts(line.bodySites),
      reader.concept(line.statusReason),
      reader.parties(line.performers),
      reader.concept(line.outcome),
      complications && `${later.complications}: ${complications}`,
    ],
  };
}
