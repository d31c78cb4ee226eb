import type { ObservationLine, Topic } from '@ehr-widgets/sdk';
import {
  functionalStatus,
  isAboutPregnancy,
  isDueDate,
  isOfOnePregnancy,
  pregnancy,
  socialHistory,
  type FunctionalStatusView,
  type FunctionLine,
  type ObservationListView,
} from '@ehr-widgets/sdk/more-topics';
import type { Chip } from '../../shared/chip.ts';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources } from './across-sources.ts';
import type { LaterName } from './later.strings.ts';
import { laterSection, laterTelling, listBody, statusChip, type LaterTelling } from './listed.ts';
import { nameOf, nothing, restOf, rowOf, struckRows } from './line-words.ts';
import { flagChips, statusChips, valueText } from './values.ts';

/** How long a pregnancy lasts at most, in days: what was so before then is not so now. */
const PREGNANCY = 300;

export const socialHistorySection = findings('social-history', socialHistory, 3, {
  // Told in a section of their own, and here on request.
  isAside: isAboutPregnancy,
});

export const pregnancySection = findings('pregnancy', pregnancy, 3, {
  chips(line, { reader, later }) {
    const due = isDueDate(line) && line.value.kind === 'date' ? daysSince(line.value.date, reader.now) : undefined;
    if (due !== undefined && due > 0) return [{ word: later.dueDatePassed, shape: 'clock', tone: 'caution' }];
    const age = isOfOnePregnancy(line) ? daysSince(line.date ?? line.issued, reader.now) : undefined;
    return age !== undefined && age > PREGNANCY ? [{ word: later.mayBeOver, shape: 'clock', tone: 'caution' }] : [];
  },
});

const abilities = findings('functional-status', functionalStatus, 3);

/** What was observed, and what somebody judged. */
export const functionalStatusSection: SummarySection<FunctionalStatusView> = {
  ...abilities,
  topic: functionalStatus,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    const observed = abilities.body(view, reader);
    const judged = listBody(view.judgements, 'functional-status', told, (line) => judgementRow(line, told));
    const rows = [...observed.rows, ...judged.rows];
    const rest = [...(observed.rest?.rows ?? []), ...(judged.rest?.rows ?? [])];
    return {
      ...observed,
      count: rows.length > 0 ? reader.count(rows.length) : undefined,
      rows,
      rest: restOf(rest, told.words.all(reader.count(rows.length + rest.filter(({ struck }) => !struck).length))),
    };
  },
};

/** The newest of each finding, with its value; the earlier ones on request. */
function findings<View extends ObservationListView>(
  name: LaterName,
  topic: Topic<View>,
  column: 1 | 2 | 3,
  {
    isAside = (): boolean => false,
    chips = (): Chip[] => [],
  }: {
    readonly isAside?: (line: ObservationLine) => boolean;
    readonly chips?: (line: ObservationLine, told: LaterTelling) => Chip[];
  } = {},
): SummarySection<View> {
  return {
    ...laterSection(name),
    topic,
    column,
    body(view, reader): SectionBody {
      const told = laterTelling(reader);
      const { words, later } = told;
      const whole = (line: ObservationLine): Row =>
        acrossSources(row(line, chips(line, told), told), line, view.elsewhere.get(line.key), told, (one) =>
          [valueText(one.value, told), words.observationStatus[one.status]].join(' · '),
        );
      const rows = view.latest.filter((line) => !isAside(line)).map(whole);
      const more = [...view.latest.filter(isAside), ...view.earlier].map(whole);
      const rest = restOf(
        [...more, ...struckRows(view.enteredInError, told)],
        more.length > 0 ? words.all(reader.count(rows.length + more.length)) : words.enteredInError,
      );
      return {
        count: rows.length > 0 ? reader.count(rows.length) : undefined,
        rows,
        rest,
        none: nothing(later.topics[name].noun, told, rest),
      };
    },
  };
}

function row(line: ObservationLine, chips: readonly Chip[], told: LaterTelling): Row {
  const { reader, words, later } = told;
  const parts = line.parts.map(
    (part) => `${reader.concept(part.name) || words.unnamed}: ${valueText(part.value, told)}`,
  );
  const value = line.value.kind === 'none' && parts.length > 0 ? '' : valueText(line.value, told);
  return {
    ...rowOf(
      line,
      [
        [words.status, words.observationStatus[line.status]],
        [later.bodySite, reader.concept(line.bodySite)],
        [words.recordedBy, reader.parties(line.performers)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: reader.period({ start: line.date ?? line.issued, end: line.endDate }),
    chips: [...flagChips(line.flag, told), ...statusChips(line.status, told), ...chips],
    sub: [value, ...parts],
  };
}

function judgementRow(line: FunctionLine, told: LaterTelling): Row {
  const { reader, words } = told;
  const { verificationCode = '' } = line;
  return {
    ...rowOf(line, [[words.recordedBy, reader.party(line.assertedBy)]], told),
    main: nameOf(line, told),
    side: reader.day(line.date),
    chips: statusChip(line, ['active', 'completed'], told),
    sub: [reader.concept(line.severity), words.verification[verificationCode] ?? '', line.summary ?? ''],
  };
}

/** Whole days since a FHIR date; undefined for one that is less precise than a month. */
function daysSince(date: string | undefined, now: Date): number | undefined {
  if (date === undefined || date.length < 'yyyy-mm'.length) return undefined;
  return Math.floor((now.getTime() - Date.parse(date)) / 86_400_000);
}
