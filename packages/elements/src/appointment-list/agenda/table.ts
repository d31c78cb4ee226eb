import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { endOf, type AgendaLine } from '@ehr-widgets/sdk/appointments';
import { fullDay, shortDay } from '../../appointment-picker/dates.ts';
import { drawChips } from '../../shared/chip.ts';
import {
  chipOf,
  clockAt,
  dayCount,
  minutesText,
  spanText,
  whatText,
  whoText,
  type AgendaTelling,
} from './agenda-telling.ts';
import { cellAt, placeAfter, type GridPlace } from './keys.ts';
import { isOff, type Cell, type DaysLaid } from './laying.ts';
import { minutesIn } from './placing.ts';

/** What the drawing of the table needs to know of the widget. */
export interface TableContext {
  readonly telling: AgendaTelling;
  readonly laid: DaysLaid;
  /** The one place that can be reached by Tab. */
  readonly active: GridPlace;
  readonly today: string;
  readonly opened: AgendaLine | undefined;
  readonly move: (place: GridPlace) => void;
  /** Earlier or later days. */
  readonly turn: (by: 1 | -1) => void;
  readonly open: (line: AgendaLine) => void;
}

/** Days across, the clock of the practice down. */
export function drawTable(context: TableContext): TemplateResult {
  const { telling, laid } = context;
  const { words } = telling;
  const now = nowRow(context);
  return html`<div class="days" part="days">
    <table
      role="grid"
      class=${laid.days.length > 1 ? 'week' : 'one-day'}
      aria-labelledby="title"
      aria-describedby="keys"
      aria-rowcount=${laid.rows.length + 1}
      aria-colcount=${laid.columns + 1}
      @keydown=${(event: KeyboardEvent) => pressed(event, context)}
      @click=${(event: MouseEvent) => clicked(event, context)}
    >
      <colgroup>
        <col class="clock" />
        ${laid.days.flatMap(({ columns }) =>
          Array.from({ length: columns }, () => html`<col width="${100 / laid.days.length / columns}%" />`),
        )}
      </colgroup>
      <thead>
        <tr aria-rowindex="1">
          <th scope="col" class="corner"><span class="vh">${words.time}</span></th>
          ${laid.days.map((day) => drawDay(day, context))}
        </tr>
      </thead>
      <tbody>
        ${laid.rows.map((cells, row) => drawRow(cells, row, now, context))}
      </tbody>
    </table>
    <p class="vh" id="keys">${words.keys}</p>
  </div>`;
}

function drawDay({ day, columns, visits }: DaysLaid['days'][number], { telling, today }: TableContext): TemplateResult {
  const { reader, words } = telling;
  const isToday = day === today;
  return html`<th
    scope="colgroup"
    colspan=${columns}
    class=${isToday ? 'today' : ''}
    aria-current=${isToday ? 'date' : nothing}
  >
    <span class="vh">${fullDay(day, reader.locale)}${isToday ? html`, ${words.today}` : nothing}, </span
    ><span aria-hidden="true">${shortDay(day, reader.locale)}</span>
    <span class="muted num">${dayCount(visits, telling)}</span>
  </th>`;
}

function drawRow(
  cells: readonly Cell[],
  row: number,
  now: { readonly row: number; readonly quarter: number } | undefined,
  context: TableContext,
): TemplateResult {
  const { laid, telling } = context;
  const minutes = laid.from + row * laid.step;
  const isHour = minutes % 60 === 0;
  const isNow = now?.row === row;
  const label = isHour ? minutesText(minutes, telling) : '';
  return html`<tr
    aria-rowindex=${row + 2}
    class="step-${laid.step} ${isHour ? 'hour' : ''} ${isNow ? `now q${now.quarter}` : ''}"
  >
    ${
      isHour || isNow
        ? html`<th scope="row" class="num">
            ${label}${
              isNow
                ? html`<span class="now-mark"
                    ><span class="word">${telling.words.now}</span>
                    ${clockAt(telling.reader.now.getTime(), telling)}</span
                  >`
                : nothing
            }
          </th>`
        : html`<td class="axis" role="presentation"></td>`
    }
    ${repeat(
      cells,
      (cell) => (cell.kind === 'visit' ? `${cell.day} ${cell.line.key}` : `${cell.day} ${cell.from} ${cell.column}`),
      (cell) => drawCell(cell, context),
    )}
  </tr>`;
}

function drawCell(cell: Cell, context: TableContext): TemplateResult {
  const { laid, active, opened, telling } = context;
  const { words } = telling;
  const isActive = cellAt(laid, active) === cell;
  const isVisit = cell.kind === 'visit';
  const kind = isVisit ? `visit ${statusClass(cell.line)}` : `ground ${cell.ground}`;
  const isOpen = isVisit && opened?.key === cell.line.key;
  const isNow = isVisit && isOn(cell.line, telling);
  return html`<td
    class="${kind} ${isOpen ? 'opened' : ''} ${isNow ? 'on' : ''}"
    part=${isVisit ? 'line' : nothing}
    rowspan=${cell.rows}
    colspan=${cell.columns}
    aria-colindex=${cell.column + 2}
    tabindex=${isActive ? 0 : -1}
    data-row=${cell.row}
    data-column=${cell.column}
    data-key=${isVisit ? cell.line.key : nothing}
    aria-haspopup=${isVisit ? 'true' : nothing}
  >
    ${
      isVisit
        ? drawVisit(cell.line, cell.day, cell.others, telling)
        : html`<span class=${SAID.includes(cell.ground) ? 'said' : 'vh'}
            >${words.ground[cell.ground]}${cell.comment ? html`: <bdi>${cell.comment}</bdi>` : nothing}<span class="vh"
              >, ${telling.told.words.fromTo(minutesText(cell.from, telling), minutesText(cell.until, telling))}</span
            ></span
          >`
    }
  </td>`;
}

/** Whether it is its time. */
function isOn(line: AgendaLine, { reader }: AgendaTelling): boolean {
  const now = reader.now.getTime();
  return Date.parse(line.start ?? '') <= now && now < endOf(line);
}

/** What it looks like: what does not take place, and what is only asked for, as none that somebody comes to. */
export function statusClass(line: AgendaLine): string {
  if (isOff(line)) return 'off';
  const { status } = line;
  return status === 'proposed' || status === 'pending' || status === 'waitlist' ? 'asked' : status;
}

const SAID: readonly string[] = ['taken', 'kept', 'shut', 'missing', 'free'];

/** A visit in few words: its time, who comes, what for, how it stands. */
export function drawVisit(line: AgendaLine, day: string, others: number, telling: AgendaTelling): TemplateResult {
  const { words, reader } = telling;
  return html`<span class="at num"><bdi>${spanText(line, day, telling)}</bdi></span>
    <span class="name"><bdi>${whoText(line, telling)}</bdi></span>
    <span class="for"><bdi>${whatText(line, telling)}</bdi></span>
    <span class="chips">
      ${drawChips([chipOf(line, telling)])}${
        others > 0
          ? html`<span class="chip caution" part="chip"><span>${words.atOnce(reader.count(others + 1))}</span></span>`
          : nothing
      }
    </span>`;
}

/** The row in which it is now, and how far through it, in quarters. */
function nowRow({ laid, telling, today }: TableContext): { row: number; quarter: number } | undefined {
  if (!laid.days.some(({ day }) => day === today)) return undefined;
  const minutes = minutesIn(telling.reader.now.getTime(), today, telling.zone) - laid.from;
  const row = Math.floor(minutes / laid.step);
  if (row < 0 || row >= laid.rows.length) return undefined;
  return { row, quarter: Math.floor(((minutes % laid.step) / laid.step) * 4) };
}

function pressed(event: KeyboardEvent, context: TableContext): void {
  const { laid, active } = context;
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const isPlain = !altKey && !ctrlKey && !metaKey && !shiftKey;
  if (isPlain && (key === 'PageUp' || key === 'PageDown')) {
    event.preventDefault();
    context.turn(key === 'PageDown' ? 1 : -1);
    return;
  }
  if (isPlain && (key === 'Enter' || key === ' ')) {
    const cell = cellAt(laid, active);
    event.preventDefault();
    if (cell?.kind === 'visit') context.open(cell.line);
    return;
  }
  const isRtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
  const next = placeAfter(event, active, laid, isRtl);
  if (!next) return;
  event.preventDefault();
  context.move(next);
}

function clicked(event: MouseEvent, { laid, move, open }: TableContext): void {
  const { dataset } = (event.target as Element).closest<HTMLElement>('[data-row]') ?? {};
  if (!dataset) return;
  const place = { row: Number(dataset['row']), column: Number(dataset['column']) };
  const cell = cellAt(laid, place);
  move(place);
  if (cell?.kind === 'visit') open(cell.line);
}
