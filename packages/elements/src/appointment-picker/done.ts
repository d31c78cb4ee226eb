import { html, nothing, type TemplateResult } from 'lit';
import type { BookableService, FreeTime } from '@ehr-widgets/sdk/appointments';
import { mapLink } from '../appointment-list/map.ts';
import { icon } from '../shared/icons.ts';
import { printIcon } from '../shared/list/tool-icons.ts';
import { calendarIcon } from '../shared/visit-icons.ts';
import { drawAfterwards, drawCancelling, isCancelled } from './afterwards-part.ts';
import type { AfterwardsContext } from './afterwards.ts';
import type { Done } from './attempt.ts';
import { drawFact, drawWhen } from './facts.ts';
import { note } from './going.ts';
import { drawJoin } from './join.ts';
import { whereText, withText, type Telling } from './telling.ts';
import { drawWho, type Who } from './who.ts';

export interface DoneContext {
  readonly told: Telling;
  readonly level: number;
  readonly who: Who;
  /** Undefined where it was asked for without one. */
  readonly time: FreeTime | undefined;
  readonly service: BookableService | undefined;
  readonly done: Done;
  readonly sourceName: string;
  /** What the reader said besides, as it was sent. */
  readonly said: readonly (readonly [label: string, text: string])[];
  /** Whether the answers to the practice's questions could not be marked as whole. */
  readonly answersBegun: boolean;
  /** Whether the practice's answer says so; undefined where that was not asked for. */
  readonly isOnWaitlist: boolean | undefined;
  /** To call about it. */
  readonly numbers: readonly string[];
  readonly mapUrl: string | undefined | null;
  readonly another: () => void;
  readonly print: () => void;
  /** Undefined where there is nothing certain to put there. */
  readonly save: (() => void) | undefined;
  /** Undefined for what is only asked for. */
  readonly afterwards: AfterwardsContext | undefined;
}

/** What was booked, or asked for, as it was told back. */
export function drawDone(context: DoneContext): TemplateResult {
  const { told, level, who, time, done, sourceName, said, another, print, save, afterwards } = context;
  const { words } = told;
  const isBooked = done.kind === 'booked';
  const isGone = afterwards !== undefined && isCancelled(afterwards);
  return html`<div class="pad check" part="done">
    <div class="h step" id="step" role="heading" aria-level=${level + 1} tabindex="-1">
      ${isGone ? words.cancelledSaid : isBooked ? words.bookedSaid : words.requested(sourceName)}
    </div>
    ${isGone ? nothing : drawOutcome(context)} ${afterwards ? drawCancelling(afterwards, told) : nothing}
    ${drawWho(who, told)}
    ${time ? drawWhen(done.appointment?.start === undefined ? time : done.appointment, told, isGone) : nothing}
    <dl class="facts">
      ${time ? drawVisit(context, time, isGone) : nothing} ${said.map(([label, text]) => drawFact(label, text))}
      ${told.reader.persona === 'clinician' ? drawFact(words.facts.reference, done.appointment?.reference ?? '') : nothing}
    </dl>
    <div class="acts">
      ${save && !isGone ? html`<button class="btn" type="button" @click=${save}>${calendarIcon}${words.calendar}</button>` : nothing}
      ${isGone ? nothing : drawMap(context)}
      <button class="btn" type="button" @click=${print}>${printIcon}${words.print}</button>
      ${afterwards ? drawAfterwards(afterwards, told) : nothing}
      <button class="btn" type="button" @click=${another}>${words.another}</button>
    </div>
  </div>`;
}

function drawOutcome({ told, done, sourceName, answersBegun, isOnWaitlist }: DoneContext): TemplateResult {
  const { words } = told;
  const { kind, old } = done;
  const isBooked = kind === 'booked';
  return html`<div class="note ${isBooked ? 'ok' : 'info'}" part="notice">
      ${icon(isBooked ? 'ring-check' : 'info')}
      <div>
        <p class="t">${isBooked ? words.booked(sourceName) : words.requestedSaid}</p>
        ${isOnWaitlist === undefined ? nothing : html`<p>${isOnWaitlist ? words.onWaitlist : words.waitlistUntold}</p>`}
        ${isBooked ? nothing : html`<p>${words.requestedNext}</p>`}
        ${old?.kind === 'moved' ? html`<p>${words.moved}</p>` : nothing}
        ${old?.kind === 'cancelled' ? html`<p>${words.oldCancelled}</p>` : nothing}
      </div>
    </div>
    ${old?.kind === 'kept' && isBooked ? note('warning', 'caution', words.oldKept, words.oldKeptNext) : nothing}
    ${answersBegun ? note('warning', 'caution', words.answersBegun, words.answersBegunNext) : nothing}`;
}

/** Where and with whom. What the answer tells may be other than was asked for: that holds. */
function drawVisit({ told, service, done, numbers }: DoneContext, time: FreeTime, isGone: boolean): TemplateResult {
  const { words, reader } = told;
  const { facts } = words;
  const { appointment } = done;
  const party = appointment ?? time;
  return html`${drawFact(facts.service, service?.name ?? reader.concepts(time.types))}
  ${drawFact(facts.with, withText(party, told))} ${drawFact(facts.where, whereText(party, told))}
  ${drawFact(facts.how, words.modes[party.mode])} ${appointment && !isGone ? drawJoin(appointment, told) : nothing}
  ${drawFact(facts.note, [time.comment, ...(appointment?.instructions ?? [])].filter(Boolean).join(' '))}
  ${drawFact(facts.call, reader.list(numbers))}`;
}

function drawMap({ told, time, done, mapUrl }: DoneContext): TemplateResult | typeof nothing {
  const places = (done.appointment ?? time)?.places ?? [];
  const link = places.map((place) => mapLink(mapUrl, place)).find((one) => one !== undefined);
  return link && done.kind === 'booked'
    ? html`<a class="btn" href=${link} target="_blank" rel="noopener noreferrer">${told.words.directions}</a>`
    : nothing;
}
