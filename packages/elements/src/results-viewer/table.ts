import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cellsOf, type Finding, type ResultMoment, type ResultTable, type ResultTest } from '@ehr-widgets/sdk/results';
import { drawFinding, type CellContext } from './cell.ts';
import { placeAfter } from './table-keys.ts';
import type { Drawn, Place, Segment } from './table-window.ts';
import { nameOf, otherNames, rangesText, valueOf, yearOf } from './telling.ts';

/** What the drawing of the table needs to know of the widget. */
export interface TableContext extends CellContext {
  readonly table: ResultTable;
  readonly drawn: Drawn;
  /** The one cell that can be reached by Tab. */
  readonly active: Place;
  /** What is left out by choice is not "no result". */
  readonly narrowed: boolean;
  readonly opened: { readonly test: ResultTest; readonly finding: Finding } | undefined;
  readonly move: (place: Place) => void;
  readonly open: (finding: Finding) => void;
  readonly scrolled: () => void;
}

/** Tests down, moments across: as much of it as can be seen. */
export function drawTable(context: TableContext): TemplateResult {
  const { told, table, drawn } = context;
  const { words } = told;
  const { rows, columns } = drawn;
  const years = yearsOf(columns, context);
  return html`<div class="scroll more-below" part="table" @scroll=${context.scrolled}>
    <table
      role="grid"
      aria-label=${words.forms.table}
      aria-describedby="keys"
      aria-rowcount=${table.tests.length + 2}
      aria-colcount=${table.moments.length + 1}
      width=${drawn.width}
      @keydown=${(event: KeyboardEvent) => pressed(event, context)}
      @click=${(event: MouseEvent) => clicked(event, context)}
    >
      <colgroup>
        <col width=${drawn.nameWidth} />
      </colgroup>
      ${columns.map((segment) => drawColumn('gap' in segment ? segment.gap : drawn.columnWidth))}
      <thead>
        <tr aria-rowindex="1">
          <th class="corner" rowspan="2" scope="col" aria-colindex="1">${words.test}</th>
          ${years.map(
            ({ year, span, gap }) =>
              html`<th class="yr" colspan=${span} scope="colgroup" aria-hidden=${gap ? 'true' : nothing}>
                <span>${year}</span>
              </th>`,
          )}
        </tr>
        <tr aria-rowindex="2">
          ${repeat(columns, keyOf, (segment) => ('gap' in segment ? gapCell : drawHead(segment.place, context)))}
        </tr>
      </thead>
      <tbody>
        ${repeat(rows, keyOf, (segment) =>
          'gap' in segment
            ? html`<tr aria-hidden="true">
                <td class="gap" colspan=${columns.length + 1} height=${segment.gap}></td>
              </tr>`
            : drawRow(segment.place, context),
        )}
      </tbody>
    </table>
  </div>`;
}

/** By its place: what has the focus is the same node after every drawing, and is not moved. */
function keyOf(segment: Segment, index: number): string | number {
  return 'gap' in segment ? `gap ${index}` : segment.place;
}

/** A group of its own: a minifier puts one around a column that stands alone in a template, within whatever group it is in. */
function drawColumn(width: number): TemplateResult {
  return html`<colgroup>
    <col width=${width} />
  </colgroup>`;
}

const gapCell = html`<td class="gap" aria-hidden="true"></td>`;

function drawHead(place: number, { told, table }: TableContext): TemplateResult {
  const { reader, words } = told;
  const moment = table.moments[place] as ResultMoment;
  const { date } = moment;
  const day = reader.datePart(date, 'day') || date || words.noDate;
  const time = reader.datePart(date, 'time');
  return html`<th class=${startsYear(place, table, told) ? 'first' : ''} scope="col" aria-colindex=${place + 2}>
    <bdi>${day}</bdi>${time ? html`<span class="tm">${time}</span>` : nothing}
  </th>`;
}

function drawRow(place: number, context: TableContext): TemplateResult {
  const { told, table, drawn, active, opened } = context;
  const test = table.tests[place] as ResultTest;
  const cells = cellsOf(test);
  const { unit } = valueOf(test.latest, told);
  const sub = [unit, rangesText(test.latest, told)].filter(Boolean).join(' · ');
  const tabindex = (column: number): number => (active.row === place && active.column === column ? 0 : -1);
  return html`<tr class=${opened?.test.key === test.key ? 'open' : ''} aria-rowindex=${place + 3} data-place=${place}>
    <th scope="row" aria-colindex="1" data-column="-1" tabindex=${tabindex(-1)}>
      <bdi class="t">${nameOf(test, told)}</bdi
      >${sub ? html`<bdi class="sub num">${sub}</bdi>` : nothing}${drawJoined(test, told)}
    </th>
    ${repeat(drawn.columns, keyOf, (segment) => {
      if ('gap' in segment) return gapCell;
      const { place: column } = segment;
      const moment = table.moments[column] as ResultMoment;
      const findings = cells.get(moment.key);
      const first = startsYear(column, table, told) ? 'first' : '';
      return findings
        ? html`<td
            class=${first}
            aria-colindex=${column + 2}
            data-column=${column}
            tabindex=${tabindex(column)}
            aria-selected=${opened && findings.includes(opened.finding) ? 'true' : nothing}
          >
            ${findings.map((finding) => drawFinding(finding, unit, context))}
          </td>`
        : html`<td class="nil ${first}" aria-colindex=${column + 2} data-column=${column} tabindex=${tabindex(column)}>
            <span aria-hidden="true">–</span><span class="vh"> ${noneOf(context)}</span>
          </td>`;
    })}
  </tr>`;
}

/** That a row holds results of several codes: which, the opened result says, and their names are there for those who hear. */
export function drawJoined(test: ResultTest, told: TableContext['told']): TemplateResult | typeof nothing {
  if (!test.group) return nothing;
  const { reader, words } = told;
  return html`<span class="sub"
    >${words.joined(reader.count(test.names.length))}<span class="vh"
      >: ${reader.list(otherNames(test, told))}</span
    ></span
  >`;
}

function noneOf({ narrowed, told }: TableContext): string {
  return narrowed ? told.words.noneMatching : told.words.noResult;
}

interface YearHead {
  readonly year: string;
  readonly span: number;
  readonly gap: boolean;
}

/** The heads above the columns that are drawn: a year over all of its columns, nothing over a gap. */
function yearsOf(columns: readonly Segment[], { table, told }: TableContext): YearHead[] {
  const heads: YearHead[] = [];
  for (const segment of columns) {
    const gap = 'gap' in segment;
    const year = gap ? '' : yearOf(table.moments[segment.place] as ResultMoment, told.reader);
    const last = heads.at(-1);
    if (last && !gap && !last.gap && last.year === year) heads[heads.length - 1] = { ...last, span: last.span + 1 };
    else heads.push({ year, span: 1, gap });
  }
  return heads;
}

function startsYear(place: number, { moments: columns }: ResultTable, { reader }: TableContext['told']): boolean {
  const [moment, before] = [columns[place], columns[place - 1]];
  return place > 0 && !!moment && !!before && yearOf(moment, reader) !== yearOf(before, reader);
}

/** What a cell opens: what stands in it; in the column of names the latest. */
function findingsAt({ row, column }: Place, { table }: TableContext): readonly Finding[] {
  const found = table.tests[row];
  if (!found) return [];
  return column < 0 ? [found.latest] : (cellsOf(found).get(table.moments[column]?.key ?? '') ?? []);
}

function pressed(event: KeyboardEvent, context: TableContext): void {
  const { active, table, open, move } = context;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    const [first] = findingsAt(active, context);
    if (first) open(first);
    return;
  }
  const { direction } = getComputedStyle(event.currentTarget as Element);
  const next = placeAfter(event, active, table, direction === 'rtl');
  if (!next) return;
  event.preventDefault();
  move(next);
}

function clicked({ target }: MouseEvent, context: TableContext): void {
  const cell = (target as Element).closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-place]');
  if (!cell || !row) return;
  const place = { row: Number(row.dataset['place']), column: Number(cell.dataset['column']) };
  const key = (target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'];
  const findings = findingsAt(place, context);
  const finding = findings.find((one) => one.key === key) ?? findings[0];
  context.move(place);
  if (finding) context.open(finding);
}
