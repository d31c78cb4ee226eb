import { html, nothing, type TemplateResult } from 'lit';
import type { Elsewhere } from '@ehr-widgets/sdk';
import {
  findingsOf,
  type AttachedFile,
  type DocumentLine,
  type ImagingStudyLine,
  type Report,
  type ReportEntry,
  type ReportFacet,
  type ReportSpecimen,
} from '@ehr-widgets/sdk/results';
import { nameOf, placeOf } from '../patient-summary/sections/line-words.ts';
import { drawChips, type Chip } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { message } from '../shared/state-view.ts';
import { drawStory } from '../shared/story.ts';
import { drawDetail, type DetailContext } from './detail.ts';
import { documentChips, drawDocumentFacts } from './document-page.ts';
import { drawEarlier } from './report-earlier.ts';
import { drawReportRows, type ReportRowsContext } from './report-rows.ts';
import { entryName, standing, statusChip, type ReportTelling } from './report-telling.ts';
import { drawStudyFacts, studyChips } from './study-facts.ts';
import { amountText } from './telling.ts';

/** What the drawing of one entry needs to know of the widget. */
export interface ReportPageContext extends ReportRowsContext {
  readonly level: number;
  readonly elsewhere: Elsewhere<Report, ReportFacet> | undefined;
  readonly marks: readonly Chip[];
  /** The result that was opened in it. */
  readonly detail: DetailContext | undefined;
  readonly drawImages: (study: ImagingStudyLine) => TemplateResult;
  /** Those of a line, at their places in it. */
  readonly drawFiles: (line: Report | DocumentLine, files: readonly AttachedFile[]) => TemplateResult;
  /** What other sources tell of a study, and of a document. */
  readonly studyElsewhere: (study: ImagingStudyLine) => Elsewhere<ImagingStudyLine> | undefined;
  readonly documentElsewhere: Elsewhere<DocumentLine> | undefined;
  /** What it said before it was changed in place. */
  readonly versionsOf: (report: Report) => TemplateResult | typeof nothing;
  readonly earlierShown: boolean;
  readonly showEarlier: (shown: boolean) => void;
}

/** One entry of the list, with all that it says. */
export function drawPage(entry: ReportEntry, context: ReportPageContext): TemplateResult {
  const { told, level, marks, detail } = context;
  const chips = [...chipsOfEntry(entry, told), ...marks];
  return html`<section class="page" part="report" aria-labelledby="report">
    <div class="dh">
      <div class="h" id="report" role="heading" aria-level=${Math.min(level + 1, 6)} tabindex="-1">
        <bdi>${entryName(entry, told)}</bdi>
      </div>
      <div class="chips">${drawChips(chips)}</div>
    </div>
    ${entry.kind === 'report' ? drawReport(entry.report, context, entry.studies) : nothing}
    ${entry.kind === 'study' ? drawStudy(entry.study, context) : nothing}
    ${entry.kind === 'document' ? drawDocument(entry.document, context) : nothing}
    ${entry.kind === 'unreported' ? drawUnreported(entry.results, context) : nothing}
    ${detail ? drawDetail(detail) : nothing}
  </section>`;
}

function chipsOfEntry(entry: ReportEntry, told: ReportTelling): Chip[] {
  if (entry.kind === 'report') return [statusChip(entry.report, told)];
  if (entry.kind === 'study') return studyChips(entry.study, told);
  return entry.kind === 'document' ? documentChips(entry.document, told) : [];
}

function drawDocument(document: DocumentLine, context: ReportPageContext): TemplateResult {
  const { told, drawFiles, documentElsewhere } = context;
  const { report } = told;
  const { attachments } = document;
  return html`${drawDocumentFacts(document, documentElsewhere, told)}
  ${attachments.length > 0 ? drawFiles(document, attachments) : message('unknown', report.noFile, '')}`;
}

function drawStudy(study: ImagingStudyLine, context: ReportPageContext): TemplateResult {
  const { told, drawImages, studyElsewhere } = context;
  return html`${drawStudyFacts(study, studyElsewhere(study), told)} ${drawImages(study)}`;
}

function drawReport(report: Report, context: ReportPageContext, studies: readonly ImagingStudyLine[]): TemplateResult {
  const { told } = context;
  const words = told.report;
  const { results, missing, notes, conclusion, conclusions, status, attachments, media } = report;
  const concluded = [conclusion ?? '', ...conclusions.map((one) => told.reader.concept(one))].filter(Boolean);
  const holds =
    results.length + notes.length + concluded.length + attachments.length + media.length + report.studies.length > 0;
  return html`${words.statusNext[status] ? html`<p class="muted">${words.statusNext[status]}</p>` : nothing}
  ${drawCritical(report, context)} ${drawStory(factsOf(report, context))}
  ${concluded.length > 0 ? drawWords(words.conclusion, concluded, context) : nothing}
  ${missing > 0 ? html`<p class="muted">${words.missingNext(told.reader.count(missing))}</p>` : nothing}
  ${results.length > 0 ? drawReportRows(results, context) : nothing}
  ${
    notes.length > 0
      ? drawWords(
          words.comments,
          notes.map((note) => told.reader.note(note)),
          context,
        )
      : nothing
  }
  ${studies.map((study) => drawStudy(study, context))}
  ${
    attachments.length > 0
      ? html`<div class="h sub" role="heading" aria-level=${Math.min(context.level + 2, 6)}>${words.files}</div>
          ${context.drawFiles(report, attachments)}`
      : nothing
  }
  ${media.length > 0 ? drawMedia(report, context) : nothing}
  ${holds ? nothing : message('unknown', words.nothing, words.nothingNext)} ${drawEarlier(report, context)}
  ${context.versionsOf(report)}`;
}

/** Pictures that are part of a report, each under what is said of it. */
function drawMedia(report: Report, { told, level, drawFiles }: ReportPageContext): TemplateResult {
  return html`<div class="h sub" role="heading" aria-level=${Math.min(level + 2, 6)}>${told.report.pictures}</div>
    ${report.media.map(
      ({ comment, file }) =>
        html`<div>
          ${comment ? html`<p dir="auto">${comment}</p>` : nothing}
          ${file ? drawFiles(report, [file]) : html`<p class="muted">${told.report.noFile}</p>`}
        </div>`,
    )}`;
}

/** What can harm stands first, in the words of the results themselves. */
function drawCritical({ results }: Report, { told }: ReportPageContext): TemplateResult | typeof nothing {
  const critical = standing(results)
    .flatMap((line) => findingsOf(line))
    .filter(({ flag }) => flag.level.startsWith('critical'));
  if (critical.length === 0) return nothing;
  const { reader, report, values } = told;
  const named = critical.map((finding) => {
    const { line, part } = finding;
    return `${nameOf({ ...line, ...(part && { name: part.name }) }, values)} ${amountText(finding, told)}`;
  });
  return html`<div class="alarm">
    ${icon('octagon')}
    <div>
      <p><b>${report.critical(reader.count(critical.length), reader.list(named))}</b></p>
      ${values.words.criticalNext ? html`<p>${values.words.criticalNext}</p>` : nothing}
    </div>
  </div>`;
}

/** Text as it was sent, with its line breaks. */
function drawWords(title: string, texts: readonly string[], { level }: ReportPageContext): TemplateResult {
  return html`<div class="words">
    <div class="h sub" role="heading" aria-level=${Math.min(level + 2, 6)}>${title}</div>
    ${texts.map((text) => html`<p dir="auto">${text}</p>`)}
  </div>`;
}

function drawUnreported(results: Report['results'], context: ReportPageContext): TemplateResult {
  return html`<p class="muted">${context.told.report.unreportedNext}</p>
    ${drawReportRows(results, context)}`;
}

/** All that was sent of it, and what other sources tell, under labels; what was not sent is left out. */
function factsOf(report: Report, { told, elsewhere }: ReportPageContext): (readonly [string, string])[] {
  const { reader, values, report: words } = told;
  const { facts } = words;
  const isClinician = reader.persona === 'clinician';
  const codes = (report.name?.codings ?? []).map(({ system, code }) => code && `${code} (${system ?? ''})`);
  return [
    [facts.collected, reader.date(report.date)],
    [facts.until, reader.date(report.endDate)],
    [facts.issued, reader.date(report.issued)],
    [facts.status, statusChip(report, told).word],
    [facts.orderedBy, reader.list(report.orders.map(({ requester }) => reader.party(requester)))],
    [facts.order, reader.list(report.orders.map(({ name }) => reader.concept(name)))],
    [facts.ordered, reader.list(report.orders.map(({ ordered }) => reader.date(ordered)))],
    [facts.performer, reader.parties(report.performers)],
    [facts.interpreter, reader.parties(report.interpreters)],
    ...report.specimens.map((specimen) => [facts.specimen, specimenText(specimen, told)] as const),
    [facts.kind, reader.list(report.kinds.map((kind) => told.words.kinds[kind]))],
    [facts.category, isClinician ? reader.concepts(report.categories) : ''],
    [facts.source, placeOf(report.origin, values.words)],
    ...(elsewhere?.also ?? []).map((one) => [facts.source, tellingOf(one, told)] as const),
    ...(elsewhere?.doubtful ?? []).map(
      (one) => [told.words.maybeTwice, `${nameOf(one, values)}, ${one.origin.sourceName}`] as const,
    ),
    [facts.identifier, isClinician ? report.identifiers.map((one) => one.replace('|', ' ')).join(', ') : ''],
    [facts.code, isClinician ? codes.filter(Boolean).join(', ') : ''],
    [facts.reference, isClinician ? report.reference : ''],
  ];
}

function specimenText(
  { type, bodySite, collected, accession, condition }: ReportSpecimen,
  { reader, report }: ReportTelling,
): string {
  return reader.list([
    reader.concept(type),
    reader.concept(bodySite),
    collected ? report.specimen.collected(reader.date(collected)) : '',
    accession ? report.specimen.accession(accession) : '',
    reader.concepts(condition),
  ]);
}

/** What another source tells of the same report: its status and what it concludes. */
function tellingOf(one: Report, told: ReportTelling): string {
  const { reader } = told;
  const said = [statusChip(one, told).word, reader.date(one.issued), one.conclusion ?? ''];
  return `${one.origin.sourceName}: ${reader.list(said)}`;
}
