import type { TemplateResult } from 'lit';
import type { Elsewhere } from '@ehr-widgets/sdk';
import type { ImagingStudyLine } from '@ehr-widgets/sdk/results';
import { nameOf, placeOf } from '../patient-summary/sections/line-words.ts';
import type { Chip } from '../shared/chip.ts';
import { drawStory } from '../shared/story.ts';
import type { ReportTelling } from './report-telling.ts';

/** What of a study is not as one whose images are there. */
export function studyChips(study: ImagingStudyLine, told: ReportTelling): Chip[] {
  const word = studyStatus(study, told);
  if (!word) return [];
  const { status } = study;
  const shape = status === 'registered' ? 'clock' : status === 'unknown' ? 'unknown' : 'cross';
  return [{ word, shape, tone: 'outline' }];
}

/** All that was sent of a study besides its series, under labels; what was not sent is left out. */
export function drawStudyFacts(
  study: ImagingStudyLine,
  elsewhere: Elsewhere<ImagingStudyLine> | undefined,
  told: ReportTelling,
): TemplateResult {
  const { reader, values, report } = told;
  const { facts } = report;
  const isClinician = reader.persona === 'clinician';
  return drawStory([
    [facts.study, nameOf(study, values)],
    [facts.taken, reader.date(study.date)],
    [facts.modality, reader.concepts(study.modalities)],
    [facts.bodyPart, reader.concepts(study.bodyParts)],
    [facts.reason, reader.concepts(study.reasons)],
    [facts.orderedBy, reader.party(study.referrer)],
    [facts.interpreter, reader.parties(study.interpreters)],
    [facts.status, studyStatus(study, told)],
    [facts.identifier, study.accession ?? ''],
    [facts.images, countText(study, told)],
    ...study.notes.map((note) => [told.words.facts.note, reader.note(note)] as const),
    [facts.source, placeOf(study.origin, values.words)],
    ...(elsewhere?.also ?? []).map((one) => [facts.source, tellingOf(one, told)] as const),
    ...(elsewhere?.doubtful ?? []).map(
      (one) => [told.words.maybeTwice, `${nameOf(one, values)}, ${one.origin.sourceName}`] as const,
    ),
    [facts.reference, isClinician ? study.reference : ''],
  ]);
}

/** How many series and images there are, and how many of the series were sent where those are fewer. */
export function countText({ series, seriesCount, instanceCount }: ImagingStudyLine, told: ReportTelling): string {
  const { reader, report } = told;
  const missing = seriesCount > series.length && series.length > 0;
  return reader.list([
    missing
      ? report.seriesSent(reader.count(series.length), reader.count(seriesCount))
      : report.seriesCount(reader.count(seriesCount)),
    report.images(reader.count(instanceCount)),
  ]);
}

/** What another source tells of the same study. */
function tellingOf(one: ImagingStudyLine, told: ReportTelling): string {
  const said = [studyStatus(one, told), told.reader.date(one.date), countText(one, told)];
  return `${one.origin.sourceName}: ${told.reader.list(said)}`;
}

/** In words where the images are not simply there; with the code where it is none of the standard's. */
function studyStatus({ status, statusCode }: ImagingStudyLine, { report }: ReportTelling): string {
  if (status === 'available') return '';
  const word = report.studyStatus[status];
  return status === 'unknown' && statusCode ? report.statusCode(word, statusCode) : word;
}
