import type { ProblemsView } from '@ehr-widgets/sdk';
import type { SectionBody, SummarySection } from '../section.ts';
import { laterSection, laterTelling } from './listed.ts';
import { nothing } from './line-words.ts';
import { problemsSection } from './problems.ts';

/** The past problems as a section of their own, for hosts that want them in the open: the problems have them on request. */
export const pastProblemsSection: SummarySection<ProblemsView> = {
  ...laterSection('past-problems'),
  topic: problemsSection.topic,
  column: 1,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    const rows = problemsSection.body(view, reader).rest?.rows ?? [];
    return {
      count: rows.length > 0 ? reader.count(rows.length) : undefined,
      rows,
      none: nothing(told.later.topics['past-problems'].noun, told, undefined),
    };
  },
};
