import { html, nothing, type TemplateResult } from 'lit';
import type { ObservationLine } from '@ehr-widgets/sdk';
import {
  findingsOf,
  type AttachedFile,
  type Finding,
  type RecordedVersion,
  type Report,
} from '@ehr-widgets/sdk/results';
import { nameOf, noteText } from '../patient-summary/sections/line-words.ts';
import { drawChips, type Chip } from '../shared/chip.ts';
import { flagChips } from '../patient-summary/sections/values.ts';
import { drawStory } from '../shared/story.ts';
import { reportTelling, statusChip, type ReportTelling } from './report-telling.ts';
import { amountText, chipsOf, rangesText, type Telling } from './telling.ts';
import { versionStrings, type VersionFacet } from './versions.strings.ts';

/** What is told of a version, in the order in which it is read. Empty where it was not sent. */
type Said = Readonly<Partial<Record<VersionFacet, string>>>;

/** One earlier version, with all that it said, and what the next one says otherwise. */
export function drawVersion(
  version: RecordedVersion,
  next: RecordedVersion | undefined,
  told: Telling,
): TemplateResult {
  const words = versionStrings.for(told.reader);
  const stored = told.reader.date(version.at);
  const after = next && changedFacets(version, next, told).map((facet) => words.facets[facet]);
  return html`<li>
    <div class="chips">
      ${drawChips([{ word: words.earlier, shape: 'history', tone: 'outline' }, ...chipsIn(version, told)])}
      <bdi class="muted num stored">${stored ? words.stored(stored) : words.noDate}</bdi>
    </div>
    ${
      version.kind === 'deleted'
        ? html`<p><b>${words.deleted}.</b> ${words.deletedNext}</p>`
        : drawStory([
            ...facetsOf(saidIn(version, told)).map(([facet, said]) => [words.facets[facet], said] as const),
            [words.changedAfter, after ? told.reader.list(after) : ''],
          ])
    }
    ${version.kind !== 'deleted' && after?.length === 0 ? html`<p class="muted">${words.same}</p>` : nothing}
  </li>`;
}

/** What a reader is told otherwise of two versions. Nothing where one of them was the deletion: that says it. */
export function changedFacets(before: RecordedVersion, now: RecordedVersion, told: Telling): VersionFacet[] {
  if (before.kind === 'deleted' || now.kind === 'deleted') return [];
  const [was, is] = [saidIn(before, told), saidIn(now, told)];
  return (Object.keys(was) as VersionFacet[]).filter((facet) => was[facet] !== is[facet]);
}

function facetsOf(said: Said): (readonly [facet: VersionFacet, said: string])[] {
  return Object.entries(said) as [VersionFacet, string][];
}

function saidIn(version: Exclude<RecordedVersion, { kind: 'deleted' }>, told: Telling): Said {
  return version.kind === 'result'
    ? saidOfResult(version.line, told)
    : saidOfReport(version.report, reportTelling(told));
}

/** In outline: what no longer holds must not call anybody. */
function chipsIn(version: RecordedVersion, told: Telling): Chip[] {
  if (version.kind === 'deleted') return [];
  const chips =
    version.kind === 'report'
      ? [statusChip(version.report, reportTelling(told))]
      : findingsOf(version.line).flatMap((finding) => (finding.part ? [] : chipsOf(finding, told)));
  return chips.map((chip) => ({ ...chip, tone: 'outline' }));
}

function saidOfResult(line: ObservationLine, told: Telling): Said {
  const { reader, values } = told;
  const each = (say: (finding: Finding) => string): string => {
    const said = findingsOf(line).map((finding) => {
      const text = say(finding);
      return text && finding.part ? `${reader.concept(finding.part.name)} ${text}` : text;
    });
    return said.filter(Boolean).join('; ');
  };
  return {
    name: nameOf(line, values),
    value: each((finding) => amountText(finding, told)),
    flag: each((finding) => flagText(finding, told)),
    range: each((finding) => rangesText(finding, told)),
    status: values.words.observationStatus[line.status],
    date: [reader.date(line.date), reader.date(line.endDate)].filter(Boolean).join(' – '),
    issued: reader.date(line.issued),
    comment: commentsOf(line, told),
    members: line.members.join(', '),
  };
}

function flagText(finding: Finding, told: Telling): string {
  const chips = flagChips(finding.flag, told.values);
  return chips.map(({ word, qualifier }) => (qualifier ? `${word} ${qualifier}` : word)).join(', ');
}

function saidOfReport(report: Report, told: ReportTelling): Said {
  const { reader, values } = told;
  return {
    name: nameOf(report, values),
    value: contained(report.results, told),
    status: statusChip(report, told).word,
    date: [reader.date(report.date), reader.date(report.endDate)].filter(Boolean).join(' – '),
    issued: reader.date(report.issued),
    conclusion: [report.conclusion ?? '', reader.concepts(report.conclusions)].filter(Boolean).join('\n'),
    comment: commentsOf(report, told),
    // Those that lie elsewhere, by what the report calls them.
    members: named(report.results, told),
    files: report.attachments.map((file) => fileText(file, told)).join(', '),
  };
}

/** Results that a version holds itself; of those that lie elsewhere a version says no values. */
function contained(results: Report['results'], told: Telling): string {
  const lines = results.flatMap(({ line, members }) =>
    [line ?? [], ...members.map((member) => member.line ?? [])].flat(),
  );
  const texts = lines.map((line) => {
    const { value = '', flag = '' } = saidOfResult(line, told);
    return [`${nameOf(line, told.values)} ${value}`, flag].filter(Boolean).join(', ');
  });
  return texts.join('; ');
}

function named(results: Report['results'], { reader }: Telling): string {
  return reader.list(
    results.flatMap(({ line, name, reference }) => (line ? [] : reader.concept(name) || reference || [])),
  );
}

function fileText({ title, contentType, size }: AttachedFile, { reader, report }: ReportTelling): string {
  const bytes = size === undefined ? report.fileTypes.unsized : `${reader.count(size)} B`;
  return [title || report.file, contentType ?? report.fileTypes.unstated, bytes].join(', ');
}

function commentsOf({ notes }: Pick<ObservationLine, 'notes'>, told: Telling): string {
  return notes.map((note) => noteText(note, told.values)).join('; ');
}
