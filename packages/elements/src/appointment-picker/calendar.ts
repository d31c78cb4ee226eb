import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { daysAfter, monthsAfter, type FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { dayNumber, fullDay, lengthText, monthText, placeInWeek, shortDay, weekdays } from './dates.ts';
import { freeText, type Telling } from './telling.ts';

/** A day as the calendar shows it: only times that the reader wants to see. */
export interface ShownDay {
  readonly day: string;
  /** Undefined until that is read. */
  readonly times: readonly FreeTime[] | undefined;
  readonly clockChange: number;
}

export interface CalendarContext {
  readonly told: Telling;
  readonly level: number;
  readonly month: string;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly today: string;
  readonly days: readonly ShownDay[];
  /** False where times of the month may be missing. */
  readonly isWhole: boolean;
  /** The day whose times are shown, and the one that the focus is on. */
  readonly chosen: string;
  readonly active: string;
  readonly rightToLeft: () => boolean;
  readonly choose: (day: string) => void;
  /** Puts the focus on a day, which may be in another month. */
  readonly move: (day: string) => void;
  readonly show: (month: string) => void;
}

/** A month with how many times are free on each day (WAI-ARIA APG, date picker grid). */
export function drawCalendar(context: CalendarContext): TemplateResult {
  const { told, level, month, firstMonth, lastMonth, today, days, isWhole, chosen, active } = context;
  // A click on a time, or what is read out, changes nothing here.
  const drawnFrom = [told, level, month, firstMonth, lastMonth, today, days, isWhole, chosen, active];
  return html`${guard(drawnFrom, () => drawMonth(context))}`;
}

function drawMonth(context: CalendarContext): TemplateResult {
  const { told, level, month, days } = context;
  const { reader, words } = told;
  const { locale } = reader;
  const changes = days.filter(({ clockChange }) => clockChange !== 0);
  return html`<div class="month">
      <div class="h" id="month" role="heading" aria-level=${level + 1}>${monthText(month, locale)}</div>
      ${drawTurn(-1, context)} ${drawTurn(1, context)}
    </div>
    <p class="vh" id="keys">${words.calendarKeys}</p>
    <table class="grid" role="grid" aria-labelledby="month" aria-describedby="keys">
      <thead>
        <tr role="row">
          ${weekdays(locale).map(
            ({ short, long }) =>
              html`<th role="columnheader" scope="col" abbr=${long}>
                <span aria-hidden="true">${short}</span><span class="vh">${long}</span>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody @keydown=${(event: KeyboardEvent) => press(event, context)}>
        ${weeksOf(days, locale).map(
          (week) =>
            html`<tr role="row">
              ${week.map((day) => (day ? drawDay(day, context) : html`<td role="gridcell"></td>`))}
            </tr>`,
        )}
      </tbody>
    </table>
    ${changes.map((changed) => html`<p class="muted small">${icon('clock')} ${changeText(changed, told)}</p>`)}`;
}

/** By how much clocks are changed on a day. */
function changeText({ day, clockChange }: ShownDay, { reader: { locale }, words }: Telling): string {
  return words.clockChange(shortDay(day, locale), clockChange, lengthText(clockChange, locale));
}

function drawTurn(by: 1 | -1, { told, month, firstMonth, lastMonth, show }: CalendarContext): TemplateResult {
  const { words, reader } = told;
  const to = monthsAfter(month, by);
  const isThere = to >= firstMonth && to <= lastMonth;
  const said = monthText(to, reader.locale);
  return html`<button
    class="btn turn ${by < 0 ? 'back' : ''}"
    type="button"
    aria-disabled=${isThere ? 'false' : 'true'}
    @click=${() => (isThere ? show(to) : undefined)}
  >
    ${icon('chevron')}<span class="vh">${by < 0 ? words.previous(said) : words.next(said)}</span>
  </button>`;
}

function drawDay(shown: ShownDay, context: CalendarContext): TemplateResult {
  const { told, today, isWhole, chosen, active, choose } = context;
  const { reader, words } = told;
  const { day, times, clockChange } = shown;
  const count = times?.length ?? 0;
  const name = [fullDay(day, reader.locale), day === today ? words.today : '', freeText(times, isWhole, told)]
    .filter(Boolean)
    .join(', ');
  const change = clockChange === 0 ? '' : changeText(shown, told);
  const classes = ['day', count > 0 ? 'has' : '', day === chosen ? 'on' : '', day === today ? 'today' : ''];
  return html`<td
    role="gridcell"
    class=${classes.filter(Boolean).join(' ')}
    tabindex=${day === active ? '0' : '-1'}
    aria-selected=${day === chosen ? 'true' : 'false'}
    aria-disabled=${count > 0 ? 'false' : 'true'}
    data-day=${day}
    @click=${() => choose(day)}
  >
    <span aria-hidden="true"
      ><span class="num">${dayNumber(day)}</span>${
        count > 0
          ? html`<span class="few"
              >${reader.count(count)}<span class="word"> ${words.few(reader.count(count))}</span></span
            >`
          : day === today
            ? html`<span class="few"><span class="word">${words.today}</span></span>`
            : nothing
      }${clockChange === 0 ? nothing : html`<span class="turns">${icon('clock')}</span>`}</span
    ><span class="vh">${change ? `${name}. ${change}` : name}</span>
  </td>`;
}

/** Where a key leads: by day, week, month and year, and to the ends of the week. */
function press(event: KeyboardEvent, { active, told, rightToLeft, choose, move }: CalendarContext): void {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey || !active) return;
  const forward = rightToLeft() ? -1 : 1;
  const inWeek = placeInWeek(active, told.reader.locale);
  const to = ((): string | undefined => {
    switch (key) {
      case 'ArrowLeft':
        return daysAfter(active, -forward);
      case 'ArrowRight':
        return daysAfter(active, forward);
      case 'ArrowUp':
        return daysAfter(active, -7);
      case 'ArrowDown':
        return daysAfter(active, 7);
      case 'Home':
        return daysAfter(active, -inWeek);
      case 'End':
        return daysAfter(active, 6 - inWeek);
      case 'PageUp':
        return sameDay(active, shiftKey ? -12 : -1);
      case 'PageDown':
        return sameDay(active, shiftKey ? 12 : 1);
      default:
        return undefined;
    }
  })();
  if (to === undefined && key !== 'Enter' && key !== ' ') return;
  event.preventDefault();
  if (to === undefined) choose(active);
  else move(to);
}

/** The same day of another month, or its last where that is shorter. */
function sameDay(day: string, months: number): string {
  const month = monthsAfter(day.slice(0, 7), months);
  const last = daysAfter(`${monthsAfter(month, 1)}-01`, -1);
  const same = `${month}-${day.slice(8)}`;
  return same < last ? same : last;
}

function weeksOf(days: readonly ShownDay[], locale: string): (ShownDay | undefined)[][] {
  const [first] = days;
  if (!first) return [];
  const cells: (ShownDay | undefined)[] = [...new Array<undefined>(placeInWeek(first.day, locale)), ...days];
  while (cells.length % 7 > 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
