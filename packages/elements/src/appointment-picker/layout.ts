import { html, nothing, type TemplateResult } from 'lit';
import type { FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { calendarIcon, phoneIcon } from '../shared/visit-icons.ts';
import { message, reasonOf, skeleton } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { drawCalendar, type CalendarContext } from './calendar.ts';
import { drawCheck, drawNumbers, type CheckContext } from './check.ts';
import { monthText } from './dates.ts';
import { drawDone, type DoneContext } from './done.ts';
import type { Finding } from './finding.ts';
import { pickerNameStrings } from './name.strings.ts';
import { momentText, ownText, type Telling } from './telling.ts';
import { drawTimes, type TimesContext } from './times.ts';
import { drawServices, drawWhat, type WhatContext } from './what.ts';

export type Step = 'what' | 'time' | 'check' | 'ask' | 'done';

/** An appointment to be moved, in words; empty where the record that was read does not have it. */
export interface Moving {
  readonly appointment: string;
}

/** What the drawing of the picker needs to know of the widget. What a step does not need is not made. */
export interface PickerContext {
  readonly told: Telling;
  readonly level: number;
  readonly step: Step;
  readonly finding: Finding;
  /** The name of the source. */
  readonly source: string;
  readonly said: string;
  /** Whether the reader chooses what for. */
  readonly hasWhat: boolean;
  readonly emergency: { readonly text: string; readonly phone: string };
  readonly phones: readonly string[];
  /** What is being moved; undefined where nothing is. */
  readonly moving: Moving | undefined;
  readonly stopMoving: () => void;
  readonly noneWork: boolean;
  readonly toggleNoneWork: () => void;
  readonly retry: () => void;
  readonly what: () => WhatContext;
  readonly calendar: () => CalendarContext;
  readonly times: () => TimesContext;
  readonly chooseFirst: (time: FreeTime) => void;
  readonly check: () => CheckContext;
  readonly done: () => DoneContext | undefined;
  /** Undefined until what asks is there. */
  readonly asking: () => TemplateResult | undefined;
  /** Undefined where nothing can be asked for online. */
  readonly ask: (() => void) | undefined;
}

/** The whole widget, once there is somewhere to book. */
export function drawPicker(context: PickerContext): TemplateResult {
  const { told, level, finding, said } = context;
  const { reader, words } = told;
  return html`<article class="w" aria-labelledby="title" aria-busy=${finding.reading ? 'true' : 'false'}>
    <p class="vh" role="status">${finding.reading ? words.reading : said}</p>
    <div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>${pickerNameStrings.for(reader).title}</div>
    </div>
    ${drawSteps(context)} ${drawEmergency(context)} ${drawMoving(context)} ${drawStep(context)}
  </article>`;
}

function drawSteps({ told, step, hasWhat, finding }: PickerContext): TemplateResult | typeof nothing {
  const { words, reader } = told;
  if (!finding.ground) return nothing;
  const steps = [...(hasWhat ? (['what'] as const) : []), 'time', 'check', 'done'] as const;
  // Asking stands in the place of checking a time.
  const now = (steps as readonly Step[]).indexOf(step === 'ask' ? 'check' : step);
  return html`<ol class="steps" part="steps" aria-label=${words.steps}>
    ${steps.map(
      (name, index) =>
        html`<li class=${index < now ? 'past' : ''} aria-current=${index === now ? 'step' : nothing}>
          <span class="number num" aria-hidden="true">${index < now ? icon('check') : reader.count(index + 1)}</span>
          <span class="word">${words.stepNames[name]}</span>${
            index < now ? html`<span class="vh">, ${words.stepDone}</span>` : nothing
          }
        </li>`,
    )}
  </ol>`;
}

function drawEmergency({ told, emergency: { text, phone } }: PickerContext): TemplateResult | typeof nothing {
  if (!text && !phone) return nothing;
  const { words } = told;
  return html`<div class="alarm" part="emergency">
    ${icon('warning')}
    <div>
      <p><b>${words.emergency}</b></p>
      ${text ? html`<p>${text}</p>` : nothing}
    </div>
    ${phone ? html`<a class="btn" href="tel:${phone.replace(/[^\d+*#]/g, '')}">${phoneIcon}${words.call(phone)}</a>` : nothing}
  </div>`;
}

/** That an appointment is to be moved, which stands for as long as nothing new is booked. */
function drawMoving({ told, step, moving, stopMoving }: PickerContext): TemplateResult | typeof nothing {
  if (!moving || step === 'done') return nothing;
  const { words } = told;
  return html`<div class="above">
    <div class="note ${moving.appointment ? 'info' : 'caution'}" part="notice">
      ${icon(moving.appointment ? 'info' : 'warning')}
      <div>
        <p class="t num">${moving.appointment ? words.moving(moving.appointment) : words.movingUnknown}</p>
        <p>${moving.appointment ? words.movingNext : words.movingUnknownNext}</p>
        <button class="link" type="button" @click=${stopMoving}>${words.stopMoving}</button>
      </div>
    </div>
  </div>`;
}

function drawStep(context: PickerContext): TemplateResult | typeof nothing {
  const { step, finding, what, check, asking, done } = context;
  if (!finding.ground) return drawNoGround(context);
  if (step === 'what') return drawServices(what());
  if (step === 'check') return drawCheck(check());
  if (step === 'ask') return asking() ?? html`<div class="told">${skeleton()}</div>`;
  const ended = step === 'done' ? done() : undefined;
  return ended ? drawDone(ended) : drawChoosing(context);
}

function drawNoGround(context: PickerContext): TemplateResult {
  const { finding } = context;
  return html`<div class="told">${finding.error ? drawError(context) : skeleton()}</div>`;
}

/** What for, which day, what time: beside each other where there is room. */
function drawChoosing(context: PickerContext): TemplateResult {
  const { told, finding, source, what, calendar, times } = context;
  const { words, reader } = told;
  const { shown, month, error, ground } = finding;
  if (!month) {
    return html`<div class="choosing">
      ${drawWhat(what())}
      <div class="days">${error ? drawError(context) : skeleton()}</div>
    </div>`;
  }
  const asOf = shown ? reader.moment(shown.asOf) : '';
  return html`<div class="choosing">
      ${drawWhat(what())}
      <div class="days" part="calendar">
        ${drawFirst(context)} ${error && !shown ? drawError(context) : drawCalendar(calendar())}
        ${drawMonthNotes(context)}
      </div>
      <div class="day-times" part="times">${drawTimes(times())} ${drawNoneWork(context)}</div>
    </div>
    <div class="foot">
      ${shown ? html`<span class="num">${words.readAt(asOf, source)}</span>` : nothing}
      ${ground ? html`<span class="num">${words.shownUntil(monthText(ground.lastMonth, reader.locale))}</span>` : nothing}
    </div>`;
}

/** What to do when no time suits, or none is soon enough. */
function drawNoneWork({ told, noneWork, toggleNoneWork, phones, ask }: PickerContext): TemplateResult {
  const { words } = told;
  return html`<div>
    <button class="link" type="button" aria-expanded=${noneWork ? 'true' : 'false'} @click=${toggleNoneWork}>
      ${words.noneWork}
    </button>
    ${
      noneWork
        ? html`<p>${words.noneWorkNext}</p>
            ${ask ? html`<div class="acts"><button class="btn" type="button" @click=${ask}>${words.askTitle}</button></div>` : nothing}
            ${drawNumbers(phones, told)}`
        : nothing
    }
  </div>`;
}

/** The first that are free, whatever month they are in. */
function drawFirst({ told, finding, chooseFirst }: PickerContext): TemplateResult | typeof nothing {
  const { words } = told;
  const [first, ...next] = finding.first?.times ?? [];
  if (!first) return nothing;
  const text = (time: FreeTime): string =>
    [momentText(time, told), words.modes[time.mode], ownText(time, told)].filter(Boolean).join(', ');
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
function drawMonthNotes(context: PickerContext): TemplateResult | typeof nothing {
  const { told, finding, phones, retry } = context;
  const { words, reader } = told;
  const { shown, error, first, month } = finding;
  if (!shown) return nothing;
  const states = stateStrings.for(reader);
  const again = html`<button class="btn small" type="button" @click=${retry}>${states.tryAgain}</button>`;
  const isNone = shown.count === 0 && shown.complete;
  const atAll = isNone && first?.times.length === 0 && first.complete;
  return html`${error ? drawNote(words.stale(reader.moment(shown.asOf)), states.failedNext(reasonOf(error.code), error.status), again) : nothing}
  ${shown.complete ? nothing : drawNote(words.cutOff, words.cutOffNext, again)}
  ${shown.remarks.map(({ text }) => html`<p class="muted">${text}</p>`)}
  ${
    atAll
      ? html`${message('unknown', words.noneAtAll, words.noneAtAllNext)}${drawNumbers(phones, told)}`
      : isNone
        ? message('unknown', words.noneInMonth(monthText(month, reader.locale)), words.noneInMonthNext)
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
function drawError({ told, finding, source, phones, retry }: PickerContext): TemplateResult | typeof nothing {
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
