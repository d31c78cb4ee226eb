import type { TemplateResult } from 'lit';
import type { Elsewhere } from '@ehr-widgets/sdk';
import type { DocumentLine } from '@ehr-widgets/sdk/results';
import { nameOf, placeOf } from '../patient-summary/sections/line-words.ts';
import type { Chip } from '../shared/chip.ts';
import { drawStory } from '../shared/story.ts';
import type { ReportTelling } from './report-telling.ts';

/** What of a document is not as a current, final one is. */
export function documentChips({ status, statusCode, documentStatus }: DocumentLine, { report }: ReportTelling): Chip[] {
  const chips: Chip[] = [];
  if (status === 'superseded') chips.push({ word: report.superseded, shape: 'history', tone: 'caution' });
  if (status === 'unknown') {
    const word = report.status.unknown;
    chips.push({ word: statusCode ? report.statusCode(word, statusCode) : word, shape: 'unknown', tone: 'outline' });
  }
  if (documentStatus === 'preliminary') {
    chips.push({ word: report.status.preliminary, shape: 'half', tone: 'caution' });
  } else if (documentStatus === 'amended') {
    chips.push({ word: report.status.amended, shape: 'history', tone: 'info' });
  } else if (documentStatus && documentStatus !== 'final') {
    chips.push({ word: documentStatus, shape: 'unknown', tone: 'outline' });
  }
  return chips;
}

/** All that was sent of a document besides its files, under labels; what was not sent is left out. */
export function drawDocumentFacts(
  document: DocumentLine,
  elsewhere: Elsewhere<DocumentLine> | undefined,
  told: ReportTelling,
): TemplateResult {
  const { reader, values, report } = told;
  const { facts } = report;
  const isClinician = reader.persona === 'clinician';
  return drawStory([
    [facts.written, reader.date(document.date)],
    [facts.about, document.name?.text === document.description ? '' : (document.description ?? '')],
    [facts.author, reader.parties(document.authors)],
    [facts.keeper, reader.party(document.custodian)],
    [facts.period, reader.period(document.period)],
    [facts.category, reader.concepts(document.categories)],
    [facts.source, placeOf(document.origin, values.words)],
    ...(elsewhere?.also ?? []).map((one) => [facts.source, tellingOf(one, told)] as const),
    ...(elsewhere?.doubtful ?? []).map(
      (one) => [told.words.maybeTwice, `${nameOf(one, values)}, ${one.origin.sourceName}`] as const,
    ),
    [facts.identifier, isClinician ? document.identifiers.map((one) => one.replace('|', ' ')).join(', ') : ''],
    [facts.reference, isClinician ? document.reference : ''],
  ]);
}

/** What another source tells of the same document. */
function tellingOf(one: DocumentLine, told: ReportTelling): string {
  const said = [...documentChips(one, told).map(({ word }) => word), told.reader.date(one.date)];
  return `${one.origin.sourceName}: ${told.reader.list(said)}`;
}
