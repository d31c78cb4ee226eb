import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReportEntry } from '@ehr-widgets/sdk/results';
import { drawChips, type Chip } from '../shared/chip.ts';
import { documentChips } from './document-page.ts';
import { drawPager } from './pager.ts';
import { countChips, entryName, statusChip, type ReportTelling } from './report-telling.ts';
import { studyChips } from './study-facts.ts';

/** What the drawing of the list needs to know of the widget. */
export interface ReportListContext {
  readonly told: ReportTelling;
  readonly entries: readonly ReportEntry[];
  readonly chosen: ReportEntry | undefined;
  /** Of reports that sources tell differently, or that may be one. */
  readonly marksOf: (entry: ReportEntry) => readonly Chip[];
  readonly severalSources: boolean;
  readonly from: number;
  readonly turn: (from: number) => void;
  readonly choose: (entry: ReportEntry) => void;
  readonly level: number;
  /** Paper has all of them. */
  readonly whole: boolean;
}

/** How many entries are shown at once: what stands in the page is bounded, however large the record. */
export const ENTRIES = 30;

/** Entries under their months, newest first. Arrow keys go from one to the next, Enter opens. */
export function drawReportList(context: ReportListContext): TemplateResult {
  const { told, entries, from, turn, whole, chosen } = context;
  const shown = whole ? entries : entries.slice(from, from + ENTRIES);
  const reachable = chosen && shown.includes(chosen) ? chosen : shown[0];
  return html`<nav class="list" part="reports" aria-label=${told.report.list}>
    <div class="entries more-below" @keydown=${moved}>
      ${monthsOf(shown).map(
        ([month, some]) => html`
          <div class="month" role="heading" aria-level=${Math.min(context.level + 1, 6)}>
            ${month ? told.reader.day(month) : told.words.noDate}
          </div>
          <ul>
            ${repeat(
              some,
              ({ key }) => key,
              (entry) => drawEntry(entry, entry === reachable, context),
            )}
          </ul>
        `,
      )}
    </div>
    ${whole ? nothing : drawPager({ from, page: ENTRIES, all: entries.length, told, turn })}
  </nav>`;
}

function drawEntry(entry: ReportEntry, isReachable: boolean, context: ReportListContext): TemplateResult {
  const { told, chosen, choose, marksOf, severalSources } = context;
  const { reader } = told;
  const date = entry.kind === 'unreported' ? reader.day(entry.date) : reader.date(entry.date);
  const sub = [date || told.words.noDate, kindText(entry, told), severalSources ? sourceOf(entry) : ''].filter(Boolean);
  return html`<li>
    <button
      class="entry ${chosen === entry ? 'on' : ''}"
      type="button"
      tabindex=${live(isReachable ? '0' : '-1')}
      aria-current=${chosen === entry ? 'true' : nothing}
      @click=${() => choose(entry)}
    >
      <bdi class="nm">${entryName(entry, told)}</bdi>
      <span class="chips">${drawChips([...chipsOfEntry(entry, told), ...marksOf(entry)])}</span>
      <bdi class="muted num">${sub.join(' · ')}</bdi>
    </button>
  </li>`;
}

/** What asks to be looked at first, and what is not as a final report is. */
function chipsOfEntry(entry: ReportEntry, told: ReportTelling): Chip[] {
  if (entry.kind === 'unreported') return countChips(entry.results, told);
  if (entry.kind === 'study') return studyChips(entry.study, told);
  if (entry.kind === 'document') return documentChips(entry.document, told);
  const { report } = entry;
  return [...countChips(report.results, told), ...(report.status === 'final' ? [] : [statusChip(report, told)])];
}

function kindText(entry: ReportEntry, { report, words, reader }: ReportTelling): string {
  switch (entry.kind) {
    case 'report':
      return words.kinds[entry.report.kinds[0] ?? 'other'];
    case 'unreported':
      return report.inAll(reader.count(entry.results.length));
    case 'study':
    case 'document':
      return '';
  }
}

function sourceOf(entry: ReportEntry): string {
  switch (entry.kind) {
    case 'report':
      return entry.report.origin.sourceName;
    case 'study':
      return entry.study.origin.sourceName;
    case 'document':
      return entry.document.origin.sourceName;
    case 'unreported':
      return '';
  }
}

function monthsOf(entries: readonly ReportEntry[]): [month: string, entries: ReportEntry[]][] {
  const months: [string, ReportEntry[]][] = [];
  for (const entry of entries) {
    const month = entry.day.slice(0, 'yyyy-mm'.length);
    const last = months.at(-1);
    if (last?.[0] === month) last[1].push(entry);
    else months.push([month, [entry]]);
  }
  return months;
}

/** Up, Down, Home and End move the focus; what is open stays open until another is chosen. */
function moved(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const buttons = [...list.querySelectorAll<HTMLElement>('.entry')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const last = buttons.length - 1;
  const places: Readonly<Record<string, number>> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last };
  const next = buttons[Math.min(Math.max(places[event.key] ?? -1, 0), last)];
  if (!(event.key in places) || at < 0 || !next) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
