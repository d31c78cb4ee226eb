import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { AppointmentLine, AppointmentsView } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { asOfText, personText } from '../shared/list/sheet.ts';
import { printIcon } from '../shared/list/tool-icons.ts';
import { drawNotice, message, noticesOf, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { drawQuestion, type Question } from './actions-view.ts';
import { drawLine, type LineContext } from './line.ts';
import { appointmentNameStrings } from './name.strings.ts';
import type { GroupName } from './status.ts';

/** How many more lines each press of "show more" brings: a long list must not freeze the page. */
export const PAGE = 20;

/** What the drawing of the list needs to know of the widget. */
export interface ListContext extends LineContext {
  readonly patient: PatientDetails | undefined;
  /** How many lines of a group are shown at most. */
  readonly limitOf: (group: GroupName) => number;
  readonly showMore: (group: GroupName) => void;
  readonly question: Question | undefined;
  /** The last thing that happened by the reader's hand. */
  readonly happened: string;
  /** That what was asked for could not be loaded. */
  readonly notLoaded: string | undefined;
  readonly retry: () => void;
}

type State = TopicState<AppointmentsView>;

const GROUPS: readonly GroupName[] = ['upcoming', 'requested', 'past', 'cancelled'];

/** The whole widget, once there is a list. */
export function drawList(view: AppointmentsView, state: State, context: ListContext): TemplateResult {
  const { told, question } = context;
  return html`<article class="w" aria-labelledby="title" aria-busy=${state.kind === 'loading' ? 'true' : 'false'}>
    <p class="vh" role="status">${announcement(view, state, context)}</p>
    ${drawHead(view, state, context)} ${drawNotices(view, state, context)} ${drawReading(state, context)}
    ${GROUPS.map((group) => drawGroup(view, group, state, context))} ${drawErrors(view, context)}
    ${question ? drawQuestion(question, told) : nothing}
  </article>`;
}

function drawHead(view: AppointmentsView, state: State, context: ListContext): TemplateResult {
  const { told, level, patient, toCalendar } = context;
  const { reader, words } = told;
  const booked = view.upcoming.filter(({ start, status }) => start?.includes('T') && status !== 'unknown');
  return html`<div class="head">
      <div class="h title" id="title" role="heading" aria-level=${level}>
        ${appointmentNameStrings.for(reader).title}
      </div>
      <div class="end">
        ${
          booked.length > 1
            ? html`<button class="btn small" type="button" @click=${() => toCalendar(booked)}>
                ${words.allToCalendar}
              </button>`
            : nothing
        }
        <button class="btn small" type="button" @click=${() => globalThis.print()}>${printIcon}${words.print}</button>
      </div>
      <p class="asof muted num">${asOfText(state, told)}</p>
    </div>
    <div class="sheet-head">
      <p class="num"><b>${personText(patient, told)}</b> ${words.printed(reader.stamp(reader.now))}</p>
    </div>`;
}

/** What is missing, how old it is, and where nothing can be changed, above what is shown. */
function drawNotices(view: AppointmentsView, state: State, context: ListContext): TemplateResult | typeof nothing {
  const { told, retry, whyFixedOf, notLoaded } = context;
  const { reader, words } = told;
  const notices = noticesOf(state, { reader, noun: appointmentNameStrings.for(reader).noun });
  const fixed = new Set(
    [...view.upcoming, ...view.requested].flatMap((line) => {
      const why = whyFixedOf(line);
      return why ? words.cannotChange[why](line.origin.sourceName) : [];
    }),
  );
  if (notices.length === 0 && fixed.size === 0 && !notLoaded) return nothing;
  return html`<div class="above">
    ${notices.map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
    ${notLoaded ? html`<p>${notLoaded}</p>` : nothing} ${[...fixed].map((text) => html`<p class="muted">${text}</p>`)}
  </div>`;
}

/** How far reading has come, while more is on its way. */
function drawReading(state: State, { told, retry }: ListContext): TemplateResult | typeof nothing {
  if (state.kind !== 'loading') return nothing;
  const { reader } = told;
  return html`<div class="told reading">
    ${stateMessage(state, { reader, noun: appointmentNameStrings.for(reader).noun }, retry)}
  </div>`;
}

function drawGroup(
  view: AppointmentsView,
  group: GroupName,
  state: State,
  context: ListContext,
): TemplateResult | typeof nothing {
  const { told, level, limitOf, showMore } = context;
  const { reader, words } = told;
  const lines = view[group];
  if (lines.length === 0) return group === 'upcoming' ? drawNone(view, state, context) : nothing;
  const limit = limitOf(group);
  const left = Math.min(PAGE, lines.length - limit);
  return html`<section class="group" part="group" aria-labelledby="group-${group}">
    <div class="h" id="group-${group}" role="heading" aria-level=${Math.min(level + 1, 6)}>
      ${words.groups[group]} <span class="num">${reader.count(lines.length)}</span>
    </div>
    <ul>
      ${repeat(
        lines.slice(0, limit),
        ({ key }) => key,
        (line: AppointmentLine) => drawLine(line, group, context),
      )}
    </ul>
    ${
      left > 0
        ? html`<div class="more">
            <button class="btn small" type="button" @click=${() => showMore(group)}>
              ${icon('chevron')}${words.more(reader.count(left), reader.count(lines.length))}<span class="vh"
                >: ${words.groups[group]}</span
              >
            </button>
          </div>`
        : nothing
    }
  </section>`;
}

/** Where nothing is booked: said in full while all was read, and nothing before. */
function drawNone(view: AppointmentsView, state: State, { told }: ListContext): TemplateResult | typeof nothing {
  if (state.kind === 'loading') return nothing;
  const { words } = told;
  const hasAny = GROUPS.some((group) => view[group].length > 0);
  return html`<div class="told">
    ${hasAny ? html`<p>${words.noneUpcoming}</p>` : message('unknown', words.none, words.noneNext)}
  </div>`;
}

/** What was entered in error counts as nothing, and is not kept quiet. */
function drawErrors({ enteredInError }: AppointmentsView, { told }: ListContext): TemplateResult | typeof nothing {
  if (enteredInError.length === 0) return nothing;
  const { reader, words } = told;
  return html`<p class="errors muted num">${words.enteredInError(reader.count(enteredInError.length))}</p>`;
}

/** Said by screen readers: that reading began and ended, and how a change went. */
function announcement(view: AppointmentsView, state: State, { told, happened }: ListContext): string {
  const { reader, words } = told;
  if (happened) return happened;
  if (state.kind === 'loading') return stateStrings.for(reader).reading(appointmentNameStrings.for(reader).noun);
  return words.done(reader.count(view.upcoming.length), reader.count(view.requested.length));
}
