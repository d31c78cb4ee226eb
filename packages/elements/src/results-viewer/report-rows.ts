import { html, nothing, type TemplateResult } from 'lit';
import type { Concept } from '@ehr-widgets/sdk';
import { findingsOf, type Before, type Finding, type ReportResult } from '@ehr-widgets/sdk/results';
import { noteText } from '../patient-summary/sections/line-words.ts';
import { statusChips } from '../patient-summary/sections/values.ts';
import { drawChips, type Chip } from '../shared/chip.ts';
import type { CellContext } from './cell.ts';
import { drawPager } from './pager.ts';
import type { ReportTelling } from './report-telling.ts';
import { amountText, calledOtherwise, chipsOf, rangesText, valueOf } from './telling.ts';

/** What the drawing of a report's results needs to know of the widget. */
export interface ReportRowsContext extends CellContext {
  readonly told: ReportTelling;
  /** The key of the finding that is open. */
  readonly opened: string | undefined;
  /** What the test of a finding came to before it. */
  readonly beforeOf: (finding: Finding) => Before | undefined;
  readonly open: (finding: Finding) => void;
  /** The first row that is shown. */
  readonly from: number;
  readonly turn: (from: number) => void;
  /** Paper has all of them. */
  readonly whole: boolean;
  /** No room for columns: flag and range stand below. */
  readonly stacked: boolean;
}

/** A line of the table: a value, what only holds others, or what was not found. */
interface Row {
  readonly key: string;
  readonly depth: number;
  readonly name: string;
  readonly within: string;
  readonly finding?: Finding | undefined;
  readonly missing?: true;
  readonly mistaken?: true;
}

/** How many rows are shown at once. */
const ROWS = 50;
/** How far rows are moved in: what lies deeper says so in words only. */
const DEEPEST = 4;

/** Results in the order of the report, members under their panel and parts under what they are parts of. */
export function drawReportRows(results: readonly ReportResult[], context: ReportRowsContext): TemplateResult {
  const { told, from, turn, whole, stacked } = context;
  const { report } = told;
  const rows = rowsOf(results, told);
  const { test, result, flag, range, before } = report.columns;
  return html`<div
      class="results ${stacked ? 'stacked' : ''}"
      role="table"
      aria-label=${report.results}
      aria-rowcount=${rows.length + 1}
    >
      <div class="row heads ${stacked ? 'vh' : ''}" role="row" aria-rowindex="1">
        ${[test, result, flag, range, before].map((word) => html`<span role="columnheader">${word}</span>`)}
      </div>
      ${(whole ? rows : rows.slice(from, from + ROWS)).map((row, at) => drawRow(row, (whole ? 0 : from) + at, context))}
    </div>
    ${whole ? nothing : drawPager({ from, page: ROWS, all: rows.length, told, turn })}`;
}

function drawRow(row: Row, place: number, context: ReportRowsContext): TemplateResult {
  const { told, opened, open, marksOf, stacked } = context;
  const { finding, name, depth } = row;
  const isOpen = finding !== undefined && opened === finding.key;
  const { value, unit } = finding ? valueOf(finding, told) : { value: '', unit: '' };
  const range = finding ? rangesText(finding, told) : '';
  const against = stacked && range ? told.words.rangeIs(range) : range;
  const notes = finding && !finding.part ? finding.line.notes : [];
  return html`<div
    class="row d${Math.min(depth, DEEPEST)} ${isOpen ? 'open' : ''} ${finding ? '' : 'bare'}"
    role="row"
    aria-rowindex=${place + 2}
  >
    <span role="rowheader">
      ${
        finding
          ? html`<button
              class="link opens said"
              type="button"
              aria-expanded=${isOpen ? 'true' : 'false'}
              @click=${() => open(finding)}
            >
              <bdi>${name}</bdi>
            </button>`
          : html`<bdi class=${row.mistaken ? 'struck' : 't'}>${name}</bdi>`
      }${row.within ? html`<span class="vh"> ${told.report.partOf(row.within)}</span>` : nothing}
      ${notes.map((note) => html`<bdi class="muted comment">${noteText(note, told.values)}</bdi>`)}
    </span>
    <span role="cell" class="v num"
      >${finding ? html`<bdi>${value}${unit ? html` <span class="u">${unit}</span>` : nothing}</bdi>` : nothing}</span
    >
    <span role="cell" class="chips"
      >${drawChips(finding ? [...chipsOf(finding, told), ...marksOf(finding)] : bareChips(row, told))}</span
    >
    <bdi role="cell" class="muted num">${finding ? against || told.words.noRange : ''}</bdi>
    <span role="cell" class="before num">${finding ? drawBefore(finding, context) : nothing}</span>
  </div>`;
}

/** The values of the moment before, when that was, and how this one stands to them. */
function drawBefore(finding: Finding, { told, beforeOf, stacked }: ReportRowsContext): TemplateResult | typeof nothing {
  const { reader, report, words, values } = told;
  if (finding.value.kind === 'none') return nothing;
  const before = beforeOf(finding);
  if (!before) return stacked ? nothing : html`<span class="muted">${report.noneBefore}</span>`;
  const [first] = before.findings;
  const said = before.findings.map((one) =>
    [amountText(one, told), ...statusChips(one.line.status, values).map(({ word }) => word)].join(', '),
  );
  const source = first?.line.origin.sourceName ?? '';
  const called = first ? calledOtherwise(first, finding, told) : '';
  const beside = [
    reader.calendarDay(first?.moment.date),
    before.change ? report.now[before.change] : '',
    called ? words.as(called) : '',
    source === finding.line.origin.sourceName ? '' : source,
  ];
  return html`${stacked ? html`<span class="muted">${report.columns.before}</span> ` : nothing}<bdi
      >${[...new Set(said)].join('; ')}</bdi
    >
    <bdi class="muted"
      >${beside.filter(Boolean).map((one, at) => html`${at > 0 ? ', ' : ''}<span class="piece">${one}</span>`)}</bdi
    >`;
}

function bareChips({ missing, mistaken }: Row, { report }: ReportTelling): Chip[] {
  if (missing) return [{ word: report.missing, shape: 'unknown', tone: 'caution' }];
  return mistaken ? [{ word: report.mistaken, shape: 'cross', tone: 'outline' }] : [];
}

function rowsOf(results: readonly ReportResult[], told: ReportTelling, depth = 0, within = ''): Row[] {
  return results.flatMap((result) => {
    const { key, line, members } = result;
    const name = nameOfResult(result, told);
    const place = { depth, within };
    const under = rowsOf(members, told, depth + 1, name);
    if (!line) return [{ ...place, key, name, missing: true as const }, ...under];
    if (line.status === 'entered-in-error') return [{ ...place, key, name, mistaken: true as const }, ...under];
    const findings = findingsOf(line);
    const own = findings.find(({ part }) => !part);
    const parts = findings.flatMap((finding): Row[] => {
      const { part } = finding;
      if (!part) return [];
      return [{ key: finding.key, depth: depth + 1, within: name, name: wordsOf(part.name, told), finding }];
    });
    return [{ ...place, key, name, finding: own }, ...parts, ...under];
  });
}

/** What the result is called, else what the report calls it; never empty. */
function nameOfResult({ line, name, reference }: ReportResult, told: ReportTelling): string {
  if (!line?.name && !name && told.reader.persona === 'clinician' && reference) return reference;
  return wordsOf(line?.name ?? name, told);
}

function wordsOf(name: Concept | undefined, { reader, values }: ReportTelling): string {
  return reader.concept(name) || values.words.unnamed;
}
