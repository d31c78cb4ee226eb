import type { ObservationLine, Topic } from '@ehr-widgets/sdk';
import {
  alsoInDocument,
  functionalStatus,
  isAboutPregnancy,
  isDueDate,
  isOfOnePregnancy,
  pregnancy,
  socialHistory,
  type AlsoInDocumentView,
  type DocumentEntryLine,
  type FunctionLine,
  type ListedLine,
  type ListView,
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
export const functionalStatusSection = withList(abilities, ({ judgements }) => judgements, judgementRow);

/** What of a document no other section tells. */
export const alsoInDocumentSection = withList(
  inSections(findings('also-in-document', alsoInDocument, 3)),
  ({ entries }) => entries,
  entryRow,
);

/** Findings with the section that each stands in. */
function inSections(
  section: SummarySection<AlsoInDocumentView> & { readonly name: LaterName },
): SummarySection<AlsoInDocumentView> & { readonly name: LaterName } {
  return {
    ...section,
    body(view, reader): SectionBody {
      const { later } = laterTelling(reader);
      const body = section.body(view, reader);
      const placed = (row: Row): Row => {
        const inSection = view.sections.get(row.key);
        if (!inSection) return row;
        return { ...row, inSection, details: [...row.details, [later.section, reader.concept(inSection)]] };
      };
      return {
        ...body,
        rows: body.rows.map(placed),
        rest: body.rest && { ...body.rest, rows: body.rest.rows.map(placed) },
      };
    },
  };
}

/** A section of findings that has lines of another kind after them. */
function withList<View extends ObservationListView, L extends ListedLine>(
  section: SummarySection<View> & { readonly name: LaterName },
  listOf: (view: View) => ListView<L>,
  rowFor: (line: L, told: LaterTelling) => Row,
): SummarySection<View> {
  return {
    ...section,
    body(view, reader): SectionBody {
      const told = laterTelling(reader);
      const observed = section.body(view, reader);
      const listed = listBody(listOf(view), section.name, told, (line) => rowFor(line, told));
      const rows = [...observed.rows, ...listed.rows];
      const rest = [...(observed.rest?.rows ?? []), ...(listed.rest?.rows ?? [])];
      return {
        ...observed,
        count: rows.length > 0 ? reader.count(rows.length) : undefined,
        rows,
        rest: restOf(rest, told.words.all(reader.count(rows.length + rest.filter(({ struck }) => !struck).length))),
      };
    },
  };
}

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
): SummarySection<View> & { readonly name: LaterName } {
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

function entryRow(line: DocumentEntryLine, told: LaterTelling): Row {
  const { reader, later } = told;
  const section = reader.concept(line.section);
  const main = nameOf(line, told);
  return {
    ...rowOf(
      line,
      [
        [later.section, section],
        [later.narrative, line.narrative ?? ''],
      ],
      told,
    ),
    main,
    side: reader.day(line.date),
    // A section of words has no status.
    chips: line.statusCode === undefined ? [] : statusChip(line, ['active', 'completed', 'current', 'final'], told),
    inSection: line.section,
    sub: [section === main ? '' : section, line.summary ?? '', line.missing ? later.notSent : ''],
  };
}

/** Whole days since a FHIR date; undefined for one that is less precise than a month. */
function daysSince(date: string | undefined, now: Date): number | undefined {
  if (date === undefined || date.length < 'yyyy-mm'.length) return undefined;
  return Math.floor((now.getTime() - Date.parse(date)) / 86_400_000);
}
