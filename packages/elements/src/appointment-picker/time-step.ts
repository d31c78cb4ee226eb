import { html, nothing, type TemplateResult } from 'lit';
import type { FreeMonth, FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { calendarIcon } from '../shared/visit-icons.ts';
import { message, reasonOf, skeleton } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { drawCalendar, type CalendarContext } from './calendar.ts';
import { fullDay, monthText } from './dates.ts';
import type { Finding } from './finding.ts';
import { pickerNameStrings } from './name.strings.ts';
import { drawNumbers } from './numbers.ts';
import { momentText, ownText, type Telling } from './telling.ts';
import { drawTimes, type TimesContext } from './times.ts';
import type { ViewName, Views } from './views.ts';
import { drawWhat, type WhatContext } from './what.ts';

/** What the step of day and time is drawn with. */
export interface TimeStepContext {
  readonly told: Telling;
  readonly level: number;
  readonly finding: Finding;
  /** The name of the source. */
  readonly source: string;
  readonly phones: readonly string[];
  readonly views: Views;
  readonly noneWork: boolean;
  readonly toggleNoneWork: () => void;
  /** Asks for a time; undefined where nothing can be asked for online. */
  readonly ask: (() => void) | undefined;
  readonly retry: () => void;
  readonly what: () => WhatContext;
  readonly calendar: () => CalendarContext;
  readonly times: () => TimesContext;
  /** The first that are free, of the kind of visit that is wanted. */
  readonly first: readonly FreeTime[];
  /** What a time is for, where that is left open; empty otherwise. */
  readonly serviceText: (time: FreeTime) => string;
  readonly chooseFirst: (time: FreeTime) => void;
}

/** What for, which day, what time: beside each other where there is room. */
export function drawTimeStep(context: TimeStepContext): TemplateResult {
  const { told, finding, source, views, what } = context;
  const { words, reader } = told;
  const { month, error, ground } = finding;
  if (!month) {
    return html`<div class="choosing">
      ${drawWhat(what())}
      <div class="days">${error ? drawError(context) : skeleton()}</div>
    </div>`;
  }
  const { months } = views;
  const oldest = months.reduce<Date | undefined>((old, { asOf }) => (old && old < asOf ? old : asOf), undefined);
  return html`<div class="choosing">${drawWhat(what())} ${drawSeen(months, context)}</div>
    <div class="foot">
      ${oldest ? html`<span class="num">${words.readAt(reader.moment(oldest), source)}</span>` : nothing}
      ${ground ? html`<span class="num">${words.shownUntil(fullDay(ground.lastDay, reader.locale))}</span>` : nothing}
    </div>`;
}

/** The free times in the way they are seen: the month with the times of a day beside it, or in one of the other ways. */
function drawSeen(months: readonly FreeMonth[], context: TimeStepContext): TemplateResult {
  const { finding, views, calendar, times } = context;
  const failed = finding.error !== undefined && months.length === 0;
  const other = views.draw();
  if (other)
    return html`<div class="days wide" part="calendar">
      ${drawViews(context)} ${views.name === 'weeks' && !views.isComparing ? drawFirst(context) : nothing}
      ${failed ? drawError(context) : other} ${drawNotes(months, context)} ${drawNoneWork(context)}
    </div>`;
  return html`<div class="days" part="calendar">
      ${drawViews(context)} ${drawFirst(context)} ${failed ? drawError(context) : drawCalendar(calendar())}
      ${drawNotes(months, context)}
    </div>
    <div class="day-times" part="times">${drawTimes(times())} ${drawNoneWork(context)}</div>`;
}

/** How times are seen, unless the page says, and the way to compare. */
function drawViews({ told, views }: TimeStepContext): TemplateResult | typeof nothing {
  const { words } = told;
  const { canCompare, isComparing, isFixed, name } = views;
  if (isFixed && !canCompare) return nothing;
  return html`<div class="seeing">
    ${
      isFixed
        ? nothing
        : html`<div class="views" role="group" aria-label=${words.seeing}>
            ${VIEWS.map(
              (one) =>
                html`<button
                  type="button"
                  aria-pressed=${one === name && !isComparing ? 'true' : 'false'}
                  @click=${() => views.see(one)}
                >
                  ${words.views[one]}
                </button>`,
            )}
          </div>`
    }
    ${
      canCompare
        ? html`<button
            class="btn small"
            type="button"
            aria-pressed=${isComparing ? 'true' : 'false'}
            @click=${() => views.compare(!isComparing)}
          >
            ${words.compare}
          </button>`
        : nothing
    }
  </div>`;
}

const VIEWS: readonly ViewName[] = ['month', 'weeks', 'first'];

/** What to do when no time suits, or none is soon enough. */
function drawNoneWork({ told, noneWork, toggleNoneWork, phones, ask }: TimeStepContext): TemplateResult {
  const { words } = told;
  return html`<div>
    <button class="link" type="button" aria-expanded=${noneWork ? 'true' : 'false'} @click=${toggleNoneWork}>
      ${words.noneWork}
    </button>
    ${
      noneWork
        ? html`<p>${words.noneWorkNext}</p>
            ${drawAsk(told, ask)} ${drawNumbers(phones, told)}`
        : nothing
    }
  </div>`;
}

/** The way to ask for a time, where that can be done here. */
function drawAsk({ words }: Telling, ask: (() => void) | undefined): TemplateResult | typeof nothing {
  if (!ask) return nothing;
  return html`<div class="acts"><button class="btn" type="button" @click=${ask}>${words.askTitle}</button></div>`;
}

/** The first that are free, whatever month they are in. */
function drawFirst({ told, first: found, serviceText, chooseFirst }: TimeStepContext): TemplateResult | typeof nothing {
  const { words } = told;
  const [first, ...next] = found;
  if (!first) return nothing;
  const text = (time: FreeTime): string =>
    [momentText(time, told), words.modes[time.mode], serviceText(time), ownText(time, told)].filter(Boolean).join(', ');
  return html`<div class="note info">
    ${calendarIcon}
    <div>
      <p class="t num">${words.first(text(first))}</p>
      <button class="link" type="button" @click=${() => chooseFirst(first)}>${words.chooseFirst}</button>
      ${next.map(
        (time) =>
          html`<div>
            <button class="link num" type="button" @click=${() => chooseFirst(time)}>${text(time)}</button>
          </div>`,
      )}
    </div>
  </div>`;
}

/** That times are missing, old or none: each in its own words. */
function drawNotes(months: readonly FreeMonth[], context: TimeStepContext): TemplateResult | typeof nothing {
  const { told, finding, phones, ask, retry } = context;
  const { words, reader } = told;
  const { error, first, ground } = finding;
  const [one] = months;
  if (!one || !ground) return nothing;
  const states = stateStrings.for(reader);
  const again = html`<button class="btn small" type="button" @click=${retry}>${states.tryAgain}</button>`;
  const whole = months.every(({ complete }) => complete);
  const asOf = months.reduce((old, month) => (old < month.asOf ? old : month.asOf), one.asOf);
  const remarks = new Set(months.flatMap((month) => month.remarks.map(({ text }) => text)));
  const isNone = whole && months.every(({ count }) => count === 0);
  const atAll = isNone && first?.times.length === 0 && first.complete;
  return html`${error ? drawNote(words.stale(reader.moment(asOf)), states.failedNext(reasonOf(error.code), error.status), again) : nothing}
  ${whole ? nothing : drawNote(words.cutOff, words.cutOffNext, again)}
  ${[...remarks].map((text) => html`<p class="muted">${text}</p>`)}
  ${
    atAll
      ? html`${message('unknown', words.noneAtAll(fullDay(ground.lastDay, reader.locale)), words.noneAtAllNext)}${drawAsk(told, ask)}${drawNumbers(phones, told)}`
      : isNone
        ? message('unknown', words.noneInMonth(monthText(one.month, reader.locale)), words.noneInMonthNext)
        : nothing
  }`;
}

function drawNote(title: string, text: string, actions: TemplateResult): TemplateResult {
  return html`<div class="note caution" part="notice">
    ${icon('warning')}
    <div>
      <p class="t">${title}</p>
      <p>${text}</p>
      <div class="acts">${actions}</div>
    </div>
  </div>`;
}

/** Why no times can be found. Where finding is not offered, numbers to call are the next step. */
export function drawError({ told, finding, source, phones, retry }: TimeStepContext): TemplateResult | typeof nothing {
  const { error, ground } = finding;
  if (!error) return nothing;
  const { words, reader } = told;
  const states = stateStrings.for(reader);
  const { noun } = pickerNameStrings.for(reader);
  if (error.code === 'forbidden') {
    const scopes = ground?.ways.findMissing.join(' ') ?? '';
    return html`${message('lock', words.denied, words.deniedNext(scopes))}${drawNumbers(phones, told)}`;
  }
  if (error.code === 'not-supported')
    return html`${message('ban', words.unsupported(source), words.unsupportedNext)}${drawNumbers(phones, told)}`;
  const again = html`<button class="btn small" type="button" @click=${retry}>${states.tryAgain}</button>`;
  return message('warning', states.failed(noun), states.failedNext(reasonOf(error.code), error.status), again);
}
